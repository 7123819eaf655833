package lexicon

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// maxProbes is the most forms with which a lexicon is checked when it is read.
const maxProbes = 256

// A Builder collects related words and makes a [Lexicon] from them. It holds the
// pairs exactly. The lexicon depends on the pairs and on the words for which the
// Builder made keys (the file contains a sample of these words), but not on their
// order. A Builder is not safe for concurrent use; make one with [NewBuilder].
type Builder struct {
	lang   shingle.Language
	pairs  map[uint64]Tier
	apart  map[uint64]bool    // hashes of the pairs that contrast
	rarity map[string]float64 // of forms, in bits
	probes map[uint64]string  // by their hash: the forms with the lowest ones
	bound  uint64             // only hashes below it are kept
}

// NewBuilder returns an empty builder for a language. [shingle.Auto] is treated
// like [shingle.None], which has no stems.
func NewBuilder(lang shingle.Language) *Builder {
	if lang == shingle.Auto {
		lang = shingle.None
	}
	return &Builder{
		lang: lang, pairs: make(map[uint64]Tier), apart: make(map[uint64]bool),
		rarity: make(map[string]float64), probes: make(map[uint64]string), bound: 1<<64 - 1,
	}
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

// Add says that two words or phrases are related. If they were added before, the
// stronger tier counts. Equal keys, a key of 0, and the tier None add nothing.
func (b *Builder) Add(t Tier, x, y Key) {
	if x == 0 || y == 0 || x == y || t == None || t > Strong {
		return
	}
	h := pairHash(x, y)
	b.pairs[h] = max(b.pairs[h], t)
}

// Contrast says that two words or phrases exclude each other, like antonyms and the
// members of a closed set. If they are also strong, in this lexicon or in one that
// it is laid over, they are no contrast: see [Lexicon.Relation]. Equal keys and a
// key of 0 add nothing.
func (b *Builder) Contrast(x, y Key) {
	if x != 0 && y != 0 && x != y {
		b.apart[pairHash(x, y)] = true
	}
}

// Rarity sets how rare a form is, in the bits of [Lexicon.Rarity]: they are rounded
// to a half and limited to 0 to 31.5. The last call for a form counts. An empty
// form and NaN add nothing.
func (b *Builder) Rarity(form string, bits float64) {
	if form != "" && !math.IsNaN(bits) {
		b.rarity[form] = bits
	}
}

// Relation returns the relation of the words or phrases as it was added, exactly.
func (b *Builder) Relation(x, y Key) Relation {
	h := pairHash(x, y)
	t := b.pairs[h]
	return Relation{Tier: t, Contrast: t < Strong && b.apart[h]}
}

// Tier returns the tier of the words or phrases as it was added, exactly.
func (b *Builder) Tier(x, y Key) Tier { return b.pairs[pairHash(x, y)] }

// Lexicon returns a lexicon of the pairs so far.
func (b *Builder) Lexicon(sources ...Source) *Lexicon {
	var byTier [tiers][]uint64
	for h, t := range b.pairs {
		byTier[t] = append(byTier[t], h)
	}
	for h := range b.apart {
		if b.pairs[h] < Strong {
			byTier[None] = append(byTier[None], h)
		}
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
	return newLexicon(b.lang, slices.Clone(sources), b.sample(), tables, newRarities(b.lang, b.rarity))
}

// probe keeps a form if its hash is among the lowest. So the sample depends on the
// set of forms and not on their order, and is spread evenly over them.
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
