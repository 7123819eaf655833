package batch

import (
	"context"
	"encoding/binary"
	"math"
	"path/filepath"
	"slices"

	"github.com/palimpsest-go/palimpsest/minhash"
	"github.com/palimpsest-go/palimpsest/minhash/internal/join"
)

// Verify counts what the sets of candidates have in common and writes the pairs at or
// above the threshold, with their exact Jaccard similarity, to the file out. It reads
// all files of [Pairs], given in any order; a shard is a range of texts.
//
// A pair costs about as much as reading the two sets. A large bucket is joined as a
// whole: its most frequent elements become bits, eight words of them for each set, and
// the others are looked up in lists, so that no two sets are merged. Two limits bound
// the worst case. If a bucket has more than [Settings.Pairs] pairs, or its sets do not
// fit into half of [Settings.Memory], its texts are compared, in their order, with at
// most 64 of its texts that are unlike each other, and [Report.Passed] counts the pairs
// that were not looked at. Even then all written pairs are right; missing pairs may keep
// a text that should be dropped, or split a cluster.
//
// The error is [minhash.ErrMismatch] for files that do not belong together, and
// [ErrShards] for a missing file; its other errors are those of [Pairs].
func Verify(ctx context.Context, s Settings, part Shard, signed, pairs []string, out string) (Report, error) {
	s, _, err := s.withDefaults()
	if err != nil {
		return Report{}, err
	}
	if part, err = part.withDefaults(math.MaxInt32); err != nil {
		return Report{}, err
	}
	g, err := openSigned(s, signed, s.Memory/4)
	if err != nil {
		return Report{}, err
	}
	defer g.close()
	files, err := openPairs(g, pairs)
	if err != nil {
		return Report{}, err
	}
	ins := make([]*inFile, len(files))
	for i, f := range files {
		ins[i] = f.in
	}
	defer closeAll(ins)
	head := verifiedHead(s, part, g.identity, identities(ins))
	foot, ok, err := done(out, verifiedMagic, head)
	if err != nil {
		return Report{}, err
	}
	if ok {
		return reportOf(foot), nil
	}
	o, err := create(out, verifiedMagic, head)
	if err != nil {
		return Report{}, err
	}
	v := verifier{
		ctx: ctx, settings: s, signed: g, files: files,
		found: newSorter(filepath.Dir(out), s.Memory/4), report: Report{Texts: g.texts},
	}
	defer v.found.close()
	if err := v.verify(part); err != nil {
		return Report{}, o.abort(err)
	}
	foot, err = v.write(o)
	if err != nil {
		return Report{}, o.abort(err)
	}
	return v.report, o.commit(foot)
}

// openPairs opens the files of pairs of a run.
func openPairs(g *signed, names []string) ([]pairFile, error) {
	ins, err := openShards(names, pairsMagic, func(in *inFile) error {
		if len(in.head) != 12+len(g.identity) {
			return in.wrong(fixedHead, "a head of %d bytes", len(in.head))
		}
		return sameIdentity(in, in.head[12:], g.identity, "texts signed")
	})
	if err != nil {
		return nil, err
	}
	files := make([]pairFile, len(ins))
	for i, in := range ins {
		if files[i], err = openPairFile(in); err != nil {
			closeAll(ins)
			return nil, err
		}
	}
	return files, nil
}

func verifiedHead(s Settings, p Shard, signed, pairs identity) []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(p.Index))
	b = binary.LittleEndian.AppendUint32(b, uint32(p.Count))
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(s.Threshold))
	b = binary.LittleEndian.AppendUint64(b, uint64(s.Pairs))
	b = binary.LittleEndian.AppendUint64(b, uint64(s.Memory))
	b = append(b, signed[:]...)
	return append(b, pairs[:]...)
}

// A verifier verifies the pairs of a shard.
type verifier struct {
	ctx      context.Context
	settings Settings
	signed   *signed
	files    []pairFile
	found    *sorter
	report   Report
	looks    int64
	a, b     []uint64
	join     join.Join
}

func (v *verifier) verify(part Shard) error {
	if err := v.pairs(part); err != nil {
		return err
	}
	met := make(map[uint64][]groupAt)
	for _, f := range v.files {
		if part.Index == 0 { // one shard reports for all
			v.report.Passed += f.report.Passed
		}
		err := f.eachGroup(v.signed.texts, func(members []uint32, at int64) error {
			hash := hashGroup(members)
			if hash%uint64(part.Count) != uint64(part.Index) {
				return nil
			}
			if known, err := v.known(met[hash], members); known || err != nil {
				return err
			}
			met[hash] = append(met[hash], groupAt{f, at})
			return v.group(members)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// look counts a pair, and checks ctx once in 1024 pairs.
func (v *verifier) look() error {
	if v.looks++; v.looks&1023 != 0 {
		return nil
	}
	return v.ctx.Err()
}

// pairs verifies the pairs whose lower text is in the shard.
func (v *verifier) pairs(part Shard) error {
	from, to := part.of(v.signed.texts)
	streams := make([]stream, len(v.files))
	for i, f := range v.files {
		var err error
		if streams[i], err = f.stream(from, to); err != nil {
			return err
		}
	}
	var last uint64
	held := int64(-1) // the text whose set v.a is
	return merge(streams, func(x item) error {
		if x.Key == last {
			return nil
		}
		last = x.Key
		a, b := uint32(x.Key>>32), uint32(x.Key)
		if a >= b {
			return v.signed.badPair(a, b)
		}
		if err := v.look(); err != nil {
			return err
		}
		first, err := v.signed.entry(a)
		if err != nil {
			return err
		}
		second, err := v.signed.entry(b)
		if err != nil || !join.May(first.size, second.size, v.settings.Threshold) {
			return err
		}
		if held != int64(a) {
			if v.a, err = v.signed.set(v.a, first); err != nil {
				return err
			}
			held = int64(a)
		}
		if v.b, err = v.signed.set(v.b, second); err != nil {
			return err
		}
		v.report.Compared++
		return v.add(a, b, minhash.Jaccard(v.a, v.b))
	})
}

// add adds a pair if it reaches the threshold.
func (v *verifier) add(a, b uint32, similarity float64) error {
	if similarity < v.settings.Threshold || a == b {
		return nil
	}
	return v.found.add(uint64(min(a, b))<<32|uint64(max(a, b)), math.Float64bits(similarity))
}

// A groupAt is the place of a group.
type groupAt struct {
	file pairFile
	at   int64
}

// hashGroup hashes the texts of a group.
func hashGroup(members []uint32) uint64 {
	h := uint64(len(members))
	for _, m := range members {
		h = mix(h ^ uint64(m))
	}
	return h
}

// known reports whether a group is among others: near-duplicates share many bands.
func (v *verifier) known(others []groupAt, members []uint32) (bool, error) {
	for _, g := range others {
		other, err := g.file.group(g.at, v.signed.texts, nil)
		if err != nil {
			return false, err
		}
		if slices.Equal(other, members) {
			return true, nil
		}
	}
	return false, nil
}

// write writes the pairs found, each once, and returns the foot.
func (v *verifier) write(o *outFile) ([]byte, error) {
	t := newTable(o, verifiedSize)
	var last uint64 // no pair is 0
	err := v.found.each(func(x item) error {
		if x.Key == last {
			return nil
		}
		last = x.Key
		r := t.record()
		binary.LittleEndian.PutUint64(r, x.Key)
		binary.LittleEndian.PutUint64(r[8:], x.Value)
		if t.count&1023 == 0 && v.ctx.Err() != nil {
			return v.ctx.Err()
		}
		return o.err
	})
	v.report.Pairs = t.count
	return appendReport(t.appendTo(nil), v.report), err
}
