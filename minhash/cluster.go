package minhash

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync/atomic"
)

// Clusters returns the connected components of the pairs that [View.Pairs] would
// yield, without components of one text. The ids of a cluster ascend, and clusters
// are ordered by their first id. That is a good text to keep: it does not depend on
// the order in which texts came.
//
// It does not make all pairs. The texts of a bucket are compared only as long as
// they are in different components, so that 100,000 copies of a text cost 100,000
// comparisons a band and not their square. It is slow only if very many texts share
// a band and are not alike. Errors are those of [View.Query]; ctx is checked once
// in 1024 comparisons.
func (v View) Clusters(ctx context.Context, floor float64, load Loader) ([][]string, error) {
	s := Search{Floor: floor, Load: load}
	if err := s.valid(); err != nil {
		return nil, err
	}
	c := clusterer{View: v, search: s, parent: make([]uint32, v.came)}
	for text := range c.parent {
		c.parent[text] = uint32(text)
	}
	for band := range v.table.settings.Banding.Bands {
		if err := c.band(ctx, band); err != nil {
			return nil, err
		}
	}
	return c.components(), nil
}

// A clusterer joins texts, band by band, in a forest of components.
type clusterer struct {
	View
	search Search
	parent []uint32
	w      scratch
	bucket []keyed
	groups [][]uint32
	looks  int // comparisons, for checking ctx once in a while
}

// A keyed is a text with the hash of its slots in a band.
type keyed struct {
	key  uint64
	text uint32
}

// band joins the texts that share the band.
func (c *clusterer) band(ctx context.Context, band int) error {
	k, b := c.table.sketches, c.table.settings.Banding
	heads := k.heads[band*int(k.perHead):][:k.perHead]
	for i := range heads {
		if i&1023 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		c.bucket = c.bucket[:0]
		entry := atomic.LoadUint32(&heads[i])
		if entry == 0 || k.follow(k.numberOf(entry), band) == 0 {
			continue // none, or one
		}
		for entry != 0 {
			number := k.numberOf(entry)
			if text := k.owner(number); c.alive(text) {
				c.bucket = append(c.bucket, keyed{b.key(k.signature(number), band), text})
			}
			entry = k.follow(number, band)
		}
		slices.SortFunc(c.bucket, func(x, y keyed) int {
			return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.text, y.text))
		})
		for rest := c.bucket; len(rest) > 0; {
			n := 1
			for n < len(rest) && rest[n].key == rest[0].key {
				n++
			}
			if n > 1 {
				if err := c.join(ctx, band, rest[:n]); err != nil {
					return err
				}
			}
			rest = rest[n:]
		}
	}
	return nil
}

// join compares the texts of one bucket. Texts of one component form a group; a
// text is compared with the groups of other components until it matches a text of
// each.
func (c *clusterer) join(ctx context.Context, band int, bucket []keyed) error {
	c.groups = c.groups[:0]
	for _, x := range bucket {
		p := c.probe(x.text)
		mine := -1 // the group of x
		for g := 0; g < len(c.groups); g++ {
			group := c.groups[g]
			linked := c.root(group[0]) == c.root(x.text)
			for i := 0; i < len(group) && !linked; i++ {
				if err := c.look(ctx); err != nil {
					return err
				}
				if c.decided(x.text, group[i], band) {
					continue
				}
				var err error
				if _, linked, err = c.judge(ctx, &c.w, &p, group[i], c.search); err != nil {
					return err
				}
			}
			switch {
			case !linked:
			case mine < 0:
				c.unite(x.text, group[0])
				mine = g
			default:
				c.unite(x.text, group[0])
				c.groups[mine] = append(c.groups[mine], group...)
				c.groups[g] = nil
				c.groups = slices.Delete(c.groups, g, g+1)
				g--
			}
		}
		if mine < 0 {
			c.groups = append(c.groups, []uint32{x.text})
		} else {
			c.groups[mine] = append(c.groups[mine], x.text)
		}
	}
	return nil
}

// look counts a comparison and checks ctx once in 1024 of them: a bucket of very
// many texts that are not alike takes long.
func (c *clusterer) look(ctx context.Context) error {
	if c.looks++; c.looks%1024 != 0 {
		return nil
	}
	return ctx.Err()
}

// decided reports whether two texts shared an earlier band too: there they were
// joined, or compared and found unlike.
func (c *clusterer) decided(x, y uint32, band int) bool {
	b := c.table.settings.Banding
	s, t := c.table.signature(x), c.table.signature(y)
	for from := 0; from < band*b.Rows; from += b.Rows {
		if slices.Equal(s[from:from+b.Rows], t[from:from+b.Rows]) {
			return true
		}
	}
	return false
}

// root returns the text that stands for the component, halving the path to it.
func (c *clusterer) root(text uint32) uint32 {
	for c.parent[text] != text {
		c.parent[text] = c.parent[c.parent[text]]
		text = c.parent[text]
	}
	return text
}

// unite joins two components under the lower root.
func (c *clusterer) unite(x, y uint32) {
	x, y = c.root(x), c.root(y)
	c.parent[max(x, y)] = min(x, y)
}

// components returns the ids of the components of more than one text.
func (c *clusterer) components() [][]string {
	var texts []uint32
	for text := range c.came {
		r := c.root(text)
		if c.parent[text] = r; r != text {
			texts = append(texts, text)
		}
	}
	slices.SortFunc(texts, func(x, y uint32) int {
		return cmp.Or(cmp.Compare(c.parent[x], c.parent[y]), cmp.Compare(x, y))
	})
	var clusters [][]string
	for len(texts) > 0 {
		root := c.parent[texts[0]]
		ids := []string{c.table.id(root)}
		for len(texts) > 0 && c.parent[texts[0]] == root {
			ids = append(ids, c.table.id(texts[0]))
			texts = texts[1:]
		}
		slices.Sort(ids)
		clusters = append(clusters, ids)
	}
	slices.SortFunc(clusters, func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	return clusters
}
