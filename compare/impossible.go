package compare

import (
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// directions stand in names in place of each other, and thesauri link them:
// North Korea for South Korea is another country, not a spinner's slip.
var directions = map[string]bool{
	"north": true, "south": true, "east": true, "west": true, "northern": true, "southern": true, "eastern": true,
	"western": true, "upper": true, "lower": true, "central": true, "inner": true, "outer": true, "new": true, "old": true,
}

// impossible reports whether an exchange, turned, is one that no person makes: a
// month, a weekday or a part of a name was exchanged for a word that is related
// to its everyday sense, where a date or the rest of the name stands unchanged.
// "May 23" became "Might 23", and the Red Cross the Pink Cross.
func (al *alignment) impossible(s step) bool {
	source, suspect := al.texts()
	tier := al.exchanges[s.exchange].tier
	if s.M != 1 || s.respelt || tier == lexicon.None || source.lang != shingle.English {
		return false
	}
	v, w := &source.words[s.A], &suspect.words[s.B]
	if !source.capital(int(s.A)) || !suspect.capital(int(s.B)) || directions[v.Form] && directions[w.Form] {
		return false
	}
	switch lexicon.ProperSense(v.Form) {
	case lexicon.Month, lexicon.Weekday:
		sense := lexicon.ProperSense(w.Form)
		return sense != lexicon.Month && sense != lexicon.Weekday && source.dated(s.A)
	case lexicon.NamePart:
		return al.sameName(s)
	}
	return tier >= lexicon.Medium && v.Class == shingle.Name && w.Class == shingle.Name && al.sameName(s)
}

// dated reports whether a word stands beside a number as a month does, or where
// only the name of a day or month is capitalised: within a sentence.
func (t *Text) dated(i int32) bool {
	near := func(j int32) bool {
		return j >= 0 && int(j) < len(t.words) && t.words[max(i, j)].Break <= shingle.Clause && t.words[j].Class == shingle.Number
	}
	return near(i-1) || near(i+1) || t.words[i].Break <= shingle.Clause
}

// sameName reports whether an exchange stands beside a capitalised word that is
// the same in both texts, with nothing but a space between.
func (al *alignment) sameName(s step) bool {
	source, suspect := al.texts()
	beside := func(i, j, di, dj int32) bool {
		i, j = i+di, j+dj
		if i < 0 || j < 0 || int(i) >= len(source.words) || int(j) >= len(suspect.words) {
			return false
		}
		x, y := &source.words[i], &suspect.words[j]
		return x.Equal(y) && x.Class == shingle.Name && y.Class == shingle.Name &&
			source.words[max(i, i-di)].Break <= shingle.Space && suspect.words[max(j, j-dj)].Break <= shingle.Space
	}
	return beside(s.A, s.B, -1, -1) || beside(s.A, s.B+s.N-1, 1, 1)
}
