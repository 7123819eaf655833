package shingle

import (
	_ "embed"

	"github.com/kljensen/snowball/french"
)

//go:embed functionwords/fr.txt
var frenchText string

// French is the language with the code "fr".
var French = Language{&language{
	code: "fr", name: "French",
	list: frenchText, stop: french.IsStopWord, joined: joinsElided(elidesFrench),
	stem: stemFrench, stemmer: snowballVersion,
	marks: `-ou- -oi- -ai- -eu- -ç- -è- -ê- -ement -ment -tion -tions -eur -eurs -aire -aires -ique -iques -able
		-ables -ité -ités -ette -ez -é -és -ée -ées -er -ir -age -ages -elle -if -ive`,
	sayings: `dit disait déclare déclaré explique expliqué écrit écrivait ajoute ajouté selon affirme affirmé précise précisé
		raconte`,
}}

// stemFrench stems a word without its elided particle.
func stemFrench(l *language, form string) string {
	word, _ := cutElided(form, elidesFrench)
	// The French stemmer logs this one string, a debugging remnant. It is its own
	// stem.
	if word == "voudrion" || l.is(word) {
		return word
	}
	return french.Stem(word, true)
}

// elidesFrench reports whether a French particle loses its vowel so.
func elidesFrench(particle string) bool {
	switch particle {
	case "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu":
		return true
	}
	return false
}
