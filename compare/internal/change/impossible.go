package change

import (
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// directions stand in names in place of each other, and thesauri link them:
// North Korea for South Korea is another country, not a spinner's slip.
var directions = map[string]bool{
	"north": true, "south": true, "east": true, "west": true, "northern": true, "southern": true, "eastern": true,
	"western": true, "upper": true, "lower": true, "central": true, "inner": true, "outer": true, "new": true, "old": true,
}

// impossible reports whether an exchange is one that no person makes: a
// month, a weekday or a part of a name was exchanged for a word that is related
// to its everyday sense, where a date or the rest of the name stands unchanged.
// "May 23" became "Might 23", and the Red Cross the Pink Cross.
func (c *Changes) impossible(s *Step) bool {
	source, suspect := c.Source, c.Suspect
	tier := c.Exchanges[s.Exchange].Tier
	if s.M != 1 || s.Respelt || tier == lexicon.None || source.Language != shingle.English {
		return false
	}
	v, w := &source.Words[s.A], &suspect.Words[s.B]
	if !source.Capital(int(s.A)) || !suspect.Capital(int(s.B)) || directions[v.Form] && directions[w.Form] {
		return false
	}
	switch lexicon.ProperSense(v.Form) {
	case lexicon.Month, lexicon.Weekday:
		sense := lexicon.ProperSense(w.Form)
		return sense != lexicon.Month && sense != lexicon.Weekday && dated(source, s.A)
	case lexicon.NamePart:
		return c.sameName(s)
	}
	return tier >= lexicon.Medium && v.Class == shingle.Name && w.Class == shingle.Name && c.sameName(s)
}

// dated reports whether a word stands beside a number as a month does, or where
// only the name of a day or month is capitalised: within a sentence.
func dated(t *prepare.Text, i int32) bool {
	near := func(j int32) bool {
		return j >= 0 && int(j) < len(t.Words) && t.Words[max(i, j)].Break <= shingle.Clause && t.Words[j].Class == shingle.Number
	}
	return near(i-1) || near(i+1) || t.Words[i].Break <= shingle.Clause
}

// sameName reports whether an exchange stands beside a capitalised word that is
// the same in both texts, with nothing but a space between.
func (c *Changes) sameName(s *Step) bool {
	source, suspect := c.Source, c.Suspect
	beside := func(i, j, di, dj int32) bool {
		i, j = i+di, j+dj
		if i < 0 || j < 0 || int(i) >= len(source.Words) || int(j) >= len(suspect.Words) {
			return false
		}
		x, y := &source.Words[i], &suspect.Words[j]
		return x.Hash == y.Hash && x.Form == y.Form && x.Class == shingle.Name && y.Class == shingle.Name &&
			source.Words[max(i, i-di)].Break <= shingle.Space && suspect.Words[max(j, j-dj)].Break <= shingle.Space
	}
	return beside(s.A, s.B, -1, -1) || beside(s.A, s.B+s.N-1, 1, 1)
}
