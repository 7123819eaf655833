package minhash

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Memory of the deleted is given back: the tables of an index in which texts
// come and go stay small.
func TestDeletedTextsAreForgotten(t *testing.T) {
	x := newIndex(t, settings)
	r := seeded(10)
	for i := range 20_000 {
		require.NoError(t, x.Add(name(i), randomSet(r, 3)))
		if i >= 100 {
			require.True(t, x.Delete(name(i-100)))
		}
	}
	assert.Equal(t, 100, x.Len())
	assert.LessOrEqual(t, x.table.Load().room(), 1024)
	for i := range 100 {
		require.True(t, x.Delete(name(19_900+i)))
	}
	assert.Zero(t, x.Len())
	require.NoError(t, x.Add("again", []uint64{1}))
	assert.True(t, x.View().Has("again"))
}

// A text that comes and goes very often leaves dead ones behind it. The newest
// tells whether its id is there, so that they are not walked past one by one.
func TestHotID(t *testing.T) {
	x := newIndex(t, settings)
	set := randomSet(seeded(12), 50)
	for i := range 3000 { // so that the dead are not half of the texts
		require.NoError(t, x.Add(name(i), randomSet(seeded(uint64(i)), 3)))
	}
	var views []View
	for i := range 1000 {
		require.NoError(t, x.Add("hot", set))
		require.ErrorIs(t, x.Add("hot", set), ErrDuplicate)
		if i%100 == 0 {
			views = append(views, x.View())
		}
		if i%3 == 0 {
			require.NoError(t, x.Replace("hot", set[i%50:]))
		}
		require.True(t, x.Delete("hot"))
		require.False(t, x.Delete("hot"))
		if i%100 == 0 {
			views = append(views, x.View())
		}
	}
	for i, v := range views {
		require.Equal(t, i%2 == 0, v.Has("hot"), "view %d", i)
		matches, err := v.Query(t.Context(), set, Search{})
		require.NoError(t, err)
		require.Len(t, matches, 1-i%2)
	}
	last := x.table.Load()
	came, dead := last.counts()
	require.GreaterOrEqual(t, dead, uint32(1000), "the test is of dead texts")
	newest, found := last.find("hot", last.hashID("hot"), came, dead)
	require.False(t, found)
	require.Equal(t, came-1, newest, "no other is looked at")
}

// Dead texts that searches come past again and again are left out by the next
// change, whatever it is, and views stay as they were.
func TestSearchesForgetTheDead(t *testing.T) {
	set := randomSet(seeded(13), 50)
	for says, change := range map[string]func(*Index){
		"add":    func(x *Index) { require.NoError(t, x.Add("new", []uint64{1})) },
		"delete": func(x *Index) { require.True(t, x.Delete("text7")) },
	} {
		x := newIndex(t, settings)
		fill(t, x, corpus(seeded(14), 400))
		for range 100 {
			require.NoError(t, x.Add("hot", set))
			require.True(t, x.Delete("hot"))
		}
		require.NoError(t, x.Add("hot", set))
		full := x.table.Load()
		require.NoError(t, x.Add("other", []uint64{2}))
		require.True(t, full == x.table.Load(), "nobody searched yet")
		v := x.View()
		var first []Match
		for i := range 100 {
			matches, err := x.Query(t.Context(), set, Search{})
			require.NoError(t, err)
			if i == 0 {
				first = matches
			}
			require.Equal(t, first, matches)
		}
		require.True(t, full == x.table.Load(), "searches change nothing")
		change(x)
		require.False(t, full == x.table.Load(), says)
		_, dead := x.table.Load().counts()
		require.Zero(t, dead)
		matches, err := x.Query(t.Context(), set, Search{})
		require.NoError(t, err)
		require.Equal(t, first, matches)
		require.True(t, v.Has("text7"))
		require.False(t, v.Has("new"))
		require.Equal(t, x.View().Has("new"), x.View().Has("text7"))
	}
}
