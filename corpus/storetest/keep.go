package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// keeps puts texts of one tenant and asserts that every call returns them
// unchanged.
func (s *store) keeps(texts ...corpus.Text) {
	s.t.Helper()
	var entries []corpus.Entry
	want := make(map[corpus.Text]bool)
	for _, t := range texts {
		entries = append(entries, corpus.Entry{Record: corpus.Record{Text: t}})
		want[t] = true
	}
	require.Len(s.t, want, len(texts), "texts are distinct")
	s.put(entries...)
	var numbers []uint64
	for _, t := range texts {
		r := s.get(t.Tenant, t.ID)
		s.same(t, r.Text, "Get")
		numbers = append(numbers, r.Number)
	}
	s.sameAll(want, s.records(texts[0].Tenant, numbers...), "Records")
	var stale []corpus.Record
	for _, r := range s.stale(second) {
		if r.Tenant == texts[0].Tenant {
			stale = append(stale, r)
		}
	}
	s.sameAll(want, stale, "Stale")
	var listed []corpus.Record
	for _, r := range s.list(texts[0].Tenant, "") {
		if i := slices.IndexFunc(stale, func(other corpus.Record) bool { return r.ID == other.ID }); i >= 0 {
			r.Text.Text = stale[i].Text.Text
		}
		listed = append(listed, r)
	}
	s.sameAll(want, listed, "List")
}

func (s *store) sameAll(want map[corpus.Text]bool, records []corpus.Record, call string) {
	s.t.Helper()
	assert.Equal(s.t, len(want), len(records), "number of records that %s returns", call)
	for _, r := range records {
		assert.True(s.t, want[r.Text], "%s returns a text of id %.100q that was not put", call, r.ID)
	}
}

// same asserts that a text is the one wanted, without printing all of it.
func (s *store) same(want, got corpus.Text, call string) {
	s.t.Helper()
	assert.True(s.t, want.Text == got.Text, "%s changed the text of %.100q: %d bytes, want %d: %.100q, want %.100q",
		call, want.ID, len(got.Text), len(want.Text), got.Text, want.Text)
	want.Text, got.Text = "", ""
	assert.Equal(s.t, want, got, call)
}

// keepsTexts tests that Text is any string of bytes.
func keepsTexts(s *store) {
	random := make([]byte, 5_000_000)
	r := rand.NewChaCha8([32]byte{1})
	r.Read(random)
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	var texts []corpus.Text
	for i, content := range []string{
		"", "\x00", "a\x00b", "\x00\x00", string(all), "\xff\xfe", "\xed\xa0\x80", "\xc3", "\ufeffbom", "line\r\nline\n\n",
		" leading and trailing \t", `'quoted' "twice" \x41 \\ $1 %s ? :a @b {}`, "NULL", `\N`, "\\.", "\u2028\U0010ffff",
		strings.Repeat("a", 1<<20), strings.Repeat("ä ", 1<<16), string(random),
	} {
		texts = append(texts, corpus.Text{ID: fmt.Sprint(i), Tenant: "t", Text: content})
	}
	s.keeps(texts...)
}

// names are pairwise distinct, even if some encodings and collations treat them
// alike.
func names() []string {
	names := []string{
		"a", "A", "aa", "ab", "b", " ", "a ", " a", "\t", "a\n", "a\r\n", "0", "00", "1", "10", "-1", "1e0", "NULL", "null", "nil",
		"%", "_", "a%", "a_", "*", "?", "'", "''", `"`, `\`, `\\`, "$1", ":a", "{}", "[]", ";", "--", "/*", "/", "a/b", "a//b", "..", ".",
		"\x01", "a\x01", "a\x01b", "\x02", "\x1f", "\x7f", "a\x7f", "\u0080", "ÿ", "aÿ", "\ufeff", "\ufffd", "\uffff", "\U0010ffff", "a\U0010ffff",
		"é", "e\u0301", "ß", "ss", "ẞ", "ﬁ", "fi", "İ", "i̇", "ı", "i", "I", "K", "\u212a", "ё", "е", "\u03a9", "\u2126", "σ", "ς",
		"日本語", "한국어", "中文", "العربية", "עברית", "हिन्दी", "ไทย", "ქართული", "አማርኛ", "𐎀𐎁", "👩\u200d🔬", "👩🔬", "a\u200b", "a\u00ad", "a\u202e",
	}
	for _, long := range []string{strings.Repeat("x", 511), strings.Repeat("é", 255) + "x", strings.Repeat("\x01", 511), strings.Repeat("\U0010ffff", 127) + "abc"} {
		names = append(names, long, long+"a", long+"b")
	}
	return names
}

func keepsNames(s *store) {
	var texts []corpus.Text
	all := names()
	for i, n := range all {
		texts = append(texts, corpus.Text{ID: n, Tenant: "t", Author: all[len(all)-1-i], Group: all[(i+7)%len(all)]})
	}
	s.keeps(texts...)
	assert.Equal(s.t, len(all), s.count("t"))
	for _, n := range all {
		s.keeps(corpus.Text{ID: "a", Tenant: n, Author: n, Group: n})
	}
	for _, n := range all {
		s.delete("t", n)
		s.lacks("t", n)
	}
	assert.Zero(s.t, s.count("t"))
}

// moments are times as a store gets them, of all ages.
func moments() []time.Time {
	return []time.Time{
		time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC),
		time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC),
		time.Date(1582, 10, 10, 12, 0, 0, 0, time.UTC),
		time.Date(1677, 9, 21, 0, 12, 43, 0, time.UTC), // before the first that fits 64 bits of ns
		time.Date(1969, 12, 31, 23, 59, 59, 999_999_000, time.UTC),
		time.Unix(0, 0).UTC(),
		time.Unix(0, 1000).UTC(),
		time.Date(2000, 2, 29, 23, 59, 59, 123_456_000, time.UTC),
		time.Date(2016, 12, 31, 23, 59, 59, 999_999_000, time.UTC),
		time.Date(2262, 4, 12, 0, 0, 0, 0, time.UTC), // after the last
		time.Date(9999, 12, 31, 23, 59, 59, 999_999_000, time.UTC),
	}
}

// keepsTimes tests that times come back in UTC, exact to the microsecond, and that
// an unset time stays unset.
func keepsTimes(s *store) {
	texts := []corpus.Text{{ID: "none", Tenant: "t"}}
	for i, m := range moments() {
		texts = append(texts,
			corpus.Text{ID: fmt.Sprint("time", i), Tenant: "t", Time: m},
			corpus.Text{ID: fmt.Sprint("expires", i), Tenant: "t", Expires: m},
			corpus.Text{ID: fmt.Sprint("both", i), Tenant: "t", Time: m, Expires: m.Add(time.Microsecond)})
	}
	texts[len(texts)-1].Expires = time.Time{} // year 10000
	s.keeps(texts...)
}
