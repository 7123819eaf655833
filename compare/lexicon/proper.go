package lexicon

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

// A Proper says what a word stands for in names and dates.
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

// ProperSense returns what the English word with a normal form stands for in
// names and dates, and [NotProper] if it is not common there. A [NamePart] has an
// everyday sense too: a name one of whose parts was exchanged for a synonym of
// that sense was not written by a person. Whether a word is a name where it
// stands, its form does not tell: see [shingle.Name].
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
