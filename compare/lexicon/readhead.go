package lexicon

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/internal/bytecursor"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// readHead takes all fields of the head of a file, which may be for one of the
// caller's own languages, and checks their ranges.
func readHead(c *bytecursor.Cursor, own []shingle.Language) head {
	var h head
	h.lang = readLanguage(c, own)
	h.stemmer = readName(c)
	for range c.Uint16() {
		p := readName(c)
		if n := len(h.probes); n > 0 && h.probes[n-1] >= p {
			c.Fail("probe %q after %q", p, h.probes[n-1])
		}
		h.probes = append(h.probes, p)
	}
	h.stems = c.Uint64()
	for range c.Uint8() {
		h.sources = append(h.sources, Source{Name: readName(c), Version: readName(c), Digest: readName(c)})
	}
	if h.rarities = c.Uint32(); h.rarities > maxForms {
		c.Fail("%d rarities", h.rarities)
	}
	for range c.Uint8() {
		h.tables = append(h.tables, readTable(c, h.tables))
	}
	return h
}

// readName takes a string that its length, a byte, precedes.
func readName(c *bytecursor.Cursor) string { return string(c.Take(int(c.Uint8()))) }

// readLanguage takes a language by its code, which is never Auto. It may be one of
// the caller's own: the probes show whether its stems are those of the file.
func readLanguage(c *bytecursor.Cursor, own []shingle.Language) shingle.Language {
	code := readName(c)
	if i := slices.IndexFunc(own, func(l shingle.Language) bool { return l.String() == code }); i >= 0 {
		return own[i]
	}
	lang, err := shingle.ParseLanguage(code)
	if c.Err() == nil && (err != nil || lang == shingle.Auto) {
		c.Fail("language %q, which is not known here", code)
	}
	return lang
}

// readTable takes the description of a table that follows others.
func readTable(c *bytecursor.Cursor, others []tableHead) tableHead {
	t := tableHead{tier: Tier(c.Uint8()), hashes: c.Uint8(), bits: c.Uint64(), pairs: c.Uint64()}
	switch {
	case t.tier > Strong:
		c.Fail("tier %d", t.tier)
	case len(others) > 0 && t.tier > others[len(others)-1].tier:
		c.Fail("tier %s after a weaker one", t.tier)
	case t.hashes == 0 || t.hashes > maxHashes || t.bits == 0 || t.bits > maxBits || t.pairs > t.bits:
		c.Fail("%d pairs as %d of %d bits", t.pairs, t.hashes, t.bits)
	}
	return t
}
