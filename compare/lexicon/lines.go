package lexicon

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// ErrSyntax is wrapped by errors about malformed lists and thesauri. They name the
// line.
var ErrSyntax = errors.New("lexicon: cannot be understood")

// maxLine is the most bytes of a line. The longest line in the thesauri of office
// programs has 12 kB.
const maxLine = 1 << 20

// lines reads the lines of a text and counts them.
type lines struct {
	in *bufio.Scanner
	n  int // of the line read last
}

func newLines(r io.Reader, n int) *lines {
	in := bufio.NewScanner(r)
	in.Buffer(nil, maxLine)
	return &lines{in, n}
}

// next returns the next line, or false at the end or after an error. A line that is
// not UTF-8 is an error: text in another encoding would lose its letters silently.
func (l *lines) next() (string, bool, error) {
	l.n++
	if !l.in.Scan() {
		switch err := l.in.Err(); {
		case errors.Is(err, bufio.ErrTooLong):
			return "", false, l.bad("more than %d bytes", maxLine)
		case err != nil:
			return "", false, fmt.Errorf("lexicon: reading line %d: %w", l.n, err)
		}
		return "", false, nil
	}
	if !utf8.Valid(l.in.Bytes()) {
		return "", false, l.bad("not UTF-8")
	}
	return l.in.Text(), true, nil
}

// bad returns an error about the line read last.
func (l *lines) bad(format string, args ...any) error {
	return fmt.Errorf("%w: line %d: %s", ErrSyntax, l.n, fmt.Sprintf(format, args...))
}

// known returns an error for [shingle.Auto]: the language of a lexicon would have
// to be guessed, and the guess might differ from that for the texts.
func known(lang shingle.Language) error {
	if lang == shingle.Auto {
		return fmt.Errorf("lexicon: a lexicon needs a language or none: %w: %q", shingle.ErrLanguage, lang)
	}
	return nil
}
