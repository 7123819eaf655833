package lexicon

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/bits-and-blooms/bloom/v3"

	"github.com/palimpsest-go/palimpsest/internal/bytecursor"
	"github.com/palimpsest-go/palimpsest/shingle"
)

var (
	// ErrFormat is wrapped by errors about files that are damaged, cut short or not
	// lexicons.
	ErrFormat = errors.New("lexicon: bad file")
	// ErrVersion is wrapped by errors about files with another format version.
	ErrVersion = errors.New("lexicon: unknown version of the file format")
	// ErrStemmer is wrapped by errors about files that were made with another
	// stemmer. Their keys would differ; the file must be made again.
	ErrStemmer = errors.New("lexicon: file was made with another stemmer")

	errTooMuch = errors.New("lexicon: more sources, tables or probes, or longer names, than a file holds")
)

// Read reads a lexicon that [Lexicon.WriteTo] wrote, up to the end of r. Its
// language must be one that package shingle supports, or one of own, which
// [shingle.NewLanguage] made; for another the error wraps [ErrFormat]. Errors wrap
// [ErrFormat], [ErrVersion] or [ErrStemmer] and name the offset, or are those of r.
// Memory grows as bytes arrive, whatever lengths a damaged file states.
func Read(r io.Reader, own ...shingle.Language) (*Lexicon, error) {
	d := &decoder{r: r, own: own}
	h, err := d.head()
	if err != nil {
		return nil, err
	}
	tables := make([]table, len(h.tables))
	for i, t := range h.tables {
		words, err := d.words((t.bits + 63) / 64)
		if err != nil {
			return nil, err
		}
		tables[i] = table{tier: t.tier, pairs: t.pairs, filter: bloom.FromWithM(words, uint(t.bits), uint(t.hashes))}
	}
	rarity, err := d.rarities(h.rarities)
	if err != nil {
		return nil, err
	}
	if err := d.end(); err != nil {
		return nil, err
	}
	l := newLexicon(h.lang, h.sources, h.probes, tables, rarity)
	if h.stemmer != stemmer || h.stems != l.stems {
		return nil, fmt.Errorf("%w: %q, whose stems of %d forms have digest %016x; here it is %q, %016x",
			ErrStemmer, h.stemmer, len(h.probes), h.stems, stemmer, l.stems)
	}
	return l, nil
}

// A head is the head of a file.
type head struct {
	lang    shingle.Language
	stemmer string
	probes  []string
	stems   uint64
	sources []Source
	tables  []tableHead

	rarities uint32
}

type tableHead struct {
	tier        Tier
	hashes      uint8
	bits, pairs uint64
}

// maxBits is far above any lexicon, and within an int everywhere.
const maxBits = 1 << 30

// A decoder reads the parts of a file.
type decoder struct {
	r   io.Reader
	own []shingle.Language
	crc uint32
	at  int64
}

// fill reads all of p.
func (d *decoder) fill(p []byte) error {
	n, err := io.ReadFull(d.r, p)
	d.at += int64(n)
	d.crc = crc32.Update(d.crc, castagnoli, p[:n])
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%w: ends at offset %d", ErrFormat, d.at)
	}
	return fmt.Errorf("lexicon: reading at offset %d: %w", d.at, err)
}

// check reads a checksum of everything before it.
func (d *decoder) check() error {
	want := d.crc
	var sum [4]byte
	if err := d.fill(sum[:]); err != nil {
		return err
	}
	if binary.LittleEndian.Uint32(sum[:]) != want {
		return fmt.Errorf("%w: wrong checksum at offset %d", ErrFormat, d.at-4)
	}
	return nil
}

// head reads everything before the bits.
func (d *decoder) head() (head, error) {
	var start [len(magic) + 8]byte
	if err := d.fill(start[:]); err != nil {
		return head{}, err
	}
	if string(start[:len(magic)]) != magic {
		return head{}, fmt.Errorf("%w: magic %q, want %q, at offset 0", ErrFormat, start[:len(magic)], magic)
	}
	if v := binary.LittleEndian.Uint32(start[len(magic):]); v != formatVersion {
		return head{}, fmt.Errorf("%w: %d, want %d, at offset %d", ErrVersion, v, formatVersion, len(magic))
	}
	length := binary.LittleEndian.Uint32(start[len(magic)+4:])
	if length > maxHead {
		return head{}, fmt.Errorf("%w: head of %d bytes at offset %d", ErrFormat, length, len(magic)+4)
	}
	b := make([]byte, length)
	at := d.at
	if err := d.fill(b); err != nil {
		return head{}, err
	}
	if err := d.check(); err != nil {
		return head{}, err
	}
	c := bytecursor.New(b, at, ErrFormat)
	h := readHead(c, d.own)
	return h, c.Done()
}

// words reads n words of bits, some at a time.
func (d *decoder) words(n uint64) ([]uint64, error) {
	const some = 1 << 13
	words := make([]uint64, 0, min(n, 1<<18))
	buf := make([]byte, 8*min(n, some))
	for n > 0 {
		p := buf[:8*min(n, some)]
		if err := d.fill(p); err != nil {
			return nil, err
		}
		for i := 0; i < len(p); i += 8 {
			words = append(words, binary.LittleEndian.Uint64(p[i:]))
		}
		n -= uint64(len(p) / 8)
	}
	return words, nil
}

// rarities reads the rarities of n words, some at a time, and checks their order.
func (d *decoder) rarities(n uint32) (rarities, error) {
	if n == 0 {
		return nil, nil
	}
	const some = 1 << 13
	words := make(rarities, 0, min(n, 1<<18))
	buf := make([]byte, 4*min(n, some))
	for n > 0 {
		p := buf[:4*min(n, some)]
		if err := d.fill(p); err != nil {
			return nil, err
		}
		for i := 0; i < len(p); i += 4 {
			w := binary.LittleEndian.Uint32(p[i:])
			if k := len(words); k > 0 && words[k-1]&^rarityMask >= w&^rarityMask {
				return nil, fmt.Errorf("%w: form %08x after %08x at offset %d", ErrFormat, w, words[k-1], d.at-int64(len(p)-i))
			}
			words = append(words, w)
		}
		n -= uint32(len(p) / 4)
	}
	return words, nil
}

// end reads the last checksum and checks that nothing follows it.
func (d *decoder) end() error {
	if err := d.check(); err != nil {
		return err
	}
	var more [1]byte
	switch _, err := io.ReadFull(d.r, more[:]); {
	case err == nil:
		return fmt.Errorf("%w: more bytes after the end at offset %d", ErrFormat, d.at)
	case !errors.Is(err, io.EOF):
		return fmt.Errorf("lexicon: reading at offset %d: %w", d.at, err)
	}
	return nil
}
