package lexicon

import (
	"strings"
	"sync/atomic"
)

// A wordCache keeps what is known about recent words, because a stem costs ten times
// as much as a look-up and texts share most of their words. A word may be in either
// place of its set, the latest first: with one place, two words of a text with the
// same place would repeatedly displace each other. The cache holds copies of forms,
// never parts of a caller's text: at most cachedWords, of maxCachedForm bytes. Its
// content never changes a result.
type wordCache [cachedWords / 2][2]atomic.Pointer[cachedWord]

const (
	cachedWords   = 1 << 14
	maxCachedForm = 32
)

type cachedWord struct {
	form string
	Word
}

// word returns what is known about a word, from the cache or from make.
func (c *wordCache) word(form string, make func(form string) Word) Word {
	if c == nil || len(form) > maxCachedForm {
		return make(form)
	}
	h := uint64(fnvOffset)
	for i := range len(form) {
		h = (h ^ uint64(form[i])) * fnvPrime
	}
	set := &c[(h^h>>29)%uint64(len(c))]
	first := set[0].Load()
	if first != nil && first.form == form {
		return first.Word
	}
	if second := set[1].Load(); second != nil && second.form == form {
		return second.Word
	}
	form = strings.Clone(form)
	w := &cachedWord{form, make(form)}
	set[1].Store(first)
	set[0].Store(w)
	return w.Word
}
