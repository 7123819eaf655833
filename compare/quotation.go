package compare

import (
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// Bounds of a quotation that is excluded, in words. A shorter one is a term or
// a title, a longer one makes up the text rather than standing in it.
const (
	minQuotation = 5
	maxQuotation = 250

	// nearQuotation is how far from a quotation its attribution may stand.
	nearQuotation = 12
)

// closing is the marks that may close what each mark opens. Single marks are
// apostrophes too often to be trusted.
var closing = map[rune]string{
	'"': `"`, '“': "”", '”': "”", '„': "“”", '«': "»", '»': "«", '＂': "＂", '「': "」", '『': "』",
}

// attributing is words that say whose words follow or precede. Forms of all
// languages stand in one table: none is a word of another that would mislead.
var attributing = func() map[string]bool {
	words := make(map[string]bool)
	for _, w := range strings.Fields(`
		say says said saying write writes wrote written writing tell tells told add adds added according note notes noted
		explain explains explained argue argues argued claim claims claimed state states stated recall recalls recalled
		report reports reported announce announces announced declare declares declared warn warns warned ask asks asked
		reply replies replied answer answers answered insist insists insisted admit admits admitted remark remarks remarked
		observe observes observed quote quotes quoted conclude concludes concluded suggest suggests suggested
		dit disait déclare déclaré explique expliqué écrit écrivait ajoute ajouté selon affirme affirmé précise précisé raconte
		dijo dice decía escribió escribe añadió añade explicó explica según afirmó afirma declaró contó señaló
		сказал сказала сказали говорит говорил написал написала пишет заявил заявила словам добавил добавила отметил пояснил
		sade säger skrev skriver berättar berättade enligt tillade förklarar förklarade uppger menar
		sier sa skriver fortalte ifølge forklarte mondta írta közölte szerint`) {
		words[w] = true
	}
	return words
}()

// quotations returns the quotations of a text that are excluded: between marks
// that are balanced in their paragraph and not hidden, and attributed nearby.
func quotations(t *Text) (out []exclusion) {
	hidden := hiddenAt(t.text)
	for from := 0; from < len(t.words); {
		to := from + 1
		for to < len(t.words) && t.words[to].Break != shingle.Paragraph {
			to++
		}
		for _, q := range t.quoted(int32(from), int32(to), hidden) {
			if n := q.to - q.from; n >= minQuotation && n <= maxQuotation && t.attributed(q, int32(from), int32(to)) {
				out = append(out, q)
			}
		}
		from = to
	}
	return out
}

// hiddenAt returns the bytes at which characters that do not show begin.
func hiddenAt(text string) map[int]bool {
	at := make(map[int]bool)
	for h := range shingle.Hidden(text) {
		if !h.Benign {
			for i := h.Start; i < h.End; i++ {
				at[i] = true
			}
		}
	}
	return at
}

// quoted returns what stands between quotation marks in the paragraph
// words[from:to]: nothing if its marks do not match, or if something that does
// not show stands beside one of them.
func (t *Text) quoted(from, to int32, hidden map[int]bool) (out []exclusion) {
	var closes string // "" outside a quotation
	var begin int32
	for i := from; i <= to; i++ {
		start, end := 0, len(t.text)
		if i > 0 {
			start = t.words[i-1].End
		}
		if i == from {
			start = t.paragraphStart(i)
		}
		if int(i) < len(t.words) {
			end = t.words[i].Start
		}
		if i == to {
			if e := strings.Index(t.text[start:end], "\n\n"); e >= 0 {
				end = start + e
			}
		}
		for k, r := range t.text[start:end] {
			if _, mark := closing[r]; !mark && !strings.ContainsRune(closes, r) {
				continue
			}
			if hidden[start+k-1] || hidden[start+k+len(string(r))] {
				return nil
			}
			switch {
			case closes == "":
				closes, begin = closing[r], i
			case strings.ContainsRune(closes, r):
				if i > begin {
					out = append(out, exclusion{begin, i, ReasonQuotation})
				}
				closes = ""
			default:
				return nil
			}
		}
	}
	if closes != "" {
		return nil
	}
	return out
}

// paragraphStart returns where the marks before words[i] begin that belong to
// its paragraph and not to the one before.
func (t *Text) paragraphStart(i int32) int {
	before := 0
	if i > 0 {
		before = t.words[i-1].End
	}
	gap := t.text[before:t.words[i].Start]
	if line := strings.LastIndexByte(gap, '\n'); line >= 0 {
		return before + line
	}
	return before
}

// attributed reports whether the words of the paragraph words[from:to] around
// a quotation say whose words it is: by a verb of saying, or by a name or number
// in brackets.
func (t *Text) attributed(q exclusion, from, to int32) bool {
	for i := max(from, q.from-nearQuotation); i < min(to, q.to+nearQuotation); i++ {
		if (i < q.from || i >= q.to) && attributing[t.words[i].Form] {
			return true
		}
	}
	if q.to < to {
		w := t.words[q.to]
		gap := t.text[t.words[q.to-1].End:w.Start]
		return strings.ContainsAny(gap, "([") && (w.Class == shingle.Number || w.Class == shingle.Name)
	}
	return false
}
