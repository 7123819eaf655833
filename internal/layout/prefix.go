package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What stands before a line is matched by functions that take a string and a place, and return
// the place after what they match, or -1. Regular expressions are shorter, and the test holds
// these functions to them. But package regexp, with the tables of package unicode that it needs,
// made the program for browsers 41 KB larger on the wire, and took a microsecond a line.

// cueTime reports whether a line is one of a subtitle file with the times between which a
// cue is shown (SubRip, WebVTT).
func cueTime(s string) bool {
	i := clock(s, spaces(s, 0))
	if i < 0 {
		return false
	}
	rest, ok := strings.CutPrefix(s[spaces(s, i):], "-->")
	return ok && clock(rest, spaces(rest, 0)) >= 0
}

// lineTime returns the end of a time before a line of a transcript, a chat or a log, with
// or without a date; in brackets, or with an end after it.
func lineTime(s string) int {
	i := spaces(s, 0)
	bracketed := oneOf(s, i, "[(<") >= 0
	if bracketed {
		i = spaces(s, i+1)
	}
	i = clock(s, or(date(s, i), i))
	if i < 0 {
		return -1
	}
	if bracketed {
		i = or(noon(s, i), i)
		i = or(oneOf(s, i, "Z"), i)
		return oneOf(s, spaces(s, i), "])>")
	}
	ends := []int{i}
	ends = optional(s, ends, noon)
	ends = optional(s, ends, zone)
	ends = optional(s, ends, untilNoon, until)
	ends = optional(s, ends, divider)
	for _, end := range ends {
		if end == len(s) {
			return end
		}
		if end = space(s, end); end >= 0 {
			return end
		}
	}
	return -1
}

// optional returns the places after what one of the functions matches at each of ends, and
// after each of them that place itself, so that what matches most is tried first.
func optional(s string, ends []int, match ...func(string, int) int) []int {
	var all []int
	for _, i := range ends {
		for _, m := range match {
			if end := m(s, i); end >= 0 {
				all = append(all, end)
			}
		}
		all = append(all, i)
	}
	return all
}

// clock matches 3:04, 12:34:56 and 00:12.345: a minute has two digits at the end, any other
// number up to three.
func clock(s string, i int) int {
	i = oneOf(s, number(s, i, 1, 3), ":")
	if longer := oneOf(s, number(s, i, 1, 3), ":"); number(s, longer, 2, 2) >= 0 {
		i = longer
	}
	if i = number(s, i, 2, 2); i < 0 {
		return -1
	}
	return or(number(s, oneOf(s, i, ".,"), 1, 3), i)
}

// date matches a date and what divides it from a time: 2026-11-30T, "30.11.26, ".
func date(s string, i int) int {
	end := number(s, oneOf(s, number(s, oneOf(s, number(s, i, 4, 4), "-"), 2, 2), "-"), 2, 2)
	if end < 0 {
		end = number(s, oneOf(s, number(s, oneOf(s, number(s, i, 1, 2), "./-"), 1, 2), "./-"), 2, 4)
	}
	if t := oneOf(s, end, "T"); t >= 0 {
		return t
	}
	return oneOf(s, or(oneOf(s, end, ","), end), " ")
}

// noon matches am and p.m., with the space before them.
func noon(s string, i int) int {
	i = oneOf(s, or(space(s, i), i), "AaPp")
	i = oneOf(s, or(oneOf(s, i, "."), i), "Mm")
	if i < 0 || i < len(s) && (isDigit(s[i]) || isLetter(s[i]) || s[i] == '_') {
		return -1
	}
	return or(oneOf(s, i, "."), i)
}

// zone matches Z, +0130 and -01:30.
func zone(s string, i int) int {
	if z := oneOf(s, i, "Z"); z >= 0 {
		return z
	}
	i = number(s, oneOf(s, i, "+-"), 2, 2)
	return number(s, or(oneOf(s, i, ":"), i), 2, 2)
}

// until matches a dash and a second time.
func until(s string, i int) int {
	i = oneOf(s, or(space(s, i), i), "-–")
	return clock(s, or(space(s, i), i))
}

// untilNoon matches the same with am or pm.
func untilNoon(s string, i int) int { return noon(s, until(s, i)) }

// divider matches what divides a time from its line.
func divider(s string, i int) int { return oneOf(s, spaces(s, i), "-–|:") }

// lineNumber returns the digits of a number before a line, and the end of what belongs to it:
// brackets around it or a mark after it. A mark and a letter may follow without a space.
func lineNumber(s string) (digits string, end int, ok bool) {
	i := spaces(s, 0)
	start, marks := i, ""
	if open := oneOf(s, i, "[({"); open >= 0 {
		start, marks = spaces(s, open), "])}"
	} else if hash := oneOf(s, i, "#"); hash >= 0 {
		start = hash
	}
	after := number(s, start, 1, 6)
	if after < 0 {
		return "", 0, false
	}
	digits = s[start:after]
	if marks != "" {
		end, ok = blank(s, oneOf(s, spaces(s, after), marks))
		return digits, end, ok
	}
	for _, marked := range []int{oneOf(s, spaces(s, after), ".):|>"), oneOf(s, after, "-"), after} {
		if end, ok = blank(s, marked); ok {
			return digits, end, true
		}
	}
	end = oneOf(s, after, ".)")
	return digits, end, start == i && end >= 0 && startsWithLetter(s[end:])
}

// blank returns the place after white space at i, if there is some or the end of s.
func blank(s string, i int) (end int, ok bool) {
	if i < 0 {
		return -1, false
	}
	end = spaces(s, i)
	return end, end > i || i == len(s)
}

// isSum reports whether what follows a number makes it part of a formula.
func isSum(s string) bool { return oneOf(s, 0, "-+*/×÷·=<>%±") >= 0 }

func startsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// or returns i if something matched, and otherwise j.
func or(i, j int) int {
	if i >= 0 {
		return i
	}
	return j
}

// number matches least to most digits, as many as there are.
func number(s string, i, least, most int) int {
	if i < 0 {
		return -1
	}
	n := 0
	for n < most && i+n < len(s) && isDigit(s[i+n]) {
		n++
	}
	if n < least {
		return -1
	}
	return i + n
}

// oneOf matches one of some characters.
func oneOf(s string, i int, characters string) int {
	if i < 0 || i == len(s) {
		return -1
	}
	r, width := utf8.DecodeRuneInString(s[i:])
	if r == utf8.RuneError || !strings.ContainsRune(characters, r) {
		return -1
	}
	return i + width
}

// space matches one character of white space.
func space(s string, i int) int { return oneOf(s, i, "\t\n\f\r ") }

// spaces returns the place after all white space at i.
func spaces(s string, i int) int {
	for i < len(s) && strings.IndexByte("\t\n\f\r ", s[i]) >= 0 {
		i++
	}
	return i
}
