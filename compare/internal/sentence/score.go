package sentence

import "github.com/palimpsest-go/palimpsest/compare/lexicon"

// credits is how much a related word counts, in hundredths of a word with the same
// stem, by the tier of the relation. Words that exclude each other count 0.
var credits = [...]int64{lexicon.Weak: 28, lexicon.Medium: 40, lexicon.Strong: 64}

// leastShared says how much sentences must have in common by their stems for the lexicon to
// be used: a tenth of the lighter one. .08, .12 and .16 distinguished paraphrases from
// texts on one topic equally well; always using the lexicon took half as long again.
const leastShared = 10

// A likeness is how much of each of two sentences the other has, 0 to 1, by weight: of the
// source's sentence and of the suspect's.
type likeness struct {
	of     [2]float64
	common int32 // equal terms, and terms of the suspect that are related to one of the source
}

// compare returns the likeness of two sentences, of the source and of the suspect.
func (v *vocabulary) compare(a, b *Sentence) (l likeness) {
	var rest [2][2 * mostWords]int32
	var sum [2]int64
	n, m := 0, 0
	for i, j := 0, 0; i < len(a.terms) || j < len(b.terms); {
		switch {
		case j == len(b.terms) || i < len(a.terms) && a.terms[i] < b.terms[j]:
			rest[0][n] = a.terms[i]
			n, i = n+1, i+1
		case i == len(a.terms) || b.terms[j] < a.terms[i]:
			rest[1][m] = b.terms[j]
			m, j = m+1, j+1
		default:
			w := v.terms[a.terms[i]].weight
			sum[0], sum[1] = sum[0]+w, sum[1]+w
			l.common++
			i, j = i+1, j+1
		}
	}
	if v.lex != nil && sum[0] >= min(a.mass, b.mass)/leastShared {
		add, related := v.relate(rest[0][:n], rest[1][:m])
		sum[0], sum[1] = sum[0]+add[0], sum[1]+add[1]
		l.common += related
	}
	l.of = [2]float64{share(sum[0], a.mass), share(sum[1], b.mass)}
	return l
}

// relate returns how much the terms of each list count by being related to one of the
// other, and how many of the second are related.
func (v *vocabulary) relate(a, b []int32) (sum [2]int64, related int32) {
	var best [2 * mostWords]int64
	var keys [2 * mostWords]lexicon.Key
	var tiers [2 * mostWords]lexicon.Tier
	for i, x := range a {
		keys[i] = v.terms[x].key
	}
	for _, y := range b {
		y := &v.terms[y]
		if y.key == 0 {
			continue
		}
		most := int64(0)
		v.steps += len(a)
		v.lex.Tiers(tiers[:len(a)], y.key, keys[:len(a)])
		for i, tier := range tiers[:len(a)] {
			if tier == lexicon.None { // nearly always
				continue
			}
			credit := v.credit(keys[i], y.key, tier)
			most, best[i] = max(most, credit), max(best[i], credit)
		}
		if most > 0 {
			sum[1] += most * y.weight / 100
			related++
		}
	}
	for i, x := range a {
		sum[0] += best[i] * v.terms[x].weight / 100
	}
	return sum, related
}

// credit returns how much a word counts by being related to another in a tier.
func (v *vocabulary) credit(x, y lexicon.Key, tier lexicon.Tier) int64 {
	if tier != lexicon.Strong && v.lex.Relation(x, y).Contrast {
		return 0
	}
	return credits[tier]
}

// share returns part/of, at most 1, and 0 if of is 0.
func share[T int64 | float64](part, of T) float64 {
	if of <= 0 {
		return 0
	}
	return min(1, float64(part)/float64(of))
}
