package batch

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"slices"

	"github.com/palimpsest-go/palimpsest/internal/bytecursor"
	"github.com/palimpsest-go/palimpsest/minhash"
)

// # Pairs
//
// The head of a file of [Pairs] is
//
//	shard    [4]  index
//	shards   [4]
//	bucket   [4]  the setting
//	signed   [16] identity of the files of texts signed
//
// The body is groups, which are buckets of many texts, and a table of pairs, ascending,
// each once.
//
//	group
//	    texts [4]  how many
//	    text  [4]  number, for each
//	    check [4]  of all this
//	pair
//	    text  [4]  the higher number
//	    text  [4]  the lower number; so a pair as one number of 8 bytes has the lower first
//
// The foot is the place of the first group, [8], and how many there are, [8]; the same
// of the table; the report.
//
// # Pairs verified
//
// The head of a file of [Verify] is
//
//	shard     [4]  index
//	shards    [4]
//	threshold [8]  as IEEE 754
//	pairs     [8]  the setting
//	memory    [8]  the setting
//	signed    [16] identity of the files of texts signed
//	pairs     [16] identity of the files of pairs
//
// The body is a table of pairs, ascending, each once, with their similarity, [8] as IEEE
// 754. The foot is the place of the table and its records, and the report.
//
// # Result
//
// The head of a file of [Components] is
//
//	signed    [16] identity of the files of texts signed
//	verified  [16] identity of the files of pairs verified
//
// The body is a table with a record for each text, in the order of the files.
//
//	cluster  [4]  number of the text that names its cluster
//	of       [4]  number of the text that it is kept or dropped for
//	similarity [8] to that, as IEEE 754
//
// The foot is the place of the table and its records, and the report. A report is the
// fields of [Report] without Before, in order, [8] each.
const (
	pairSize     = 8
	verifiedSize = 16
	resultSize   = 16
	reportSize   = 8 * 8
)

func appendReport(b []byte, r Report) []byte {
	for _, n := range []int64{r.Texts, r.Buckets, r.Large, r.Pairs, r.Compared, r.Passed, r.Kept} {
		b = binary.LittleEndian.AppendUint64(b, uint64(n))
	}
	return b
}

func readReport(c *bytecursor.Cursor) (r Report) {
	for _, n := range []*int64{&r.Texts, &r.Buckets, &r.Large, &r.Pairs, &r.Compared, &r.Passed, &r.Kept} {
		*n = int64(c.Uint64())
	}
	return r
}

// reportOf returns the report at the end of a foot.
func reportOf(foot []byte) Report {
	r := readReport(bytecursor.New(foot[max(len(foot)-7*8, 0):], 0, minhash.ErrFormat))
	r.Before = true
	return r
}

// pairHead is the head of a file of pairs.
func pairHead(p Shard, bucket int, signed identity) []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(p.Index))
	b = binary.LittleEndian.AppendUint32(b, uint32(p.Count))
	b = binary.LittleEndian.AppendUint32(b, uint32(bucket))
	return append(b, signed[:]...)
}

// A pairFile is a file of [Pairs].
type pairFile struct {
	in     *inFile
	groups int64 // where they begin
	count  int64
	pairs  table
	report Report
}

func openPairFile(in *inFile) (f pairFile, err error) {
	f.in = in
	c := in.cursor(in.foot, in.footAt)
	groups, count, at, pairs := c.Uint64(), c.Uint64(), c.Uint64(), c.Uint64()
	f.report = readReport(c)
	if err := c.Done(); err != nil {
		return f, err
	}
	if f.pairs, err = newTableOf(in, at, pairs, pairSize); err != nil {
		return f, err
	}
	if groups < uint64(in.body) || groups > uint64(f.pairs.at) || count > (uint64(f.pairs.at)-groups)/8 {
		return f, in.wrong(in.footAt, "%d groups at %d", count, groups)
	}
	f.groups, f.count = int64(groups), int64(count)
	return f, nil
}

// eachGroup calls yield with the numbers of the texts of each group and its offset. The
// numbers are valid until yield returns.
func (f pairFile) eachGroup(texts int64, yield func(members []uint32, at int64) error) error {
	at := f.groups
	var members []uint32
	for range f.count {
		var err error
		if members, err = f.group(at, texts, members); err != nil {
			return err
		}
		if err := yield(members, at); err != nil {
			return err
		}
		at += 8 + 4*int64(len(members))
	}
	return nil
}

// group reads a group.
func (f pairFile) group(at, texts int64, dst []uint32) ([]uint32, error) {
	var n [4]byte
	if err := f.in.read(n[:], at, "a group"); err != nil {
		return nil, err
	}
	count := int64(binary.LittleEndian.Uint32(n[:]))
	if count > (f.pairs.at-at-8)/4 {
		return nil, f.in.wrong(at, "a group of %d texts", count)
	}
	b := make([]byte, 4*count+8)
	if err := f.in.read(b, at, "a group"); err != nil {
		return nil, err
	}
	end := len(b) - 4
	if crc32.Checksum(b[:end], castagnoli) != binary.LittleEndian.Uint32(b[end:]) {
		return nil, f.in.wrong(at, "wrong checksum of a group")
	}
	dst = slices.Grow(dst[:0], int(count))[:count]
	for i := range dst {
		dst[i] = binary.LittleEndian.Uint32(b[4+4*i:])
		if int64(dst[i]) >= texts {
			return nil, f.in.wrong(at, "text %d of %d", dst[i], texts)
		}
	}
	return dst, nil
}

// appendGroup appends a group.
func appendGroup(b []byte, members []uint32) []byte {
	from := len(b)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(members)))
	for _, m := range members {
		b = binary.LittleEndian.AppendUint32(b, m)
	}
	check := checksum(0, b[from:])
	return binary.LittleEndian.AppendUint32(b, check)
}

// stream returns the pairs, from the record from on, whose lower number is below to.
// Each must be of two texts, the lower first.
func (f pairFile) stream(from, to int64) (stream, error) {
	start, err := f.pairs.search(uint64(from) << 32)
	if err != nil {
		return nil, err
	}
	r := f.pairs.reader(start)
	return func() (x item, ok bool, err error) {
		b, err := r.record()
		if b == nil || err != nil {
			return x, false, err
		}
		x.Key = binary.LittleEndian.Uint64(b)
		if int64(x.Key>>32) >= to {
			return x, false, nil
		}
		return x, true, nil
	}, nil
}

// openShards opens all files of a stage, in the order of their shards. Each head begins
// with the shard.
func openShards(names []string, magic string, check func(*inFile) error) (files []*inFile, err error) {
	for _, name := range names {
		in, err := open(name, magic)
		if in != nil {
			files = append(files, in)
		}
		if err == nil {
			err = check(in)
		}
		if err == nil && len(in.head) < 8 {
			err = in.wrong(fixedHead, "a head of %d bytes", len(in.head))
		}
		if err != nil {
			closeAll(files)
			return nil, err
		}
	}
	slices.SortStableFunc(files, func(a, b *inFile) int {
		return int(binary.LittleEndian.Uint32(a.head)) - int(binary.LittleEndian.Uint32(b.head))
	})
	for i, in := range files {
		index, count := binary.LittleEndian.Uint32(in.head), binary.LittleEndian.Uint32(in.head[4:])
		if int(index) != i || int(count) != len(files) {
			closeAll(files)
			return nil, fmt.Errorf("%w: %s is shard %d of %d, in the place of %d of %d", ErrShards, in.name, index, count, i, len(files))
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%w: no files", ErrShards)
	}
	return files, nil
}

func closeAll(files []*inFile) {
	for _, in := range files {
		in.close()
	}
}

func identities(files []*inFile) identity {
	ids := make([]identity, len(files))
	for i, in := range files {
		ids[i] = in.identity()
	}
	return joint(ids)
}
