package synth

import (
	"slices"
	"strings"
)

// A kind is something that honest people do to a text, or a relation between
// texts, that must not be called spun.
type kind struct {
	name      string    // without "made-"
	label     string    // as package score reads it
	languages string    // codes divided by spaces; empty for all
	weight    int       // number of turns in a round; 0 counts as 1
	strengths []float64 // each as often; nil for kinds that have none
	oneWay    bool      // source and suspect never change places: someone who makes words plainer is not a spinner, someone who makes them rarer may be one
	apart     bool      // made only if its name is asked for
	makers    []maker   // ways to make it, independent of each other; each as often
}

// kinds returns all honest kinds, in the order of their turns. Tests, the
// generator and its list of kinds walk this table and no other.
func kinds() []kind {
	return slices.Concat(refillKinds(), nameKinds(), grammarKinds(), wordKinds(), editKinds(), textKinds(), resaidKinds(), layoutKinds(), disguiseKinds())
}

// allLanguages are the codes of the languages that kinds are made for.
const allLanguages = "en fr es ru sv no hu de it pt nl da"

// speaks returns the languages that a maker of the kind works in.
func (k kind) speaks(m maker) []string {
	var out []string
	for _, l := range strings.Fields(allLanguages) {
		if allows(k.languages, l) && allows(m.languages, l) {
			out = append(out, l)
		}
	}
	return out
}

func allows(list, language string) bool {
	return list == "" || slices.Contains(strings.Fields(list), language)
}

// A Kind describes an honest kind or a spin style, and one of the ways of making
// it.
type Kind struct {
	Name, Maker, Label string
	Languages          []string
}

// Kinds returns a description of every kind and maker, honest ones first.
func Kinds() []Kind {
	var out []Kind
	for _, k := range kinds() {
		for _, m := range k.makers {
			out = append(out, Kind{"made-" + k.name, m.name, k.label, k.speaks(m)})
		}
	}
	for _, s := range spunStyles {
		out = append(out, Kind{"made-spun-" + s.name, s.name, "spun", strings.Fields(allLanguages)})
	}
	return out
}
