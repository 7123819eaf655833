package synth

import (
	"slices"
	"strings"
	"sync"
)

// A form is an inflection of a word.
type form uint8

const (
	base form = iota
	plural
	past
	participle
	ing
	er
	est
)

// irregular returns the forms of the commonest irregular words: lemma, past and
// participle, or noun and plural.
var irregular = sync.OnceValue(func() (t struct {
	of    map[string]inflected
	forms map[inflected]string
}) {
	t.of, t.forms = make(map[string]inflected), make(map[inflected]string)
	add := func(lemma string, f form, text string) {
		if t.forms[inflected{lemma, f}] = text; t.of[text].lemma == "" && text != lemma {
			t.of[text] = inflected{lemma, f}
		}
	}
	for _, line := range read("irregular.txt") {
		f := strings.Fields(line)
		if len(f) == 2 {
			add(f[0], plural, f[1])
			continue
		}
		add(f[0], past, f[1])
		add(f[0], participle, f[2])
	}
	return t
})

// inflected is a word as its lemma and a form of it.
type inflected struct {
	lemma string
	form  form
}

// analyse returns what a word in small letters may be an inflection of, the
// likeliest first. It knows rules and irregular words but no dictionary, so
// most of what it returns need not be words.
func analyse(w string) []inflected {
	out := []inflected{{w, base}}
	if x, ok := irregular().of[w]; ok {
		out = append(out, x)
	}
	cut := func(suffix string, f form, ends ...string) bool {
		found := stems(w, suffix, f, ends)
		out = append(out, found...)
		return found != nil
	}
	_ = cut("ies", plural, "y") || strings.HasSuffix(w, "es") && hisses(w[:len(w)-2]) && cut("es", plural, "", "e") ||
		!strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is") && cut("s", plural, "")
	_ = cut("ied", past, "y") || cut("ed", past, "-", "e", "")
	_ = cut("ying", ing, "y", "ie") || cut("ing", ing, "-", "e", "")
	_ = cut("iest", est, "y") || cut("est", est, "-", "e", "")
	_ = cut("ier", er, "y") || cut("er", er, "-", "e", "")
	return out
}

// stems removes suffix from a word and returns the stem with each of ends added.
// The end "-" removes one of two equal consonants. It returns nil if the word does
// not have the suffix.
func stems(w, suffix string, f form, ends []string) []inflected {
	stem, ok := strings.CutSuffix(w, suffix)
	if !ok || len(stem) < 2 {
		return nil
	}
	out := []inflected{}
	for _, end := range ends {
		if end == "-" {
			if n := len(stem); n > 2 && stem[n-1] == stem[n-2] && consonant(stem[n-1]) {
				out = append(out, inflected{stem[:n-1], f})
			}
		} else if len(stem)+len(end) > 2 {
			out = append(out, inflected{stem + end, f})
		}
	}
	return out
}

func consonant(c byte) bool { return c >= 'a' && c <= 'z' && !strings.ContainsRune("aeiou", rune(c)) }

// hisses reports whether a noun or verb takes es.
func hisses(w string) bool {
	for _, end := range []string{"s", "x", "z", "ch", "sh", "o"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// particles follow the verb of a phrase, which then takes the ending.
var particles = strings.Fields("up out off on in down away over after for to with through about at into back upon of by from")

// inflect returns a word or phrase in a form. The last word takes the ending, or
// the first word if a particle or article follows it. If regular is set, irregular
// words are inflected by rule: childs, goed.
func inflect(phrase string, f form, regular bool) string {
	if f == base {
		return phrase
	}
	words := strings.Fields(phrase)
	k := len(words) - 1
	if k > 0 && (slices.Contains(particles, words[1]) || slices.Contains([]string{"a", "an", "the", "one's"}, words[1])) {
		k = 0
	}
	if k > 0 && (f == past || f == participle || f == ing) {
		k = 0
	}
	words[k] = inflectWord(words[k], f, regular)
	return strings.Join(words, " ")
}

func inflectWord(w string, f form, regular bool) string {
	if x, ok := irregular().forms[inflected{w, f}]; ok && !regular {
		return x
	}
	n := len(w)
	if n < 2 || strings.ContainsRune(w, '\'') {
		return w
	}
	y := w[n-1] == 'y' && consonant(w[n-2])
	switch f {
	case plural:
		switch {
		case y:
			return w[:n-1] + "ies"
		case hisses(w):
			return w + "es"
		}
		return w + "s"
	case ing:
		switch {
		case strings.HasSuffix(w, "ie"):
			return w[:n-2] + "ying"
		case w[n-1] == 'e' && !strings.ContainsRune("eoy", rune(w[n-2])):
			return w[:n-1] + "ing"
		}
		return double(w) + "ing"
	}
	if (f == er || f == est) && n > 6 {
		return map[form]string{er: "more ", est: "most "}[f] + w
	}
	end := map[form]string{past: "ed", participle: "ed", er: "er", est: "est"}[f]
	switch {
	case w[n-1] == 'e':
		return w + end[1:]
	case y:
		return w[:n-1] + "i" + end
	}
	return double(w) + end
}

// double doubles the last consonant of a short word with one vowel before it.
func double(w string) string {
	n := len(w)
	if n < 3 || n > 5 || !consonant(w[n-1]) || strings.IndexByte("wxy", w[n-1]) >= 0 || consonant(w[n-2]) || !consonant(w[n-3]) {
		return w
	}
	if strings.ContainsAny(w[:n-2], "aeiou") {
		return w // usually stressed elsewhere: open, offer
	}
	return w + w[n-1:]
}
