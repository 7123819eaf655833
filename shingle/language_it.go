package shingle

import (
	_ "embed"

	"github.com/blevesearch/snowballstem/italian"
)

//go:embed functionwords/it.txt
var italianText string

//go:embed irregular/it.txt
var italianIrregular string

// Italian is the language with the code "it".
var Italian = Language{&language{
	code: "it", name: "Italian",
	list:   italianText,
	joined: joinsElided(elidesItalian),
	cut:    cutElidedItalian, irregular: italianIrregular,
	stem:    func(word string) string { return stemBySnowballstem(word, italian.Stem) },
	stemmer: snowballstemVersion,
	marks: `-cch- -gli- -zz- -zione -zioni -sione -sioni -tà -mente -mento -menti -ggio -ggi -bile -bili -enza
		-enze -tto -tti -tta -tte -ato -ati -ata -ate -are -ere -ire -sto -sti`,
	sayingsAtHome: `disse dice dicono diceva dicevano detto scrisse scrive scritto scriveva dichiarò dichiara dichiarato
		spiegò spiega spiegato aggiunse aggiunge aggiunto affermò afferma affermato racconta raccontò
		raccontato sostiene sostenne osserva osservò rispose risponde chiese chiede secondo ricorda ricordò
		annunciò annunciato`,
}}

// cutElidedItalian removes an elided particle.
func cutElidedItalian(form string) string {
	word, _ := cutElided(form, elidesItalian)
	return word
}

// elidesItalian reports whether particle is an Italian particle that has lost its
// vowel.
func elidesItalian(particle string) bool {
	switch particle {
	case "l", "un", "d", "all", "coll", "dall", "dell", "nell", "sull", "pell", "gl", "c", "m", "t", "s", "v", "n",
		"anch", "ciascun", "com", "cos", "dov", "dev", "neanch", "nessun", "ogn", "quand", "quell", "quest", "qual",
		"senz", "tutt", "alcun":
		return true
	}
	return false
}
