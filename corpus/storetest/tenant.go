package storetest

import (
	"fmt"
	"strings"

	"github.com/stretchr/testify/assert"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// tenantsApart tests that tenants with the same ids and features never see each other's
// texts.
func tenantsApart(s *store) {
	tenants := []string{"", "t", "tt", "T", "t ", "\x01", "t\x01", "t/", "é", "e\u0301", strings.Repeat("t", 512), strings.Repeat("t", 511)}
	held := make(map[string][]corpus.Entry)
	put := func(i int, e corpus.Entry) {
		held[tenants[i]] = append(held[tenants[i]], e)
		s.put(e)
	}
	for i, t := range tenants { // different positions, and each a feature of its own
		put(i, revised(entry(t, "a", 9, 1, 100+uint64(i)), "a of "+t))
		put(i, revised(entry(t, "b", 1), "b of "+t))
	}
	all := []uint64{1, 9}
	for i := range tenants {
		all = append(all, 100+uint64(i))
	}
	check := func() {
		s.t.Helper()
		for _, t := range tenants {
			s.holds(t, all, held[t]...)
		}
	}
	check()
	for i, t := range tenants {
		switch i % 3 {
		case 0:
			s.delete(t, "a")
			held[t] = held[t][1:]
		case 1:
			held[t][0] = entry(t, "a", 9)
			s.put(held[t][0])
		}
		check()
	}
	s.recordsApart(tenants)
	s.holds("never seen", all)
	s.lacks("never seen", "a")
}

// recordsApart tests that numbers of one tenant give no records of another.
func (s *store) recordsApart(tenants []string) {
	s.t.Helper()
	for _, t := range tenants {
		number := s.get(t, "b").Number
		for _, other := range tenants {
			for _, r := range s.records(other, number) {
				assert.Equal(s.t, other, r.Tenant, "record of a number of tenant %q", t)
			}
		}
	}
}

// namesApart tests pairs of tenant and id that become equal when they are joined
// with some separator.
func namesApart(s *store) {
	var all []corpus.Entry
	tenants := make(map[string][]corpus.Entry)
	add := func(tenant, id string) {
		e := revised(entry(tenant, id, 1, 2+uint64(len(all))), fmt.Sprintf("%q of %q", id, tenant))
		all = append(all, e)
		tenants[tenant] = append(tenants[tenant], e)
	}
	for _, between := range []string{"", "\x01", "\x02", "\x1f", "\x7f", "/", ":", "|", ",", " ", "\t", "\n", `\`, "0", "1", "ÿ", "\ufffd", "\U0010ffff"} {
		add("x"+between, "y"+between+"z")
		add("x"+between+"y", between+"z")
		add("x"+between+"y"+between, "z")
		if between != "" {
			add("x", between+"y"+between+"z")
			add("", "x"+between+"y"+between+"z")
		}
	}
	add("", "xyz")
	add("x", "yz/1")
	s.put(all...)
	for i, e := range all {
		assert.Equal(s.t, e.Text, s.get(e.Tenant, e.ID).Text)
		if i%2 == 0 {
			s.delete(e.Tenant, e.ID)
		}
	}
	for i, e := range all {
		if i%2 == 0 {
			s.lacks(e.Tenant, e.ID)
		}
	}
	even := make(map[corpus.Text]bool)
	for i := 0; i < len(all); i += 2 {
		even[all[i].Text] = true
	}
	for t, held := range tenants {
		var live []corpus.Entry
		for _, e := range held {
			if !even[e.Text] {
				live = append(live, e)
			}
		}
		s.holds(t, []uint64{1}, live...)
	}
}

// namesOfNoText tests that calls find nothing under names that no text can have, as
// under any other unused name.
func namesOfNoText(s *store) {
	a := entry("t", "a", 1, 2)
	s.put(a)
	s.putNote("t", "a", "value")
	ra := s.get("t", "a")
	for _, bad := range []string{"\x00", "a\x00", "\x00a", "\xff", "a\xc3", "\xed\xa0\x80"} {
		s.lacks("t", bad)
		s.lacks(bad, "a")
		assert.ErrorIs(s.t, s.Delete(s.ctx(), "t", bad), corpus.ErrNotFound, "Delete of %q", bad)
		assert.ErrorIs(s.t, s.Delete(s.ctx(), bad, "a"), corpus.ErrNotFound, "Delete of tenant %q", bad)
		assert.Empty(s.t, s.records(bad, ra.Number))
		assert.Empty(s.t, s.find(bad, 1, 2))
		assert.Zero(s.t, s.count(bad))
		assert.Empty(s.t, s.list(bad, ""))
		assert.Empty(s.t, s.notes(bad))
		assert.ErrorIs(s.t, s.DeleteNote(s.ctx(), "t", bad), corpus.ErrNotFound, "DeleteNote of %q", bad)
		assert.ErrorIs(s.t, s.DeleteNote(s.ctx(), bad, "a"), corpus.ErrNotFound, "DeleteNote of tenant %q", bad)
		s.index(second, of(corpus.Record{Number: ra.Number, Text: entry(bad, "a").Text}, 7))
	}
	s.holds("t", nil, a)
	s.hasNotes("t", corpus.Note{Name: "a", Value: "value"})
	assert.Equal(s.t, []corpus.Record{ra}, s.stale(second))
}
