package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// functionWords are common English words, the more frequent ones first.
var functionWords = strings.Fields(`the of and to a in is it that was for on with as he be at by I this had
	not are but from or have an they which one you were her all she there would their we him been has when who
	will more no if out so said what up its about into than them can only other new some could time these two
	may then do first any my now such like our over man me even most made after also did many before must
	through back years where much your way well down should because each just those people how too little
	state good very make world still own see men work long get here between both life being under never day
	same another know while last might us great old year off come since against go came right used take three
	don't it's didn't wasn't they're couldn't he'd we've isn't I'm that's won't doesn't you'll`)

const (
	contentWords  = 12_000 // each in four forms
	functionShare = 0.47   // of running words
	numberShare   = 0.015
	shortWords    = 150 // of content words, the most frequent ones
	echoShare     = 0.2 // of running words that repeat one the text has
)

// A vocabulary is made of function words and of made-up words that can be
// pronounced. Its numbers are set so that, in everything that speed depends on,
// texts resemble prose of 2 million words, the English Debian packages anarchism
// and debian-handbook. Among 300 words 185 are different (170 in that prose), and
// 27 miss a cache of 8,192 words (25). A word has 5.0 bytes (5.0), and 19 % have
// eight or more (20 %).
type vocabulary struct {
	content            []string
	function, contents []float64 // cumulative frequencies
}

func newVocabulary(r *rand.Rand) vocabulary {
	v := vocabulary{
		function: zipf(len(functionWords), 2, 1),
		contents: zipf(contentWords, 40, 1.45),
	}
	taken := map[string]bool{}
	for len(v.content) < contentWords {
		if w := pronounceable(r, len(v.content) < shortWords); !taken[w] {
			taken[w] = true
			v.content = append(v.content, w)
		}
	}
	return v
}

// zipf returns the cumulative frequencies of n words after Mandelbrot's form of
// Zipf's law, 1/(rank+offset)^slope.
func zipf(n int, offset, slope float64) []float64 {
	sums, sum := make([]float64, n), 0.
	for i := range sums {
		sum += math.Pow(float64(i)+offset, -slope)
		sums[i] = sum
	}
	return sums
}

func draw(r *rand.Rand, sums []float64) int {
	i, _ := slices.BinarySearch(sums, r.Float64()*sums[len(sums)-1])
	return min(i, len(sums)-1)
}

var (
	onsets = strings.Fields("b c d f g h l m n p r s t v w br ch cl cr dr fl gr pl pr sh sp st str th tr")
	vowels = strings.Fields("a a e e i i o o u ea ou ai")
	codas  = strings.Fields("n r l s t m d nd nt st rt ck ng x")
)

// pronounceable makes a word of one or two syllables if short, else of two or three.
func pronounceable(r *rand.Rand, short bool) string {
	syllables := 2 + r.IntN(2)
	if short {
		syllables = 1 + r.IntN(2)
	}
	var b strings.Builder
	for range syllables {
		b.WriteString(onsets[r.IntN(len(onsets))])
		b.WriteString(vowels[r.IntN(len(vowels))])
	}
	if r.IntN(3) > 0 {
		b.WriteString(codas[r.IntN(len(codas))])
	}
	return b.String()
}

// word draws a running word: a function word, a number, or a content word in
// one of four forms.
func (v vocabulary) word(r *rand.Rand) string {
	switch x := r.Float64(); {
	case x < functionShare:
		return functionWords[draw(r, v.function)]
	case x < functionShare+numberShare:
		return strconv.Itoa(1 + r.IntN(2100))
	}
	w := v.content[draw(r, v.contents)]
	switch x := r.Float64(); {
	case x < 0.65:
		return w
	case x < 0.82:
		return w + "s"
	case x < 0.92:
		return w + "ed"
	}
	return w + "ing"
}
