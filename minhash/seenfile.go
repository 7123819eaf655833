package minhash

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"

	"github.com/bits-and-blooms/bloom/v3"
)

// WriteTo writes the filter, in the format that format.go documents. Calls of Add
// wait meanwhile. It returns the number of bytes and the error of w.
func (f *Seen) WriteTo(w io.Writer) (int64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	s := f.settings
	b := newBlockWriter(w, seenMagic)
	header := appendSettings(nil, s.Config, s.Banding)
	header = binary.LittleEndian.AppendUint64(header, uint64(s.Capacity))
	header = binary.LittleEndian.AppendUint64(header, math.Float64bits(s.Rate))
	header = binary.LittleEndian.AppendUint64(header, f.keys)
	header = binary.LittleEndian.AppendUint64(header, uint64(f.filter.Cap()))
	header = binary.LittleEndian.AppendUint32(header, uint32(f.filter.K()))
	b.block(blockHeader, header)
	words := f.filter.BitSet().Words()
	payload := make([]byte, 0, 8*bitsBlock)
	for from := 0; from < len(words) && b.err == nil; from += bitsBlock {
		payload = payload[:0]
		for _, w := range words[from:min(from+bitsBlock, len(words))] {
			payload = binary.LittleEndian.AppendUint64(payload, w)
		}
		b.block(blockBits, payload)
	}
	return b.end(len(words))
}

// WriteFile writes the filter to a file, as [View.WriteFile] does.
func (f *Seen) WriteFile(path string) error { return writeFile(path, f) }

// ReadSeen reads a filter to the end of r; its settings are those of the file.
// The error wraps [ErrFormat], [ErrVersion] or that of r.
func ReadSeen(r io.Reader) (*Seen, error) { return readSeen(r, nil) }

// ReadSeenFile is ReadSeen of a file.
func ReadSeenFile(path string) (*Seen, error) { return readFile(path, ReadSeen) }

// ReadFrom replaces the content of the filter by a file, which must have been
// written with the same settings: if not, the error wraps [ErrMismatch]; other
// errors are those of [ReadSeen]. After an error the filter is unchanged. It
// returns the number of bytes read, to the end of r.
func (f *Seen) ReadFrom(r io.Reader) (int64, error) {
	count := &countingReader{r: r}
	g, err := readSeen(count, &f.settings)
	if err != nil {
		return count.n, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.filter, f.keys = g.filter, g.keys
	return count.n, nil
}

// readSeen reads a filter and refuses settings other than want, unless that is
// nil.
func readSeen(r io.Reader, want *SeenSettings) (*Seen, error) {
	b, err := newBlockReader(r, seenMagic)
	if err != nil {
		return nil, err
	}
	c, err := b.header()
	if err != nil {
		return nil, err
	}
	var s SeenSettings
	s.Config, s.Banding = readSettings(c)
	capacity := c.Uint64()
	s.Rate = math.Float64frombits(c.Uint64())
	keys := c.Uint64()
	m := c.Uint64()
	k := c.Uint32()
	if err := c.Done(); err != nil {
		return nil, err
	}
	if s.Capacity = int(capacity); uint64(s.Capacity) != capacity || s.Rate == 0 {
		return nil, fmt.Errorf("%w: capacity %d, rate %v at offset 17", ErrFormat, capacity, s.Rate)
	}
	if s, err = s.withDefaults(); err != nil {
		return nil, fmt.Errorf("%w: %w, at offset 17", ErrFormat, err)
	}
	if want != nil {
		if err := want.differs(s); err != nil {
			return nil, err
		}
	}
	// Rounding may differ between machines, so the file records the number of bits;
	// a number far from the expected one means that the file is damaged.
	wantM, wantK := s.size()
	if m < 1 || k < 1 || m < wantM-wantM/64-1 || m > wantM+wantM/64+1 || k < wantK-1 || k > wantK+1 {
		return nil, fmt.Errorf("%w: %d bits and %d hashes, want %d and %d, at offset 17", ErrFormat, m, k, wantM, wantK)
	}
	if keys >= uint64(s.Capacity+1)*uint64(s.Banding.Bands) {
		return nil, fmt.Errorf("%w: %d keys in a filter for %d texts, at offset 17", ErrFormat, keys, s.Capacity)
	}
	words, err := readWords(b, (m+63)/64)
	if err != nil {
		return nil, err
	}
	if over := m % 64; over != 0 && words[len(words)-1]>>over != 0 {
		return nil, fmt.Errorf("%w: bits beyond the last", ErrFormat)
	}
	return newSeen(s, bloom.FromWithM(words, uint(m), uint(k)), keys)
}

// readWords reads the blocks of bits and the end. The slice grows as words arrive,
// so that a header alone takes no memory.
func readWords(b *blockReader, want uint64) ([]uint64, error) {
	var words []uint64
	for {
		kind, c, err := b.next()
		if err != nil {
			return nil, err
		}
		switch kind {
		case blockEnd:
			if uint64(len(words)) != want {
				return nil, fmt.Errorf("%w: %d words of bits, want %d, at offset %d", ErrFormat, len(words), want, c.Offset())
			}
			if err := b.end(c, len(words)); err != nil {
				return nil, err
			}
			return words, nil
		case blockBits:
			if c.Len()%8 != 0 || uint64(c.Len()/8) > want-uint64(len(words)) {
				return nil, fmt.Errorf("%w: %d bytes of bits at offset %d", ErrFormat, c.Len(), c.Offset())
			}
			for c.Len() > 0 {
				words = append(words, c.Uint64())
			}
		default:
			return nil, fmt.Errorf("%w: block of kind %#x at offset %d", ErrFormat, kind, c.Offset()-5)
		}
	}
}
