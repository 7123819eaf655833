package synth

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// wordy is what copy-editors put for a phrase: fewer and plainer words, or
// contractions written out or made. Each line of the file is one replacement.
var wordy = sync.OnceValue(func() map[string]string {
	to := make(map[string]string)
	for _, line := range read("copyedit.txt") {
		a, b, _ := strings.Cut(line, ":")
		to[strings.TrimSpace(a)] = strings.TrimSpace(b)
	}
	return to
})

// longestWordy is the greatest number of words in a phrase of copyedit.txt.
const longestWordy = 6

// An edit is something that a copy-editor could do at a place.
type edit struct {
	from, to int
	kind     uint8
	text     string
}

const (
	editPhrase uint8 = iota // a phrase or word made plain
	editDrop                // an article, adverb or "that" left out
	editAdd                 // one of these added before the word
	editComma               // a comma added or removed before the word
)

// droppable are words that a sentence can do without. addable are words that can
// stand before an ordinary word, after one of the given words.
var (
	droppable = strings.Fields("the that very really also just quite actually simply currently a an")
	addable   = map[string]string{"of": "the", "said": "that", "says": "that", "is": "also", "are": "also", "can": "also", "in": "the", "for": "the", "and": "then", "has": "also"}
	commas    = strings.Fields("and but which or so because while when where if")
)

// A copyEditor edits a draft as copy-editors do: phrases, articles, commas.
type copyEditor struct {
	*draft
	r *rand.Rand
}

// edits returns what a copy-editor could do to the words kept.
func (c copyEditor) edits() []edit {
	var out []edit
	last := -1
	for i := range c.words {
		if i <= last || !c.kept(i) {
			continue
		}
		if to, text := c.wordyAt(i); to > i {
			out = append(out, edit{i, to, editPhrase, text})
			last = to - 1
			continue
		}
		if e, ok := c.editAt(i); ok {
			out = append(out, e)
		}
	}
	return out
}

// editAt returns what a copy-editor could do to one word inside a sentence.
func (c copyEditor) editAt(i int) (edit, bool) {
	w := c.words[i]
	if i == 0 || i+1 == len(c.words) || c.words[i+1].Break != shingle.Space || w.Break > shingle.Clause || !c.kept(i-1) || !c.kept(i+1) {
		return edit{}, false
	}
	at := c.at(i, closing)
	switch {
	case slices.Contains(droppable, w.Form) && c.words[i+1].Class == shingle.Content && c.r.IntN(6) == 0:
		return edit{i, i + 1, editDrop, ""}, true
	case slices.Contains(commas, w.Form) && (at.text == "," || at.text == ""):
		return edit{i, i + 1, editComma, ""}, true
	case w.Class == shingle.Content && w.Break == shingle.Space && addable[c.words[i-1].Form] != "" && c.word(i) == w.Form:
		return edit{i, i + 1, editAdd, addable[c.words[i-1].Form]}, true
	}
	return edit{}, false
}

// wordyAt returns where the longest phrase ends that begins at word i.
func (c copyEditor) wordyAt(i int) (to int, text string) {
	var b strings.Builder
	for k := i; k < min(len(c.words), i+longestWordy); k++ {
		if k > i && (c.words[k].Break != shingle.Space || !c.kept(k)) || c.joined(k) {
			break
		}
		if k > i {
			b.WriteByte(' ')
		}
		b.WriteString(c.words[k].Form)
		if s, ok := wordy()[b.String()]; ok {
			to, text = k+1, s
		}
	}
	return to, text
}

// edit edits up to a given share of the words, in random places, and returns how
// many it edited.
func (c copyEditor) edit(share float64) int {
	all := c.edits()
	c.r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	target := max(1, int(share*float64(len(c.words))))
	n := 0
	for _, e := range all {
		if n >= target {
			break
		}
		n += e.to - e.from
		switch at := c.at(e.from, closing); e.kind {
		case editPhrase:
			c.merge(e.from, e.to, recase(e.text, c.word(e.from)), false)
		case editDrop:
			c.drop(e.from, e.to)
		case editAdd:
			c.set(e.from, e.text+" "+c.word(e.from))
		case editComma:
			if at.text = map[string]string{"": ",", ",": ""}[at.text]; at.text == "," {
				at.changed = true
			}
		}
	}
	return n
}
