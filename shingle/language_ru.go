package shingle

import (
	_ "embed"
	"strings"

	"github.com/kljensen/snowball/russian"
)

//go:embed functionwords/ru.txt
var russianText string

//go:embed irregular/ru.txt
var russianIrregular string

// Russian is the language with the code "ru".
var Russian = Language{&language{
	code: "ru", name: "Russian",
	list: russianText, stop: russian.IsStopWord,
	cut:       func(form string) string { return strings.ReplaceAll(form, "ё", "е") },
	irregular: russianIrregular,
	stem:      func(word string) string { return russian.Stem(word, true) },
	stemmer:   snowballVersion,
	sayings: `сказал сказала сказали говорит говорил написал написала пишет заявил заявила словам добавил добавила
		отметил пояснил`,
}}
