package shingle

// A Hasher remembers the stems of minStems words at first and of twice as many
// whenever it has forgotten as many as it can hold, up to maxStems: so that the
// vocabulary of a large collection fits, and a few texts do not pay for it. Of
// 20,000 English-like texts of 300 words, 8,192 places missed 24 words a text.
// The cache takes 3 MB at most with English words, and never more than 6.
const (
	minStems      = 1 << 11
	maxStems      = 1 << 16
	stemCacheWays = 4
)

// A stemCache remembers the hashes of stems from text to text, because a stem
// costs some hundred times what the hash of a word does. Its places are in sets,
// a word's set follows from its hash, and the word that came first goes first.
// A word is told by its bytes: words that share a hash cannot get each other's
// stems.
type stemCache struct {
	lang    Language
	entries []stemEntry
	misses  int // since the cache has its size
}

type stemEntry struct {
	form string
	stem uint64 // hash of the stem
}

// use makes the cache one for a language.
func (c *stemCache) use(lang Language) {
	if c.lang != lang || c.entries == nil {
		*c = stemCache{lang: lang, entries: make([]stemEntry, minStems)}
	}
}

// set returns the places of words with a hash.
func (c *stemCache) set(h uint64) []stemEntry {
	return c.entries[h%uint64(len(c.entries)/stemCacheWays)*stemCacheWays:][:stemCacheWays]
}

// grow doubles the number of places. Words keep their order.
func (c *stemCache) grow() {
	old := c.entries
	c.entries, c.misses = make([]stemEntry, 2*len(old)), 0
	for i := len(old) - 1; i >= 0; i-- {
		if e := old[i]; e.form != "" {
			set := c.set(hashForm(e.form))
			copy(set[1:], set)
			set[0] = e
		}
	}
}

// hash returns the hash of the stem of a form whose own hash is h.
func (c *stemCache) hash(h uint64, form []byte) uint64 {
	if len(form) > maxStemBytes {
		return h // is its own stem
	}
	set := c.set(h)
	for i := range set {
		if set[i].form == string(form) {
			return set[i].stem
		}
	}
	if c.misses++; c.misses > len(c.entries) && len(c.entries) < maxStems {
		c.grow()
		set = c.set(h)
	}
	s := string(form)
	copy(set[1:], set)
	set[0] = stemEntry{s, hashForm(c.lang.Stem(s))}
	return set[0].stem
}
