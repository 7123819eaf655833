package synth

import (
	"math/rand/v2"
	"strings"
	"sync"

	"github.com/palimpsest-go/palimpsest/compare/internal/synth/tables"
)

// A blank is a form to be filled in: a template of a language with slots for common nouns that belong
// together: {trade.2} is the second word of a trade that is drawn once for each
// filling.
type blank struct {
	name, body string
	language   *tables.Language
	records    map[string][][]string // by what they are records of
}

// allForms reads the forms of every language, once. A file forms/xx.txt has
// lines "@trade: word | word | …", then forms as templates have them.
var allForms = sync.OnceValue(func() map[string][]blank {
	out := make(map[string][]blank)
	for _, code := range tables.Codes() {
		b, err := data.ReadFile("data/forms/" + code + ".txt")
		if err != nil {
			panic(err) // embedded, so it is there
		}
		records := make(map[string][][]string)
		for line := range strings.Lines(string(b)) {
			if rest, ok := strings.CutPrefix(line, "@"); ok {
				name, values, _ := strings.Cut(rest, ":")
				var record []string
				for v := range strings.SplitSeq(values, "|") {
					record = append(record, strings.TrimSpace(v))
				}
				records[name] = append(records[name], record)
			}
		}
		for _, part := range strings.Split("\n"+string(b), "\n= ")[1:] {
			name, body, _ := strings.Cut(part, "\n")
			out[code] = append(out[code], blank{name, strings.TrimSpace(body), tables.Of(code), records})
		}
	}
	return out
})

// forms returns the forms of a language that are filled in by trade, and those
// that name a thing of a closed set.
func forms(code string) []blank { return blanks(code, false) }

func blanks(code string, thing bool) []blank {
	var out []blank
	for _, x := range allForms()[code] {
		if strings.Contains(x.body, "{thing}") == thing {
			out = append(out, x)
		}
	}
	return out
}

// closedForm fills one form once and names its thing by two members of a closed
// set: the Oak Room, the Elm Room.
func closedForm(t *task) (Pair, bool) {
	all := blanks(t.Language, true)
	if len(all) == 0 {
		return Pair{}, false
	}
	x := all[t.r.IntN(len(all))]
	a, b, frame := t.twoMembers()
	text := x.fill(t.r)
	named := func(member string) string {
		return strings.ReplaceAll(text, thingMark, strings.ReplaceAll(frame, "{}", capitalised(member)))
	}
	p := Pair{Source: named(a), Suspect: named(b)}
	p.Group, p.Genre = "form "+t.Language+" "+x.name, "form"
	return p, true
}

// thingMark stands for the thing of a form until it has a name.
const thingMark = "\x00"

// fill fills a form. Slots that are not records are those of templates, except that
// months and weekdays are in the language of the form, and {set} is a member of one
// of its closed sets.
func (x blank) fill(r *rand.Rand) string {
	f := filling{r: r, named: make(map[string]string)}
	drawn := make(map[string][]string)
	f.special = func(name string) (string, bool) {
		kind, number, ok := strings.Cut(name, ".")
		if list := x.records[kind]; ok && list != nil {
			if drawn[kind] == nil {
				drawn[kind] = list[r.IntN(len(list))]
			}
			return drawn[kind][number[0]-'1'], true
		}
		switch name {
		case "month":
			return x.date(x.language.Months[r.IntN(12)]), true
		case "weekday":
			return x.date(x.language.Weekdays[r.IntN(7)]), true
		case "thing":
			return thingMark, true
		case "colour":
			return x.language.Sets[0][r.IntN(len(x.language.Sets[0]))], true
		case "noun":
			return x.language.Nouns[r.IntN(len(x.language.Nouns))], true
		}
		return "", false
	}
	return f.expand(x.body)
}

// date returns a month or weekday as the language writes it.
func (x blank) date(word string) string {
	if x.language.Code == "en" {
		return capitalised(word)
	}
	return word
}
