package plain

import (
	"strings"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// leastEscapes is how many references or codes in a text show that it is escaped. Fewer may
// be what the text is about.
const leastEscapes = 12

// references reads runs of numeric character references that package shingle leaves alone:
// those of ASCII letters without a semicolon (&#116&#104&#101), which browsers read, and those
// whose ampersands were escaped more than once.
func (m *mender) references() {
	n, from := 0, len(m.edits)
	for i := 0; i < len(m.text); {
		k := strings.IndexByte(m.text[i:], '&')
		if k < 0 {
			break
		}
		start := i + k
		var b strings.Builder
		end := start
		for {
			r, to := reference(m.text, end)
			if to == end {
				break
			}
			b.WriteRune(r)
			end = to
			n++
		}
		if end == start {
			i = start + 1
			continue
		}
		m.add(start, end, b.String(), shingle.Entity)
		i = end
	}
	if n < leastEscapes {
		m.edits = m.edits[:from]
	}
}

// longestNumber is how many digits a reference has at most.
const longestNumber = 6

// reference returns the character of the numeric reference that begins at i, and its end;
// i if there is none.
func reference(text string, i int) (rune, int) {
	k := i
	if k == len(text) || text[k] != '&' {
		return 0, i
	}
	for k++; strings.HasPrefix(text[k:], "amp;"); k += len("amp;") {
	}
	if k == len(text) || text[k] != '#' {
		return 0, i
	}
	k++
	r, first := rune(0), k
	for ; k < min(len(text), first+longestNumber) && '0' <= text[k] && text[k] <= '9'; k++ {
		r = r*10 + rune(text[k]-'0')
	}
	if k == first || r < ' ' || !utf8.ValidRune(r) {
		return 0, i
	}
	if k < len(text) && text[k] == ';' {
		k++
	}
	return r, k
}

// percents reads percent codes in a text that has many of a space, where the chunk has
// characters that package shingle takes for those of an address.
func (m *mender) percents() {
	if strings.Count(m.text, "%20") < leastEscapes {
		return
	}
	for i := 0; i < len(m.text); {
		k := strings.IndexByte(m.text[i:], '%')
		if k < 0 {
			return
		}
		start := i + k
		var b strings.Builder
		end := start
		for end+2 < len(m.text) && m.text[end] == '%' {
			high, low := hex(m.text[end+1]), hex(m.text[end+2])
			if high < 0 || low < 0 {
				break
			}
			b.WriteByte(byte(high<<4 | low))
			end += 3
		}
		i = max(end, start+1)
		if read := b.String(); end > start && utf8.ValidString(read) {
			m.add(start, end, read, 0)
		}
	}
}

// hex returns the value of a hexadecimal digit, -1 for other bytes.
func hex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}
