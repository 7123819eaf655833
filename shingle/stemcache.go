package shingle

// A stem cache begins with room for stemCacheLeast words and doubles up to
// stemCacheMost. A few thousand words make up nine tenths of the texts of a
// language, but the others cost most: of 300 words of English prose 25 are not
// among 8,192 seen lately.
const (
	stemCacheLeast = 1 << 10
	stemCacheMost  = 1 << 16
	stemCacheWays  = 4
)

// A stemCache remembers the hashes of stems from text to text, because a stem
// costs some hundred times what the hash of a word does. Its places are in
// sets, a word's set follows from its hash, and in a full set the word that
// came first goes first. A word is told by its bytes: words that share a hash
// cannot get each other's stems.
//
// A place takes 32 bytes and the word in it at most maxStemBytes, which makes
// 6 MiB at most, and 1 MiB more while the places double for the last time.
type stemCache struct {
	lang Language
	sets []stemSet // a power of two
	used int       // places
}

// A stemSet holds the words of one set, the one that came last first. It takes
// two lines of the processor's cache; most words are told from others by the
// first.
type stemSet struct {
	hashes [stemCacheWays]uint64 // of the forms
	stems  [stemCacheWays]uint64 // hashes of the stems
	forms  [stemCacheWays]string // empty if the place is free
}

// use makes the cache one for a language. It forgets those of another.
func (c *stemCache) use(lang Language) {
	if c.lang != lang || c.sets == nil {
		*c = stemCache{lang: lang, sets: make([]stemSet, stemCacheLeast/stemCacheWays)}
	}
}

// hash returns the hash of the stem of a form whose own hash, with marks, is h.
func (c *stemCache) hash(h uint64, form []byte) uint64 {
	if len(form) > maxStemBytes {
		return hashWord(string(form)) // is its own stem
	}
	set := c.set(h)
	for i := range set.hashes {
		if set.hashes[i] == h && set.forms[i] == string(form) {
			return set.stems[i]
		}
	}
	s := string(form)
	stem := hashWord(c.lang.Stem(s))
	c.add(h, s, stem)
	return stem
}

// set returns the set for words with the hash h.
func (c *stemCache) set(h uint64) *stemSet { return &c.sets[h&uint64(len(c.sets)-1)] }

// add makes the cache remember a word. Where its set is full, it doubles the
// places first if it may and a quarter of them are taken: a set may be full by
// chance, or because somebody chose words that share one.
func (c *stemCache) add(h uint64, form string, stem uint64) {
	n := len(c.sets) * stemCacheWays
	if c.set(h).full() && c.used >= n/4 && n < stemCacheMost {
		c.double()
	}
	if !c.set(h).full() {
		c.used++
	}
	c.set(h).add(h, form, stem)
}

// double makes twice the places and puts the words there, in the order in which
// they came within their sets.
func (c *stemCache) double() {
	old := c.sets
	c.sets = make([]stemSet, 2*len(old))
	for i := range old {
		for w := stemCacheWays - 1; w >= 0; w-- {
			if s := &old[i]; s.forms[w] != "" {
				c.set(s.hashes[w]).add(s.hashes[w], s.forms[w], s.stems[w])
			}
		}
	}
}

// full reports whether there is no free place.
func (s *stemSet) full() bool { return s.forms[stemCacheWays-1] != "" }

// add puts a word into the set.
func (s *stemSet) add(h uint64, form string, stem uint64) {
	copy(s.hashes[1:], s.hashes[:])
	copy(s.stems[1:], s.stems[:])
	copy(s.forms[1:], s.forms[:])
	s.hashes[0], s.stems[0], s.forms[0] = h, stem, form
}
