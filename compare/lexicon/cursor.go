package lexicon

import (
	"encoding/binary"
	"fmt"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A cursor takes fields from the head of a file. After the first that is not
// there it returns zeros and keeps the error.
type cursor struct {
	b   []byte
	at  int64 // of b in the file
	err error
}

// head takes all fields and checks their ranges.
func (c *cursor) head() head {
	var h head
	h.lang = c.language()
	h.stemmer = c.text()
	for range c.uint16() {
		p := c.text()
		if n := len(h.probes); n > 0 && h.probes[n-1] >= p {
			c.fail("probe %q after %q", p, h.probes[n-1])
		}
		h.probes = append(h.probes, p)
	}
	h.stems = c.uint64()
	for range c.uint8() {
		h.sources = append(h.sources, Source{Name: c.text(), Version: c.text(), Digest: c.text()})
	}
	if h.rarities = c.uint32(); h.rarities > maxForms {
		c.fail("%d rarities", h.rarities)
	}
	for range c.uint8() {
		h.tables = append(h.tables, c.table(h.tables))
	}
	return h
}

// language takes a language, which is never Auto. It may be one that package
// shingle does not know: whether its stems are those of the file, the probes tell.
func (c *cursor) language() shingle.Language {
	lang := shingle.Language(c.text())
	if lang == shingle.Auto {
		c.fail("no language")
	}
	return lang
}

// table takes the description of a table that follows others.
func (c *cursor) table(others []tableHead) tableHead {
	t := tableHead{tier: Tier(c.uint8()), hashes: c.uint8(), bits: c.uint64(), pairs: c.uint64()}
	switch {
	case t.tier > Strong:
		c.fail("tier %d", t.tier)
	case len(others) > 0 && t.tier > others[len(others)-1].tier:
		c.fail("tier %s after a weaker one", t.tier)
	case t.hashes == 0 || t.hashes > maxHashes || t.bits == 0 || t.bits > maxBits || t.pairs > t.bits:
		c.fail("%d pairs as %d of %d bits", t.pairs, t.hashes, t.bits)
	}
	return t
}

// take returns the next n bytes, or nil.
func (c *cursor) take(n int) []byte {
	if c.err == nil && n > len(c.b) {
		c.fail("%d bytes wanted, %d left", n, len(c.b))
	}
	if c.err != nil {
		return nil
	}
	p := c.b[:n]
	c.b, c.at = c.b[n:], c.at+int64(n)
	return p
}

func (c *cursor) fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf("%w: %s at offset %d", ErrFormat, fmt.Sprintf(format, args...), c.at)
	}
}

func (c *cursor) uint8() byte {
	if p := c.take(1); p != nil {
		return p[0]
	}
	return 0
}

func (c *cursor) uint16() uint16 {
	if p := c.take(2); p != nil {
		return binary.LittleEndian.Uint16(p)
	}
	return 0
}

func (c *cursor) uint32() uint32 {
	if p := c.take(4); p != nil {
		return binary.LittleEndian.Uint32(p)
	}
	return 0
}

func (c *cursor) uint64() uint64 {
	if p := c.take(8); p != nil {
		return binary.LittleEndian.Uint64(p)
	}
	return 0
}

func (c *cursor) text() string { return string(c.take(int(c.uint8()))) }

// done returns the error, or one if bytes are left.
func (c *cursor) done() error {
	if c.err == nil && len(c.b) > 0 {
		c.fail("%d bytes too many", len(c.b))
	}
	return c.err
}
