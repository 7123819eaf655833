package synth

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTemplates(t *testing.T) {
	genres, names := map[string]bool{}, map[string]bool{}
	r := rand.New(rand.NewPCG(1, 1))
	for _, x := range templates() {
		genres[x.genre] = true
		require.False(t, names[x.name], x.name)
		names[x.name] = true
		for range 20 {
			text := x.fill(r)
			require.NotContains(t, text, "{", x.name)
			require.NotContains(t, text, "|", x.name)
			n := NewText("", text).Words()
			require.True(t, n >= fewestWords && n <= 300, "%s has %d words:\n%s", x.name, n, text)
		}
	}
	require.GreaterOrEqual(t, len(templates()), 40)
	require.GreaterOrEqual(t, len(genres), 12)
}

func TestBuiltin(t *testing.T) {
	all := Builtin()
	require.Len(t, all, 2)
	for _, d := range all {
		require.Greater(t, d.Len(), 250, d.Name)
	}
	require.True(t, all[0].Related("military", "navy"))
	require.True(t, all[1].Related("in the", "within the"))
	require.True(t, all[1].Functions)
}

func TestAdd(t *testing.T) {
	d := NewDictionary("")
	d.Add("Big  Dog", "hound", "big bad dog", "Rex", "hound", "", "dog", "a b c d e f", "big-dog", "x1")
	require.Equal(t, map[string][]string{"big dog": {"hound"}}, d.entries)
	d.Add("café", "bar")
	d.Add("", "x")
	require.Equal(t, 1, d.Len())
	require.Equal(t, 2, d.longest)
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o777))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o666))
		return path
	}
	wn := filepath.Dir(write("wn/data.noun", "  1 licence\n00001740 03 n 03 boat 0 small_boat 0 craft(a) 1 001 @ 00001 n 0000 | gloss\n"))
	for _, path := range []string{
		write("words.txt", "boat,craft,vessel\nship,boat\n"),
		write("th.dat", "UTF-8\nboat|2\n(noun)|craft|vessel (generic term)|land (antonym)\n(verb)|sail\n"),
		write("pairs.tsv", "# remark\nboat\tcraft|vessel\n"), wn,
	} {
		d, err := Open("name", path)
		require.NoError(t, err)
		require.Equal(t, "name", d.Name)
		require.True(t, d.Related("boat", "craft"), path)
		require.False(t, d.Related("boat", "land"), path)
		require.False(t, d.Related("boat", "boat"), path)
	}
	for _, path := range []string{
		write("empty.txt", ""), t.TempDir(), write("bad.dat", "UTF-8\nboat\n"), write("short.dat", "UTF-8\nboat|2\n(noun)|craft\n"),
		filepath.Dir(write("bad/data.verb", "00001740 03 n zz boat 0\n")), filepath.Dir(write("few/data.adj", "00001740 03 n 09 boat 0\n")),
	} {
		_, err := Open("", path)
		require.ErrorIs(t, err, ErrDictionary, path)
		require.ErrorContains(t, err, path)
	}
	_, err := Open("", filepath.Join(dir, "none"))
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestInflect(t *testing.T) {
	for _, c := range []struct {
		phrase string
		form   form
		want   string
	}{
		{"city", plural, "cities"}, {"box", plural, "boxes"}, {"day", plural, "days"}, {"child", plural, "children"},
		{"stop", past, "stopped"}, {"hope", past, "hoped"}, {"try", past, "tried"}, {"open", past, "opened"}, {"take", participle, "taken"},
		{"make", ing, "making"}, {"see", ing, "seeing"}, {"die", ing, "dying"}, {"run", ing, "running"}, {"visit", ing, "visiting"},
		{"big", er, "bigger"}, {"happy", est, "happiest"}, {"large", er, "larger"}, {"expensive", er, "more expensive"},
		{"look after", past, "looked after"}, {"trial balloon", plural, "trial balloons"}, {"give up", plural, "gives up"}, {"take place", past, "took place"},
		{"any", base, "any"},
	} {
		require.Equal(t, c.want, inflect(c.phrase, c.form))
	}
}

// TestAnalyse: every inflection of the words of a dictionary is known for one of
// them.
func TestAnalyse(t *testing.T) {
	for key := range Builtin()[0].entries {
		for _, f := range []form{plural, past, ing} {
			if w := inflect(key, f); w != key && !strings.HasPrefix(w, "more ") {
				require.Contains(t, analyse(w), inflected{key, f}, w)
			}
		}
	}
}

func TestRespell(t *testing.T) {
	for _, c := range [][2]string{{"color", "colour"}, {"colors", "colours"}, {"organized", "organised"}, {"analyzing", "analysing"}, {"center", "centre"}, {"organization", "organisation"}} {
		require.Equal(t, c[1], respell(c[0], true))
		require.Equal(t, c[0], respell(c[1], false))
	}
	for _, w := range []string{"exercise", "promised", "size", "prize", "rise", "wise"} {
		require.Equal(t, w, respell(w, false))
		require.Equal(t, w, respell(w, true))
	}
}

func TestArticleFor(t *testing.T) {
	for w, want := range map[string]string{"apple": "an", "pear": "a", "hour": "an", "unit": "a", "Urgent": "an", "European": "a", "": "a"} {
		require.Equal(t, want, articleFor(w), w)
	}
}

func BenchmarkPairs(b *testing.B) {
	g := NewGenerator(1, nil, nil)
	for i := 0; b.Loop(); i++ {
		g.Pair(i)
	}
}
