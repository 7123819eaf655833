package shingle

import (
	_ "embed"

	"github.com/kljensen/snowball/french"
)

//go:embed functionwords/fr.txt
var frenchText string

//go:embed irregular/fr.txt
var frenchIrregular string

// French is the language with the code "fr".
var French = Language{&language{
	code: "fr", name: "French",
	list: frenchText, stop: french.IsStopWord, joined: joinsElided(elidesFrench),
	cut: cutElidedFrench, irregular: frenchIrregular, stem: stemFrench, stemmer: snowballVersion,
	marks: `-ou- -oi- -ai- -eu- -ç- -è- -ê- -ement -ment -tion -tions -eur -eurs -aire -aires -ique -iques -able
		-ables -ité -ités -ette -ez -é -és -ée -ées -er -ir -age -ages -elle -if -ive`,
	sayings: `dit disait déclare déclaré explique expliqué écrit écrivait ajoute ajouté selon affirme affirmé précise précisé
		raconte`,
}}

// cutElidedFrench removes an elided particle.
func cutElidedFrench(form string) string {
	word, _ := cutElided(form, elidesFrench)
	return word
}

// stemFrench returns the stem of a French word.
func stemFrench(word string) string {
	// The French stemmer logs this one string, a debugging remnant. It is its own
	// stem.
	if word == "voudrion" {
		return word
	}
	return french.Stem(word, true)
}

// elidesFrench reports whether particle is a French particle that has lost its vowel.
func elidesFrench(particle string) bool {
	switch particle {
	case "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu":
		return true
	}
	return false
}
