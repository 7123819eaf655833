package htmlreport

import (
	"cmp"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A pageWord is a word of a text that was not left out. The page reads words
// anew, so that a report that comes from JSON gives the same page.
type pageWord struct {
	compare.Span
	form string // without marks, as words are compared
}

// pageWords returns the words of the two texts that the report is on, as they were
// compared: without lay-out and what was left out, and each text in the light of the
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

// occurrences returns how often the passages have the word of the source that
// each substitution took the place of, 0 where that is not one word. A word of
// several passages counts in each. Time is linear in words and passages, up to a
// binary search.
func occurrences(r *compare.Report, source []pageWord) []int {
	passages := make([]int, len(source)+1) // that begin less those that end before a word
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

// anchorEvery is how many words stand between one anchor and the next. At 48 an
// anchor comes every four to six lines of a pane.
const anchorEvery = 48

// An anchor is a place in the source and the one in the suspect that
// corresponds to it.
type anchor struct{ source, suspect int }

// anchorsOf returns places within long equal stretches, between the changes that
// show what corresponds by themselves. Without them the panes would scroll by
// length alone there, and drift where lines are broken otherwise. There are at
// most as many as the suspect has words, divided by anchorEvery.
func anchorsOf(r *compare.Report, source, suspect []pageWord) []anchor {
	var out []anchor
	next := 0 // place in the suspect from which anchors may stand
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

// A changed is where a substitution or an edit stands.
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
