package shingle

import (
	_ "embed"

	"github.com/blevesearch/snowballstem/danish"
)

//go:embed functionwords/da.txt
var danishText string

//go:embed irregular/da.txt
var danishIrregular string

// Danish is the language with the code "da".
var Danish = Language{&language{
	code: "da", name: "Danish",
	list:      danishText,
	irregular: danishIrregular,
	stem:      func(word string) string { return stemBySnowballstem(word, danish.Stem) },
	stemmer:   snowballstemVersion,
	marks: `-æ- -øj- -ej- -hed -heden -heder -heds -erne -ernes -ede -erede -eret -tion -tionen -tioner -tionel
		-tionelle -ude -aget -mand -nd -abe -aber -abes -abt -bt -skab -ndt ud- op- ind- af- efter- gennem-
		mellem- bag- bruge bruger bruges brugt brug bruget findes gives give giver måde sprog bibliotek
		liste indeks eksempel kommer siger igen først`,
	sayingsAtHome: `sagde siger skrev skriver fortalte fortæller ifølge forklarede forklarer tilføjede tilføjer oplyste
		oplyser meddelte meddeler udtalte udtaler mente mener svarede svarer spurgte spørger hævdede hævder
		bemærkede understregede`,
}}
