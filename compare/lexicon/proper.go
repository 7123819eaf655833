package lexicon

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

// A Proper is the sense of a word in names and dates.
type Proper uint8

const (
	NotProper Proper = iota
	Month            // may, and jan
	Weekday          // sunday, and sun
	NamePart         // red as in Red Cross, bill as in Bill Gates
)

var properNames = [...]string{"none", "month", "weekday", "name part"}

// String returns the sense in lower case, "month" for [Month].
func (p Proper) String() string {
	if int(p) < len(properNames) {
		return properNames[p]
	}
	return "invalid"
}

// ProperSense returns the sense that the English word with a normal form has in
// names and dates, and [NotProper] if it is not common there. A [NamePart] has an
// everyday sense too: no person exchanges a part of a name for a synonym of that
// sense. The form alone does not show whether a word is a name in its place: see
// [shingle.Name].
func ProperSense(form string) Proper { return properSenses()[form] }

//go:embed closed/proper.txt
var properText string

var properSenses = sync.OnceValue(func() map[string]Proper {
	senses, err := parseProper(properText)
	if err != nil {
		panic("lexicon: closed/proper.txt: " + err.Error()) // a test reads it
	}
	return senses
})

// parseProper reads a text like closed/proper.txt. The first sense counts.
func parseProper(text string) (map[string]Proper, error) {
	senses := make(map[string]Proper)
	sense := NotProper
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '[':
			sense = NotProper
			for p := Month; p <= NamePart; p++ {
				if line == "["+p.String()+"]" {
					sense = p
				}
			}
			continue
		}
		if sense == NotProper {
			return nil, fmt.Errorf("line %d: no sense", n)
		}
		for _, form := range strings.Fields(line) {
			if senses[form] == NotProper {
				senses[form] = sense
			}
		}
	}
	return senses, nil
}
