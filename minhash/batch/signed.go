package batch

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/palimpsest-go/palimpsest/internal/bytecursor"
	"github.com/palimpsest-go/palimpsest/minhash"
)

// A signed is the files of [Sign] of a run. Texts are numbered across all files, in
// the order of the files. It is not safe for concurrent use.
type signed struct {
	files    []*inFile
	segments []segment
	texts    int64
	identity identity

	pages  []page // a direct-mapped cache of blocks of directories
	blocks int64  // of all directories
	ahead  window // of ids
	buf    []byte
}

// A segment is a segment of a file.
type segment struct {
	in        *inFile
	first     int64 // number of its first text
	inFile    int64 // number of the first text of its file
	count     int64
	directory table
	block     int64 // number of its first block among all
	keys      int64
	foot      []byte // the lists
}

// A page is a block of a directory.
type page struct {
	block   int64 // number among all, plus one
	records []byte
}

// An entry is what the directory says about a text.
type entry struct {
	in          *inFile
	set, id     int64
	order, hash uint64
	size, named int
}

// openSigned opens the files of a run, which must have been made with the settings. It
// uses about memory bytes to cache what it reads repeatedly.
func openSigned(s Settings, names []string, memory int64) (*signed, error) {
	want := appendSettings(nil, s, "")
	want = want[:len(want)-4]
	g := newSigned(memory)
	for _, name := range names {
		in, err := open(name, signedMagic)
		if in != nil {
			g.files = append(g.files, in)
		}
		if err == nil {
			err = sameSettings(in, want)
		}
		if err == nil {
			err = g.addFile(in)
		}
		if err != nil {
			g.close()
			return nil, err
		}
	}
	ids := make([]identity, len(g.files))
	for i, in := range g.files {
		ids[i] = in.identity()
	}
	g.identity = joint(ids)
	return g, nil
}

func newSigned(memory int64) *signed {
	return &signed{pages: make([]page, max(memory/(tableBlock+64), 16))}
}

// sameSettings returns an error unless a head begins with the settings.
func sameSettings(in *inFile, want []byte) error {
	if len(in.head) >= len(want) && string(in.head[:len(want)]) == string(want) {
		return nil
	}
	c := in.cursor(in.head, fixedHead)
	slots, seed, bands, rows := c.Uint32(), c.Uint64(), c.Uint32(), c.Uint32()
	scheme := string(c.Take(int(c.Uint16())))
	if err := c.Err(); err != nil {
		return err
	}
	w := bytecursor.New(want, 0, minhash.ErrFormat)
	return fmt.Errorf("%w: %s: %d slots, seed %#x, banding %dx%d, scheme %q; want %d slots, seed %#x, banding %dx%d, scheme %q",
		minhash.ErrMismatch, in.name, slots, seed, bands, rows, scheme,
		w.Uint32(), w.Uint64(), w.Uint32(), w.Uint32(), w.Take(int(w.Uint16())))
}

func (g *signed) close() {
	for _, in := range g.files {
		in.close()
	}
}

// addFile takes the segments of a file from its foot.
func (g *signed) addFile(in *inFile) error {
	c := in.cursor(in.foot, in.footAt)
	texts, segments := c.Uint64(), int(c.Uint32())
	if segments < 0 || c.Len() != segments*segmentFoot {
		c.Fail("%d segments in %d bytes", segments, c.Len())
	}
	first := g.texts
	for range segments {
		if c.Err() != nil {
			return c.Err()
		}
		s := segment{in: in, first: g.texts, inFile: first, count: int64(c.Uint32())}
		at, keys := c.Uint64(), c.Uint64()
		s.foot = c.Take(2 * lists * 8)
		if c.Err() != nil {
			return c.Err()
		}
		var err error
		if s.directory, err = newTableOf(in, at, uint64(s.count), directorySize); err != nil {
			return err
		}
		if keys < uint64(in.body) || keys > uint64(in.footAt) {
			return in.wrong(in.footAt, "lists at %d", keys)
		}
		s.keys = int64(keys)
		s.block = g.blocks
		g.blocks += s.directory.blocks()
		g.texts += s.count
		g.segments = append(g.segments, s)
	}
	if uint64(g.texts-first) != texts {
		c.Fail("%d texts in the segments of %d", g.texts-first, texts)
	}
	if c.Err() == nil && g.texts > math.MaxUint32 {
		return fmt.Errorf("%w: %d texts, want at most %d", minhash.ErrConfig, g.texts, uint32(math.MaxUint32))
	}
	return c.Done()
}

// entry returns what the directory says about a text.
func (g *signed) entry(number uint32) (e entry, err error) {
	n := int64(number)
	if n >= g.texts {
		return e, fmt.Errorf("%w: text %d of %d", minhash.ErrMismatch, n, g.texts)
	}
	i := sort.Search(len(g.segments), func(i int) bool { return g.segments[i].first > n }) - 1
	s := &g.segments[i]
	n -= s.first
	block := n / s.directory.per()
	tag := s.block + block + 1
	p := &g.pages[tag%int64(len(g.pages))]
	if p.block != tag {
		p.block = 0
		if p.records == nil {
			p.records = make([]byte, tableBlock+4)
		}
		records, err := s.directory.block(block, p.records[:cap(p.records)])
		if err != nil {
			return e, err
		}
		p.block, p.records = tag, records
	}
	return s.decode(p.records[n%s.directory.per()*directorySize:]), nil
}

func (s *segment) decode(d []byte) entry {
	return entry{
		in:    s.in,
		set:   int64(binary.LittleEndian.Uint64(d)),
		id:    int64(binary.LittleEndian.Uint64(d[8:])),
		order: binary.LittleEndian.Uint64(d[16:]),
		hash:  binary.LittleEndian.Uint64(d[24:]),
		size:  int(binary.LittleEndian.Uint32(d[32:])),
		named: int(binary.LittleEndian.Uint32(d[36:])),
	}
}

// checked reads n bytes and the check after them. The bytes are valid until the next
// call.
func (g *signed) checked(in *inFile, at int64, n int, what string) ([]byte, error) {
	if at < 0 || int64(n)+4 > in.size-at {
		return nil, in.wrong(at, "%s of %d bytes in a file of %d", what, n, in.size)
	}
	g.buf = slices.Grow(g.buf[:0], n+4)[:n+4]
	if err := in.read(g.buf, at, what); err != nil {
		return nil, err
	}
	if checksum(0, g.buf[:n]) != binary.LittleEndian.Uint32(g.buf[n:]) {
		return nil, in.wrong(at, "wrong checksum of %s", what)
	}
	return g.buf[:n], nil
}

// set reads the set of a text into dst, as far as dst has room.
func (g *signed) set(dst []uint64, e entry) ([]uint64, error) {
	dst = dst[:0]
	if e.size == 0 {
		return dst, nil
	}
	if e.size < 0 || e.size > maxSet {
		return nil, e.in.wrong(e.set, "a set of %d elements", uint32(e.size))
	}
	b, err := g.checked(e.in, e.set, 8*e.size, "a set")
	if err != nil {
		return nil, err
	}
	dst = slices.Grow(dst, e.size)[:e.size]
	last, ascends := uint64(0), true
	for i := range dst {
		x := binary.LittleEndian.Uint64(b[8*i:])
		ascends = ascends && (x > last || i == 0)
		dst[i], last = x, x
	}
	if !ascends {
		return nil, e.in.wrong(e.set, "a set that does not ascend")
	}
	return dst, nil
}

// id reads the id of a text.
func (g *signed) id(number uint32) (string, error) {
	e, err := g.entry(number)
	if err != nil {
		return "", err
	}
	if e.named < 0 || e.named > maxID {
		return "", e.in.wrong(e.id, "an id of %d bytes", uint32(e.named))
	}
	b, err := g.checked(e.in, e.id, e.named, "an id")
	return string(b), err
}

// A window is bytes of a file that were read ahead.
type window struct {
	in    *inFile
	at    int64
	bytes []byte
}

// idAhead is id for callers that go through the texts in order: it also reads the
// following ids.
func (g *signed) idAhead(number uint32) (string, error) {
	const size = 1 << 15
	e, err := g.entry(number)
	if err != nil {
		return "", err
	}
	w := &g.ahead
	end := e.id + int64(e.named) + 4
	if e.named < 0 || e.named > maxID || e.id < 0 || end > e.in.size || end-e.id > size {
		return g.id(number)
	}
	if w.in != e.in || e.id < w.at || end > w.at+int64(len(w.bytes)) {
		w.in, w.at = nil, e.id
		w.bytes = slices.Grow(w.bytes[:0], size)[:min(size, e.in.size-e.id)]
		if err := e.in.read(w.bytes, w.at, "ids"); err != nil {
			return "", err
		}
		w.in = e.in
	}
	b := w.bytes[e.id-w.at:][:e.named+4]
	if checksum(0, b[:e.named]) != binary.LittleEndian.Uint32(b[e.named:]) {
		return "", e.in.wrong(e.id, "wrong checksum of an id")
	}
	return string(b[:e.named]), nil
}

// The kinds of lists.
const (
	keyLists  = 0
	nameLists = lists
)

// list calls yield with the items of one list of all segments: a key, the tag and the
// number of the text.
func (g *signed) list(which int, yield func(key uint64, tag, number uint32) error) error {
	for i := range g.segments {
		s := &g.segments[i]
		at := s.keys
		for _, earlier := range chunks(s.foot[:8*which]) {
			at += keyBytes * int64(binary.LittleEndian.Uint32(earlier))
		}
		n := int64(binary.LittleEndian.Uint32(s.foot[8*which:])) * keyBytes
		if at > s.in.footAt || n > s.in.footAt-at {
			return s.in.wrong(s.in.footAt, "a list of %d bytes at %d", n, at)
		}
		g.buf = slices.Grow(g.buf[:0], int(n))[:n]
		if err := s.in.read(g.buf, at, "a list"); err != nil {
			return err
		}
		if checksum(0, g.buf) != binary.LittleEndian.Uint32(s.foot[8*which+4:]) {
			return s.in.wrong(at, "wrong checksum of a list")
		}
		for b := g.buf; len(b) > 0; b = b[keyBytes:] {
			number := s.inFile + int64(binary.LittleEndian.Uint32(b[12:]))
			if number < s.first || number >= s.first+s.count {
				return s.in.wrong(at, "text %d in a segment of %d", number-s.first, s.count)
			}
			if err := yield(binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint32(b[8:]), uint32(number)); err != nil {
				return err
			}
		}
	}
	return nil
}

// chunks cuts b into eights.
func chunks(b []byte) [][]byte { return slices.Collect(slices.Chunk(b, 8)) }

// badPair returns the error for an impossible pair.
func (g *signed) badPair(a, b uint32) error {
	return fmt.Errorf("%w: a pair of texts %d and %d of %d", minhash.ErrFormat, a, b, g.texts)
}

// sameIdentity returns an error unless a head says that a file was made from the files
// of an identity.
func sameIdentity(in *inFile, have []byte, want identity, of string) error {
	if string(have) == string(want[:]) {
		return nil
	}
	return fmt.Errorf("%w: %s was made from other files of %s", minhash.ErrMismatch, in.name, of)
}
