package storetest

import (
	"fmt"
	"slices"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// listAfter tests that List yields the texts of one tenant in order of id, without the
// texts themselves, from any place: from an id that is there or was, and from a string
// that no id can be.
func listAfter(s *store) {
	ids := names()
	for _, id := range ids {
		s.put(revised(entry("t", id, 1), "text of "+id), entry("u", id+"u", 1))
	}
	slices.Sort(ids)
	assert.Empty(s.t, s.list("nobody", ""))
	s.lists("t", "", ids)
	for i := 0; i < len(ids); i += 7 {
		s.lists("t", ids[i], ids)
	}
	for _, after := range []string{"\x00", "a\x00", "a\x00b", "aaa", "\xff", "a\xff", "\xc3", ids[len(ids)-1], ids[len(ids)-1] + "x"} {
		s.lists("t", after, ids)
	}
	for range s.List(s.ctx(), "t", "") {
		break // does no harm
	}
	gone := ids[len(ids)/2]
	s.delete("t", gone)
	s.lists("t", gone, ids)
}

// lists asserts that List yields the ids that are greater than after. The given ids are
// in order.
func (s *store) lists(tenant, after string, ids []string) {
	s.t.Helper()
	var want, got []string
	for _, id := range ids {
		if id > after {
			want = append(want, id)
		}
	}
	for _, r := range s.list(tenant, after) {
		assert.Equal(s.t, tenant, r.Tenant)
		assert.Empty(s.t, r.Text.Text)
		got = append(got, r.ID)
	}
	require.Equal(s.t, want, got, "after %.100q", after)
}

// listWhileChanging tests that texts may come and go while List runs, even by the
// caller's own calls. The texts that stay are all listed, in order and once, and
// List comes to an end.
func listWhileChanging(s *store) {
	n := fewer(600)
	name := func(i int) string { return fmt.Sprintf("%04d", i) }
	for i := range n {
		s.put(entry("t", name(i), 1))
	}
	seen := make(map[string]bool)
	touched := make(map[string]bool) // before their turn
	last, step := "", 0
	for r, err := range s.List(s.ctx(), "t", "") {
		require.NoError(s.t, err)
		require.Less(s.t, last, r.ID, "ids do not ascend")
		require.Less(s.t, step, 4*n, "List does not end")
		last, seen[r.ID] = r.ID, true
		other := name((step * 7) % (n * 9 / 10)) // before it or behind
		switch step % 6 {
		case 0:
			s.delete("t", r.ID)
		case 1:
			s.put(entry("t", r.ID, 2)) // is the latest now
		case 2:
			touched[other] = touched[other] || other > r.ID
			s.removeIfThere("t", other)
		case 3:
			touched[other] = touched[other] || other > r.ID
			s.put(entry("t", other, 3))
		case 4:
			s.put(entry("t", "!"+r.ID, 1), entry("t", r.ID+"+", 1)) // before all, and next
		}
		step++
	}
	for i := range n {
		id := name(i)
		assert.True(s.t, seen[id] || touched[id], "text %s is not listed", id)
	}
}
