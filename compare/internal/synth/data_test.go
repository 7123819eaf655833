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
			n := NewText(Base{Body: text, Language: "en"}).Words()
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
	d.Add("Tokyo 3", "bar")
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
		write("th.dat", "\ufeffUTF-8\nboat|1\n(noun)|craft\n"),
		write("latin.dat", "ISO8859-1\nboat|2\n(noun)|craft|b\xe2teau\n(verb)|sail\n"), write("th2.dat", "UTF-8\nboat|2\n(noun)|craft|vessel (generic term)|land (antonym)\n(verb)|sail\n"),
		write("pairs.tsv", "# remark\nboat\tcraft|vessel\n"), wn,
	} {
		d, err := Open("name", "", path)
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
		_, err := Open("", "", path)
		require.ErrorIs(t, err, ErrDictionary, path)
		require.ErrorContains(t, err, path)
	}
	_, err := Open("", "", filepath.Join(dir, "none"))
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
		require.Equal(t, c.want, inflect(c.phrase, c.form, false))
	}
}

// TestAnalyse: every inflection of the words of a dictionary is known for one of
// them.
func TestAnalyse(t *testing.T) {
	for key := range Builtin()[0].entries {
		for _, f := range []form{plural, past, ing} {
			if w := inflect(key, f, false); w != key && !strings.HasPrefix(w, "more ") {
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
	g, err := NewGenerator(Settings{Seed: 1})
	require.NoError(b, err)
	for i := 0; b.Loop(); i++ {
		g.Pair(i)
	}
}

// TestOpenLanguages: letters of any script are read, in the encoding that the
// file names, and German capitals are made small.
func TestOpenLanguages(t *testing.T) {
	path := filepath.Join(t.TempDir(), "th.dat")
	require.NoError(t, os.WriteFile(path, []byte("ISO8859-1\n\xe9t\xe9|1\n(nom)|saison|belle saison\n"), 0o666))
	d, err := Open("fr", "fr", path)
	require.NoError(t, err)
	require.True(t, d.Related("été", "belle saison"))
	require.NoError(t, os.WriteFile(path, []byte("UTF-8\nHaus|1\n|Gebäude|Heim (ugs.)\n"), 0o666))
	d, err = Open("de", "de", path)
	require.NoError(t, err)
	require.True(t, d.Related("haus", "gebäude") && d.Related("haus", "heim"))
	require.NoError(t, os.WriteFile(path, []byte("KOI8-R\n\xc4\xcf\xcd|1\n|\xda\xc4\xc1\xce\xc9\xc5\n"), 0o666))
	d, err = Open("ru", "ru", path)
	require.NoError(t, err)
	require.True(t, d.Related("дом", "здание"))
	d.index()
	require.Equal(t, "дом", d.stems["дом"])
}

// TestForms: every form of every language can be filled, twice differently, and
// is long enough.
func TestForms(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, l := range strings.Fields(allLanguages) {
		require.NotEmpty(t, forms(l), l)
		require.NotEmpty(t, blanks(l, true), l)
		for _, x := range allForms()[l] {
			a, b := x.fill(r), x.fill(r)
			require.NotEqual(t, a, b, "%s %s", l, x.name)
			require.NotContains(t, a, "{", "%s %s", l, x.name)
			require.NotContains(t, a, "|", "%s %s", l, x.name)
			require.GreaterOrEqual(t, len(strings.Fields(a)), fewestWords, "%s %s", l, x.name)
		}
	}
}
