package lexicon

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// ReadMyThes reads a thesaurus in the format of MyThes, the .dat files of
// LibreOffice and OpenOffice. The first line names the encoding, UTF-8 or one of those of
// Latin and Cyrillic letters that have a byte for each. An entry is a
// line with a word and the number of its meanings, "word|2", and a line for each
// meaning with a part of speech and words, "(noun)|synonym|other synonym".
//
// Synonyms are strong. Those marked as generic, related or similar terms, in
// English, German or Russian, are medium, and those marked as antonyms contrast.
// Phrases of more than three words are left out. Errors wrap [ErrSyntax] and name the line,
// wrap [shingle.ErrLanguage], or are those of r. The cost is linear in the length of the
// file.
//
// Thesauri have their own licences, which also apply to a lexicon made from one.
func ReadMyThes(r io.Reader, lang shingle.Language) (*Lexicon, error) {
	if err := known(lang); err != nil {
		return nil, err
	}
	sum := sha256.New()
	raw := bufio.NewReader(io.TeeReader(r, sum))
	enc, err := readEncoding(raw)
	if err != nil {
		return nil, err
	}
	t := mythes{b: NewBuilder(lang), in: newLines(enc.NewDecoder().Reader(raw), 1)}
	for {
		more, err := t.entry()
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
	}
	return t.b.Lexicon(Source{Name: "mythes", Digest: hex.EncodeToString(sum.Sum(nil))}), nil
}

// maxName is the most bytes of the line with the name of the encoding.
const maxName = 64

// readEncoding reads the first line.
func readEncoding(r *bufio.Reader) (encoding.Encoding, error) {
	var line []byte
	for {
		c, err := r.ReadByte()
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("lexicon: reading line 1: %w", err)
		}
		if err != nil || c == '\n' {
			break
		}
		if line = append(line, c); len(line) > maxName {
			return nil, fmt.Errorf("%w: line 1: %q and more, want the name of an encoding", ErrSyntax, line)
		}
	}
	name := strings.ToLower(strings.TrimSpace(strings.TrimPrefix(string(line), bom)))
	enc, ok := encodingNamed(name)
	if !ok {
		return nil, fmt.Errorf("%w: line 1: encoding %q", ErrSyntax, name)
	}
	return enc, nil
}

// A mythes reads entries.
type mythes struct {
	b  *Builder
	in *lines
}

// entry reads an entry. It returns false after the last.
func (t *mythes) entry() (bool, error) {
	line, ok, err := t.line()
	if err != nil || !ok {
		return false, err
	}
	if line == "" {
		return true, nil
	}
	word, count, ok := cutLast(line, '|')
	n, err := strconv.ParseUint(strings.TrimSpace(count), 10, 32)
	if !ok || err != nil {
		return false, t.in.bad("%.40q, want a word and the number of its meanings", line)
	}
	head := t.b.Key(forms(word)...)
	for range n {
		line, ok, err := t.line()
		if err != nil {
			return false, err
		}
		if !ok {
			return false, t.in.bad("the end, want %d meanings of %.40q", n, word)
		}
		t.meaning(head, line)
	}
	return true, nil
}

// line returns the next line. Bytes that the encoding does not know are replaced.
func (t *mythes) line() (string, bool, error) {
	line, ok, err := t.in.next()
	if ok && strings.ContainsRune(line, utf8.RuneError) {
		err = t.in.bad("bytes that are not in the encoding of line 1")
	}
	return strings.TrimSpace(line), ok, err
}

// meaning adds the words that a line with a meaning relates to the head. A mark may
// be after a word or in place of the part of speech.
func (t *mythes) meaning(head Key, line string) {
	part, rest, ok := strings.Cut(line, "|")
	if !ok || head == 0 {
		return
	}
	all := markTier(strings.Trim(part, "()"))
	for item := range strings.SplitSeq(rest, "|") {
		word, tier := item, Strong
		if w, mark, ok := cutLast(strings.TrimSuffix(strings.TrimSpace(item), ")"), '('); ok {
			word, tier = w, markTier(mark)
		}
		key := t.b.Key(forms(word)...)
		if tier = min(tier, all); tier == None {
			t.b.Contrast(head, key)
		} else {
			t.b.Add(tier, head, key)
		}
	}
}

// markTier returns the tier of a word with a mark, None for an antonym, in the
// languages whose thesauri have marks for relations. Other marks name the part of
// speech, the style or the region.
func markTier(mark string) Tier {
	switch mark {
	case "generic term", "related term", "similar term", "Oberbegriff", "связанный термин", "сходный термин":
		return Medium
	case "antonym", "Antonym", "антоним":
		return None
	}
	return Strong
}

// cutLast cuts s around the last c.
func cutLast(s string, c byte) (before, after string, ok bool) {
	if i := strings.LastIndexByte(s, c); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}
