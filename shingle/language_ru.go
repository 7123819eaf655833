package shingle

import (
	_ "embed"
	"strings"

	"github.com/kljensen/snowball/russian"
)

//go:embed functionwords/ru.txt
var russianText string

// Russian is the language with the code "ru".
var Russian = Language{&language{
	code: "ru", name: "Russian",
	list: russianText, stop: russian.IsStopWord,
	stem:    func(_ *language, form string) string { return russian.Stem(strings.ReplaceAll(form, "ё", "е"), true) },
	stemmer: snowballVersion,
	sayings: `сказал сказала сказали говорит говорил написал написала пишет заявил заявила словам добавил добавила
		отметил пояснил`,
}}
