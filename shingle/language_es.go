package shingle

import (
	_ "embed"

	"github.com/kljensen/snowball/spanish"
)

//go:embed functionwords/es.txt
var spanishText string

//go:embed irregular/es.txt
var spanishIrregular string

// Spanish is the language with the code "es".
var Spanish = Language{&language{
	code: "es", name: "Spanish",
	list: spanishText, stop: spanish.IsStopWord,
	irregular: spanishIrregular,
	stem:      func(word string) string { return spanish.Stem(word, true) },
	stemmer:   snowballVersion,
	marks: `-ñ- -ll- -ción -ciones -sión -siones -dad -aje -ajes -ble -bles -ario -arios -encia -encias -ando
		-iendo -ería -ón -miento -mientos -ue- -ie- -j-`,
	sayings: `dijo dice decía escribió escribe añadió añade explicó explica según afirmó afirma declaró contó
		señaló`,
}}
