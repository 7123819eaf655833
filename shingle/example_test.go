package shingle_test

import (
	"fmt"
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

func ExampleWords() {
	const text = "The U.S. Navy said they’re na\u200bïve: see https://x.org/A."
	for w := range shingle.Words(text, shingle.English) {
		fmt.Println(w.Start, w.End, w.Form, w.Class)
		if w.Disguise != 0 {
			fmt.Println("disguised:", w.Disguise)
		}
	}
	// Output:
	// 0 3 the function
	// 4 7 u.s name
	// 9 13 navy content
	// 14 18 said content
	// 19 28 they're function
	// 29 38 naïve content
	// disguised: zero-width
	// 40 43 see content
	// 44 59 https://x.org/a other
}

func ExampleShingler_Features() {
	const text = "The navy lost three ships in a storm."
	var words []string
	for w := range shingle.Words(text, shingle.English) {
		words = append(words, w.Form)
	}
	s := shingle.Shingler{Family: shingle.Masked, Size: 3, Language: shingle.English}
	for f := range s.Features(text) {
		fmt.Println(f.First, f.End, words[f.First:f.End])
	}

	// A masked shingle outlives the exchange of words.
	spun := map[uint64]bool{}
	for f := range s.Features("The fleet forfeited three vessels in a tempest.") {
		spun[f.Hash] = true
	}
	both := 0
	for f := range s.Features(text) {
		if spun[f.Hash] {
			both++
		}
	}
	fmt.Println(both, "of", len(spun), "in common")
	// Output:
	// 0 6 [the navy lost three ships in]
	// 1 7 [navy lost three ships in a]
	// 5 8 [in a storm]
	// 3 of 3 in common
}

func ExampleShingler_Scheme() {
	s := shingle.Shingler{Family: shingle.Masked, Language: shingle.English}
	fmt.Println(strings.Fields(s.Scheme())[:3])
	t := s
	t.Size = 9
	fmt.Println(s.Scheme() == t.Scheme())
	// Output:
	// [masked/6 lang=en stem=none]
	// false
}

func ExampleGuess() {
	fmt.Println(shingle.Guess("Stary człowiek nie wiedział, że ona na niego czeka."))
	fmt.Println(shingle.Guess("It was the best of times, it was the worst of times."))
	fmt.Println(shingle.Guess("Он был в доме, но не знал, что она его не ждала."))
	// Output:
	// none
	// en
	// ru
}

func ExampleLanguage_Stem() {
	fmt.Println(shingle.English.Stem("building"), shingle.English.Stem("brought"), shingle.English.Stem("they're"))
	fmt.Println(shingle.French.Stem("l'homme"), shingle.Russian.Stem("книгами"))
	// Output:
	// build bring they're
	// homm книг
}

// Words of a language that the package does not support, with a stemmer of one's
// own that knows one ending.
func ExampleNewLanguage() {
	catalan, err := shingle.NewLanguage(shingle.LanguageSettings{
		Code: "ca",
		Name: "Catalan",
		FunctionWords: `a al amb aquest aquesta com de del dels el els en era havia i la les li ningú no o per pel perquè
			que què seva seu un una va des cada encara`,
		Elided:      "l d s n m t",
		Sayings:     "digué diu segons",
		Stem:        func(form string) string { return strings.TrimSuffix(form, "s") },
		StemVersion: "plural-1",
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	const text = "El vell caminava pel port cada matí, i ningú no li preguntava per què."
	fmt.Println(shingle.Guess(text), shingle.Guess(text, catalan))
	for w := range shingle.Words("d'una barca del port", catalan) {
		fmt.Print(w.Form, ": ", w.Class, "; ")
	}
	fmt.Println(catalan.Stem("barques"), catalan.IsSaying("segons"))
	s := shingle.Shingler{Language: catalan, Stem: true}
	fmt.Println(strings.Fields(s.Scheme())[1:3])
	// Output:
	// none ca
	// d'una: function; barca: content; del: function; port: content; barque true
	// [lang=ca.own-91c6c1ec9099ce64 stem=plural-1]
}
