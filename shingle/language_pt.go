package shingle

import (
	_ "embed"

	"github.com/blevesearch/snowballstem/portuguese"
)

//go:embed functionwords/pt.txt
var portugueseText string

//go:embed irregular/pt.txt
var portugueseIrregular string

// Portuguese is the language with the code "pt".
var Portuguese = Language{&language{
	code: "pt", name: "Portuguese",
	list:      portugueseText,
	irregular: portugueseIrregular,
	stem:      func(word string) string { return stemBySnowballstem(word, portuguese.Stem) },
	stemmer:   snowballstemVersion,
	marks: `-ã- -õ- -ê- -â- -ô- -ç- -nh- -lh- -ss- -ção -ções -ão -ões -ães -dade -dades -agem -agens -vel -veis
		-ário -ários -ência -ências -ém -m`,
	sayingsAtHome: `disse diz dizem dizia diziam dito escreveu escreve escrito escrevia declarou declara explicou
		explica acrescentou acrescenta afirmou afirma segundo conforme contou conta respondeu responde
		perguntou pergunta observou observa lembrou alertou anunciou relatou ressaltou destacou`,
}}
