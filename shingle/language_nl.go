package shingle

import (
	_ "embed"

	"github.com/blevesearch/snowballstem/dutch"
)

//go:embed functionwords/nl.txt
var dutchText string

//go:embed irregular/nl.txt
var dutchIrregular string

// Dutch is the language with the code "nl".
var Dutch = Language{&language{
	code: "nl", name: "Dutch",
	list:      dutchText,
	irregular: dutchIrregular,
	stem:      func(word string) string { return stemBySnowballstem(word, dutch.Stem) },
	stemmer:   snowballstemVersion,
	marks: `-ij- -lijk -lijke -heid -heden -tie -ties -teit -ing -ingen -en -dt -aar -oor -isch -ische -eerd
		-eren -eert -tjes z- sch- v-`,
	sayingsAtHome: `zei zegt zeiden zeggen zegde schreef schrijft schreven vertelde vertelt verklaarde verklaart volgens
		aldus voegde meldde meldt antwoordde antwoordt vroeg vraagt benadrukte stelde stelt legde
		waarschuwde beweerde beweert merkte`,
}}
