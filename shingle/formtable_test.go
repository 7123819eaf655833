package shingle

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFormTable(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 100, 5000} {
		values := make(map[string]int, n)
		for i := range n {
			values["form"+strconv.Itoa(i)] = i
		}
		table := newFormTable(values)
		for i := range 2*n + 10 {
			form := "form" + strconv.Itoa(i)
			got, ok := table.get(hashForm(form), form)
			want, held := values[form]
			require.Equal(t, held, ok, form)
			require.Equal(t, want, got, form)
		}
		_, ok := table.get(hashForm("form0"), "another form of that hash")
		require.False(t, ok)
	}
	_, ok := (*formTable[int])(nil).get(0, "")
	require.False(t, ok)
}

func TestLowerASCII(t *testing.T) {
	for b := range 256 {
		for at := range 20 {
			s := []byte(strings.Repeat("[`@{\xe9z", 4)[:20])
			s[at] = byte(b)
			want := slices.Clone(s)
			if 'A' <= b && b <= 'Z' {
				want[at] += 'a' - 'A'
			}
			require.Equal(t, string(want), lowerASCII(string(s)))
		}
	}
}
