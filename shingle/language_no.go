package shingle

import (
	_ "embed"

	"github.com/kljensen/snowball/norwegian"
)

//go:embed functionwords/no.txt
var norwegianText string

//go:embed irregular/no.txt
var norwegianIrregular string

// Norwegian is the language with the code "no". It covers Bokmål; the list
// of function words also holds the common Nynorsk forms.
var Norwegian = Language{&language{
	code: "no", name: "Norwegian",
	list: norwegianText, stop: norwegian.IsStopWord,
	irregular: norwegianIrregular,
	stem:      func(word string) string { return norwegian.Stem(word, true) },
	stemmer:   snowballVersion,
	marks: `-øy- -ei- -het -heten -heter -hets -sjon -sjonen -sjoner -sjonell -sjonelle -ake -aker -akes -aket
		-ute -mann -tt -kk -pp -nn -ll -ss -mm -gg -ap -skap -ert -erte -ete -ut -ene -enes kj- gj- skj- sj-
		ut- opp- inn- av- etter- gjennom- mellom- bak- bruk bruke bruker brukes brukt kjent finnes gis gir
		gi måte språk bibliotek liste indeks eksempel kommer sier igjen først`,
	sayings: `sier sa skriver fortalte ifølge forklarte`,
}}
