package htmlreport

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/wording"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A page is what the template page.tmpl is filled with, by the function in pagewritten.go.
type page struct {
	Policy string
	Style  markup
	Script markup

	Report          *compare.Report
	Means           string // what the verdict says
	Confidence      string
	InWords         string // how many such reports are right
	Shares          []share
	Others          string // the other verdicts in question
	For, Against    []evidence
	Documents       [2]pageDocument
	Lang            string // of the texts
	Strip           markup
	Source, Suspect markup
	Legend          []legendEntry
	Edits           int
	Pairs           []pagePair
	Passages        []compare.Passage
	Layout          []pageLayout
	Disguises       []pageDisguise
	Withheld        bool // the source is not shown as a whole
}

type pageDocument struct {
	Role, Name string
	Covered    float64
	compare.Document
}

type legendEntry struct {
	Name, Class, Is string
	Count           int
}

type pagePair struct {
	Source, Suspect, Kind, Class, Relation string
	RelationClass                          string
	First                                  string // id of the first exchange in the suspect
	Count                                  int
}

// A pageLayout says in how many places one text has layout of one kind.
type pageLayout struct {
	In, Kind string
	Places   int
}

type pageDisguise struct {
	compare.Disguise
	Hides string
}

// meanings says what each verdict means, for a reader of the page.
var meanings = [...]string{
	compare.Insufficient:  "The texts are too short to tell whether one was derived from the other.",
	compare.Unrelated:     "The texts have nothing in common. Nothing shows that one was derived from the other.",
	compare.SameTopic:     "The texts have names, numbers or terms in common. Nothing shows that one was derived from the other.",
	compare.Paraphrase:    "One text was derived from the other: the same content, with the sentences said again in other words.",
	compare.Spun:          "One text was derived from the other: words were exchanged one after another while the sentences stood.",
	compare.Excerpt:       "Passages of one text stand in the other; the rest differs.",
	compare.NearDuplicate: "One text was derived from the other, or both from a third: most of both is the same words in the same order.",
	compare.Identical:     "Both texts have the same words and marks in the same order.",
}

// pairs are the different pairs of a report, and the pair of each substitution.
type pairs struct {
	all   []compare.Pair
	index []int
}

func newPairs(r *compare.Report) *pairs {
	all, index := r.Pairs()
	return &pairs{all, index}
}

// of returns the pair of substitution i.
func (p *pairs) of(i int) compare.Pair { return p.all[p.index[i]] }

// newPage collects what the page shows.
func newPage(r *compare.Report, a *pageAssets, o Options, source, suspect string) *page {
	d := newPairs(r)
	p := &page{
		Policy: a.policy, Style: a.style, Script: a.script,
		Report: r, Confidence: r.Sureness(), InWords: inWords(r), Others: others(r), Lang: r.Language.String(), Strip: strip(r, len(source), len(suspect)),
		Documents: [2]pageDocument{
			{"Source", shown(r.Source.Name), r.Coverage.Source, r.Source},
			{"Suspect", shown(r.Suspect.Name), r.Coverage.Suspect, r.Suspect},
		},
		Legend: legend(r), Edits: len(r.Edits), Passages: slices.Clone(r.Passages), Layout: layouts(r), Withheld: o.WithholdSource,
	}
	if int(r.Verdict) < len(meanings) {
		p.Means = meanings[r.Verdict]
	}
	if r.Language == shingle.None || r.Language == shingle.Auto {
		p.Lang = "und"
	}
	for _, e := range r.Evidence {
		if e.For != nil {
			p.For = append(p.For, evidenceOf(e))
		} else {
			p.Against = append(p.Against, evidenceOf(e))
		}
	}
	slices.SortStableFunc(p.Passages, func(a, b compare.Passage) int {
		return cmp.Or(cmp.Compare(strength(b.Verdict), strength(a.Verdict)), cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(b.Words, a.Words))
	})
	for _, e := range r.Disguises {
		text := source
		if e.In == "suspect" {
			text = suspect
		}
		if e.Benign {
			continue
		}
		hides := "not shown"
		if e.In == "suspect" || !o.WithholdSource {
			hides = foreign(text[e.Start:e.End])
		}
		p.Disguises = append(p.Disguises, pageDisguise{e, hides})
	}
	var ids []string
	p.Source, p.Suspect, ids = panes(r, d, o, source, suspect)
	p.Pairs = pagePairs(d, ids)
	p.Shares = p.shares()
	return p
}

// leastShown is the least probability of another verdict that is named.
const leastShown = 0.01

// others names the other verdicts in question, the most probable first.
func others(r *compare.Report) string {
	var verdicts []compare.Verdict
	for v, p := range r.Probabilities {
		if v != r.Verdict && p >= leastShown {
			verdicts = append(verdicts, v)
		}
	}
	slices.SortFunc(verdicts, func(v, u compare.Verdict) int {
		return cmp.Or(cmp.Compare(r.Probabilities[u], r.Probabilities[v]), cmp.Compare(v, u))
	})
	parts := make([]string, len(verdicts))
	for i, v := range verdicts {
		parts[i] = fmt.Sprintf("%s %.2f", v, r.Probabilities[v])
	}
	return strings.Join(parts, ", ")
}

// strength orders the verdicts of passages: verdicts of reuse come first.
func strength(v compare.Verdict) int {
	if v.Reuse() {
		return 1
	}
	return 0
}

// layouts counts the places of layout by text and kind, in the order of first
// occurrence.
func layouts(r *compare.Report) (out []pageLayout) {
	for _, l := range r.Layout {
		kind := shown(l.Kind)
		i := slices.IndexFunc(out, func(p pageLayout) bool { return p.In == l.In && p.Kind == kind })
		if i < 0 {
			i = len(out)
			out = append(out, pageLayout{In: l.In, Kind: kind})
		}
		out[i].Places++
	}
	return out
}

// Lower returns the role in lower case.
func (d pageDocument) Lower() string { return strings.ToLower(d.Role) }

// legend returns the kinds that the report has, with how often it has them.
func legend(r *compare.Report) []legendEntry {
	count := make(map[compare.Kind]int)
	for _, s := range r.Substitutions {
		count[s.Kind]++
	}
	var out []legendEntry
	for _, k := range kinds {
		if n := count[k.kind]; n > 0 {
			out = append(out, legendEntry{string(k.kind), kindClass(k.kind), k.is, n})
		}
		delete(count, k.kind)
	}
	unknown := make([]compare.Kind, 0, len(count))
	for k := range count {
		unknown = append(unknown, k)
	}
	slices.Sort(unknown)
	for _, k := range unknown {
		out = append(out, legendEntry{shown(string(k)), kindClass(k), "", count[k]})
	}
	return out
}

// pagePairs returns the rows of the table of pairs: impossible replacements first,
// then by how often the pair was exchanged. The ids are those of the substitutions.
func pagePairs(d *pairs, ids []string) []pagePair {
	all := slices.Clone(d.all)
	slices.SortStableFunc(all, func(a, b compare.Pair) int {
		if x, y := a.Kind == compare.KindImpossible, b.Kind == compare.KindImpossible; x != y {
			if x {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.Count, a.Count)
	})
	out := make([]pagePair, len(all))
	for i, e := range all {
		out[i] = pagePair{
			Source: shown(e.Source), Suspect: shown(e.Suspect), Kind: shown(string(e.Kind)), Class: kindClass(e.Kind),
			Relation: shown(string(e.Relation)), RelationClass: relationClass(e.Relation), First: ids[e.First], Count: e.Count,
		}
	}
	return out
}

// Percent returns a share in whole percent.
func (*page) Percent(share float64) string { return wording.Percent(share) }

// Number returns a share with two decimals, rounded down.
func (*page) Number(share float64) string { return fmt.Sprintf("%.2f", wording.Down(share)) }

// Count returns n and the noun in the singular or plural.
func (*page) Count(n int, noun string) string { return wording.Plural(n, noun) }
