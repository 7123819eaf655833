package shingle

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quoted-printable is how mail is sent in ASCII (RFC 2045, 6.7): =C3=A9 for é in
// UTF-8, =E9 in Latin-1, =3D for =, =20 for a space at the end of a line, and = at
// the end of a line that continues. These are certain:
//
//   - codes of a letter beyond ASCII in UTF-8,
//   - codes of a small letter in Latin-1 between small letters of ASCII, and
//   - an = at the end of a line of the length at which mailers cut.
//
// Others are doubtful, such as id=E9 and a=20.

// The lengths of lines that programs cut at the limit of 76 characters: the three
// characters of a code may no longer fit.
const (
	quotedLineMin = 73
	quotedLineMax = 76
	quotedSpaces  = 5 // a line of prose has more; one with a check-sum in Base64 does not
)

// quoted returns the edits that read quoted-printable, or nil.
func quoted(text string) *editor {
	var escapes []escape
	for i := 0; ; {
		k := strings.IndexByte(text[i:], '=')
		if k < 0 {
			break
		}
		i += k
		e := quotedAt(text, i)
		if e.to == 0 {
			i++
			continue
		}
		escapes = append(escapes, e)
		i = e.to
	}
	if escapes == nil {
		return nil
	}
	return accept(text, escapes, Entity)
}

// quotedAt returns the escape that the = at text[i] begins, with the end 0 if it begins
// none.
func quotedAt(text string, i int) escape {
	if n := lineEnd(text[i+1:]); n > 0 {
		return escape{from: i, to: i + 1 + n, certain: softBreak(text, i, n)}
	}
	if strings.ContainsAny(text[i:min(i+3, len(text))], "abcdef") {
		return escape{} // the digits are capitals
	}
	if r, n := quotedRune(text[i:]); n > 0 {
		return escape{from: i, to: i + n, chars: string(r), certain: lettered(r) || unicode.Is(unicode.Pd, r) || r > 0xff && straight(r) != 0}
	}
	b := hexAt(text, i+1, 2)
	if b < 0xc0 || b == 0xd7 || b == 0xf7 || b == 0xff {
		return escape{}
	}
	return escape{from: i, to: i + 3, chars: string(b), certain: b >= 0xdf && smallAt(text, i-1) && smallAt(text, i+3)}
}

// quotedRune is [codedRune] for quoted-printable: a line may end between two bytes.
func quotedRune(s string) (rune, int) {
	if r, n := codedRune(s, "="); n > 0 {
		return r, n
	}
	var codes [utf8.UTFMax * len("=C3")]byte
	n := 0
	for i := 0; i+3 <= len(s) && n < len(codes) && s[i] == '='; {
		if k := lineEnd(s[i+1:]); k > 0 {
			i += 1 + k
			continue
		}
		n += copy(codes[n:], s[i:i+3])
		i += 3
		if r, size := codedRune(string(codes[:n]), "="); size > 0 {
			return r, i
		}
	}
	return 0, 0
}

// lineEnd returns the length of the line end at the beginning of s, or 0.
func lineEnd(s string) int {
	switch {
	case strings.HasPrefix(s, "\n"):
		return 1
	case strings.HasPrefix(s, "\r\n"):
		return 2
	}
	return 0
}

// softBreak reports whether a mailer put the = at text[i], which a line end of n
// bytes follows. After an assignment the next line begins with spaces, and a line
// of equals signs underlines a heading.
func softBreak(text string, i, n int) bool {
	from := i
	for from > 0 && i-from < quotedLineMax && text[from-1] != '\n' {
		from--
	}
	size := i + 1 - from
	next := byteAt(text, i+1+n)
	before := byteAt(text, i-1)
	return quotedLineMin <= size && size <= quotedLineMax && next != 0 && byteClass[next]&isBlank == 0 &&
		before != '=' && before < utf8.RuneSelf && strings.Count(text[from:i], " ") >= quotedSpaces
}
