package pgstore

import (
	"context"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// List begins after any string, also one that no id can be and the server does not
// take, over pages.
func TestListAfterAnyString(t *testing.T) {
	ctx := context.Background()
	s := newStore(t, Settings{})
	ids := []string{"a", "a\x01", "aa", "aé", "a\U0010ffff", "b", "é", "\U0010ffff"}
	for i := range 2*listPage + 1 {
		ids = append(ids, "é"+strings.Repeat("x", i%7)+string(rune(0x1000+i)))
	}
	slices.Sort(ids)
	for _, id := range ids {
		require.NoError(t, s.Put(ctx, "s", entriesOf(id)))
	}
	for _, after := range append([]string{"", "\x00", "a\x00", "a\x00z", "a\x80", "a\xc3", "a\xff", "\xff", "\xed\xa0\x80", "é\xff", "é\xe1", "é\xe1\x81"}, ids...) {
		var want, got []string
		for _, id := range ids {
			if id > after {
				want = append(want, id)
			}
		}
		for r, err := range s.List(ctx, "", after) {
			require.NoError(t, err)
			got = append(got, r.ID)
		}
		require.Equal(t, want, got, "after %q", after)
	}
}

// The longest name that a string starts with, by trying all.
func FuzzLongestName(f *testing.F) {
	for _, s := range []string{"", "a", "a\x00b", "é\xff", "\xed\xa0\x80", "a\xc3", "\ufffd\xef\xbf", "日本\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want := ""
		for i := range len(s) + 1 {
			if utf8.ValidString(s[:i]) && !strings.Contains(s[:i], "\x00") {
				want = s[:i]
			}
		}
		assert.Equal(t, want, longestName(s))
	})
}
