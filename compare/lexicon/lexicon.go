package lexicon

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Lexicon knows which words of one language are related. It is immutable and safe
// for concurrent use. The zero Lexicon is one for [shingle.None] without pairs.
type Lexicon struct {
	lang    shingle.Language
	sources []Source
	probes  []string // forms whose stems a file is checked with
	tables  []table  // the stronger tier first, contrasts last
	rarity  rarities
	stems   uint64        // digest of the stems of the probes
	digest  func() uint32 // CRC-32C of all the above in the file format; nil in the zero Lexicon

	cache   *wordCache // nil in the zero Lexicon
	overlay *overlay   // nil in the zero Lexicon and after Alone
}

// A Source names something that a lexicon was made from, for its provenance.
type Source struct {
	Name    string // such as "wordnet"
	Version string // its makers' version number; may be empty
	Digest  string // of the bytes read, in hexadecimal digits
}

// Language returns the language of the words.
func (l *Lexicon) Language() shingle.Language {
	if l.lang == shingle.Auto {
		return shingle.None
	}
	return l.lang
}

// Sources returns what the lexicon was made from. Each call returns a fresh
// slice, which the caller may keep and change.
func (l *Lexicon) Sources() []Source { return slices.Clone(l.sources) }

// Version names the lexicon for the provenance of results, as in
// "en-2/wordnet-3.0/moby-1.1.2/0123abcd": its language and the version of the
// file format, its sources, and a digest of its content. Lexicons with the same
// version give the same answers. The first call computes the digest, which costs a
// pass over the content.
func (l *Lexicon) Version() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s-%d", l.Language(), formatVersion)
	for _, s := range l.sources {
		b.WriteString("/" + s.Name)
		if s.Version != "" {
			b.WriteString("-" + s.Version)
		}
	}
	var digest uint32
	if l.digest != nil {
		digest = l.digest()
	}
	fmt.Fprintf(&b, "/%08x", digest)
	return b.String()
}

// Pairs returns how many pairs of words are in a tier. If With joined two lexicons,
// a pair that both know counts twice.
func (l *Lexicon) Pairs(t Tier) int {
	if t == None {
		return 0
	}
	return l.count(t)
}

// count returns how many pairs the tables of a tier hold.
func (l *Lexicon) count(t Tier) int {
	var n uint64
	for i := range l.tables {
		if l.tables[i].tier == t {
			n += l.tables[i].pairs
		}
	}
	return int(n)
}

// Key returns the key of a word, or of a phrase of up to three words, given as
// normal forms ([shingle.Word].Form). Inflected forms of one word have one key,
// even irregular ones. The key is 0, which is related to nothing, if there are no
// words, an empty one, or more than three.
//
// A key costs about a microsecond for each word, much more than a call of Tier:
// make it once and keep it. The lexicon caches the keys of some thousand recent
// words, with the rest of [Lexicon.Word], in at most 2.3 MB.
func (l *Lexicon) Key(words ...string) Key {
	if len(words) == 1 {
		return l.Word(words[0]).Key
	}
	return keyOf(l.lang, words)
}

// Tier returns how strongly two words or phrases are related, in either order.
// Nothing is related to itself, so the forms of one word are not related.
//
// The answer is right for every pair that the lexicon was made from. A small share
// of other pairs is reported as related by accident, at random but always the same
// pairs: see the package comment. Tier does not allocate; it costs a few reads from
// memory.
func (l *Lexicon) Tier(a, b Key) Tier { return l.AtLeast(Weak, a, b) }

// AtLeast is Tier for callers that have no use for a tier below least: for such a tier it
// returns None, and costs less.
func (l *Lexicon) AtLeast(least Tier, a, b Key) Tier {
	if a == 0 || b == 0 || a == b {
		return None
	}
	h := pairHash(a, b)
	step := avalanche(h) | 1
	for i := range l.tables {
		t := &l.tables[i]
		if t.tier < max(least, Weak) {
			break // and so are the others
		}
		if t.has(h, step) {
			return t.tier
		}
	}
	return None
}

// newLexicon makes a lexicon from its parts, which it keeps and sorts.
func newLexicon(lang shingle.Language, sources []Source, probes []string, tables []table, rarity rarities) *Lexicon {
	slices.Sort(probes)
	slices.SortStableFunc(tables, func(s, t table) int { return cmp.Compare(t.tier, s.tier) })
	l := &Lexicon{lang: lang, sources: sources, probes: slices.Compact(probes), tables: tables, rarity: rarity, cache: new(wordCache), overlay: new(overlay)}
	for _, p := range l.probes {
		l.stems = avalanche(l.stems ^ uint64(keyOf(lang, []string{p})))
	}
	l.digest = sync.OnceValue(func() uint32 {
		e := encoder{w: io.Discard}
		e.content(l)
		return e.crc
	})
	return l
}
