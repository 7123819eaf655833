package score

import (
	"cmp"
	"io"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare"
)

// Plagdet says how well passages were found, by the measures of PAN (Potthast,
// Stein, Barrón-Cedeño and Rosso, An Evaluation Framework for Plagiarism Detection,
// COLING 2010). A case is a true pair of passages, a detection is a reported one.
// Both are measured in characters of source and suspect together. If they overlap
// on both sides, they have in common what they share on each side.
type Plagdet struct {
	Pairs      int
	Cases      int
	Detections int
	Detected   int // cases that some detection overlaps

	Precision   float64 // mean over detections of the share that is in cases
	Recall      float64 // mean over cases of the share that is in detections
	Granularity float64 // mean number of detections of a case that has any; 1 or more

	MicroPrecision float64 // share of the characters of all detections that are in cases
	MicroRecall    float64 // share of the characters of all cases that are in detections
}

// Score returns plagdet: the harmonic mean of precision and recall over
// log2(1 + granularity), 0 to 1.
func (p Plagdet) Score() float64 {
	return harmonic(p.Precision, p.Recall) / math.Log2(1+p.Granularity)
}

// MicroScore is Score for the micro averages.
func (p Plagdet) MicroScore() float64 {
	return harmonic(p.MicroPrecision, p.MicroRecall) / math.Log2(1+p.Granularity)
}

// Cases returns the true passages, in the order of the suspect, and whether they
// are known: Passages or, without these, one passage for each run of Gold whose
// places rise in both texts, from the first to the last edit. Such a passage leaves
// out the text around its edits.
func (p *Pair) Cases() (cases []Link, known bool) {
	if p.Passages != nil {
		return ordered(p.Passages), true
	}
	for i, g := range ordered(p.Gold) {
		last := len(cases) - 1
		if i == 0 || g.Source.Start < cases[last].Source.End {
			cases = append(cases, g)
			continue
		}
		cases[last].Source.End, cases[last].Suspect.End = g.Source.End, g.Suspect.End
	}
	return cases, p.Gold != nil
}

// MatchPassages compares the passages of the reports with the true ones, over all
// pairs whose passages are known, see [Pair.Cases]. It counts passages of any
// verdict. Without cases and detections precision and recall are 1; with only cases
// or only detections they are 0. The time for a pair is that of comparing each case
// with each detection.
func MatchPassages(outcomes []Outcome) Plagdet {
	p := Plagdet{Granularity: 1}
	var precisions, recalls []float64
	var inCases, inDetections, hits int
	touches := 0
	for i := range outcomes {
		o := &outcomes[i]
		cases, known := o.Pair.Cases()
		if !known {
			continue
		}
		p.Pairs++
		m := passages{pair: &o.Pair, cases: cases}
		for _, d := range o.Report.Passages {
			m.detections = append(m.detections, Link{d.Source, d.Suspect})
		}
		precisions = append(precisions, m.shares(m.detections, m.cases)...)
		recalls = append(recalls, m.shares(m.cases, m.detections)...)
		detected, n := m.touches()
		p.Detected += detected
		touches += n
		inCases += m.size(m.cases)
		inDetections += m.size(m.detections)
		hits += m.size(m.common())
	}
	p.Cases, p.Detections = len(recalls), len(precisions)
	empty := p.Cases == 0 && p.Detections == 0
	p.Precision, p.Recall = mean(precisions, empty), mean(recalls, empty)
	p.MicroPrecision, p.MicroRecall = share(hits, inDetections, empty), share(hits, inCases, empty)
	if p.Detected > 0 {
		p.Granularity = float64(touches) / float64(p.Detected)
	}
	return p
}

// mean returns the mean of values, the same to the last bit for any order. Without
// values it is 1 if empty is set, and 0 otherwise.
func mean(values []float64, empty bool) float64 {
	if empty {
		return 1
	}
	sum := 0.0
	for _, x := range slices.Sorted(slices.Values(values)) {
		sum += x
	}
	return sum / float64(max(1, len(values)))
}

// share returns n over of. If of is 0 it returns the same as mean without values.
func share(n, of int, empty bool) float64 {
	if empty {
		return 1
	}
	return float64(n) / float64(max(1, of))
}

// passages are the cases and the detections of one pair.
type passages struct {
	pair              *Pair
	cases, detections []Link
}

// shares returns for each passage of one list which share of it is in the other list.
func (m *passages) shares(of, in []Link) []float64 {
	shares := make([]float64, len(of))
	for i, l := range of {
		var common []Link
		for _, k := range in {
			if c, ok := meet(l, k); ok {
				common = append(common, c)
			}
		}
		shares[i] = share(m.size(common), m.size([]Link{l}), false)
	}
	return shares
}

// touches returns how many cases are detected, and how many detections these have
// in all.
func (m *passages) touches() (detected, all int) {
	for _, c := range m.cases {
		n := 0
		for _, d := range m.detections {
			if _, ok := meet(c, d); ok {
				n++
			}
		}
		if n > 0 {
			detected++
		}
		all += n
	}
	return detected, all
}

// common returns what each pair of a case and a detection has in common.
func (m *passages) common() []Link {
	var common []Link
	for _, c := range m.cases {
		for _, d := range m.detections {
			if l, ok := meet(c, d); ok {
				common = append(common, l)
			}
		}
	}
	return common
}

// meet returns what two links have in common, if they overlap on both sides.
func meet(a, b Link) (common Link, ok bool) {
	common.Source, common.Suspect = cut(a.Source, b.Source), cut(a.Suspect, b.Suspect)
	return common, common.Source.Start < common.Source.End && common.Suspect.Start < common.Suspect.End
}

func cut(a, b compare.Span) compare.Span {
	return compare.Span{Start: max(a.Start, b.Start), End: min(a.End, b.End)}
}

// size returns how many characters are in links, on both sides together. Characters
// in several links count once.
func (m *passages) size(links []Link) int {
	var source, suspect []compare.Span
	for _, l := range links {
		source, suspect = append(source, l.Source), append(suspect, l.Suspect)
	}
	return union(m.pair.Source, source) + union(m.pair.Suspect, suspect)
}

// union returns how many characters of text are in some span.
func union(text string, spans []compare.Span) int {
	slices.SortFunc(spans, func(a, b compare.Span) int { return cmp.Compare(a.Start, b.Start) })
	n, end := 0, 0
	for _, s := range spans {
		if from := max(s.Start, end); from < s.End {
			n += utf8.RuneCountInString(text[from:s.End])
			end = s.End
		}
	}
	return n
}

// WritePassages writes a table of the measures of passages: for all pairs whose
// passages are known, and for groups of these by each of the keys. It writes
// nothing if there are no such pairs.
func WritePassages(w io.Writer, outcomes []Outcome, keys ...func(*Pair) string) error {
	t := newTable("passages")
	t.head("pairs", "cases", "detections", "precision", "recall", "granularity", "plagdet", "micro P", "R", "plagdet")
	row := func(name string, part []Outcome) {
		p := MatchPassages(part)
		if p.Pairs == 0 {
			return
		}
		t.row(name)
		t.count(p.Pairs)
		t.count(p.Cases)
		t.count(p.Detections)
		for _, x := range []float64{p.Precision, p.Recall, p.Granularity, p.Score(), p.MicroPrecision, p.MicroRecall, p.MicroScore()} {
			t.value(x)
		}
	}
	row("all", outcomes)
	return t.writeParts(w, outcomes, keys, row)
}
