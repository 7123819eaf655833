package storetest

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// Programs choose from so few values that most steps meet the results of others.
const (
	playIDs      = 5
	playFeatures = 8
	playTimes    = 4
)

var (
	playTenants = []string{"", "t", "t/"}
	playSchemes = []string{first, second, third}
)

// A player plays a program with a store and a model.
type player struct {
	*store
	model   *model
	program []byte              // that is left
	steps   []string            // steps made so far, for messages
	numbers []map[uint64]uint64 // by tenant: those of the model by those of the store
	seen    []pair              // what was put, gone or not
}

// A pair is a text as the store and as the model returns it.
type pair struct{ store, model corpus.Record }

// next takes a number below n off the program.
func (p *player) next(n int) int {
	if len(p.program) == 0 {
		return 0
	}
	b := p.program[0]
	p.program = p.program[1:]
	return int(b) % n
}

func (p *player) log(format string, args ...any) {
	p.steps = append(p.steps, fmt.Sprintf(format, args...))
}

// step makes one or a few calls that change something.
func (p *player) step() {
	p.t.Helper()
	choice := p.next(256)
	if choice >= 192 { // programs of lower bytes are the same as before there were notes
		p.playNotes(choice % 4)
		return
	}
	switch choice % 16 {
	case 0, 1, 2, 3, 4:
		p.playPut(p.scheme)
	case 5:
		p.playPut(playSchemes[p.next(3)])
	case 6, 7:
		p.playDelete()
	case 8, 9, 10:
		p.playIndex()
	case 11:
		p.playReindex()
	case 12:
		p.playAdopt(playSchemes[p.next(3)])
	case 13:
		p.playExpire()
	case 14:
		p.playReopen()
	case 15:
		p.playLookup()
	}
}

// postings takes postings off the program. The bits of one byte say which features
// they are for.
func (p *player) postings() []corpus.Posting {
	var postings []corpus.Posting
	bits, position := p.next(256), p.next(3)
	for f := range playFeatures {
		if bits>>f&1 == 1 {
			postings = append(postings, corpus.Posting{Feature: uint64(f), Position: uint32(position + f)})
		}
	}
	return postings
}

func (p *player) playPut(scheme string) {
	p.t.Helper()
	var batch []corpus.Entry
	for range 1 + p.next(4) {
		e := entry(playTenants[p.next(3)], fmt.Sprint(p.next(playIDs)))
		e.Postings = p.postings()
		e.Text.Text = fmt.Sprint("put by step ", len(p.steps), ", ", len(batch))
		b := p.next(256)
		if hours := b % playTimes; hours > 0 {
			e.Expires = dawn.Add(time.Duration(hours) * time.Hour)
		}
		if from := b / playTimes % (2 * playIDs); from < playIDs {
			e.Derived = fmt.Sprint(from)
		}
		batch = append(batch, e)
	}
	p.log("Put under %q: %v", scheme, batch)
	before := p.live()
	want := p.model.Put(p.ctx(), scheme, batch)
	p.agree(p.Put(p.ctx(), scheme, batch), want)
	if want == nil {
		p.number(batch, before)
	}
}

// number notes the numbers that texts were given. They are greater than those of
// earlier texts.
func (p *player) number(batch []corpus.Entry, before []pair) {
	p.t.Helper()
	latest := make(map[string]uint64) // by tenant
	for _, one := range before {
		latest[one.store.Tenant] = max(latest[one.store.Tenant], one.store.Number)
	}
	for _, e := range batch {
		tenant := slices.Index(playTenants, e.Tenant)
		m, err := p.model.Get(p.ctx(), e.Tenant, e.ID)
		require.NoError(p.t, err)
		s := p.get(e.Tenant, e.ID)
		if slices.Contains(p.seen, pair{s, m}) { // the id is in the batch twice
			continue
		}
		require.NotContains(p.t, p.numbers[tenant], s.Number, "a number is given again")
		require.Greater(p.t, s.Number, latest[e.Tenant], "a number is less than that of a text that was there")
		p.numbers[tenant][s.Number] = m.Number
		p.seen = append(p.seen, pair{s, m})
	}
}

// live returns the texts that are there.
func (p *player) live() []pair {
	var live []pair
	for _, one := range p.seen {
		if t := p.model.find(one.model.Tenant, one.model.ID); t != nil && t.Number == one.model.Number {
			live = append(live, one)
		}
	}
	return live
}

func (p *player) playDelete() {
	p.t.Helper()
	tenant, id := playTenants[p.next(3)], fmt.Sprint(p.next(playIDs))
	p.log("Delete %q of %q", id, tenant)
	p.agree(p.Delete(p.ctx(), tenant, id), p.model.Delete(p.ctx(), tenant, id))
}

// playIndex indexes some texts. Some of them may be gone, and some already indexed.
func (p *player) playIndex() {
	p.t.Helper()
	var some []pair
	for range 1 + p.next(6) {
		if len(p.seen) > 0 {
			back := p.next(min(20, len(p.seen)))
			some = append(some, p.seen[len(p.seen)-1-back])
		}
	}
	p.indexPairs(playSchemes[p.next(3)], some)
}

// indexPairs calls Index. To index a text again under a scheme gives the same
// postings, as these depend on nothing else.
func (p *player) indexPairs(scheme string, some []pair) {
	p.t.Helper()
	var ours, theirs []corpus.Entry
	for _, one := range some {
		again := slices.IndexFunc(theirs, func(e corpus.Entry) bool { return e.Record == one.model })
		postings := p.postings()
		t := p.model.find(one.model.Tenant, one.model.ID)
		if again >= 0 {
			postings = theirs[again].Postings
		} else if t != nil && t.Number == one.model.Number {
			if have, ok := t.postings[scheme]; ok {
				postings = have
			}
		}
		ours = append(ours, corpus.Entry{Record: one.store, Postings: postings})
		theirs = append(theirs, corpus.Entry{Record: one.model, Postings: postings})
	}
	p.log("Index under %q: %v", scheme, ours)
	p.agree(p.Index(p.ctx(), scheme, ours), p.model.Index(p.ctx(), scheme, theirs))
}

// playReindex indexes all that is stale and adopts the scheme.
func (p *player) playReindex() {
	p.t.Helper()
	scheme := playSchemes[p.next(3)]
	p.indexPairs(scheme, p.live())
	p.playAdopt(scheme)
}

func (p *player) playAdopt(scheme string) {
	p.t.Helper()
	p.log("Adopt %q", scheme)
	want := p.model.Adopt(p.ctx(), scheme)
	p.agree(p.Adopt(p.ctx(), scheme), want)
	if want == nil {
		p.scheme = scheme
	}
}

func (p *player) playExpire() {
	p.t.Helper()
	now := dawn.Add(time.Duration(p.next(playTimes)) * time.Hour)
	p.log("Expire at %v", now)
	want, err := p.model.Expire(p.ctx(), now)
	require.NoError(p.t, err)
	p.expires(want, now)
}

func (p *player) playReopen() {
	p.t.Helper()
	switch crash := p.next(2) == 1; {
	case crash && p.suite.Crash != nil:
		p.log("crash")
		p.reopen(afterCrash)
	case p.suite.Reopen != nil:
		p.log("reopen")
		p.reopen(afterClose)
	}
}

// playLookup looks up features of any scheme, in the order that the program says.
func (p *player) playLookup() {
	p.t.Helper()
	scheme := playSchemes[p.next(3)]
	tenant, limit := p.next(len(playTenants)), p.next(5)
	features := []uint64{0, 1, 2, 3, 4, 5, 6, 7, 8}
	slices.Reverse(features[:p.next(len(features)+1)])
	p.log("Lookup of %v of %q under %q, limit %d", features, playTenants[tenant], scheme, limit)
	p.compareLookup(scheme, tenant, features, limit)
}

// agree asserts that two errors are of one kind, where errors.Is sees kinds.
func (p *player) agree(got, want error) {
	p.t.Helper()
	if want == nil {
		require.NoError(p.t, got, "step: %s", p.steps[len(p.steps)-1])
		return
	}
	for _, kind := range []error{corpus.ErrScheme, corpus.ErrBehind, corpus.ErrNotFound} {
		if errors.Is(want, kind) {
			require.ErrorIs(p.t, got, kind, "step: %s", p.steps[len(p.steps)-1])
		}
	}
}

// compare compares what store and model hold for one tenant and a scheme.
func (p *player) compare() {
	p.t.Helper()
	p.has(p.model.scheme)
	p.compareStale(playSchemes[p.next(3)])
	p.compareTenant(p.next(len(playTenants)), 1+p.next(6))
}

func (p *player) compareStale(scheme string) {
	p.t.Helper()
	var want []corpus.Record
	for r, err := range p.model.Stale(p.ctx(), scheme) {
		require.NoError(p.t, err)
		want = append(want, r)
	}
	var got []corpus.Record
	for _, r := range p.stale(scheme) {
		tenant := slices.Index(playTenants, r.Tenant)
		require.GreaterOrEqual(p.t, tenant, 0, "tenant %q", r.Tenant)
		got = append(got, p.translate(tenant, r))
	}
	p.sameRecords(want, got, "Stale under "+scheme)
}

// translate returns a record of the store with the number that the model gave
// it.
func (p *player) translate(tenant int, r corpus.Record) corpus.Record {
	p.t.Helper()
	n, ok := p.numbers[tenant][r.Number]
	assert.True(p.t, ok, "number %d of tenant %q was never seen", r.Number, playTenants[tenant])
	r.Number = n
	return r
}

// compareTenant compares everything that they hold for a tenant.
func (p *player) compareTenant(tenant, limit int) {
	p.t.Helper()
	name, numbers := playTenants[tenant], p.numbers[tenant]
	want, err := p.model.Records(p.ctx(), name, slices.Collect(maps.Values(numbers)))
	require.NoError(p.t, err)
	var got []corpus.Record
	var all []uint64 // those of other tenants, too
	for _, n := range p.numbers {
		all = slices.AppendSeq(all, maps.Keys(n))
	}
	slices.Sort(all)
	for _, r := range p.records(name, slices.Compact(all)...) {
		got = append(got, p.translate(tenant, r))
	}
	p.sameRecords(want, got, "Records of tenant "+name)
	p.compareList(tenant, "")
	p.compareNotes(name)
	assert.Equal(p.t, len(want), p.count(name), "Count of tenant %q", name)
	for id := range playIDs {
		r, err := p.model.Get(p.ctx(), name, fmt.Sprint(id))
		if err != nil {
			p.lacks(name, fmt.Sprint(id))
		} else {
			assert.Equal(p.t, r, p.translate(tenant, p.get(name, fmt.Sprint(id))))
		}
	}
	p.compareLookup(p.scheme, tenant, []uint64{0, 1, 2, 3, 4, 5, 6, 7, 8}, limit)
}

// compareLookup compares what Lookup visits. The numbers of texts that were put in one
// call may be in any order. The model therefore does not know which places are the
// oldest: it only says which places there are.
func (p *player) compareLookup(scheme string, tenant int, features []uint64, limit int) {
	p.t.Helper()
	name := playTenants[tenant]
	all, wantErr := lookup(p.t, p.model, p.ctx(), scheme, name, features, math.MaxInt)
	given := make(map[uint64]uint64) // numbers of the store by those of the model
	for ours, theirs := range p.numbers[tenant] {
		given[theirs] = ours
	}
	want := make(map[uint64]visited)
	for f, v := range all {
		for i := range v.places {
			v.places[i].Number = given[v.places[i].Number]
		}
		slices.SortFunc(v.places, byNumber)
		if v = upTo(limit, v.places); len(v.places) > 0 {
			want[f] = v
		}
	}
	got, err := lookup(p.t, p.store, p.ctx(), scheme, name, features, limit)
	p.agree(err, wantErr)
	if err == nil {
		assert.Equal(p.t, want, got, "places of tenant %q under %q, limit %d", name, scheme, limit)
	}
}
