package shingle

import (
	_ "embed"

	"github.com/kljensen/snowball/swedish"
)

//go:embed functionwords/sv.txt
var swedishText string

//go:embed irregular/sv.txt
var swedishIrregular string

// Swedish is the language with the code "sv".
var Swedish = Language{&language{
	code: "sv", name: "Swedish",
	list: swedishText, stop: swedish.IsStopWord,
	irregular: swedishIrregular,
	stem:      func(word string) string { return swedish.Stem(word, true) },
	stemmer:   snowballVersion,
	marks: `-ö- -ä- -ck- -het -heten -heter -tt -kk -pp -nn -ll -ss -mm -tion -tionen -tioner -arna -erna -orna
		-ade -ande -are -or -ar språk bibliotek`,
	sayings: `sade säger skrev skriver berättar berättade enligt tillade förklarar förklarade uppger menar`,
}}
