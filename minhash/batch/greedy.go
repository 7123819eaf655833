package batch

import (
	"encoding/binary"
	"math"
	"slices"
)

// find returns the root of r in a forest in which each root is less than the other
// members of its tree. It halves the path to it.
func find(forest []uint32, r uint32) uint32 {
	for forest[r] != r {
		forest[r] = forest[forest[r]]
		r = forest[r]
	}
	return r
}

// unite joins two trees under the lesser root.
func unite(forest []uint32, a, b uint32) {
	a, b = find(forest, a), find(forest, b)
	forest[max(a, b)] = min(a, b)
}

// singles returns a forest of n roots.
func singles(n int) []uint32 {
	forest := make([]uint32, n)
	for i := range forest {
		forest[i] = uint32(i)
	}
	return forest
}

// classes joins texts with equal sets: those with the similarity 1.
func (c *componenter) classes() error {
	c.class = singles(len(c.number))
	err := c.pairs(func(a, b uint32, similarity float64) error {
		if similarity == 1 {
			unite(c.class, c.rank[a], c.rank[b])
		}
		return nil
	})
	if err != nil {
		return err
	}
	c.next = make([]uint32, len(c.class))
	for r := len(c.class) - 1; r >= 0; r-- {
		root := find(c.class, uint32(r))
		if c.class[r] = root; root != uint32(r) {
			c.next[r] = c.next[root]
			c.next[root] = uint32(r)
		}
	}
	return nil
}

// edges sorts the pairs of classes, each in both directions, by the rank of the first
// and then of the second, and makes the components.
func (c *componenter) edges(s *sorter) error {
	c.root = singles(len(c.class))
	return c.pairs(func(a, b uint32, similarity float64) error {
		x, y := c.class[c.rank[a]], c.class[c.rank[b]]
		if x == y {
			if similarity != 1 {
				return c.signed.badPair(a, b)
			}
			return nil
		}
		unite(c.root, x, y)
		weight := math.Float64bits(similarity)
		if err := s.add(uint64(x)<<32|uint64(y), weight); err != nil {
			return err
		}
		return s.add(uint64(y)<<32|uint64(x), weight)
	})
}

// decide drops the classes that make a pair with an earlier class that is kept. Only the
// first text of a class can be kept, so what holds for it holds for the class.
func (c *componenter) decide(s *sorter) error {
	c.dropped = make([]uint64, (len(c.class)+63)/64)
	return s.each(func(x item) error {
		a, b := uint32(x.Key>>32), uint32(x.Key)
		if b < a && !c.isDropped(b) {
			c.dropped[a/64] |= 1 << (a % 64)
		}
		return c.look()
	})
}

func (c *componenter) isDropped(class uint32) bool {
	return c.dropped[class/64]>>(class%64)&1 != 0
}

// A neighbour is a kept class and its similarity.
type neighbour struct {
	class      uint32
	similarity float64
}

// assign finds for each text the one that it is dropped for. Texts of a kept class are
// dropped for its first text. Texts of a dropped class choose among the kept
// neighbours of the class that come before them; a later text has more of these.
func (c *componenter) assign(s *sorter) error {
	c.of = singles(len(c.class))
	c.similarity = make([]float64, len(c.class))
	for r := range c.class {
		c.similarity[r] = 1
		if root := c.class[r]; !c.isDropped(root) {
			c.of[r] = root
		}
	}
	var kept []neighbour
	class, last := uint32(0), uint64(math.MaxUint64)
	err := s.each(func(x item) error {
		a, b := uint32(x.Key>>32), uint32(x.Key)
		if a != class {
			c.assignClass(class, kept)
			class, kept = a, kept[:0]
		}
		if x.Key != last && c.isDropped(a) && !c.isDropped(b) {
			if c.next[a] != 0 || b < a {
				kept = append(kept, neighbour{b, math.Float64frombits(x.Value)})
			}
		}
		last = x.Key
		return c.look()
	})
	c.assignClass(class, kept)
	return err
}

// assignClass assigns the texts of a dropped class, if there are neighbours. Neighbours
// must ascend.
func (c *componenter) assignClass(class uint32, kept []neighbour) {
	if len(kept) == 0 {
		return
	}
	best := kept[0]
	for r := class; ; r = c.next[r] {
		n, _ := slices.BinarySearchFunc(kept, r, func(k neighbour, r uint32) int {
			if k.class < r {
				return -1
			}
			return 1
		})
		for _, k := range kept[:n] {
			if k.similarity > best.similarity {
				best = k
			}
		}
		kept = kept[n:]
		c.of[r], c.similarity[r] = best.class, best.similarity
		if c.next[r] == 0 {
			return
		}
	}
}

// write writes the result and returns the foot.
func (c *componenter) write(o *outFile) ([]byte, error) {
	t := newTable(o, resultSize)
	for n, r := range c.rank {
		cluster, of, similarity := uint32(n), uint32(n), 1.0
		if r != unlinked {
			cluster = c.number[find(c.root, c.class[r])]
			of, similarity = c.number[c.of[r]], c.similarity[r]
		}
		if of == uint32(n) {
			c.report.Kept++
		}
		b := t.record()
		binary.LittleEndian.PutUint32(b, cluster)
		binary.LittleEndian.PutUint32(b[4:], of)
		binary.LittleEndian.PutUint64(b[8:], math.Float64bits(similarity))
		if err := c.look(); err != nil {
			return nil, err
		}
		if o.err != nil {
			return nil, o.err
		}
	}
	return appendReport(t.appendTo(nil), c.report), nil
}
