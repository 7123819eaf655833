package main

import (
	"unicode"
	"unicode/utf8"

	"github.com/dgryski/go-metro"
)

// A cutter makes the shingles of a text for libraries that take them as bytes:
// runs of letters and digits in lower case, three of them joined by spaces. The
// words stand one after another in one buffer, and a shingle is a part of it, so
// nothing is copied or allocated per shingle. That is kinder to the peers than
// strings.Fields, strings.ToLower and strings.Join would be. They have no
// stemmer, so none is used.
type cutter struct {
	words        []byte
	starts, ends []int
}

const shingleSize = 3

// shingles returns the number of shingles of the text last split, repeats
// included. A text of one or two words has one.
func (c *cutter) shingles() int {
	return max(len(c.starts)-shingleSize+1, min(len(c.starts), 1))
}

func (c *cutter) shingle(i int) []byte {
	return c.words[c.starts[i]:c.ends[min(i+shingleSize, len(c.ends))-1]]
}

// split takes the words of text.
func (c *cutter) split(text string) {
	c.words, c.starts, c.ends = c.words[:0], c.starts[:0], c.ends[:0]
	inside := false
	for i := 0; i < len(text); {
		b, size := text[i], 1
		letter := 'a' <= b && b <= 'z' || '0' <= b && b <= '9'
		if 'A' <= b && b <= 'Z' {
			b, letter = b+'a'-'A', true
		}
		var r rune
		if b >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
			letter = unicode.IsLetter(r) || unicode.IsDigit(r)
		}
		if letter && !inside {
			c.starts = append(c.starts, len(c.words))
		} else if !letter && inside {
			c.ends = append(c.ends, len(c.words))
			c.words = append(c.words, ' ')
		}
		if inside = letter; letter {
			if b < utf8.RuneSelf {
				c.words = append(c.words, b)
			} else {
				c.words = utf8.AppendRune(c.words, unicode.ToLower(r))
			}
		}
		i += size
	}
	if inside {
		c.ends = append(c.ends, len(c.words))
	}
}

// Elements returns the hashes of the shingles of text.
func (c *cutter) Elements(text string) []uint64 {
	c.split(text)
	hashes := make([]uint64, c.shingles())
	for i := range hashes {
		hashes[i] = metro.Hash64(c.shingle(i), 0)
	}
	return ascending(hashes)
}
