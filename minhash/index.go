package minhash

import (
	"context"
	"fmt"
	"hash/maphash"
	"sync"
	"sync/atomic"
)

// Settings fix what an [Index] holds and what it can find. The zero Settings
// work; they are comparable, and files record them.
type Settings struct {
	Config
	// Banding says which texts become candidates; see [Plan]. The zero Banding
	// means Plan(Slots, 0.8, 0.95).
	Banding Banding
	// Sets keeps the elements of every set, 8 bytes each, so that matches are
	// verified and have exact scores. Without it a search verifies through its
	// Load, or returns estimates.
	Sets bool
}

func (s Settings) withDefaults() (Settings, error) {
	c, err := s.Config.withDefaults()
	if err != nil {
		return s, err
	}
	s.Config = c
	if s.Banding == (Banding{}) {
		if s.Banding, err = Plan(s.Slots, defaultThreshold, defaultRecall); err != nil {
			return s, err
		}
	}
	return s, s.Banding.valid(s.Slots)
}

func (s Settings) differs(have Settings) error {
	if err := s.Config.differs(have.Config); err != nil {
		return err
	}
	if s.Banding != have.Banding {
		return fmt.Errorf("%w: banding %v, want %v", ErrMismatch, have.Banding, s.Banding)
	}
	if s.Sets != have.Sets {
		return fmt.Errorf("%w: sets kept: %t, want %t", ErrMismatch, have.Sets, s.Sets)
	}
	return nil
}

// An Index holds the signatures of many texts, each under an id, and finds those
// like a given one. All its methods may be called from any number of
// goroutines. Methods that search never wait: each sees the texts that were there
// when it began. Methods that change the index wait for one another, not for
// searches. Results do not depend on the order in which texts came.
//
// A text takes 4 bytes a slot for its signature, 8 bytes an element if sets are
// kept, 7 to 10 bytes for each band and once more for the id, the id itself and
// 32 bytes, or 56 if sets are kept. Growing makes new tables before it releases the
// old ones; [Index.Grow] avoids that.
type Index struct {
	settings Settings
	signer   *Signer
	table    atomic.Pointer[table]
	scratch  *sync.Pool // of *scratch

	mu sync.Mutex // held by those who change the index
}

// NewIndex returns an empty index. The error wraps [ErrConfig].
func NewIndex(s Settings) (*Index, error) {
	s, err := s.withDefaults()
	if err != nil {
		return nil, err
	}
	signer, err := New(s.Config)
	if err != nil {
		return nil, err
	}
	x := &Index{
		settings: s,
		signer:   signer,
		scratch:  &sync.Pool{New: func() any { return new(scratch) }},
	}
	x.table.Store(newTable(s, maphash.MakeSeed(), 0, 0))
	return x, nil
}

// Settings returns the settings, with defaults filled in.
func (x *Index) Settings() Settings { return x.settings }

// Signer returns the signer of the index.
func (x *Index) Signer() *Signer { return x.signer }

// Add adds a text with the set of its elements, which may be in any order and
// repeat; Add does not keep a reference to the slice. For an id that is there
// already the error wraps [ErrDuplicate]. An empty set is accepted, but no search
// finds it. Signing happens before other writers have to wait, so adding from
// several goroutines pays.
//
// Adding takes about half a microsecond besides signing and sorting, and a third
// more if tables must grow.
func (x *Index) Add(id string, set []uint64) error {
	return x.sign(id, set, false)
}

// Replace is like Add, but replaces a text with the same id, if there is one. Every
// search sees exactly one of the two.
func (x *Index) Replace(id string, set []uint64) error {
	return x.sign(id, set, true)
}

func (x *Index) sign(id string, set []uint64, replace bool) error {
	w := x.scratch.Get().(*scratch)
	defer x.scratch.Put(w)
	set = w.ascending(set) // first, so that repeats are not signed
	w.signature = x.signer.Sign(w.signature, set)
	if !x.settings.Sets {
		return x.insert(id, w.signature, len(set), nil, replace)
	}
	return x.insert(id, w.signature, len(set), set, replace)
}

// AddSignature adds a text by its signature, which is copied, and the number of
// distinct elements of its set. If the index keeps sets, which AddSignature cannot
// provide, or the number of slots differs, the error wraps [ErrMismatch]. It wraps
// [ErrConfig] if size is 0 and the signature is not empty, or the reverse, or if
// only some slots of the signature are empty.
func (x *Index) AddSignature(id string, s Signature, size int) error {
	if x.settings.Sets {
		return fmt.Errorf("%w: %q has a signature only, but the index keeps sets", ErrMismatch, id)
	}
	if err := x.check(s, size); err != nil {
		return fmt.Errorf("%w: %q", err, id)
	}
	return x.insert(id, s, size, nil, false)
}

// check reports whether a signature fits the index and a size the signature.
func (x *Index) check(s Signature, size int) error {
	if len(s) != x.settings.Slots {
		return fmt.Errorf("%w: %d slots, want %d", ErrMismatch, len(s), x.settings.Slots)
	}
	if n := s.emptySlots(); n != 0 && n != len(s) {
		return fmt.Errorf("%w: %d of %d slots empty", ErrConfig, n, len(s))
	}
	if size < 0 || size > maxSize || (size == 0) != s.Empty() {
		return fmt.Errorf("%w: size %d does not fit the signature", ErrConfig, size)
	}
	return nil
}

func (x *Index) insert(id string, s Signature, size int, set []uint64, replace bool) error {
	if len(id) > maxID {
		return fmt.Errorf("%w: id of %d bytes, want at most %d", ErrConfig, len(id), maxID)
	}
	if size > maxSize {
		return fmt.Errorf("%w: %q has %d elements, want at most %d", ErrConfig, id, size, maxSize)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	t := x.table.Load()
	came, dead := t.counts()
	hash := t.hashID(id)
	old, found := t.find(id, hash, came, dead)
	if found && !replace {
		return fmt.Errorf("%w: %q", ErrDuplicate, id)
	}
	if t.full() {
		if came >= maxTexts {
			return fmt.Errorf("%w: %d texts in the index", ErrConfig, came)
		}
		t = x.enlarge(t)
		came, dead = t.counts()
		old, found = t.find(id, hash, came, dead)
	}
	t.add(came, id, hash, s, size, set)
	if found {
		dead++
		t.died(old).Store(dead)
	}
	t.publish(came+1, dead)
	if t.stale() {
		x.table.Store(t.compacted(t.room()))
	}
	return nil
}

// enlarge replaces t, which is full, by a larger table, or by one without the dead
// texts if they are half of it.
func (x *Index) enlarge(t *table) *table {
	came, dead := t.counts()
	if dead >= came/2 && dead > 0 {
		t = t.compacted(t.room())
	} else {
		t = t.grown()
	}
	x.table.Store(t)
	return t
}

// Delete removes a text and reports whether it was there. Its memory is freed
// when half of the texts have been deleted. Until then searches meet the deleted
// text if it shares a band with their query, at some 50 ns a band. When that has
// cost about as much as a new table without the deleted texts, the next change
// makes one.
func (x *Index) Delete(id string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	t := x.table.Load()
	came, dead := t.counts()
	text, found := t.find(id, t.hashID(id), came, dead)
	if !found {
		return false
	}
	dead++
	t.died(text).Store(dead)
	t.publish(came, dead)
	switch {
	case dead > chunkLen && dead >= came/2:
		x.table.Store(t.compacted(2 * int(came-dead)))
	case t.stale():
		x.table.Store(t.compacted(t.room()))
	}
	return true
}

// Grow makes room for n texts in all, so that adding them makes no new tables. It
// takes as long as adding the present texts.
func (x *Index) Grow(n int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if t := x.table.Load(); n > t.room() {
		x.table.Store(t.resized(min(n, maxTexts)))
	}
}

// View returns the texts as they are now.
func (x *Index) View() View {
	t := x.table.Load()
	came, dead := t.counts()
	return View{index: x, table: t, came: came, dead: dead}
}

// Len returns the number of texts.
func (x *Index) Len() int { return x.View().Len() }

// Query is [View.Query] of the texts as they are now.
func (x *Index) Query(ctx context.Context, set []uint64, s Search) ([]Match, error) {
	return x.View().Query(ctx, set, s)
}

// QueryID is [View.QueryID] of the texts as they are now.
func (x *Index) QueryID(ctx context.Context, id string, s Search) ([]Match, error) {
	return x.View().QueryID(ctx, id, s)
}

// Limits of an index.
const (
	maxTexts = 1<<31 - 2*chunkLen // deleted ones included, until their memory is freed
	maxSize  = 1<<31 - 1          // elements of a set
	maxID    = 1<<16 - 1          // bytes
)
