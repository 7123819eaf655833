package lexicon

import (
	"strconv"
	"strings"
)

// A number is a value, and whether it is ordinal.
type number struct {
	value   uint64
	ordinal bool
}

// maxNumber keeps products within 64 bits.
const maxNumber = 1e15

var cardinals = map[string]uint64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"seventeen": 17, "eighteen": 18, "nineteen": 19, "dozen": 12, "score": 20,
	"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var ordinals = map[string]uint64{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
	"tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
	"seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
	"twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
}

var multipliers = map[string]uint64{
	"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
}

// sameNumber reports whether two sides are the same number, written differently.
func sameNumber(v, w []string) bool {
	a, ok := readNumber(v)
	if !ok {
		return false
	}
	b, ok := readNumber(w)
	return ok && a == b
}

// readNumber reads a number in words, in digits or in both: twenty one, 2nd,
// two hundred and five, 1,000, 3 million, a dozen.
func readNumber(words []string) (number, bool) {
	if words[0] == "a" && len(words) > 1 {
		words = append([]string{"one"}, words[1:]...)
	}
	var n numeral
	for i, w := range words {
		if w == "and" && i > 0 && i < len(words)-1 && !n.ordinal {
			continue
		}
		if !n.add(w, i == 0) {
			return number{}, false
		}
	}
	return number{n.total + n.group, n.ordinal}, true
}

// A numeral is a number some of whose words have been read.
type numeral struct {
	total   uint64 // whole thousands
	group   uint64 // what is below them
	ordinal bool   // the last word was an ordinal: no other may follow
}

// add adds the next word. It reports whether the word continues the numeral: six
// after five does not.
func (n *numeral) add(w string, first bool) bool {
	value, kind := numberWord(w)
	if kind == noNumber || n.ordinal || n.group > maxNumber || n.total > maxNumber {
		return false
	}
	switch {
	case kind == multiplier:
		return n.multiply(value)
	case w == "dozen" || w == "score":
		n.group = max(n.group, 1) * value
		return true
	case kind == digits && !first || n.group%100 != 0 && (n.group%10 != 0 || value > 9):
		return false
	}
	n.group += value
	n.ordinal = kind == ordinal
	return true
}

// multiply multiplies the value so far: by a hundred, or by a power of a thousand,
// which ends a group.
func (n *numeral) multiply(by uint64) bool {
	factor := max(n.group, 1)
	if factor > maxNumber/by {
		return false
	}
	if by == 100 {
		n.group = factor * by
	} else {
		n.total, n.group = n.total+factor*by, 0
	}
	return true
}

type numberKind uint8

const (
	noNumber numberKind = iota
	cardinal
	ordinal
	multiplier
	digits
)

// numberWord reads one word.
func numberWord(w string) (uint64, numberKind) {
	if v, ok := cardinals[w]; ok {
		return v, cardinal
	}
	if v, ok := ordinals[w]; ok {
		return v, ordinal
	}
	if v, ok := multipliers[w]; ok {
		return v, multiplier
	}
	if w[0] < '0' || w[0] > '9' {
		return 0, noNumber
	}
	body := strings.TrimRight(w, "dhnrst")
	v, err := strconv.ParseUint(ungrouped(body), 10, 64)
	if err != nil || v > maxNumber {
		return 0, noNumber
	}
	switch w[len(body):] {
	case "":
		return v, digits
	case "st", "nd", "rd", "th":
		return v, ordinal
	}
	return 0, noNumber
}

// ungrouped removes the commas from digits that are grouped by three. Other commas
// stay, as in 1,5, which is then not read as a number.
func ungrouped(s string) string {
	groups := strings.Split(s, ",")
	for i, g := range groups {
		if len(groups) > 1 && (len(g) > 3 || i > 0 && len(g) < 3) {
			return s
		}
	}
	return strings.Join(groups, "")
}
