package shingle

import (
	"iter"
	"strings"
	"sync"
)

// Related languages share so many function words that none can lead by them: 88 %
// of those of a Danish manual are Norwegian too. The words that they do not share,
// and the spelling of their other words, distinguish them.
const (
	// closeLead is the factor by which the best language must lead another that
	// need not be distinguished from it.
	closeLead = 1.6
	// closeWords is how many more words must count for one language than for the
	// other, and closeFactor is how many times as many.
	closeWords  = 2
	closeFactor = 2
)

// maxMark is how long an ending or a beginning is at most, in bytes.
const maxMark = 8

// marks reports in which languages words are spelt like a given one.
type marks struct {
	words, endings, beginnings, insides map[string]uint64
}

// loadMarks joins the marks of the supported languages and of the rivals, when
// they are first needed.
var loadMarks = sync.OnceValue(func() marks {
	m := marks{make(map[string]uint64), make(map[string]uint64), make(map[string]uint64), make(map[string]uint64)}
	for i, l := range languages {
		for mark := range strings.FieldsSeq(l.row.marks) {
			m.add(mark, i)
		}
	}
	bit := len(languages) - 1
	for line := range strings.Lines(rivalText) {
		switch {
		case line[0] == '[':
			bit++
		case line[0] != '#':
			for mark := range strings.FieldsSeq(line) {
				if strings.HasPrefix(mark, "-") || strings.HasSuffix(mark, "-") {
					m.add(mark, bit)
				}
			}
		}
	}
	return m
})

// add adds a mark of a language: an ending such as -hed, a beginning such as kj-,
// letters anywhere in a word such as -ñ-, or a word.
func (m marks) add(mark string, bit int) {
	tail, ending := strings.CutPrefix(mark, "-")
	head, beginning := strings.CutSuffix(tail, "-")
	switch {
	case ending && beginning:
		m.insides[head] |= 1 << bit
	case ending:
		m.endings[tail] |= 1 << bit
	case beginning:
		m.beginnings[head] |= 1 << bit
	default:
		m.words[mark] |= 1 << bit
	}
}

// lookup returns the languages whose spelling a form has: those of the whole word;
// otherwise those of its longest known ending, of its longest known beginning and
// of letters in it together.
func (m marks) lookup(form string) uint64 {
	if set := m.words[form]; set != 0 {
		return set
	}
	var set uint64
	for n := min(maxMark, len(form)-1); n > 0 && set == 0; n-- {
		set = m.endings[form[len(form)-n:]]
	}
	var beginning uint64
	for n := min(maxMark, len(form)-1); n > 0 && beginning == 0; n-- {
		beginning = m.beginnings[form[:n]]
	}
	set |= beginning
	for letters, langs := range m.insides {
		if strings.Contains(form, letters) {
			set |= langs
		}
	}
	return set
}

// near returns the bits of the best language and of those that it does not lead by
// closeLead, from which it must be distinguished.
func (c *census) near(best int) (near []int) {
	for i := range len(c.codes) + len(c.own) {
		if closeLead*c.scores[i] > c.scores[best] {
			near = append(near, i)
		}
	}
	return near
}

// tellApart returns the bit of the language, among those near each other, for which
// the counted forms are evidence against each of the others. It returns -1 and
// false if there is none.
func (c *census) tellApart(forms iter.Seq[string], near []int) (bit int, ok bool) {
	more := make([][]int, len(near)) // [i][j]: words of near[i] that near[j] does not have
	for i := range more {
		more[i] = make([]int, len(near))
	}
	marks := loadMarks()
	n := 0
	for form := range forms {
		if n++; n > c.total {
			break
		}
		set := c.languagesOf(form)
		if set == 0 {
			set = marks.lookup(form)
		}
		for i, a := range near {
			for j, b := range near {
				more[i][j] += int(set >> a & 1 &^ (set >> b & 1))
			}
		}
	}
	for i, bit := range near {
		if float64(c.hits[bit]) >= guessShare*float64(c.total) && standsOut(more, i) {
			return bit, true
		}
	}
	return -1, false
}

// standsOut reports whether language i, compared with each other language, has
// clearly more words of its own than the other has.
func standsOut(more [][]int, i int) bool {
	for j := range more {
		if i != j && (more[i][j] < more[j][i]+closeWords || more[i][j] < closeFactor*more[j][i]) {
			return false
		}
	}
	return true
}
