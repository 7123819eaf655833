package synth

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"sync"
)

// A template is a form of text that honest people fill again and again.
type template struct {
	genre, name string
	body        string
}

// templates holds all templates, by genre. The name of a file holds the genre; a
// line "= name" begins a template.
var templates = sync.OnceValue(func() []template {
	files, err := fs.Glob(data, "data/templates/*.txt")
	if err != nil {
		panic(err) // the pattern is well formed
	}
	var out []template
	for _, file := range files {
		genre := strings.TrimSuffix(file[strings.LastIndexByte(file, '/')+1:], ".txt")
		b, err := data.ReadFile(file)
		if err != nil {
			panic(err) // embedded, so it is there
		}
		for _, part := range strings.Split("\n"+string(b), "\n= ")[1:] {
			name, body, _ := strings.Cut(part, "\n")
			out = append(out, template{genre, name, strings.TrimSpace(body)})
		}
	}
	return out
})

// slots are the words that slots are filled with, by the name of the slot.
var slots = sync.OnceValue(func() map[string][]string {
	out := make(map[string][]string)
	for _, line := range read("slots.txt") {
		name, values, _ := strings.Cut(line, ":")
		for v := range strings.SplitSeq(values, "|") {
			out[strings.TrimSpace(name)] = append(out[strings.TrimSpace(name)], strings.TrimSpace(v))
		}
	}
	return out
})

// fill fills a template. {slot} is drawn anew each time, {slot:name} once for each
// name, and [one|other] stands for one of its parts. Neither braces nor brackets
// nest; slots within brackets are filled.
func (t template) fill(r *rand.Rand) string {
	f := filling{r: r, named: make(map[string]string)}
	return f.expand(t.body)
}

// A filling remembers the slots that were given a name.
type filling struct {
	r       *rand.Rand
	named   map[string]string
	special func(name string) (string, bool) // slots of a form; nil for templates
}

func (f *filling) expand(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexAny(s, "[{")
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		inner, rest, _ := strings.Cut(s[i+1:], map[byte]string{'[': "]", '{': "}"}[s[i]])
		if s[i] == '[' {
			choices := strings.Split(inner, "|")
			b.WriteString(f.expand(choices[f.r.IntN(len(choices))]))
		} else {
			b.WriteString(f.slot(inner))
		}
		s = rest
	}
}

// slot draws what a slot is filled with.
func (f *filling) slot(slot string) string {
	if v, ok := f.named[slot]; ok {
		return v
	}
	name, _, keep := strings.Cut(slot, ":")
	v := f.draw(name)
	if keep {
		f.named[slot] = v
	}
	return v
}

func (f *filling) draw(name string) string {
	if f.special != nil {
		if v, ok := f.special(name); ok {
			return v
		}
	}
	n := f.r.IntN
	switch name {
	case "person":
		return f.draw("given") + " " + f.draw("surname")
	case "n": // a small number
		return fmt.Sprint(2 + n(28))
	case "nn":
		return fmt.Sprint(30 + n(900))
	case "nnn":
		return fmt.Sprintf("%d,%03d", 1+n(90), n(1000))
	case "percent":
		return fmt.Sprintf("%d.%d", n(30), n(10))
	case "money":
		return fmt.Sprintf("%s%d.%d %s", []string{"$", "£", "€"}[n(3)], 1+n(900), n(10), []string{"million", "billion"}[n(2)])
	case "price":
		return fmt.Sprintf("%d.%02d", 5+n(400), n(100))
	case "year":
		return fmt.Sprint(1950 + n(75))
	case "date":
		return fmt.Sprintf("%d %s", 1+n(28), f.draw("month"))
	case "time":
		return fmt.Sprintf("%d:%02d", 1+n(12), 5*n(12))
	case "score":
		return fmt.Sprintf("%d-%d", n(5), n(5))
	case "code":
		return fmt.Sprintf("%c%c-%d", 'A'+n(26), 'A'+n(26), 100+n(9900))
	case "version":
		return fmt.Sprintf("%d.%d.%d", n(9), n(20), n(10))
	}
	values := slots()[name]
	if len(values) == 0 {
		panic("synth: no slot " + name) // tested: every template is filled
	}
	return values[n(len(values))]
}
