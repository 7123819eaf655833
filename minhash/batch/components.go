package batch

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"path/filepath"
	"slices"

	"github.com/palimpsest-go/palimpsest/minhash"
)

// Components joins the pairs of all files of [Verify], given in any order, into clusters,
// decides which texts to keep, and writes both to the file out for [Results].
//
// Clusters are the connected components of the pairs. Texts are taken in the order of
// [Text.Order], then of id. A text is kept unless it makes a pair with a text that was
// kept before; it is dropped for the most similar of these, the first in order if there
// are several. So each dropped text has a similarity of at least the threshold to the kept
// text that it is dropped for, and the first text of a cluster is kept and names it. Equal
// texts make pairs with the same texts.
//
// It is not divided into shards: it takes a second for a million pairs. It holds 4 bytes
// for a text and 36 more for a text with a pair, and returns [ErrMemory] if that exceeds
// the setting. Its other errors are those of [Verify].
func Components(ctx context.Context, s Settings, signed, verified []string, out string) (Report, error) {
	s, _, err := s.withDefaults()
	if err != nil {
		return Report{}, err
	}
	g, err := openSigned(s, signed, s.Memory/4)
	if err != nil {
		return Report{}, err
	}
	defer g.close()
	ins, err := openVerified(g, verified)
	if err != nil {
		return Report{}, err
	}
	defer closeAll(ins)
	from := identities(ins)
	head := append(slices.Clone(g.identity[:]), from[:]...)
	foot, ok, err := done(out, resultMagic, head)
	if err != nil {
		return Report{}, err
	}
	if ok {
		return reportOf(foot), nil
	}
	o, err := create(out, resultMagic, head)
	if err != nil {
		return Report{}, err
	}
	c := componenter{ctx: ctx, settings: s, signed: g, dir: filepath.Dir(out), report: Report{Texts: g.texts}}
	for _, in := range ins {
		if err := c.open(in); err != nil {
			return Report{}, o.abort(err)
		}
	}
	foot, err = c.run(o)
	if err != nil {
		return Report{}, o.abort(err)
	}
	return c.report, o.commit(foot)
}

const verifiedHeadSize = 4 + 4 + 8 + 8 + 8 + 16 + 16

// openVerified opens the files of verified pairs of a run.
func openVerified(g *signed, names []string) ([]*inFile, error) {
	ins, err := openShards(names, verifiedMagic, func(in *inFile) error {
		if len(in.head) != verifiedHeadSize {
			return in.wrong(fixedHead, "a head of %d bytes", len(in.head))
		}
		return sameIdentity(in, in.head[verifiedHeadSize-32:verifiedHeadSize-16], g.identity, "texts signed")
	})
	if err != nil {
		return nil, err
	}
	for _, in := range ins {
		if string(in.head[8:]) != string(ins[0].head[8:]) {
			closeAll(ins)
			return nil, fmt.Errorf("%w: %s and %s were made from other pairs or by other settings",
				minhash.ErrMismatch, ins[0].name, in.name)
		}
	}
	return ins, nil
}

// A componenter makes clusters. Texts that have a pair are called linked, and have a
// rank: their place in the order of the texts.
type componenter struct {
	ctx      context.Context
	settings Settings
	signed   *signed
	dir      string
	tables   []table
	report   Report
	steps    int64

	rank   []uint32 // by number; unlinked if the text has no pair
	number []uint32 // by rank
	// Texts with equal sets are one class, which has the rank of its first text.
	class []uint32 // by rank
	next  []uint32 // by rank: the next of the class, or 0
	root  []uint32 // by rank of a class: towards the least class of the component
	// The results for classes and texts.
	dropped    []uint64 // bits by rank of a class
	of         []uint32 // by rank
	similarity []float64
}

const (
	unlinked      = math.MaxUint32
	linkedMemory  = 36 // bytes
	linkedTurn    = 64 // bytes of a text among those of equal order, besides its id
	outcomeMemory = 4
)

// open takes a file of verified pairs.
func (c *componenter) open(in *inFile) error {
	cur := in.cursor(in.foot, in.footAt)
	at, count := cur.Uint64(), cur.Uint64()
	r := readReport(cur)
	if err := cur.Done(); err != nil {
		return err
	}
	t, err := newTableOf(in, at, count, verifiedSize)
	c.tables = append(c.tables, t)
	c.report.Compared += r.Compared
	c.report.Passed += r.Passed
	return err
}

func (c *componenter) run(o *outFile) ([]byte, error) {
	edges := newSorter(c.dir, c.settings.Memory/4)
	defer edges.close()
	for _, step := range []func() error{
		c.link,
		c.turns,
		c.classes,
		func() error { return c.edges(edges) },
		func() error { return c.decide(edges) },
		func() error { return c.assign(edges) },
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return c.write(o)
}

// pairs calls yield with the pairs of all files, ascending, each once: a pair of a
// large bucket may be in the files of several shards.
func (c *componenter) pairs(yield func(a, b uint32, similarity float64) error) error {
	streams := make([]stream, len(c.tables))
	for i, t := range c.tables {
		r := t.reader(0)
		streams[i] = func() (x item, ok bool, err error) {
			b, err := r.record()
			if b == nil || err != nil {
				return x, false, err
			}
			return item{Key: binary.LittleEndian.Uint64(b), Value: binary.LittleEndian.Uint64(b[8:])}, true, nil
		}
	}
	var last uint64 // no pair is 0
	return merge(streams, func(x item) error {
		if x.Key == last {
			return nil
		}
		last = x.Key
		lower, higher := uint32(x.Key>>32), uint32(x.Key)
		similarity := math.Float64frombits(x.Value)
		if lower >= higher || int64(higher) >= c.signed.texts || !(similarity > 0 && similarity <= 1) {
			return c.signed.badPair(lower, higher)
		}
		if err := c.look(); err != nil {
			return err
		}
		return yield(lower, higher, similarity)
	})
}

// look asks ctx once in 4096 steps.
func (c *componenter) look() error {
	if c.steps++; c.steps&4095 != 0 {
		return nil
	}
	return c.ctx.Err()
}

// link finds the linked texts.
func (c *componenter) link() error {
	if need := outcomeMemory * c.signed.texts; need > c.settings.Memory {
		return fmt.Errorf("%w: %d bytes for %d texts, may hold %d", ErrMemory, need, c.signed.texts, c.settings.Memory)
	}
	c.rank = make([]uint32, c.signed.texts)
	for i := range c.rank {
		c.rank[i] = unlinked
	}
	linked := int64(0)
	err := c.pairs(func(a, b uint32, _ float64) error {
		c.report.Pairs++
		for _, n := range [2]uint32{a, b} {
			if c.rank[n] == unlinked {
				c.rank[n] = 0
				linked++
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if need := outcomeMemory*c.signed.texts + linkedMemory*linked; need > c.settings.Memory {
		return fmt.Errorf("%w: %d bytes for %d texts, %d with pairs, may hold %d",
			ErrMemory, need, c.signed.texts, linked, c.settings.Memory)
	}
	c.number = make([]uint32, 0, linked)
	return nil
}

// turns gives the linked texts their ranks.
func (c *componenter) turns() error {
	s := newSorter(c.dir, c.settings.Memory/4)
	defer s.close()
	for n, r := range c.rank {
		if r == unlinked {
			continue
		}
		if err := c.look(); err != nil {
			return err
		}
		e, err := c.signed.entry(uint32(n))
		if err != nil {
			return err
		}
		if err := s.add(e.order, uint64(n)); err != nil {
			return err
		}
	}
	from, last := 0, uint64(0) // those of one order
	err := s.each(func(x item) error {
		if x.Key != last {
			if err := c.sameTurn(from); err != nil {
				return err
			}
			from, last = len(c.number), x.Key
		}
		c.number = append(c.number, uint32(x.Value))
		return c.look()
	})
	if err == nil {
		err = c.sameTurn(from)
	}
	for r, n := range c.number {
		c.rank[n] = uint32(r)
	}
	return err
}

// sameTurn sorts the last texts, all of equal order, by id.
func (c *componenter) sameTurn(from int) error {
	same := c.number[from:]
	if len(same) < 2 {
		return nil
	}
	if need := linkedTurn * int64(len(same)); need > c.settings.Memory {
		return fmt.Errorf("%w: %d bytes for %d texts of one order, may hold %d", ErrMemory, need, len(same), c.settings.Memory)
	}
	return c.signed.order(same)
}
