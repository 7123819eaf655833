package lexicon

import (
	"strings"
	"sync/atomic"
)

// A keyCache keeps the keys of words met lately, because a stem costs ten times
// what looking it up does and texts share most of their words. It is a table
// without chains: a word takes the place of another that falls on it. It holds
// copies of forms, never parts of a caller's text: at most cachedWords, of
// maxCachedForm bytes. Whatever it holds, keys are the same.
type keyCache [cachedWords]atomic.Pointer[cachedKey]

const (
	cachedWords   = 1 << 13
	maxCachedForm = 32
)

type cachedKey struct {
	form string
	key  Key
}

// key returns the key of a word, from the cache or by making it.
func (c *keyCache) key(form string, make func(form string) Key) Key {
	if c == nil || len(form) > maxCachedForm {
		return make(form)
	}
	h := uint64(fnvOffset)
	for i := range len(form) {
		h = (h ^ uint64(form[i])) * fnvPrime
	}
	at := &c[(h^h>>29)%cachedWords]
	if e := at.Load(); e != nil && e.form == form {
		return e.key
	}
	k := make(form)
	at.Store(&cachedKey{strings.Clone(form), k})
	return k
}
