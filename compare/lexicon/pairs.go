package lexicon

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// bom is a byte-order mark in UTF-8.
const bom = "\ufeff"

// ReadPairs reads a list of related words in UTF-8, such as the dictionary of a
// spinning program. Each line holds two words or phrases of up to three words,
// with a tab or an equals sign between them, or with != between them if they exclude
// each other:
//
//	# comment
//	big = large
//	waited = hung around
//	hot != cold
//
// Pairs are strong, those with != contrast. Empty lines, lines that begin with # and a
// byte-order mark are skipped. Errors wrap [ErrSyntax] and name the line, wrap
// [shingle.ErrLanguage], or are those of r. The cost is linear in the length of the list.
func ReadPairs(r io.Reader, lang shingle.Language) (*Lexicon, error) {
	if err := known(lang); err != nil {
		return nil, err
	}
	sum := sha256.New()
	b := NewBuilder(lang)
	in := newLines(io.TeeReader(r, sum), 0)
	for {
		line, ok, err := in.next()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		if in.n == 1 {
			line = strings.TrimPrefix(line, bom)
		}
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		if err := addPair(b, in, line); err != nil {
			return nil, err
		}
	}
	return b.Lexicon(Source{Name: "pairs", Digest: hex.EncodeToString(sum.Sum(nil))}), nil
}

// addPair adds the pair of a line.
func addPair(b *Builder, in *lines, line string) error {
	separator := "\t"
	for _, other := range [...]string{"!=", "="} {
		if !strings.Contains(line, separator) {
			separator = other
		}
	}
	sides := strings.Split(line, separator)
	if len(sides) != 2 {
		return in.bad("%d sides, want two with a tab or an equals sign between them", len(sides))
	}
	var keys [2]Key
	for i, side := range sides {
		words := forms(side)
		if keys[i] = b.Key(words...); keys[i] == 0 {
			return in.bad("%q has %d words, want one to %d", strings.TrimSpace(side), len(words), maxPhrase)
		}
	}
	if separator == "!=" {
		b.Contrast(keys[0], keys[1])
	} else {
		b.Add(Strong, keys[0], keys[1])
	}
	return nil
}
