package lexicon

// A Tier says how strongly two words are related. Tiers are ordered: a greater
// one is the stronger evidence that one word was put in the place of the other.
type Tier uint8

const (
	None   Tier = iota // not related, as far as the lexicon knows
	Weak               // named under each other in a wide thesaurus, nothing more
	Medium             // near in one thesaurus: kinds of each other, derived, similar
	Strong             // synonyms in one sense, or near in two thesauri
)

const tiers = int(Strong) + 1

var tierNames = [tiers]string{"none", "weak", "medium", "strong"}

// String returns the tier in lower case, "strong" for [Strong].
func (t Tier) String() string {
	if int(t) < len(tierNames) {
		return tierNames[t]
	}
	return "invalid"
}

var logRatios = [tiers]float64{None: -2, Weak: 1, Medium: 2, Strong: 4}

// LogRatio returns the natural logarithm of the likelihood ratio of the tier.
func (t Tier) LogRatio() float64 {
	if int(t) < len(logRatios) {
		return logRatios[t]
	}
	return 0
}
