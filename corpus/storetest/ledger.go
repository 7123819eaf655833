package storetest

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// A Ledger is what the killing test knows about a store that a [Churn] changes.
type Ledger struct {
	// Acked, Kept and Undone count changes: Acked those that were acknowledged, and
	// Kept and Undone those of the others that were found made and not made.
	Acked, Kept, Undone int

	// Resumed counts the re-indexes that were found begun. Errors holds the last
	// process's reports of failed calls.
	Resumed int
	Errors  []string

	now     map[string]int           // version of each id, 0 if it was removed
	pending map[int]map[string]int   // changes that are neither acknowledged nor refused
	gone    map[string]map[int]bool  // versions that were tried since the last check
	copies  map[int]map[string][]int // of each copy: the versions of an id that it may have
	open    map[int]bool             // copies that are being made
	yields  [len(churnSettings)]*corpus.Corpus
}

// NewLedger returns the ledger of a new store.
func NewLedger(t *testing.T) *Ledger {
	twins, err := newYielders(t.Context())
	require.NoError(t, err)
	return &Ledger{
		now: make(map[string]int), pending: make(map[int]map[string]int), gone: make(map[string]map[int]bool), yields: twins,
	}
}

// Fill puts the texts that do not change into a new store.
func (l *Ledger) Fill(t *testing.T, store corpus.Store) {
	require.NoError(t, store.Adopt(t.Context(), l.yields[0].Scheme()))
	var entries []corpus.Entry
	for i := range churnBase {
		r := churnRecord(fmt.Sprint("base-", i), i+1)
		entries = append(entries, corpus.Entry{Record: r, Postings: l.yields[0].Postings(r.Text.Text)})
		l.now[r.ID] = i + 1
	}
	require.NoError(t, store.Put(t.Context(), l.yields[0].Scheme(), entries))
}

// A Moment is something that the process had begun but not ended when it was killed.
type Moment struct {
	Kind string
	N    int
}

// Read follows a process until its pipe ends. It calls line, which may be nil, with
// each line. It returns the things that were under way.
func (l *Ledger) Read(t *testing.T, r io.Reader, line func(string)) (underWay []Moment) {
	l.Errors, l.copies, l.open = nil, make(map[int]map[string][]int), make(map[int]bool)
	open := make(map[Moment]bool)
	for b := bufio.NewReader(r); ; {
		text, err := b.ReadString('\n')
		if err != nil { // a line that was cut does not count
			break
		}
		words := strings.Fields(text)
		switch words[0] {
		case "begin":
			m := momentOf(t, words)
			open[m] = true
			if m.Kind == Copying {
				l.beginCopy(m.N)
			}
		case "done":
			m := momentOf(t, words)
			delete(open, m)
			if m.Kind == Copying {
				delete(l.open, m.N)
			}
		case "error":
			l.Errors = append(l.Errors, strings.TrimSpace(text))
		default:
			l.change(t, words)
		}
		if line != nil {
			line(text)
		}
	}
	for m := range open {
		underWay = append(underWay, m)
	}
	return underWay
}

func momentOf(t *testing.T, words []string) Moment { return Moment{words[1], number(t, words[2])} }

func number(t *testing.T, s string) int {
	n, err := strconv.Atoi(s)
	require.NoError(t, err)
	return n
}

func (l *Ledger) change(t *testing.T, words []string) {
	n := number(t, words[1])
	switch words[0] {
	case "no":
		delete(l.pending, n)
	case "ack":
		for id, v := range l.pending[n] {
			l.now[id] = v
		}
		delete(l.pending, n)
		l.Acked++
	case "try":
		l.pending[n] = make(map[string]int)
		for _, w := range words[2:] {
			id, v, _ := strings.Cut(w, "=")
			l.pending[n][id] = number(t, v)
			if l.gone[id] == nil {
				l.gone[id] = map[int]bool{l.now[id]: true}
			}
			l.gone[id][l.pending[n][id]] = true
			for c := range l.open {
				if len(l.copies[c][id]) == 0 {
					l.copies[c][id] = []int{0} // it was not there when the copy was begun
				}
				l.copies[c][id] = append(l.copies[c][id], l.pending[n][id])
			}
		}
	default:
		require.Fail(t, "unknown line", "%q", words)
	}
}

// beginCopy notes what a copy may hold: the last change acknowledged before it began,
// and changes made meanwhile.
func (l *Ledger) beginCopy(n int) {
	may := make(map[string][]int)
	for id, v := range l.now {
		may[id] = []int{v}
	}
	for _, change := range l.pending {
		for id, v := range change {
			may[id] = append(may[id], l.now[id], v)
		}
	}
	l.copies[n], l.open[n] = may, true
}

// CheckCopy checks that a store is a whole copy n of the last process: each text and
// each boilerplate has a version that the copy may have, and the postings are those of
// these texts.
func (l *Ledger) CheckCopy(t *testing.T, n int, store corpus.Store) {
	may := l.copies[n]
	held := l.held(t, store, func(id string) []int { return may[id] })
	for id, versions := range may {
		require.Contains(t, versions, held[id], "version of %q in copy %d", id, n)
	}
	for id := range held {
		require.Contains(t, may, id)
	}
	l.checkPostings(t, store, l.records(t, store), l.adopted(t, store))
}

// Check compares a store with the ledger, after the process that changed it has ended:
// every acknowledged change is there, with its postings; every other change is made
// completely or not at all; and nothing else is there. If resume is set, it then
// re-indexes to the settings that are not in use, goes on where the process was killed,
// and checks that the postings are those of a store that was never killed.
func (l *Ledger) Check(t *testing.T, store corpus.Store, resume bool) {
	l.settle(t, l.held(t, store, l.may))
	texts := l.checkTexts(t, store)
	from := l.adopted(t, store)
	l.checkPostings(t, store, texts, from)
	if resume {
		to := (slices.Index(l.yields[:], from) + 1) % len(churnSettings)
		if n := l.stale(t, store, l.yields[to].Scheme()); 0 < n && n < len(texts) {
			l.Resumed++
		}
		require.NoError(t, corpus.Reindex(t.Context(), store, churnSettings[to]))
		require.Equal(t, texts, l.checkTexts(t, store), "the re-index changes no text")
		l.checkPostings(t, store, texts, l.yields[to])
		require.Zero(t, l.stale(t, store, l.yields[to].Scheme()))
		require.Equal(t, len(texts), l.stale(t, store, from.Scheme()), "the postings of before are gone")
	}
	clear(l.gone)
}

// adopted returns the corpus of the settings that a store has adopted.
func (l *Ledger) adopted(t *testing.T, store corpus.Store) *corpus.Corpus {
	scheme, err := store.Scheme(t.Context())
	require.NoError(t, err)
	at := slices.IndexFunc(l.yields[:], func(c *corpus.Corpus) bool { return c.Scheme() == scheme })
	require.GreaterOrEqual(t, at, 0, "scheme %q", scheme)
	return l.yields[at]
}

// may returns the versions that an id may have.
func (l *Ledger) may(id string) []int {
	versions := []int{l.now[id]}
	for _, change := range l.pending {
		if v, tried := change[id]; tried {
			versions = append(versions, v)
		}
	}
	return versions
}

// held returns the version that the store has of each id, and checks that each is whole.
// Boilerplate does not show its version, so it must be one of those that it may have.
func (l *Ledger) held(t *testing.T, store corpus.Store, may func(id string) []int) map[string]int {
	held := make(map[string]int)
	for id, r := range l.records(t, store) {
		v := number(t, r.Author)
		want := churnRecord(id, v)
		want.Number = r.Number
		require.Equal(t, want, r)
		held[id] = v
	}
	for n, err := range store.Notes(t.Context(), "") {
		require.NoError(t, err)
		_, name, _ := strings.Cut(n.Name, "/")
		for _, v := range may(name) {
			if v > 0 && churnText(name, v) == n.Value {
				held[name] = v
			}
		}
		require.NotZero(t, held[name], "boilerplate %q is none that was declared last: %q", name, n.Value)
	}
	return held
}

// records returns the records that a store has, by id.
func (l *Ledger) records(t *testing.T, store corpus.Store) map[string]corpus.Record {
	var numbers []uint64
	heads := make(map[uint64]corpus.Record)
	for head, err := range store.List(t.Context(), "", "") {
		require.NoError(t, err)
		numbers = append(numbers, head.Number)
		heads[head.Number] = head
	}
	list, err := store.Records(t.Context(), "", numbers)
	require.NoError(t, err)
	records := make(map[string]corpus.Record)
	for _, r := range list {
		records[r.ID] = r
		r.Text.Text = ""
		require.Equal(t, heads[r.Number], r)
	}
	require.Len(t, records, len(heads))
	n, err := store.Count(t.Context(), "")
	require.NoError(t, err)
	require.Equal(t, len(records), n)
	return records
}

// settle decides the outcome of each change that was not acknowledged. Each is the last
// change of its texts: a writer waits for one change before it makes the next.
func (l *Ledger) settle(t *testing.T, held map[string]int) {
	for _, change := range l.pending {
		made, not := 0, 0
		for id, v := range change {
			if held[id] == v {
				made++
			}
			if held[id] == l.now[id] {
				not++
			}
		}
		switch len(change) {
		case made:
			l.Kept++
			for id, v := range change {
				l.now[id] = v
			}
		case not:
			l.Undone++
		default:
			require.Fail(t, "part of a change", "%d of %d were made, %d not: %v", made, len(change), not, change)
		}
	}
	clear(l.pending)
	for id, v := range l.now {
		require.Equal(t, v, held[id], "version of %q", id)
	}
	for id := range held {
		require.Contains(t, l.now, id)
	}
}

// checkTexts checks that the store has the texts and the boilerplate of the ledger, and
// returns the texts.
func (l *Ledger) checkTexts(t *testing.T, store corpus.Store) map[string]corpus.Record {
	held := l.held(t, store, l.may)
	for id, v := range l.now {
		require.Equal(t, v, held[id], "version of %q", id)
	}
	return l.records(t, store)
}

// checkPostings checks that the store has the postings of these texts and no others.
func (l *Ledger) checkPostings(t *testing.T, store corpus.Store, texts map[string]corpus.Record, twin *corpus.Corpus) {
	want := make(map[uint64][]corpus.Place)
	for id, versions := range l.gone {
		for v := range versions {
			if v > 0 && !isDeclared(id) {
				for _, p := range twin.Postings(churnText(id, v)) {
					want[p.Feature] = nil
				}
			}
		}
	}
	for _, r := range texts {
		for _, p := range twin.Postings(r.Text.Text) {
			want[p.Feature] = append(want[p.Feature], corpus.Place{Number: r.Number, Position: p.Position})
		}
	}
	features := make([]uint64, 0, len(want))
	for f, places := range want {
		features = append(features, f)
		slices.SortFunc(places, func(a, b corpus.Place) int { return cmp.Compare(a.Number, b.Number) })
	}
	got := make(map[uint64][]corpus.Place)
	require.NoError(t, store.Lookup(t.Context(), twin.Scheme(), "", features, 1<<20, func(i int, places []corpus.Place, _ bool) {
		got[features[i]] = slices.Clone(places)
	}))
	for f, places := range want {
		if !slices.Equal(places, got[f]) { // require.Equal takes longer
			require.Equal(t, places, got[f], "places of %x", f)
		}
	}
}

// stale returns how many texts have no postings of a scheme.
func (l *Ledger) stale(t *testing.T, store corpus.Store, scheme string) (n int) {
	for _, err := range store.Stale(context.Background(), scheme) {
		require.NoError(t, err)
		n++
	}
	return n
}

// Copies returns how many copies the last process began and how many it made.
func (l *Ledger) Copies() (begun, made int) { return len(l.copies), len(l.copies) - len(l.open) }
