package shingle

// A stem cache begins with room for stemCacheLeast words and doubles up to
// stemCacheMost. A few thousand words make up nine tenths of the texts of a
// language, but the others cost most: 25 of 300 words of English prose are not
// among the last 8,192 different ones.
const (
	stemCacheLeast = 1 << 10
	stemCacheMost  = 1 << 16
	stemCacheWays  = 4
)

// A stemCache remembers the hashes of stems from text to text, because a stem costs
// some hundred times as much as the hash of a word. Its places are in sets. The
// hash of a word decides its set, and a full set drops the word that came first.
// Words are compared by their bytes: words that share a hash cannot get each
// other's stems.
//
// A place takes 32 bytes and its word at most maxStemBytes, at most 6 MiB in all,
// and 1 MiB more while the places double for the last time.
type stemCache struct {
	lang Language
	sets []stemSet // a power of two
	used int       // places
}

// A stemSet holds the words of one set, the latest first. It takes two lines of the
// processor's cache; for most words the first line is enough to distinguish them.
type stemSet struct {
	hashes [stemCacheWays]uint64 // of the forms
	stems  [stemCacheWays]uint64 // hashes of the stems
	forms  [stemCacheWays]string // empty if the place is free
}

// use prepares the cache for a language. It forgets the words of another.
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

// add makes the cache remember a word. If its set is full, it first doubles the
// places, if they may grow and a quarter of them are taken: a set may be full by
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

// double doubles the places and moves the words there, keeping the order within
// their sets.
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
