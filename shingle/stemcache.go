package shingle

// stemCacheSize is the number of words whose stems a Hasher remembers. Texts
// of one language repeat themselves: a few thousand words make up nine tenths
// of them. The cache takes less than 1 MB.
const (
	stemCacheSize = 1 << 13
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
}

type stemEntry struct {
	form string
	stem uint64 // hash of the stem
}

// use makes the cache one for a language.
func (c *stemCache) use(lang Language) {
	if c.lang != lang || c.entries == nil {
		c.lang, c.entries = lang, make([]stemEntry, stemCacheSize)
	}
}

// hash returns the hash of the stem of a form whose own hash is h.
func (c *stemCache) hash(h uint64, form []byte) uint64 {
	if len(form) > maxStemBytes {
		return h // is its own stem
	}
	set := c.entries[h%(stemCacheSize/stemCacheWays)*stemCacheWays:][:stemCacheWays]
	for i := range set {
		if set[i].form == string(form) {
			return set[i].stem
		}
	}
	s := string(form)
	copy(set[1:], set)
	set[0] = stemEntry{s, hashForm(c.lang.Stem(s))}
	return set[0].stem
}
