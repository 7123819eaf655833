package lexicon

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Set is a closed set: its members exclude each other, and anybody could list
// them. Exchanging one for another changes the content, not the wording.
type Set struct {
	Name    string     // in English: "colour", "month"; several sets may share one
	Members [][]string // the ways of writing each member, as phrases of normal forms
}

// Sets returns the closed sets of a language: colours, seasons, metals, planets,
// months, weekdays, points of the compass, number words, sizes, food, tools,
// professions and others, some seventy in English and more than a hundred, with
// opposites among them, in other languages. There are lists for English, French,
// Spanish, Russian, Swedish, Norwegian, Hungarian, German, Italian, Portuguese, Dutch
// and Danish; for other languages there are no sets. Each call returns fresh slices.
func Sets(lang shingle.Language) []Set { return setLists.of(lang).copied() }

// SetsWith returns the names of the sets that a word or phrase belongs to, given as
// normal forms, in the order of [Sets]. Inflected forms belong where their stem
// does.
func SetsWith(lang shingle.Language, words ...string) []string {
	s := setLists.of(lang)
	var names []string
	for _, p := range s.places(words) {
		if name := s.rows[p.row].Name; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// Siblings reports whether two words or phrases, given as normal forms, are
// different members of one closed set, and names it: red and blue, May and June,
// north east and south. Two spellings of one member (grey, gray) are not siblings.
// The first call for a language reads its list, which takes a few milliseconds.
func Siblings(lang shingle.Language, source, suspect []string) (set string, ok bool) {
	s := setLists.of(lang)
	row, ok := s.apart(source, suspect)
	if !ok {
		return "", false
	}
	return s.rows[row].Name, true
}

var setLists = list[sets]{kind: "set", parse: parseSets}

// Sets holds closed sets, one a row.
type sets struct {
	lang  shingle.Language
	rows  []Set
	forms map[string][]place // by the forms of a phrase
	stems map[string][]place // by their stems
}

// A place is the place of a member.
type place struct{ row, member int }

// copied returns the rows, none for nil.
func (s *sets) copied() []Set {
	if s == nil {
		return nil
	}
	rows := slices.Clone(s.rows)
	for i := range rows {
		rows[i].Members = slices.Clone(rows[i].Members)
		for j := range rows[i].Members {
			rows[i].Members[j] = slices.Clone(rows[i].Members[j])
		}
	}
	return rows
}

// places returns the places of a phrase, ascending: by its forms, or otherwise by its
// stems.
func (s *sets) places(words []string) []place {
	if s == nil || len(words) == 0 || len(words) > maxClosed {
		return nil
	}
	if p := s.forms[strings.Join(words, " ")]; p != nil {
		return p
	}
	return s.ofStem(stemmed(s.lang, words))
}

// ofStem returns the places of the phrases with a stem, ascending.
func (s *sets) ofStem(stem string) []place {
	if p := s.stems[stem]; p != nil {
		return p
	}
	return s.forms[stem] // roses, where rose itself has the stem of rise
}

// has reports whether a word of that stem, which is known, is in some set.
func (s *sets) has(form, stem string) bool {
	return s != nil && (len(s.forms[form]) > 0 || len(s.ofStem(stem)) > 0)
}

// apart returns the first row in which two phrases are different members. ok is
// false if they are the same member in some row.
func (s *sets) apart(v, w []string) (row int, ok bool) {
	a := s.places(v)
	if len(a) == 0 {
		return 0, false
	}
	b := s.places(w)
	for _, p := range a {
		for _, q := range b {
			switch {
			case p == q:
				return 0, false
			case p.row == q.row && !ok:
				row, ok = p.row, true
			}
		}
	}
	return row, ok
}

// stemmed joins the stems of words.
func stemmed(lang shingle.Language, words []string) string {
	if len(words) == 1 {
		return lang.Stem(words[0])
	}
	stems := make([]string, len(words))
	for i, w := range words {
		stems[i] = lang.Stem(w)
	}
	return strings.Join(stems, " ")
}

var errList = errors.New("bad list")

// parseSets reads a text like closed/set/en.txt: the name of a set in brackets,
// and under it the members, with commas between them. A comma at the end of a line
// means that the set continues. Another line is another set with that name.
func parseSets(text string, lang shingle.Language) (sets, error) {
	s := sets{lang: lang, forms: make(map[string][]place), stems: make(map[string][]place)}
	name, n, open := "", 0, false
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '[' && open:
			return s, fmt.Errorf("%w: line %d: the set before goes on", errList, n)
		case line[0] == '[':
			name = strings.Trim(line, "[]")
			continue
		case name == "":
			return s, fmt.Errorf("%w: line %d: no name", errList, n)
		}
		if !open {
			s.rows = append(s.rows, Set{Name: name})
		}
		line, open = strings.CutSuffix(line, ",")
		for member := range strings.SplitSeq(line, ",") {
			if err := s.add(member); err != nil {
				return s, fmt.Errorf("%w: line %d: %w", errList, n, err)
			}
		}
	}
	return s, nil
}

// add adds a member to the last row.
func (s *sets) add(text string) error {
	row := &s.rows[len(s.rows)-1]
	at := place{len(s.rows) - 1, len(row.Members)}
	var ways []string
	for way := range strings.SplitSeq(text, "=") {
		words := forms(way)
		if len(words) == 0 || len(words) > maxClosed {
			return fmt.Errorf("%q has %d words", way, len(words))
		}
		phrase := strings.Join(words, " ")
		if p := s.forms[phrase]; len(p) > 0 && p[len(p)-1].row == at.row {
			if p[len(p)-1] != at {
				return fmt.Errorf("%q twice in a set", phrase)
			}
			continue // weiß and weiss have one normal form
		}
		ways = append(ways, phrase)
		s.forms[phrase] = append(s.forms[phrase], at)
		if stem := stemmed(s.lang, words); !slices.Contains(s.stems[stem], at) {
			s.stems[stem] = append(s.stems[stem], at)
		}
	}
	row.Members = append(row.Members, ways)
	return nil
}
