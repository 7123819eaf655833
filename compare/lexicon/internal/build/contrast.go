package main

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// Two words are opposites if an antonym pointer joins their synsets, or, for
// adjectives, if the synset of one is similar to a synset that has such an
// opposite: moist is similar to wet, and therefore an opposite of dry. Two nouns are
// siblings if they belong to one of the classes of classes.txt. Members of the
// closed sets of package lexicon are added to these.
//
// We also tried to make siblings of all nouns that are kinds of one thing. This
// gives 1.1 million pairs. It holds fewer of the hand-written sets (20 %), since a
// violin and a piano are kinds of different kinds of instruments, and it contrasts
// method and technique, which spinners exchange.

//go:embed classes.txt
var classesText string

// fairShare is the least part of a word's use that must have the sense in which
// it belongs to a class. Without it a crane would be a colleague of a lawyer.
const fairShare = 0.08

// maxRare is the greatest rarity, in bits, of siblings that no thesaurus relates.
// If nothing says that two words are synonyms, it matters less to know that they
// are not, and the pairs of rarer words would take half of the room.
const maxRare = 18.5

// contrast adds all contrasts to the builder except the opposites of satellites. If
// these are also related, the relation counts for more: exploited is a satellite of
// used, and what somebody exploits is used.
func (c *collection) contrast(classes string) error {
	c.listed()
	c.opposites(false)
	if len(c.wordnet.synsets) == 0 {
		return nil // left out
	}
	below := c.wordnet.below()
	c.kinds(below)
	n := 0
	for line := range strings.Lines(classes) {
		n++
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		line, names := strings.CutSuffix(line, " names")
		var class []member
		for node := range strings.SplitSeq(line, " + ") {
			set, err := c.wordnet.noun(node)
			if err != nil {
				return fmt.Errorf("classes.txt:%d: %w", n, err)
			}
			class = append(class, c.members(set, below, names)...)
		}
		c.siblings(class)
	}
	return nil
}

// things are the fields of natural things: animals, the body, food, plants and
// substances, see lexnames(5WN). Kinds of one thing in other fields are often
// synonyms: method and technique, shop and general store.
var things = []string{"05", "08", "13", "20", "27"}

// kinds adds the nouns for things that are directly kinds of one thing.
func (c *collection) kinds(below map[int32][]kind) {
	for set, kinds := range below {
		if !slices.Contains(things, c.wordnet.synsets[set].field) {
			continue
		}
		var class []member
		for _, k := range kinds {
			for _, e := range c.usual(k.set) {
				if !k.instance {
					class = append(class, member{e, k.set})
				}
			}
		}
		c.siblings(class)
	}
}

// noun returns the synset of a noun and the number of a sense, such as "gem 2".
func (w *wordNet) noun(node string) (int32, error) {
	lemma, number, _ := strings.Cut(node, " ")
	rank, err := strconv.Atoi(number)
	if sets := w.nouns[lemma]; err == nil && rank > 0 && rank <= len(sets) {
		return sets[rank-1], nil
	}
	return 0, fmt.Errorf("%w: %q is no sense of a noun", errInput, node)
}

// listed adds the members of the closed sets, and the words for people that differ
// in gender or person, which are hand-written in package lexicon. Words that these
// lists hold for the same do not contrast in any class.
func (c *collection) listed() {
	for _, set := range slices.Concat(lexicon.Sets(shingle.English), lexicon.Persons(shingle.English)) {
		members := make([][]entry, len(set.Members))
		for i, ways := range set.Members {
			for _, way := range ways {
				e := c.builder.Key(strings.Fields(way)...)
				for _, same := range members[i] {
					c.same[[2]entry{min(e, same), max(e, same)}] = true
				}
				members[i] = append(members[i], e)
			}
			for _, other := range members[:i] {
				c.apart(members[i], other)
			}
		}
	}
}

// opposites adds antonyms. If indirect is set, it also adds those of satellites.
func (c *collection) opposites(indirect bool) {
	for i := range c.wordnet.synsets {
		s := &c.wordnet.synsets[i]
		for _, o := range s.opposite {
			others := c.usual(o.set)
			c.apart(c.usual(int32(i)), others)
			c.builder.Contrast(s.word(o.word), c.wordnet.synsets[o.set].word(o.other))
			if !indirect {
				continue
			}
			for _, near := range s.similar {
				c.apart(c.usual(near), others)
			}
		}
	}
}

// word returns the entry of the word with a number, 0 if there is none.
func (s *synset) word(number int) entry {
	if number < 1 || number > len(s.words) {
		return 0
	}
	return s.words[number-1]
}

// usual returns the entries of a synset that are often used in its sense.
func (c *collection) usual(set int32) []entry {
	var usual []entry
	for _, e := range c.wordnet.synsets[set].entries {
		if c.wordnet.senses.share(e, set) >= fairShare {
			usual = append(usual, e)
		}
	}
	return usual
}

func (c *collection) apart(xs, ys []entry) {
	for _, x := range xs {
		for _, y := range ys {
			c.builder.Contrast(x, y)
		}
	}
}

// A member is an entry of a class, in a synset.
type member struct {
	entry entry
	set   int32
}

// members returns the members of the class that a synset names, in the order of
// their synsets.
func (c *collection) members(class int32, below map[int32][]kind, names bool) []member {
	seen := map[int32]bool{class: true}
	var walk func(set int32)
	walk = func(set int32) {
		for _, k := range below[set] {
			if !seen[k.set] && (names || !k.instance) {
				seen[k.set] = true
				walk(k.set)
			}
		}
	}
	walk(class)
	delete(seen, class)
	var all []member
	for _, set := range slices.Sorted(maps.Keys(seen)) {
		for _, e := range c.usual(set) {
			all = append(all, member{e, set})
		}
	}
	return all
}

// siblings adds the pairs of a class, unless one word is a kind or a part of the
// other. It puts pairs with a rare word aside.
func (c *collection) siblings(class []member) {
	above := make(map[int32]map[int32]bool)
	for _, m := range class {
		if above[m.set] == nil {
			above[m.set] = c.wordnet.allAbove(m.set)
		}
	}
	kin := make(map[[2]entry]bool)
	for i, x := range class {
		for _, y := range class[:i] {
			if x.set == y.set || above[x.set][y.set] || above[y.set][x.set] || c.wordnet.joined(x.set, y.set) {
				kin[pairOf(x, y)] = true
			}
		}
	}
	for i, x := range class {
		for _, y := range class[:i] {
			switch {
			case kin[pairOf(x, y)] || c.same[pairOf(x, y)]:
			case c.common(x.entry) && c.common(y.entry):
				c.builder.Contrast(x.entry, y.entry)
			default:
				c.rare = append(c.rare, pairOf(x, y))
			}
		}
	}
}

// pairOf returns the entries of two members in ascending order.
func pairOf(x, y member) [2]entry {
	return [2]entry{min(x.entry, y.entry), max(x.entry, y.entry)}
}

// common reports whether a sibling is common enough for a pair that no thesaurus
// relates.
func (c *collection) common(e entry) bool { return c.wordnet.counts.bits(e) <= maxRare }

// rareSiblings adds those of the pairs that were put aside whose words are related.
func (c *collection) rareSiblings() {
	for _, p := range c.rare {
		if c.builder.Tier(p[0], p[1]) != lexicon.None {
			c.builder.Contrast(p[0], p[1])
		}
	}
}

// A kind is a synset below another.
type kind struct {
	set      int32
	instance bool
}

// below returns what is directly below each synset.
func (w *wordNet) below() map[int32][]kind {
	below := make(map[int32][]kind)
	for i := range w.synsets {
		for _, a := range w.synsets[i].above {
			below[a.set] = append(below[a.set], kind{int32(i), a.instance})
		}
	}
	return below
}

// joined reports whether a pointer leads between two synsets.
func (w *wordNet) joined(a, b int32) bool {
	_, ok := slices.BinarySearch(w.synsets[a].pointers, b)
	return ok
}

// allAbove returns everything that a synset is a kind of.
func (w *wordNet) allAbove(set int32) map[int32]bool {
	all := make(map[int32]bool)
	var walk func(set int32)
	walk = func(set int32) {
		for _, a := range w.synsets[set].above {
			if !all[a.set] {
				all[a.set] = true
				walk(a.set)
			}
		}
	}
	walk(set)
	return all
}
