package prepare

import "github.com/palimpsest-go/palimpsest/shingle"

// SymbolIn reports whether words[i:i+n] has a symbol: an address, or a name of
// the kind that programs have, such as read_line, readLine, x11 or io.Reader. No
// thesaurus has them: they are exchanged where a form is filled again, not where
// a text is spun. Disguised words are none: their marks may be the disguise.
func (t *Text) SymbolIn(i, n int32) bool {
	for k := range n {
		w := &t.Words[i+k]
		if w.Class == shingle.Other || w.Disguise == 0 && isSymbol(t.Raw[w.Start:w.End]) {
			return true
		}
	}
	return false
}

// isSymbol reports whether a word has, within it, a low line, a digit behind a
// letter, a dot behind two letters, or a capital behind a small letter. Letters
// that are not ASCII count for nothing.
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
