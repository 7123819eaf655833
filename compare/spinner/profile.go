package spinner

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// Limits of a profile. A hash decides what is kept, the same in every profile: two
// full profiles hold the same words, and a merged profile holds the words that it
// would hold if all reports had been added to it.
const (
	MaxWords   = 4096 // of an account
	MaxSources = 8    // of each word
	MaxBytes   = 64   // of each side of an exchange; longer ones are skipped
)

// ErrSource is wrapped by the error of [Profile.Add] for a report with an unknown
// source: no name is given, and the report has no SHA-256 of the source.
var ErrSource = errors.New("spinner: report without a source")

// A Mapping is an exchange of an account: Target replaced Word. Both are in lower
// case, in the forms of the texts.
type Mapping struct {
	Language string // code of the language of the texts
	Word     string // of the source
	Target   string // of the account's text
	Sources  int    // in how many sources of the account
}

// A Profile is the dictionary of an account as far as its reports show it: for each
// exchanged word its replacement, once for each source. The zero value is empty and
// ready for use. A profile must not be changed while others use it; reading is safe
// for several goroutines.
//
// A profile never takes more than about 10 MB: [MaxWords] words with [MaxSources]
// sources and a few texts of [MaxBytes] each. A profile of ten posts takes some 100
// KB.
type Profile struct {
	words   map[word][]choice // of each word, by source in ascending order
	dropped bool              // words or sources
}

// A word is the stem of an exchanged word or phrase, with its language.
type word struct{ language, stem string }

func (w word) compare(v word) int {
	return cmp.Or(cmp.Compare(w.language, v.language), cmp.Compare(w.stem, v.stem))
}

// A choice is the account's replacement for a word in one source.
type choice struct {
	source   uint64
	target   string // stem
	from, to string // the forms in the texts, in lower case
}

// form returns the form of the word as it stood in the text.
func (c choice) form(w word) word { return word{w.language, c.from} }

// Add adds what a report shows about the author of its suspect, and returns how
// many new exchanges it added. source is the caller's name for the source;
// revisions of a text are one source and need one name. If it is empty, the SHA-256
// of the report's source is used; if that is empty too, the error wraps [ErrSource]
// and the profile is unchanged.
//
// Only texts that are [compare.Spun] show which dictionary was used: other reports
// add nothing, and neither do passages that were copied. Only substitutions that a
// dictionary makes count: synonyms, phrases, impossible ones and words not known to
// be related. The same word in the same source counts once, however many texts the
// account made from it; if there are several targets, a hash chooses one.
//
// The order in which reports are added makes no difference. Add takes time in
// proportion to the substitutions and, if the profile is full, to its size.
func (p *Profile) Add(r *compare.Report, source string) (int, error) {
	if source == "" {
		source = r.Source.SHA256
	}
	if source == "" {
		return 0, fmt.Errorf("%w: neither a name nor a SHA-256", ErrSource)
	}
	if r.Verdict != compare.Spun {
		return 0, nil
	}
	before := p.Exchanges()
	id := sourceID(source)
	pairs, _ := r.Pairs()
	for _, x := range pairs {
		if !dictionaryMade(x.Kind) || copied(r, r.Substitutions[x.First].Passage) || max(len(x.Source), len(x.Suspect)) > MaxBytes {
			continue
		}
		w := word{r.Language.String(), stems(r.Language, x.Source)}
		c := choice{id, stems(r.Language, x.Suspect), x.Source, x.Suspect}
		if w.stem != c.target && storable(w, c) {
			p.insert(w, c)
		}
	}
	p.trim()
	return max(0, p.Exchanges()-before), nil
}

// dictionaryMade reports whether exchanges of a kind show a spinner's dictionary.
// Function words are left out, because each spinner has the same few replacements
// for them.
func dictionaryMade(k compare.Kind) bool {
	switch k {
	case compare.KindSynonym, compare.KindPhrase, compare.KindImpossible, compare.KindOther:
		return true
	}
	return false
}

// copied reports whether a passage was taken over without a dictionary.
func copied(r *compare.Report, passage int) bool {
	if passage < 0 || passage >= len(r.Passages) {
		return false
	}
	v := r.Passages[passage].Verdict
	return v != compare.Spun && v != compare.Insufficient
}

// stems returns the stems of the words of a text.
func stems(l shingle.Language, text string) string {
	if !strings.Contains(text, " ") {
		return l.Stem(text)
	}
	fields := strings.Fields(text)
	for i, f := range fields {
		fields[i] = l.Stem(f)
	}
	return strings.Join(fields, " ")
}

// insert inserts a choice among those of its word.
func (p *Profile) insert(w word, c choice) {
	if p.words == nil {
		p.words = make(map[word][]choice)
	}
	list := p.words[w]
	i, found := slices.BinarySearchFunc(list, c.source, func(x choice, s uint64) int { return cmp.Compare(x.source, s) })
	switch {
	case found:
		if c.before(list[i], w) {
			list[i] = c
		}
		return
	case i == MaxSources:
		p.dropped = true
		return
	case len(list) == MaxSources:
		p.dropped = true
		list = list[:MaxSources-1]
	}
	p.words[w] = slices.Insert(list, i, c)
}

// before reports whether c is kept and not d, another choice for the word in the same
// source. A hash decides, because the order of the targets would make spinners agree
// more often than they do.
func (c choice) before(d choice, w word) bool {
	if c.target != d.target {
		x, y := targetRank(w, c), targetRank(w, d)
		return x < y || x == y && c.target < d.target
	}
	return c.from < d.from || c.from == d.from && c.to < d.to
}

// trim keeps the words with the smallest hashes if there are too many.
func (p *Profile) trim() {
	if len(p.words) <= MaxWords {
		return
	}
	p.dropped = true
	type ranked struct {
		word
		rank uint64
	}
	all := make([]ranked, 0, len(p.words))
	for w := range p.words {
		all = append(all, ranked{w, wordRank(w)})
	}
	slices.SortFunc(all, func(a, b ranked) int { return cmp.Or(cmp.Compare(a.rank, b.rank), a.compare(b.word)) })
	for _, r := range all[MaxWords:] {
		delete(p.words, r.word)
	}
}

// Merge adds everything in q, as if its reports had been added to p. q is unchanged.
// The order of merging makes no difference. It takes time in proportion to q and, if p
// is full, to p.
func (p *Profile) Merge(q *Profile) {
	if p == q {
		return
	}
	for w, list := range q.words {
		for _, c := range list {
			p.insert(w, c)
		}
	}
	p.dropped = p.dropped || q.dropped
	p.trim()
}

// Words returns how many different words the account exchanged.
func (p *Profile) Words() int { return len(p.words) }

// Exchanges returns how many independent exchanges there are: words, each counted once
// for each source.
func (p *Profile) Exchanges() int {
	n := 0
	for _, list := range p.words {
		n += len(list)
	}
	return n
}

// Sources returns how many different sources the exchanges come from.
func (p *Profile) Sources() int {
	seen := make(map[uint64]bool)
	for _, list := range p.words {
		for _, c := range list {
			seen[c.source] = true
		}
	}
	return len(seen)
}

// Full reports whether something was left out because of [MaxWords] or [MaxSources].
func (p *Profile) Full() bool { return p.dropped }

// Mappings returns an iterator over the account's mappings, ordered by language, word
// and target. Words with one stem are one mapping, which shows the first of their
// forms. Starting the iteration takes a sort of the words.
func (p *Profile) Mappings() iter.Seq[Mapping] {
	return func(yield func(Mapping) bool) {
		for _, w := range p.sorted() {
			for _, t := range targets(p.words[w]) {
				if !yield(Mapping{w.language, t.from, t.to, t.count}) {
					return
				}
			}
		}
	}
}

func (p *Profile) sorted() []word { return slices.SortedFunc(maps.Keys(p.words), word.compare) }

// A target is the common target of several choices for one word.
type target struct {
	stem, from, to string
	count          int
}

// targets returns the different targets of choices, in order of their stems.
func targets(list []choice) []target {
	var out []target
	for _, c := range list {
		i, found := slices.BinarySearchFunc(out, c.target, func(t target, s string) int { return cmp.Compare(t.stem, s) })
		if !found {
			out = slices.Insert(out, i, target{c.target, c.from, c.to, 0})
		}
		t := &out[i]
		if t.count++; c.from < t.from || c.from == t.from && c.to < t.to {
			t.from, t.to = c.from, c.to
		}
	}
	return out
}
