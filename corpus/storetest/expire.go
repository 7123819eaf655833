package storetest

import (
	"fmt"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// dawn is an arbitrary time; the texts of these laws expire around it.
var dawn = time.Date(2026, 3, 1, 5, 30, 0, 123_456_000, time.UTC)

// expires asserts how many texts Expire removes.
func (s *store) expires(want int, now time.Time) {
	s.t.Helper()
	n, err := s.Expire(s.ctx(), now)
	require.NoError(s.t, err)
	assert.Equal(s.t, want, n, "Expire(%v)", now)
}

// expireBoundary tests that a text goes when its time has come and not a nanosecond
// earlier, whatever the zone of now, and for times of all ages.
func expireBoundary(s *store) {
	zone := time.FixedZone("five behind", -5*60*60)
	never := entry("t", "never", 1)
	s.put(never)
	for i, m := range moments() {
		e := expiring(entry("t", fmt.Sprint(i), 1, 2), m)
		s.put(e)
		s.expires(0, time.Time{})
		s.expires(0, m.Add(-time.Nanosecond))
		s.expires(0, m.Add(-time.Microsecond).In(zone))
		s.holds("t", nil, never, e)
		s.expires(1, m.In(zone))
		s.holds("t", []uint64{1, 2}, never)
		s.put(e)
		s.expires(1, m.Add(time.Nanosecond))
		s.holds("t", []uint64{1, 2}, never)
	}
	all := []corpus.Entry{never}
	for i, m := range moments() {
		all = append(all, expiring(entry("t", fmt.Sprint(i), 1, 2), m))
	}
	s.put(all...)
	for _, m := range moments() {
		s.expires(1, m)
		all = append(all[:1:1], all[2:]...)
		s.holds("t", []uint64{1, 2}, all...)
	}
}

// expireRemoves tests that expired texts are gone everywhere, for all tenants.
func expireRemoves(s *store) {
	s.expires(0, dawn)
	for _, t := range []string{"", "t", "u"} {
		s.put(
			expiring(entry(t, "before", 1, 2), dawn.Add(-time.Hour)),
			expiring(entry(t, "at", 3, 1), dawn),
			expiring(entry(t, "after", 1, 4), dawn.Add(time.Microsecond)),
			entry(t, "never", 1, 5))
	}
	s.delete("u", "before")
	old := s.get("t", "at")
	s.expires(5, dawn)
	for _, t := range []string{"", "t", "u"} {
		s.lacks(t, "at")
		s.holds(t, []uint64{2, 3}, expiring(entry(t, "after", 1, 4), dawn.Add(time.Microsecond)), entry(t, "never", 1, 5))
	}
	s.lacksDelete("t", "at")
	assert.Empty(s.t, s.records("t", old.Number))
	s.expires(0, dawn)

	again := entry("t", "at", 3)
	s.put(again)
	assert.NotEqual(s.t, old.Number, s.get("t", "at").Number)
	s.expires(3, dawn.Add(time.Hour))
	s.holds("t", []uint64{1, 2, 4}, again, entry("t", "never", 1, 5))
}

// expireReplaced tests that the Expires of the current text counts, not that of a
// text which it replaced or which was removed.
func expireReplaced(s *store) {
	hour := func(n int, id string) corpus.Entry {
		return expiring(entry("t", id, 1, uint64(10+n)), dawn.Add(time.Duration(n)*time.Hour))
	}
	s.put(hour(1, "later"), hour(1, "never"), hour(9, "sooner"), entry("t", "once", 1), hour(1, "gone"), hour(1, "same"))
	s.delete("t", "gone")
	s.put(hour(5, "later"), entry("t", "never", 1), hour(2, "sooner"), hour(3, "once"), hour(1, "same"))
	s.put(hour(7, "twice"), hour(4, "twice"))
	s.put(hour(4, "back"), entry("t", "back", 1))
	s.expires(1, dawn.Add(1*time.Hour))
	s.lacks("t", "same")
	s.expires(1, dawn.Add(2*time.Hour))
	s.lacks("t", "sooner")
	s.expires(1, dawn.Add(3*time.Hour))
	s.lacks("t", "once")
	s.holds("t", []uint64{1, 12, 13, 17, 19}, hour(5, "later"), entry("t", "never", 1), hour(4, "twice"), entry("t", "back", 1))
	s.expires(1, dawn.Add(4*time.Hour))
	s.expires(1, dawn.Add(5*time.Hour))
	s.expires(0, dawn.Add(9*time.Hour))
	s.holds("t", []uint64{12, 13, 14, 15}, entry("t", "never", 1), entry("t", "back", 1))
}

// expireMany lets thousands of texts of many tenants expire at once.
func expireMany(s *store) {
	n := fewer(3000)
	var batch, stay []corpus.Entry
	for i := range n {
		e := entry(fmt.Sprint("t", i%7), fmt.Sprint(i), 1, uint64(i+2))
		switch {
		case i%3 != 0:
			e.Expires = dawn.Add(-time.Duration(i) * time.Second)
		case e.Tenant == "t0":
			stay = append(stay, e)
		}
		batch = append(batch, e)
	}
	s.put(batch...)
	s.expires(n-(n+2)/3, dawn)
	s.expires(0, dawn)
	gone := []uint64{1}
	for f := range uint64(n) {
		gone = append(gone, f+2)
	}
	s.holds("t0", gone, stay...)
}
