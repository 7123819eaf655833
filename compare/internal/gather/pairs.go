package main

import (
	"cmp"
	"fmt"
	"log"
	"maps"
	"math/bits"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Bounds of the pairs.
const (
	pairWords = 50   // the least number of words of a text of a pair
	longest   = 2500 // longer texts are cut at the end of a paragraph, in words
	perKind   = 600  // pairs of one kind
	pool      = 6000 // texts of one kind among which neighbours are looked for
	leastKind = 50   // languages with fewer pairs of a kind are put together, and left out if still fewer
)

// A Pair is a line of a file of pairs, in the form of package compare/score with
// more members.
type Pair struct {
	ID        string   `json:"id"`
	Label     string   `json:"label"`
	Kind      string   `json:"kind"`
	Family    string   `json:"family"` // the kind in all languages
	Genre     string   `json:"genre"`
	Languages []string `json:"languages"` // of source and suspect
	Group     string   `json:"group"`     // pairs of one group share a page
	Cosine    float64  `json:"cosine"`    // of tf-idf vectors, to three digits
	Shared    float64  `json:"shared"`    // share of the five-word sequences of the shorter text
	Forbidden string   `json:"forbidden"` // the verdict that is wrong whatever else is right: spun
	Pages     []string `json:"pages"`
	Source    string   `json:"source"`
	Suspect   string   `json:"suspect"`
	Gold      []string `json:"gold"` // always null: nothing was exchanged by a machine
}

// A candidate is a document that may become half of a pair.
type candidate struct {
	page     string
	language string
	genre    string
	text     string
	key      uint64 // looks random and depends on the text
}

// kinds returns the kinds of pairs that a document with the text t may be in.
func (d document) kinds(t string) []string {
	if d.source.kind == "-" || wordCount(t) < pairWords || d.language != "en" && foreign(t) {
		return nil
	}
	out := strings.Split(d.source.kind, ",")
	for i, k := range out {
		if !crossing(k) {
			out[i] = k + "-" + d.language
		}
	}
	return out
}

// writePairs writes the pairs of each kind to a file of its own.
func writePairs(kinds map[string][]candidate, dir string) error {
	made := map[string][]Pair{}
	for _, k := range slices.Sorted(maps.Keys(kinds)) {
		got := choose(k, kinds[k])
		if len(got) < leastKind && len(got) > 0 {
			k = got[0].Family + "-other"
			for i := range got {
				got[i].Kind = k
			}
		}
		made[k] = append(made[k], got...)
	}
	group(made)
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	for _, k := range slices.Sorted(maps.Keys(made)) {
		if len(made[k]) < leastKind {
			log.Printf("%s: only %d pairs, left out", k, len(made[k]))
			continue
		}
		if err := writeLines(filepath.Join(dir, k+".jsonl.gz"), made[k]); err != nil {
			return err
		}
		log.Printf("%s: %d pairs", k, len(made[k]))
	}
	return nil
}

// crossing reports whether a kind's pairs are of two languages.
func crossing(kind string) bool { return strings.HasPrefix(kind, "translation") }

// familyOf returns a kind without the language.
func familyOf(kind string) string {
	if crossing(kind) {
		return kind
	}
	return kind[:strings.LastIndexByte(kind, '-')]
}

// first returns the first paragraphs of a document, at most longest words.
func first(blocks []string) string {
	words := 0
	for i, b := range blocks {
		if words += wordCount(b); words > longest {
			return strings.Join(blocks[:i], "\n\n")
		}
	}
	return strings.Join(blocks, "\n\n")
}

// choose returns the pairs of a kind: the same page of two sources or in two
// languages if the kind asks for that, else nearest neighbours. No text is in
// two pairs of one kind.
func choose(kind string, all []candidate) []Pair {
	all = capped(distinct(all), pool, func(candidate) string { return "" })
	var found []neighbour
	if crossing(kind) || strings.HasPrefix(kind, "revised") {
		found = samePage(all)
	} else {
		texts := make([]string, len(all))
		for i, c := range all {
			texts[i] = c.text
		}
		found = nearest(texts)
	}
	slices.SortStableFunc(found, func(x, y neighbour) int {
		return cmp.Compare(all[x.a].key^bits.RotateLeft64(all[x.b].key, 1), all[y.a].key^bits.RotateLeft64(all[y.b].key, 1))
	})
	used := map[int]bool{}
	var out []Pair
	for _, n := range found {
		if used[n.a] || used[n.b] || len(out) == perKind {
			continue
		}
		used[n.a], used[n.b] = true, true
		out = append(out, pairOf(kind, all[n.a], all[n.b], n.cosine))
	}
	slices.SortFunc(out, func(a, b Pair) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// distinct leaves out documents whose text another one has.
func distinct(all []candidate) []candidate {
	seen := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(all), func(c candidate) bool {
		key := c.language + strings.Join(strings.Fields(strings.ToLower(c.text)), " ")
		had := seen[key]
		seen[key] = true
		return had
	})
}

// samePage returns the pairs of documents of one page.
func samePage(all []candidate) []neighbour {
	pages := map[string][]int{}
	for i, c := range all {
		pages[c.page] = append(pages[c.page], i)
	}
	var out []neighbour
	for _, p := range slices.Sorted(maps.Keys(pages)) {
		list := pages[p]
		for x, a := range list {
			for _, b := range list[x+1:] {
				cross := all[a].language != all[b].language
				c := cosine(all[a].text, all[b].text)
				if cross || c < maxCosine {
					out = append(out, neighbour{a, b, c})
				}
			}
		}
	}
	return out
}

// pairOf returns a pair. Its two texts are in an order that looks random.
func pairOf(kind string, a, b candidate, cosine float64) Pair {
	if number(a.text+b.text)%2 == 0 {
		a, b = b, a
	}
	p := Pair{
		ID: hash(a.text + "\x00" + b.text), Kind: kind, Family: familyOf(kind), Genre: a.genre, Languages: []string{a.language, b.language}, Cosine: round(cosine),
		Shared: round(shared(a.text, b.text)), Forbidden: "spun", Pages: []string{a.page, b.page}, Source: a.text, Suspect: b.text,
	}
	p.Label = label(kind, p)
	return p
}

// genreOf returns the genre of a source of pairs.
func genreOf(s source) string {
	if s.genre == "-" {
		return s.reader
	}
	return s.genre
}

func round(x float64) float64 { return float64(int(x*1000+0.5)) / 1000 }

// label returns the label of package compare/score that fits best. Whether a
// text is an update of another or only looks like it is a matter of degree, so
// most pairs get the label that forbids spun and identical alone.
func label(kind string, p Pair) string {
	switch {
	case p.Shared < .05:
		return "same-topic"
	case strings.HasPrefix(kind, "revised-bible"):
		return "light-paraphrase"
	case strings.HasPrefix(kind, "revised") && p.Shared >= .4:
		return "revision"
	}
	return "template-or-update"
}

// group gives pairs that share a page, directly or over others, one group, named
// by the least of its pages.
func group(made map[string][]Pair) {
	parent := map[string]string{}
	var root func(string) string
	root = func(p string) string {
		if q, ok := parent[p]; ok && q != p {
			parent[p] = root(q)
			return parent[p]
		}
		return p
	}
	for _, k := range slices.Sorted(maps.Keys(made)) {
		for _, p := range made[k] {
			a, b := root(p.Pages[0]), root(p.Pages[1])
			parent[max(a, b)] = min(a, b)
		}
	}
	for k := range made {
		for i := range made[k] {
			made[k][i].Group = fmt.Sprint(root(made[k][i].Pages[0]))
		}
	}
}
