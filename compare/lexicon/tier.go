package lexicon

// A Tier says how strongly two words are related. Tiers are ordered: a greater one
// is stronger evidence that one word replaced the other.
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

// How often pairs fall into each tier, in per cent, counted by internal/measure.
// "Held out" means that the lexicon was made without the dictionary that the text
// was spun with (-without), as if it were unknown. "Chance" means words drawn in
// place of the suspect's, equally common and of the same part of speech, from the
// suspect words of the other pairs and from all of WordNet together.
//
//	                                          pairs  strong  medium   weak   none
//	Moby spinner, Moby held out               4,228    5.2    10.6     -     84.2
//	  chance                                117,466    0.26    1.4     -     98.3
//	WordNet spinner, WordNet held out         3,697     -     50.2   18.3    31.5
//	  chance                                117,850     -      3.0    2.2    94.8
//	Moby spinner, both thesauri               4,228   15.6    45.6   29.3     9.5
//	  chance                                117,466    0.82    3.0    1.0    95.2
//	WordNet spinner, both thesauri            3,697   92.3     4.1    0.3     3.3
//	  chance                                117,850    1.2     3.9    1.2    93.7
//	exchanges in honest edits and updates     1,339    3.1     2.1    0.3    94.5
//	exchanges in rewrites by people           1,030   16.9     8.4    3.0    71.7
//
// The ratios are of spun to chance, held out: strong ln(5.2/0.26) = 3.0; medium the
// lower of 2.0 and 2.8; weak 2.1, but lowered, because it rests on one dictionary
// alone and a text spun by a third program gave 1.3 (5.5 % of 182 pairs against 1.5
// %); none the mean of -0.2 and -1.1. The third and fourth pair of lines give the
// ratios for a spinner that uses these very thesauri; with those every other
// spinner would pass as honest.
//
// The last two lines count the exchanges by people that package compare finds,
// without names, numbers, inflections and spellings. Against them the tiers say
// much less: people use synonyms too, though seldom those of the weaker tiers. The
// number and places of the exchanges distinguish people from a program.
var logRatios = [tiers]float64{None: -0.6, Weak: 1.5, Medium: 2.0, Strong: 3.0}

// LogRatio returns the natural logarithm of the likelihood ratio of the tier:
// how much more often a pair is in it if a spinning program exchanged one word for
// the other than if the two are aligned by chance. It is negative for [None], and 0
// for a value that is no tier. It was measured for the English lexicon, with the
// dictionary of the spinner left out, on 7,925 pairs of words exchanged by two
// spinners; for other lexicons it is an assumption.
func (t Tier) LogRatio() float64 {
	if int(t) < len(logRatios) {
		return logRatios[t]
	}
	return 0
}
