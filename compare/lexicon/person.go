package lexicon

import "github.com/palimpsest-go/palimpsest/shingle"

// Person reports whether two words or phrases, given as normal forms, differ in
// grammatical person or in gender alone: he and she, my and their, mother and
// father, actor and actress, chairman and chairperson. They are exchanged when a text
// is rewritten for another person, or for people of any gender; they are not
// synonyms. There are lists for the languages of [Sets]; those for languages other
// than English hold the pronouns and the commonest nouns.
func Person(lang shingle.Language, source, suspect []string) bool {
	_, ok := personLists.of(lang).apart(source, suspect)
	return ok
}

// Persons returns the lists of [Person] as sets: "pronoun" holds pronouns, "be"
// forms of auxiliary verbs, "gender" nouns and adjectives. Each call returns fresh
// slices.
func Persons(lang shingle.Language) []Set { return personLists.of(lang).copied() }

var personLists = list[sets]{kind: "person", parse: parseSets}
