package main

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/palimpsest-go/palimpsest/compare/internal/labelled"
)

// made returns pairs made from those given, of kinds that they lack.
func made(pairs []labelled.Pair) []labelled.Pair {
	return slices.Concat(mixed(pairs), loosened(pairs), turned(pairs))
}

// mixed makes texts that are spun in part: a spun text set behind an edited
// one. Without them the model would learn that a text with long verbatim
// stretches is never spun.
func mixed(pairs []labelled.Pair) []labelled.Pair {
	var edited, spun []*labelled.Pair
	for i := range pairs {
		switch p := &pairs[i]; {
		case p.Label == "near-duplicate":
			edited = append(edited, p)
		case p.Label == "spun" && p.Gold != nil && len(p.Passages) == 0:
			spun = append(spun, p)
		}
	}
	var out []labelled.Pair
	for i := range min(len(edited), len(spun)) / 2 {
		e, s := edited[2*i], spun[2*i]
		out = append(out, labelled.Pair{
			ID: fmt.Sprintf("mixed-%s-%s", e.ID, s.ID), Label: "spun", Kind: "mixed",
			Source: e.Source + "\n\n" + s.Source, Suspect: e.Suspect + "\n\n" + s.Suspect,
			Dictionary: s.Dictionary, Repo: s.Repo, Page: s.Page,
		})
	}
	return out
}

// functionPairs are exchanges of function words and contractions as the
// dictionaries of spinners have them. They come from a grammar's lists of
// words of like use.
var functionPairs = map[string]string{
	"in": "within", "but": "however", "before": "prior to", "because": "since", "about": "regarding",
	"also": "additionally", "should": "ought to", "while": "whereas", "must": "have to", "after": "following",
	"under": "beneath", "through": "via", "until": "till", "although": "though", "such as": "like",
	"as well as": "along with", "in order to": "to", "do not": "don't", "it is": "it's", "you are": "you're",
	"is not": "isn't", "can't": "cannot", "don't": "do not", "you're": "you are", "it's": "it is", "we're": "we are",
	"every": "each", "any": "whatever", "if": "in case", "on": "upon", "more": "extra", "only": "just",
}

var functionWords = regexp.MustCompile(`(?i)\b(as well as|in order to|such as|do not|it is|you are|is not|[a-z]+(?:['’][a-z]+)?)\b`)

// loosened makes spun texts whose function words were exchanged too, every
// second of those that a dictionary has: the labelled ones never are, and
// without them the model would trust an intact skeleton too far.
func loosened(pairs []labelled.Pair) []labelled.Pair {
	var out []labelled.Pair
	for i, p := range pairs {
		if p.Label != "spun" || i%2 == 0 {
			continue
		}
		n := 0
		p.ID, p.Kind, p.Gold, p.Passages = "loosened-"+p.ID, "loosened", nil, nil
		p.Suspect = functionWords.ReplaceAllStringFunc(p.Suspect, func(w string) string {
			to, ok := functionPairs[strings.ReplaceAll(strings.ToLower(w), "’", "'")]
			if n++; !ok || part(fmt.Sprint(p.ID, n), 2) == 0 {
				return w
			}
			if unicode.IsUpper(rune(w[0])) {
				to = strings.ToUpper(to[:1]) + to[1:]
			}
			return to
		})
		out = append(out, p)
	}
	return out
}

// turned makes texts that say the same in sentences built otherwise: each
// sentence of an edited text with its words in another order, three at most
// together. People who rewrite thoroughly leave no passage to align, and the
// labelled rewrites hardly have any such.
func turned(pairs []labelled.Pair) []labelled.Pair {
	var out []labelled.Pair
	for i, p := range pairs {
		if p.Label != "near-duplicate" || i%3 != 0 {
			continue
		}
		p.ID, p.Label, p.Kind, p.Gold, p.Passages = "turned-"+p.ID, "paraphrase", "turned", nil, nil
		sentences := strings.SplitAfter(p.Suspect, ". ")
		for k, s := range sentences {
			sentences[k] = turn(s, fmt.Sprint(p.ID, k))
		}
		p.Suspect = strings.Join(sentences, "")
		out = append(out, p)
	}
	return out
}

// turn returns the words of a sentence in an order that follows from a name.
func turn(sentence, name string) string {
	words := strings.Fields(sentence)
	var groups []string
	for len(words) > 0 {
		n := min(len(words), 1+int(part(fmt.Sprint(name, len(words)), 3)))
		groups = append(groups, strings.Join(words[:n], " "))
		words = words[n:]
	}
	slices.SortStableFunc(groups, func(a, b string) int {
		return cmp.Compare(part(name+a, 1<<20), part(name+b, 1<<20))
	})
	return strings.Join(groups, " ") + " "
}
