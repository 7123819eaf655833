package htmlreport

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
)

// kinds holds what the page says about each kind, in the order of its legend. A
// kind that is missing here is shown like compare.KindOther, under its own name.
var kinds = [...]struct {
	kind compare.Kind
	is   string
}{
	{compare.KindImpossible, "a synonym of the everyday sense in the place of a name, a month or part of a set phrase"},
	{compare.KindSynonym, "one word for a related one"},
	{compare.KindPhrase, "more than one word on a side"},
	{compare.KindOther, "one word for another that is not known to be related"},
	{compare.KindFunction, "function words and nothing else on one side or both"},
	{compare.KindEntity, "another member of a closed set, or another name"},
	{compare.KindNumber, "another number, date or figure"},
	{compare.KindPerson, "another person or gender"},
	{compare.KindInflected, "another form of the same word"},
	{compare.KindVariant, "another way of writing the same"},
	{compare.KindRespelt, "the same word in other letters"},
	{compare.KindMasked, "a mask in the place of a word"},
	{compare.KindUnreadable, "letters that cannot be read"},
}

// kindClass returns the class of a kind in the page.
func kindClass(k compare.Kind) string {
	for _, known := range kinds {
		if k == known.kind {
			return "k-" + string(k)
		}
	}
	return "k-other"
}

// relationClass returns the class of a relation in the page.
func relationClass(r compare.Relation) string {
	switch r {
	case compare.RelationStrong, compare.RelationMedium, compare.RelationWeak, compare.RelationContrast, compare.RelationLearned:
		return "r-" + string(r)
	}
	return "r-none"
}

// relationWords says in words how words are known to be related.
func relationWords(r compare.Relation) string {
	switch r {
	case compare.RelationLearned:
		return "relation learned from these texts"
	case compare.RelationContrast:
		return "they exclude each other"
	case compare.RelationNone, "":
		return "no known relation"
	}
	return "relation " + string(r)
}

// An alteration is an exchange, an insertion or a deletion, as one of the panes
// shows it. Each side has its own names: s3 in the source is the counterpart of t3
// in the suspect.
type alteration struct {
	own, other compare.Span // in this text and in the other one
	name       string       // without the letter of the side
	tag        string
	class      string
	title      string
}

// alterations returns the alterations of a report as the source shows them.
func alterations(r *compare.Report, d *pairs, source []pageWord) []alteration {
	out := make([]alteration, 0, len(r.Substitutions)+len(r.Edits))
	occurrences := occurrences(r, source)
	for i, s := range r.Substitutions {
		p := d.of(i)
		title := fmt.Sprintf("%s → %s: %s, %s, %s", isolated(shown(s.Source.Text)), isolated(shown(s.Suspect.Text)),
			shown(string(s.Kind)), shown(relationWords(s.Relation)), times(p.Count, occurrences[i]))
		out = append(out, alteration{
			own: s.Source.Span, other: s.Suspect.Span, name: strconv.Itoa(i), tag: "a",
			class: "s " + kindClass(s.Kind) + " " + relationClass(s.Relation), title: title,
		})
	}
	for i, e := range r.Edits {
		c := alteration{own: e.Source, other: e.Suspect, name: "e" + strconv.Itoa(i), tag: "ins", class: "i", title: "put in"}
		if e.Op == compare.Delete.String() {
			c.tag, c.title = "del", "taken out"
		}
		out = append(out, c)
	}
	return out
}

// times says that a word was exchanged for the same one n of so many times. It
// omits the total if n is greater, which happens for phrases.
func times(n, of int) string {
	switch {
	case of >= n && of > 1:
		return fmt.Sprintf("%d of %d times", n, of)
	case n == 1:
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// isolated returns s isolated from the writing direction around it, for titles,
// where markup cannot do it.
func isolated(s string) string {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return "\u2068" + s + "\u2069"
		}
	}
	return s
}

// A side is which text a pane shows.
type side struct {
	letter, opposite string // of the names of its alterations
	name, other      string
}

var (
	sourceSide  = side{"s", "t", "source", "suspect"}
	suspectSide = side{"t", "s", "suspect", "source"}
)

// turned returns the changes as the suspect shows them.
func turned(changes []alteration) []alteration {
	out := slices.Clone(changes)
	for i := range out {
		out[i].own, out[i].other = out[i].other, out[i].own
	}
	return out
}

// heads returns for every change the change under whose name a pane shows it:
// itself, or the first change that shares words with it. Only words of the source
// are changed more than once, in several passages of the suspect.
func heads(changes []alteration) []int {
	order := make([]int, len(changes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(changes[i].own.Start, changes[j].own.Start) })
	head := make([]int, len(changes))
	last := -1
	for _, i := range order {
		switch c := changes[i].own; {
		case c.Start == c.End:
			head[i] = i
		case last < 0 || c.Start >= changes[last].own.End:
			head[i], last = i, i
		default:
			head[i] = last
		}
	}
	return head
}

// maxTitles is how many further changes of the same words a title names.
const maxTitles = 3

// mark marks the changes in a pane. counterparts says where the other pane shows
// each change.
func (p *pane) mark(changes []alteration, head, counterparts []int, s side) {
	further := make(map[int][]string)
	for i, h := range head {
		if i != h && len(further[h]) < maxTitles && !slices.Contains(further[h], changes[i].title) && changes[i].title != changes[h].title {
			further[h] = append(further[h], changes[i].title)
		}
	}
	for i, c := range changes {
		if head[i] != i {
			continue
		}
		title := c.title
		if also := further[i]; len(also) > 0 {
			title += "; also " + strings.Join(also, "; ")
		}
		title = escaped(title)
		id, to := s.letter+c.name, s.opposite+changes[counterparts[i]].name
		switch {
		case c.own.Start == c.own.End:
			p.points = append(p.points, point{c.own.Start, fmt.Sprintf(`<i class="gap" id="%s" tabindex="-1" title="words were %s here"></i>`, id, title)})
		case c.tag == "a":
			p.covers[layerChange] = append(p.covers[layerChange], cover{c.own,
				fmt.Sprintf(`<a class="%s" id="%s" href="#%s" tabindex="-1" title="%s">`, c.class, id, to, title),
				fmt.Sprintf(`<a class="%s" href="#%s" tabindex="-1">`, c.class, to), "</a>"})
		default:
			p.covers[layerChange] = append(p.covers[layerChange], cover{c.own,
				fmt.Sprintf(`<%s id="%s" tabindex="-1" title="%s">`, c.tag, id, title), "<" + c.tag + ">", "</" + c.tag + ">"})
		}
	}
}

// passages marks the passages in a pane. In the source they may overlap; they
// are joined there.
func (p *pane) passages(passages []compare.Passage, s side) {
	spans := make([]compare.Span, len(passages))
	for i, q := range passages {
		spans[i] = q.Suspect
		if s == sourceSide {
			spans[i] = q.Source
		}
	}
	for i, q := range passages {
		p.points = append(p.points,
			point{spans[i].Start, fmt.Sprintf(`<a class="g" id="%sp%d" href="#%sp%[2]d" tabindex="-1" data-n="%[2]d" title="passage %[2]d: %[4]s; go to it in the %[5]s" aria-label="passage %[2]d, go to it in the %[5]s"></a>`,
				s.letter, i, s.opposite, q.Verdict, s.other)},
			point{spans[i].End, fmt.Sprintf(`<i class="z" id="%sz%d"></i>`, s.letter, i)})
	}
	slices.SortFunc(spans, func(x, y compare.Span) int { return cmp.Compare(x.Start, y.Start) })
	var joined []compare.Span
	for _, span := range spans {
		if n := len(joined); n > 0 && span.Start <= joined[n-1].End {
			joined[n-1].End = max(joined[n-1].End, span.End)
			continue
		}
		joined = append(joined, span)
	}
	for _, span := range joined {
		p.covers[layerPassage] = append(p.covers[layerPassage], cover{span, `<span class="p">`, `<span class="p">`, "</span>"})
	}
}

// asides marks what was left out, and disguised words. If parts of the text are
// withheld, the mark does not say what disguises a word.
func (p *pane) asides(r *compare.Report, text string, s side) {
	for _, e := range r.Excluded {
		if e.In == s.name {
			p.covers[layerExcluded] = append(p.covers[layerExcluded], cover{e.Span,
				fmt.Sprintf(`<span class="x" title="left out: %s">`, escaped(shown(e.Reason))), `<span class="x">`, "</span>"})
		}
	}
	for _, d := range r.Disguises {
		if d.In == s.name && !d.Benign {
			title := shown(d.Kind)
			if len(p.withheld) == 0 {
				title += ": " + foreign(text[d.Start:d.End])
			}
			title = escaped(title)
			p.covers[layerDisguise] = append(p.covers[layerDisguise], cover{d.Span,
				fmt.Sprintf(`<span class="d" title="disguised, %s">`, title), `<span class="d">`, "</span>"})
		}
	}
}

// panes returns both texts with what the report says of them marked in them, and
// under which id the suspect shows each substitution.
func panes(r *compare.Report, d *pairs, o Options, source, suspect string) (a, b markup, ids []string) {
	var words [2][]pageWord
	words[0], words[1] = pageWords(r, source, suspect)
	counted := words[0]
	if o.WithholdSource {
		counted = nil // the report does not say how often a word occurs in the source
	}
	inSource := alterations(r, d, counted)
	inSuspect := turned(inSource)
	sourceHeads, suspectHeads := heads(inSource), heads(inSuspect)
	var left, right pane
	if o.WithholdSource {
		left.withheld = withheld(r, source, suspect, words)
	}
	left.passages(r.Passages, sourceSide)
	left.mark(inSource, sourceHeads, suspectHeads, sourceSide)
	left.asides(r, source, sourceSide)
	right.passages(r.Passages, suspectSide)
	right.mark(inSuspect, suspectHeads, sourceHeads, suspectSide)
	right.asides(r, suspect, suspectSide)
	for i, a := range anchorsOf(r, words[0], words[1]) {
		left.points = append(left.points, point{a.source, fmt.Sprintf(`<i id="sm%d"></i>`, i)})
		right.points = append(right.points, point{a.suspect, fmt.Sprintf(`<i id="tm%d"></i>`, i)})
	}
	for i := range r.Substitutions {
		ids = append(ids, suspectSide.letter+inSuspect[suspectHeads[i]].name)
	}
	return left.render(source), right.render(suspect), ids
}
