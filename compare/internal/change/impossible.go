package change

import (
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// impossible reports whether a substitution is one that no person makes: a month, a
// weekday or a part of a name was exchanged for a synonym of its everyday sense,
// while a date or the rest of the name is unchanged. "May 23" became "Might 23", and
// the Red Cross the Pink Cross.
//
// Another member of a closed set is another thing, not an impossible replacement: the
// Red Line became the Blue Line. The same holds for a term that was defined and
// renamed: words that are not part of names, such as Professional in Professional
// Services, are treated like any others.
func (c *Changes) impossible(s *Step) bool {
	is := &c.Exchanges[s.Exchange]
	if s.M != 1 || s.N != 1 || is.Kind.Same() || c.language() != shingle.English || is.Related.Contrast {
		return false
	}
	if is.Related.Tier == lexicon.None && !is.convention { // conventions relate may and could
		return false
	}
	v, w := &c.Source.Words[s.A], &c.Suspect.Words[s.B]
	if !c.Source.Capital(int(s.A)) || !c.Suspect.Capital(int(s.B)) {
		return false
	}
	if _, ok := lexicon.Siblings(shingle.English, []string{v.Form}, []string{w.Form}); ok && is.Related.Tier < lexicon.Strong {
		return false
	}
	switch lexicon.ProperSense(v.Form) {
	case lexicon.Month, lexicon.Weekday:
		sense := lexicon.ProperSense(w.Form)
		return sense != lexicon.Month && sense != lexicon.Weekday && dated(c.Source, s.A)
	case lexicon.NamePart:
		return is.Related.Tier != lexicon.None && c.sameName(s)
	}
	return false // Professional Services may be called Expert Services: outside of names a word has its everyday sense
}

// dated reports whether a word is beside a number, like a month, or is capitalised
// within a sentence, where only the name of a day or month is.
func dated(t *prepare.Text, i int32) bool {
	near := func(j int32) bool {
		return j >= 0 && int(j) < len(t.Words) && t.Words[max(i, j)].Break <= shingle.Clause && t.Words[j].Class == shingle.Number
	}
	return near(i-1) || near(i+1) || t.Words[i].Break <= shingle.Clause
}

// sameName reports whether an exchange is beside a capitalised word that is the
// same in both texts, with only a space between them.
func (c *Changes) sameName(s *Step) bool {
	source, suspect := c.Source, c.Suspect
	beside := func(i, j, di, dj int32) bool {
		i, j = i+di, j+dj
		if i < 0 || j < 0 || int(i) >= len(source.Words) || int(j) >= len(suspect.Words) {
			return false
		}
		x, y := &source.Words[i], &suspect.Words[j]
		return x.Equal(y) && x.Class == shingle.Name && y.Class == shingle.Name &&
			source.Words[max(i, i-di)].Break <= shingle.Space && suspect.Words[max(j, j-dj)].Break <= shingle.Space
	}
	return beside(s.A, s.B, -1, -1) || beside(s.A, s.B+s.N-1, 1, 1)
}
