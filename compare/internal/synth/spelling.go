package synth

import (
	"strings"
	"sync"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// britain maps American spellings to British ones, and back.
var britain = sync.OnceValues(func() (to, from map[string]string) {
	to, from = make(map[string]string), make(map[string]string)
	for _, line := range read("spelling.txt") {
		f := strings.Fields(line)
		for _, s := range []form{base, plural, past, ing} {
			a, b := inflect(f[0], s, false), inflect(f[1], s, false)
			to[a], from[b] = b, a
		}
		to[f[0]+"ly"], from[f[1]+"ly"] = f[1]+"ly", f[0]+"ly"
	}
	return to, from
})

// respell returns a word in British spelling, or in American.
func respell(w string, british bool) string {
	to, from := britain()
	if !british {
		to = from
	}
	if x := to[w]; x != "" {
		return x
	}
	for _, rule := range [][2]string{{"ize", "ise"}, {"ized", "ised"}, {"izes", "ises"}, {"izing", "ising"}, {"ization", "isation"}, {"izations", "isations"}, {"yze", "yse"}, {"yzed", "ysed"}, {"yzing", "ysing"}} {
		a, b := rule[0], rule[1]
		if !british {
			a, b = b, a
		}
		if stem, ok := strings.CutSuffix(w, a); ok && len(stem) > 3 && stem != "caps" && (british || rule[0][0] == 'y' || izes(stem)) {
			return stem + b
		}
	}
	return w
}

// izes reports whether a stem takes ize in American spelling. Few do not.
func izes(stem string) bool {
	for _, s := range []string{"exerc", "adv", "superv", "prom", "comprom", "surpr", "enterpr", "franch", "expert", "prec", "otherw", "telev", "improv", "merchand", "exc", "rev", "dev", "disgu", "desp", "compr", "likew", "prem", "treat", "conc", "anal"} {
		if strings.HasSuffix(stem, s) {
			return false
		}
	}
	return true
}

// localise puts a text into the spelling of the other side of the Atlantic.
func localise(d *draft, british bool) int {
	n := 0
	for i, w := range d.words {
		if to := respell(w.Form, british); to != w.Form && w.Class == shingle.Content {
			d.set(i, recase(to, d.word(i)))
			n++
		}
	}
	return n
}
