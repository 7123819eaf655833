package plain

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// leastEscapes is how many references or codes in a text show that it is escaped. Fewer may
// be what the text is about.
const leastEscapes = 12

// codes reads runs of codes that begin with a mark, and returns how many codes there are. read
// appends what the code at text[i] stands for, and returns where it ends: i if it is none.
func (m *mender) codes(mark byte, kind shingle.Disguises, read func(dst []byte, text string, i int) ([]byte, int)) (n int) {
	for i := strings.IndexByte(m.text, mark); i >= 0 && i < len(m.text); {
		start, plain, ends := i, []byte(nil), []int(nil)
		for {
			var end int
			if plain, end = read(plain, m.text, i); end == i {
				break
			}
			for len(ends) < len(plain) {
				ends = append(ends, end)
			}
			i = end
			n++
		}
		if utf8.Valid(plain) {
			m.decoded(start, string(plain), ends, kind)
		}
		next := strings.IndexByte(m.text[max(i, start+1):], mark)
		if next < 0 {
			break
		}
		i = max(i, start+1) + next
	}
	return n
}

// decoded adds an edit for each character of a run of codes that begins at start, so that words
// keep their places. ends are where the codes of the bytes of plain end.
func (m *mender) decoded(start int, plain string, ends []int, kind shingle.Disguises) {
	for i, r := range plain {
		n := utf8.RuneLen(r)
		end := ends[i+n-1]
		m.add(start, end, plain[i:i+n], kind)
		start = end
	}
}

// references reads numeric character references that package shingle leaves alone: those of
// ASCII letters without a semicolon (&#116&#104&#101), which browsers read, and those whose
// ampersands were escaped more than once.
func (m *mender) references() {
	before := len(m.edits)
	if m.codes('&', shingle.Entity, reference) < leastEscapes {
		m.edits = m.edits[:before]
	}
}

// longestNumber is how many digits a reference has at most.
const longestNumber = 6

// reference reads the numeric reference at text[i].
func reference(dst []byte, text string, i int) ([]byte, int) {
	k := i
	if k == len(text) || text[k] != '&' {
		return dst, i
	}
	for k++; strings.HasPrefix(text[k:], "amp;"); k += len("amp;") {
	}
	if k == len(text) || text[k] != '#' {
		return dst, i
	}
	k++
	r, first := rune(0), k
	for ; k < min(len(text), first+longestNumber) && '0' <= text[k] && text[k] <= '9'; k++ {
		r = r*10 + rune(text[k]-'0')
	}
	if k == first || r < ' ' || !utf8.ValidRune(r) {
		return dst, i
	}
	if k < len(text) && text[k] == ';' {
		k++
	}
	return utf8.AppendRune(dst, r), k
}

// percents reads percent codes in a text that has many of a space, where the chunk has
// characters that package shingle takes for those of an address.
func (m *mender) percents() {
	if strings.Count(m.text, "%20") >= leastEscapes {
		m.codes('%', 0, percent)
	}
}

// percent reads the percent code at text[i].
func percent(dst []byte, text string, i int) ([]byte, int) {
	if i+3 > len(text) || text[i] != '%' {
		return dst, i
	}
	b, err := strconv.ParseUint(text[i+1:i+3], 16, 8)
	if err != nil {
		return dst, i
	}
	return append(dst, byte(b)), i + 3
}
