package shingle

import (
	"bytes"
	"math/bits"
)

// A span is text[from:to].
type span struct{ from, to int }

// windowBytes is how much text a cutter cuts at a time, a multiple of 64. It
// bounds the memory for spans to 8 KiB.
const windowBytes = 1024

// A cutter cuts a plain text into words, by the rules of [asciiWord], and takes
// everything beyond ASCII for letters.
//
// It makes a map of 64 bytes at a time, with a bit for each byte that belongs
// to a word, and finds the words by the edges in it (as Langdale and Lemire do,
// Parsing Gigabytes of JSON per Second, 2019). No branch depends on the length of a
// word or on the byte after it, unless that may join it to the next.
type cutter struct {
	text  []byte // with pad bytes after it
	size  int    // of the text
	at    int    // everything before is cut, except for a word that continues
	in    uint64 // 1 if a word continues here
	start int    // of that word
	lines bool   // the text holds low lines
	spans [windowBytes/2 + 1]span
}

// begin prepares the cutter for a text. pad zero bytes must follow it in its array.
func (c *cutter) begin(text []byte) {
	c.text, c.size = text[:len(text)+pad], len(text)
	c.at, c.in, c.start = 0, 0, 0
	c.lines = bytes.IndexByte(text, '_') >= 0
}

// next returns the next words, valid until it is called again, or reports that
// there are none left.
func (c *cutter) next() (words []span, ok bool) {
	if c.at > c.size {
		return nil, false
	}
	// The edge after the last word may be the edge to the padding.
	n, at, in, start := 0, c.at, c.in, c.start
	for end := min(c.at+windowBytes, c.size+1); at < end; at += 64 {
		word, mark := classifyBlock((*[64]byte)(c.text[at:]))
		after, _ := classify(uint64(c.text[at+64]))
		if m := mark & (word<<1 | in) & (word>>1 | after<<63); m != 0 {
			word |= c.joints(at, m)
		}
		shifted := word<<1 | in
		starts, ends := word&^shifted, shifted&^word
		if in == 0 {
			start = at + bits.TrailingZeros64(starts)
			starts &= starts - 1
		}
		for ends != 0 {
			c.spans[n] = span{start, at + bits.TrailingZeros64(ends)}
			n++
			start = at + bits.TrailingZeros64(starts)
			starts &= starts - 1
			ends &= ends - 1
		}
		in = word >> 63
	}
	c.at, c.in, c.start = at, in, start
	if c.lines {
		n = c.trim(n)
	}
	return c.spans[:n], true
}

// joints returns which of the marks in the block that begins at at join the
// characters on both sides.
func (c *cutter) joints(at int, marks uint64) uint64 {
	var joints uint64
	for ; marks != 0; marks &= marks - 1 {
		i := at + bits.TrailingZeros64(marks)
		class := byteClass[c.text[i]]
		around := plainClass(c.text[i-1]) & plainClass(c.text[i+1])
		if class&midLetter != 0 && around&isLetter != 0 || class&midNumber != 0 && around&isDigit != 0 {
			joints |= marks & -marks
		}
	}
	return joints
}

// trim removes the low lines from the ends of the first n words, leaves out words
// that are nothing else, and returns how many are left.
func (c *cutter) trim(n int) int {
	kept := 0
	for _, w := range c.spans[:n] {
		for w.from < w.to && c.text[w.from] == '_' {
			w.from++
		}
		for w.from < w.to && c.text[w.to-1] == '_' {
			w.to--
		}
		if w.from < w.to {
			c.spans[kept] = w
			kept++
		}
	}
	return kept
}

// plainClass is byteClass for a plain text, where everything beyond ASCII is a
// letter.
func plainClass(c byte) uint8 {
	if c >= 0x80 {
		return isLetter
	}
	return byteClass[c]
}
