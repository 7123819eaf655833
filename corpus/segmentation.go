package corpus

import (
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A segmenter finds the words of English that letters run together spell, by the
// likeliest cut under a model of single words (Norvig, Natural language corpus data,
// in Beautiful Data, 2009). It is for one text.
type segmenter struct {
	lexicon *lexicon.Lexicon
	failed  bool
	left    int // letters that may yet be looked at, less mostSegmented
}

const (
	mostSegmented = 1 << 16 // letters of a text that are cut: a look-up for each beginning and length
	mostLetters   = 20      // of a word
	unknownWord   = 30.     // bits that a word costs which the lexicon does not have
	unknownLetter = 5.      // bits for each of its letters
)

// words returns letters with spaces between the words, or "" if most of them are of no
// words that the lexicon has.
func (s *segmenter) words(letters string) string {
	if !ascii(letters) {
		letters = shingle.Fold(letters)
	}
	letters = strings.ToLower(letters)
	if !ascii(letters) || s.failed || s.left+len(letters) > mostSegmented {
		return ""
	}
	s.left += len(letters)
	if s.lexicon == nil {
		var err error
		if s.lexicon, err = lexicon.English(); err != nil {
			s.failed = true
			return ""
		}
	}
	n := len(letters)
	cost, size, known := make([]float64, n+1), make([]int, n+1), make([]int, n+1)
	for i := n - 1; i >= 0; i-- {
		cost[i] = -1
		for k := i + 1; k <= min(n, i+mostLetters); k++ {
			c, has := unknownWord+unknownLetter*float64(k-i), 0
			if bits, ok := s.lexicon.Rarity(letters[i:k]); ok && (k > i+1 || letters[i] == 'a' || letters[i] == 'i') {
				c, has = bits, k-i
			}
			if c += cost[k]; cost[i] < 0 || c < cost[i] {
				cost[i], size[i], known[i] = c, k-i, known[k]+has
			}
		}
	}
	if 4*known[0] < 3*n {
		return ""
	}
	var b strings.Builder
	for i := 0; i < n; i += size[i] {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(letters[i : i+size[i]])
	}
	return b.String()
}
