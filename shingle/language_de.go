package shingle

import (
	_ "embed"

	"github.com/blevesearch/snowballstem/german"
)

//go:embed functionwords/de.txt
var germanText string

//go:embed irregular/de.txt
var germanIrregular string

// German is the language with the code "de".
var German = Language{&language{
	code: "de", name: "German",
	list:         germanText,
	nounCapitals: true,
	irregular:    germanIrregular,
	stem:         func(word string) string { return stemBySnowballstem(word, german.Stem) },
	stemmer:      snowballstemVersion,
	marks: `-ä- -ö- -ü- -sch- -ung -ungen -keit -keiten -heit -heiten -lich -liche -lichen -isch -ische -ischen
		-te -ten -en -er -ern -em -ieren -iert -tion -tionen ge- ver- zu- auf-`,
	sayingsAtHome: `sagte sagt sagten sagen erklärte erklärt schrieb schreibt erzählte erzählt berichtete berichtet
		betonte betont meinte meint fügte laut zufolge äusserte behauptete behauptet antwortete antwortet
		fragte fragt warnte kündigte erläuterte ergänzte zitiert zitierte`,
}}
