package prepare

import "github.com/palimpsest-go/palimpsest/shingle"

// Symbols reports whether an exchange of words[i:i+n] of a for words[j:j+m] of b is one
// of symbols: an address on one side, or on both sides names as in programs, such as
// read_line, readLine, x11 or io.Reader. No thesaurus has them: they are exchanged when
// a form is filled in again, not when a text is spun. A plain word that became such a
// name does not count: heLped and voyage2 are disguised words.
func Symbols(a *Text, i, n int32, b *Text, j, m int32) bool {
	v, w := a.symbolIn(i, n), b.symbolIn(j, m)
	return v == address || w == address || v == symbol && w == symbol
}

// A symbolKind is the kind of symbol in words.
type symbolKind int

const (
	noSymbol symbolKind = iota
	symbol              // a name that programs have
	address
)

// symbolIn returns the greatest kind of one of words[i:i+n]. Disguised words are not
// symbols, because their marks may be the disguise.
func (t *Text) symbolIn(i, n int32) (kind symbolKind) {
	for k := range n {
		switch w := &t.Words[i+k]; {
		case w.Class == shingle.Other:
			return address
		case w.Disguise == 0 && isSymbol(t.Raw[w.Start:w.End]):
			kind = symbol
		}
	}
	return kind
}

// isSymbol reports whether a word contains a low line, a digit after a letter, a
// dot after two letters, or a capital after a small letter. Letters beyond ASCII do
// not count.
func isSymbol(word string) bool {
	letters := 0
	for i := range len(word) {
		switch c := word[i]; {
		case 'a' <= c && c <= 'z':
			letters++
		case 'A' <= c && c <= 'Z':
			if i > 0 && 'a' <= word[i-1] && word[i-1] <= 'z' {
				return true
			}
			letters++
		case c == '_', '0' <= c && c <= '9' && letters > 0, c == '.' && letters > 1 && i < len(word)-1:
			return true
		}
	}
	return false
}
