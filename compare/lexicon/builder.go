package lexicon

import (
	"cmp"
	"hash/fnv"
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// maxProbes is how many forms a lexicon is checked with when it is read.
const maxProbes = 256

// A Builder collects related words and makes a [Lexicon] of them. It holds the
// pairs exactly. What it makes depends on the pairs and on the words that it made
// keys of, a sample of which goes into the file, but not on their order. It is not
// safe for concurrent use; make one with [NewBuilder].
type Builder struct {
	lang   shingle.Language
	pairs  map[uint64]Tier
	probes map[uint64]string // by their hash: the forms with the lowest ones
	bound  uint64            // what a hash must be below to be kept
}

// NewBuilder returns an empty builder for a language. [shingle.Auto] stands for
// [shingle.None], which has no stems.
func NewBuilder(lang shingle.Language) *Builder {
	if lang == shingle.Auto {
		lang = shingle.None
	}
	return &Builder{lang: lang, pairs: make(map[uint64]Tier), probes: make(map[uint64]string), bound: 1<<64 - 1}
}

// Key returns the key of a word or phrase, as [Lexicon.Key] does.
func (b *Builder) Key(words ...string) Key {
	k := keyOf(b.lang, words)
	if k != 0 {
		for _, w := range words {
			b.probe(w)
		}
	}
	return k
}

// Add says that two words or phrases are related. If that was said before, the
// stronger tier counts. Keys that are equal or 0, and None, add nothing.
func (b *Builder) Add(t Tier, x, y Key) {
	if x == 0 || y == 0 || x == y || t == None || t > Strong {
		return
	}
	h := pairHash(x, y)
	b.pairs[h] = max(b.pairs[h], t)
}

// Tier returns how the words or phrases were said to be related, exactly.
func (b *Builder) Tier(x, y Key) Tier { return b.pairs[pairHash(x, y)] }

// Lexicon returns a lexicon of the pairs so far.
func (b *Builder) Lexicon(sources ...Source) *Lexicon {
	var byTier [tiers][]uint64
	for h, t := range b.pairs {
		byTier[t] = append(byTier[t], h)
	}
	var tables []table
	for t, hashes := range byTier {
		if len(hashes) == 0 {
			continue
		}
		table := newTable(Tier(t), len(hashes))
		for _, h := range hashes { // in any order: bits are only set
			table.add(h)
		}
		tables = append(tables, table)
	}
	return newLexicon(b.lang, slices.Clone(sources), b.sample(), tables)
}

// probe keeps a form if its hash is among the lowest. So the sample depends on
// what forms there are, not on their order, and is spread evenly over them.
func (b *Builder) probe(form string) {
	if len(form) > maxText {
		return
	}
	f := fnv.New64a()
	f.Write([]byte(form))
	h := avalanche(f.Sum64())
	if h >= b.bound {
		return
	}
	b.probes[h] = form
	if len(b.probes) >= 2*maxProbes {
		hashes := b.lowest()
		for _, h := range hashes[maxProbes:] {
			delete(b.probes, h)
		}
		b.bound = hashes[maxProbes]
	}
}

// lowest returns the hashes of the probes in ascending order.
func (b *Builder) lowest() []uint64 {
	hashes := make([]uint64, 0, len(b.probes))
	for h := range b.probes {
		hashes = append(hashes, h)
	}
	slices.SortFunc(hashes, cmp.Compare)
	return hashes
}

// sample returns at most maxProbes forms.
func (b *Builder) sample() []string {
	hashes := b.lowest()
	forms := make([]string, 0, maxProbes)
	for _, h := range hashes[:min(len(hashes), maxProbes)] {
		forms = append(forms, b.probes[h])
	}
	return forms
}
