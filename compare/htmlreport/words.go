package htmlreport

import (
	"cmp"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A pageWord is a word of a text that was not left out. The page reads the words
// again, so that a report read from JSON gives the same page.
type pageWord struct {
	compare.Span
	form string // without marks, as words are compared
}

// pageWords returns the words of the two texts of the report as they were compared:
// without layout and what was left out, and each text read with the help of the
// other.
func pageWords(r *compare.Report, source, suspect string) (a, b []pageWord) {
	x, y := preparedText(r, "source", source), preparedText(r, "suspect", suspect)
	if r.Verdict != compare.Identical {
		x, y = prepare.Meet(x, y)
	}
	return wordsOf(x), wordsOf(y)
}

// preparedText returns a text without what the report says was left out of it. The
// language decides whether words that are run together are cut by a lexicon.
func preparedText(r *compare.Report, in, text string) *prepare.Text {
	t := prepare.New(text, r.Language)
	at := func(place int) int32 {
		i, _ := slices.BinarySearchFunc(t.Words, place, func(w shingle.Word, place int) int { return cmp.Compare(w.Start, place) })
		return int32(i)
	}
	var parts []prepare.Part
	for _, e := range r.Excluded {
		if from, to := at(e.Start), at(e.End); e.In == in && from < to {
			parts = append(parts, prepare.Part{From: from, To: to, Reason: e.Reason})
		}
	}
	return t.Without(parts)
}

func wordsOf(t *prepare.Text) []pageWord {
	words := make([]pageWord, len(t.Words))
	for i := range t.Words {
		w := &t.Words[i]
		words[i] = pageWord{compare.Span{Start: w.Start, End: w.End}, shingle.Fold(w.Form)}
	}
	return words
}

// within returns the range of the words that begin in a span.
func within(words []pageWord, s compare.Span) (from, to int) {
	at := func(place int) int {
		i, _ := slices.BinarySearchFunc(words, place, func(w pageWord, place int) int { return cmp.Compare(w.Start, place) })
		return i
	}
	from = at(s.Start)
	return from, max(from, at(s.End))
}

// occurrences returns how often the passages contain the word of the source that
// each substitution replaced, 0 if it replaced several words. A word of several
// passages counts in each. Time is linear in words and passages, up to a binary
// search.
func occurrences(r *compare.Report, source []pageWord) []int {
	passages := make([]int, len(source)+1) // number that begin minus number that end before a word
	for _, p := range r.Passages {
		from, to := within(source, p.Source)
		passages[from]++
		passages[to]--
	}
	times := make(map[string]int)
	depth := 0
	for i, w := range source {
		if depth += passages[i]; depth > 0 {
			times[w.form] += depth
		}
	}
	out := make([]int, len(r.Substitutions))
	for i, s := range r.Substitutions {
		if from, _ := within(source, s.Source.Span); from < len(source) && source[from].Span == s.Source.Span {
			out[i] = times[source[from].form]
		}
	}
	return out
}

// anchorEvery is the number of words from one anchor to the next. At 48 there is an
// anchor every four to six lines of a pane.
const anchorEvery = 48

// An anchor is a place in the source and the corresponding place in the suspect.
type anchor struct{ source, suspect int }

// anchorsOf returns places within long equal stretches; elsewhere the changes
// themselves show what corresponds. Without anchors the panes would scroll there by
// length alone, and drift apart where lines are broken differently. Their number is
// at most the number of words of the suspect divided by anchorEvery.
func anchorsOf(r *compare.Report, source, suspect []pageWord) []anchor {
	var out []anchor
	next := 0 // place in the suspect from which on anchors are allowed
	stretch := func(s, t compare.Span) {
		i, iEnd := within(source, s)
		j, jEnd := within(suspect, t)
		if iEnd-i != jEnd-j {
			return // not a report on these texts as the library makes them
		}
		for i, j = i+anchorEvery, j+anchorEvery; i < iEnd; i, j = i+anchorEvery, j+anchorEvery {
			if at := suspect[j].Start; at >= next {
				out = append(out, anchor{source[i].Start, at})
				next = at + 1
			}
		}
	}
	changes := changes(r)
	for _, p := range r.Passages {
		s, t := p.Source.Start, p.Suspect.Start
		for ; len(changes) > 0 && changes[0].passage == p.ID; changes = changes[1:] {
			c := changes[0]
			stretch(compare.Span{Start: s, End: c.source.Start}, compare.Span{Start: t, End: c.suspect.Start})
			s, t = c.source.End, c.suspect.End
		}
		stretch(compare.Span{Start: s, End: p.Source.End}, compare.Span{Start: t, End: p.Suspect.End})
	}
	return out
}

// A changed is the place of a substitution or an edit.
type changed struct {
	passage         int
	source, suspect compare.Span
}

// changes returns the substitutions and edits of the report together, in the
// order of the suspect.
func changes(r *compare.Report) []changed {
	out := make([]changed, 0, len(r.Substitutions)+len(r.Edits))
	for _, s := range r.Substitutions {
		out = append(out, changed{s.Passage, s.Source.Span, s.Suspect.Span})
	}
	for _, e := range r.Edits {
		out = append(out, changed{e.Passage, e.Source, e.Suspect})
	}
	slices.SortStableFunc(out, func(c, d changed) int {
		return cmp.Or(cmp.Compare(c.passage, d.passage), cmp.Compare(c.suspect.Start, d.suspect.Start), cmp.Compare(c.source.Start, d.source.Start))
	})
	return out
}
