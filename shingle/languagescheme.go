package shingle

import "strings"

// guessVersion names the languages among which [Auto] chooses, and the method:
// texts in an added language get other function words and stems. The first version,
// with seven languages, had no name.
const guessVersion = "2"

// languageScheme names in a scheme how the hashes depend on the language: its list
// of function words. Unstemmed shingles do not depend on it, and those of Auto have
// one name for all versions of the guess.
func (s Shingler) languageScheme() string {
	name := s.Language.String()
	switch r := s.Language.row; {
	case r == nil && (s.Family != Shingles || s.Stem):
		return name + "." + guessVersion
	case r != nil && r.revision != "":
		return name + "." + r.revision
	}
	return name
}

// stemScheme names the stemmer in a scheme: all of them for Auto.
func (l Language) stemScheme() string {
	if l.row != nil {
		return l.row.stemmer
	}
	var names []string
	seen := make(map[string]bool)
	for _, l := range languages {
		if !seen[l.row.stemmer] {
			seen[l.row.stemmer] = true
			names = append(names, l.row.stemmer)
		}
	}
	return strings.Join(names, ",")
}
