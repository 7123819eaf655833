package shingle

import (
	_ "embed"

	"github.com/kljensen/snowball/swedish"
)

//go:embed functionwords/sv.txt
var swedishText string

// Swedish is the language with the code "sv".
var Swedish = Language{&language{
	code: "sv", name: "Swedish",
	list: swedishText, stop: swedish.IsStopWord,
	stem:    func(_ *language, form string) string { return swedish.Stem(form, true) },
	stemmer: snowballVersion,
	marks: `-ö- -ä- -ck- -het -heten -heter -tt -kk -pp -nn -ll -ss -mm -tion -tionen -tioner -arna -erna -orna
		-ade -ande -are -or -ar språk bibliotek`,
	sayings: `sade säger skrev skriver berättar berättade enligt tillade förklarar förklarade uppger menar`,
}}
