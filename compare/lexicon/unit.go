package lexicon

import "strings"

// sameMeasure reports whether two sides are the same number of the same unit,
// written differently: 5km, 5 kilometres, five kilometers. Units without a number
// are in the table.
func sameMeasure(v, w []string) bool {
	n, unit, ok := measure(v)
	if !ok {
		return false
	}
	m, other, ok := measure(w)
	return ok && n == m && (unit == other || closedEnglish().share(unit, other, Unit))
}

// measure splits a number from a unit. The number is the value of its words or,
// with a decimal point, its digits.
func measure(words []string) (number any, unit string, ok bool) {
	head, rest := words[0], words[1:]
	if i := strings.IndexFunc(head, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != ',' }); i > 0 && head[0] <= '9' {
		head, rest = head[:i], append([]string{head[i:]}, rest...)
	}
	if strings.Contains(head, ".") && head[0] >= '0' && head[0] <= '9' {
		return head, strings.Join(rest, " "), len(rest) > 0
	}
	for n := len(rest); n > 0; n-- { // the longest number
		if v, ok := readNumber(append([]string{head}, rest[:n-1]...)); ok {
			return v, strings.Join(rest[n-1:], " "), true
		}
	}
	return nil, "", false
}
