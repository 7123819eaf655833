package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/palimpsest-go/palimpsest/compare/score"
	"github.com/stretchr/testify/require"
)

func TestManifestIsWhole(t *testing.T) {
	sources, err := manifest("")
	require.NoError(t, err)
	require.NotEmpty(t, sources)
	sums := map[string]string{}
	for _, s := range sources {
		require.Len(t, s.sha256, 64, s.archive())
		require.NotEqual(t, "-", s.version, s.archive())
		if had, ok := sums[s.archive()]; ok {
			require.Equal(t, had, s.sha256, "two checksums of %s", s.archive())
		}
		sums[s.archive()] = s.sha256
	}
}

func TestManifestErrors(t *testing.T) {
	for name, line := range map[string]string{
		"columns":  "deb\tx",
		"registry": "rpm\tx\t1\tab\tplain\tnews\ten\t-\t.",
		"reader":   "deb\tx\t1\tab\tnone\tnews\ten\t-\t.",
		"pattern":  "deb\tx\t1\tab\tplain\tnews\ten\t-\t(",
		"language": "deb\tx\t1\tab\tplain\tnews\t*\t-\t.",
	} {
		_, err := readManifest("f.tsv", strings.NewReader("# note\n"+line+"\n"))
		require.ErrorIs(t, err, errManifest, name)
		require.ErrorContains(t, err, "f.tsv:2:", name)
	}
}

func TestMatchReadsTheLanguage(t *testing.T) {
	s, err := parseSource("deb\tx\t1\tab\tman\tmanual-page\t*\t-\t" + `^man/(?P<lang>[a-z_A-Z]+)/`)
	require.NoError(t, err)
	for path, want := range map[string]string{"man/fr/a.1": "fr", "man/pt_BR/a.1": "pt_BR", "man/ja/a.1": "", "doc/fr/a.1": ""} {
		lang, ok := s.match(path)
		require.Equal(t, want != "", ok, path)
		if ok {
			require.Equal(t, want, lang)
		}
	}
}

// archiveOf writes an npm archive into a new store and returns a line for it.
func archiveOf(t *testing.T, line string, files map[string]string) (*store, source) {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for name, text := range files {
		require.NoError(t, w.WriteHeader(&tar.Header{Name: name, Size: int64(len(text)), Mode: 0o644, Typeflag: tar.TypeReg}))
		_, err := io.WriteString(w, text)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	require.NoError(t, z.Close())
	file := filepath.Join(t.TempDir(), "a.tgz")
	require.NoError(t, os.WriteFile(file, b.Bytes(), 0o644))
	s, err := parseSource(line)
	require.NoError(t, err)
	s.sha256, err = sum(file)
	require.NoError(t, err)
	st := &store{dir: t.TempDir()}
	require.NoError(t, st.keep(s, file))
	return st, s
}

// prose are paragraphs with about n words, each unlike the others.
func proseOf(name string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(name)
		for j := i; ; j /= 17 {
			b.WriteByte(byte('a' + j%17))
			if j < 17 {
				break
			}
		}
		if i%25 == 24 {
			b.WriteString(".\n\n")
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func TestEqualArchivesGiveEqualFiles(t *testing.T) {
	files := map[string]string{}
	for i := range 30 {
		files["package/"+string(rune('a'+i))+".txt"] = proseOf(string(rune('a'+i)), 400)
	}
	var want []byte
	for range 3 { // the archive holds the files in another order each time
		st, s := archiveOf(t, "npm\tx\t1\tab\tplain\tnews\ten\t-\t.", files)
		out := t.TempDir()
		require.NoError(t, writeData(context.Background(), st, []source{s}, out))
		got, err := os.ReadFile(filepath.Join(out, "texts.jsonl.gz"))
		require.NoError(t, err)
		if want == nil {
			want = got
		}
		require.Equal(t, want, got)
	}
}

func TestPairsCanBeScored(t *testing.T) {
	files := map[string]string{}
	for i := range 2 * leastKind {
		// Each two neighbouring texts share all but a few words.
		files["package/"+proseOf("n", i/2+1)[:0]+string(rune('a'+i%26))+string(rune('a'+i/26))+".txt"] =
			proseOf("common"+string(rune('a'+i/2%26))+string(rune('a'+i/2/26)), 100) + proseOf("own"+string(rune('a'+i%26))+string(rune('a'+i/26)), 40)
	}
	st, s := archiveOf(t, "npm\tx\t1\tab\tplain\tnews\ten\tstories\t.", files)
	dir := t.TempDir()
	require.NoError(t, writeData(context.Background(), st, []source{s}, dir))
	f, err := os.Open(filepath.Join(dir, "pairs", "stories-en.jsonl.gz"))
	require.NoError(t, err)
	defer f.Close()
	n := 0
	for p, err := range score.Read(f) {
		require.NoError(t, err)
		require.Nil(t, p.Gold)
		require.Equal(t, "stories-en", p.Kind)
		require.NotEmpty(t, p.Group)
		n++
	}
	require.Equal(t, leastKind, n)
}

func TestMissingArchiveIsNamed(t *testing.T) {
	s, err := parseSource("npm\tx\t1\tab\tplain\tnews\ten\t-\t.")
	require.NoError(t, err)
	err = writeData(context.Background(), &store{dir: t.TempDir()}, []source{s}, t.TempDir())
	require.ErrorIs(t, err, os.ErrNotExist)
	require.ErrorContains(t, err, "npm x 1")
}

// slowCosine is what nearest and cosine are held against.
func slowCosine(texts []string, a, b int) float64 {
	words := func(s string) []string { return strings.Fields(strings.ToLower(s)) }
	weight := func(i int, w string) float64 {
		tf, df := 0, 0
		for _, v := range words(texts[i]) {
			if v == w {
				tf++
			}
		}
		for _, t := range texts {
			if strings.Contains(" "+strings.Join(words(t), " ")+" ", " "+w+" ") {
				df++
			}
		}
		if tf == 0 {
			return 0
		}
		return (1 + math.Log(float64(tf))) * math.Log(float64(len(texts)+1)/float64(df))
	}
	all := map[string]bool{}
	for _, t := range texts {
		for _, w := range words(t) {
			all[w] = true
		}
	}
	var dot, x, y float64
	for w := range all {
		p, q := weight(a, w), weight(b, w)
		dot, x, y = dot+p*q, x+p*p, y+q*q
	}
	return dot / math.Sqrt(x*y)
}

func TestNearest(t *testing.T) {
	texts := []string{"the cat sat on the mat", "the cat sat on a mat today", "rain fell over the sea", "rain fell over a grey sea all night", "nothing alike", "the cat sat on the mat"}
	got := nearest(texts)
	require.NotEmpty(t, got)
	has := map[[2]int]bool{}
	for _, n := range got {
		require.InDelta(t, slowCosine(texts, n.a, n.b), n.cosine, 1e-9)
		has[[2]int{n.a, n.b}] = true
	}
	for a := range texts {
		for b := range a { // so few texts that all in bounds are among the nearest
			c := slowCosine(texts, b, a)
			require.Equal(t, c >= minCosine && c < maxCosine, has[[2]int{b, a}], "%d %d %v", b, a, c)
		}
	}
	require.InDelta(t, 1, cosine("one two three", "one two three"), 1e-9)
	require.Zero(t, cosine("one two", "three four"))
}

func TestDifferentDropsCopies(t *testing.T) {
	a, b := proseOf("x", 200), proseOf("y", 200)
	got := different([]Text{{ID: "1", Text: a}, {ID: "2", Text: a + b[:100]}, {ID: "3", Text: b}})
	require.Len(t, got, 2)
	require.Equal(t, "1", got[0].ID)
	require.Equal(t, "3", got[1].ID)
}

func TestGroupsJoinPagesThatShareAPair(t *testing.T) {
	made := map[string][]Pair{"k": {{Pages: []string{"a", "b"}}, {Pages: []string{"x", "y"}}}, "l": {{Pages: []string{"c", "b"}}}}
	group(made)
	require.Equal(t, "a", made["k"][0].Group)
	require.Equal(t, "a", made["l"][0].Group)
	require.Equal(t, "x", made["k"][1].Group)
}

func TestPairsHaveTheMembersOfScore(t *testing.T) {
	data, err := json.Marshal(Pair{ID: "1", Label: "same-topic", Kind: "k", Source: "a", Suspect: "b"})
	require.NoError(t, err)
	require.Contains(t, string(data), `"gold":null`)
}

func TestPagesAreNamedWithoutTheLanguage(t *testing.T) {
	for _, test := range []struct{ name, path, variant, want string }{
		{"gimp-help-hu", "usr/share/gimp/2.0/help/hu/a.html", "hu", "gimp-help:gimp/2.0/help/a.html"},
		{"gimp-help-pt-br", "usr/share/gimp/2.0/help/pt_BR/a.html", "pt", "gimp-help:gimp/2.0/help/a.html"},
		{"apache2-doc", "usr/share/doc/apache2-doc/manual/fr/a.html", "fr", "apache2-doc:doc/apache2-doc/manual/a.html"},
		{"maint-guide-ru", "usr/share/doc/maint-guide-ru/html/a.ru.html", "ru", "maint-guide:doc/maint-guide/html/a.html"},
		{"installation-guide-i386", "usr/share/doc/installation-guide-i386/de/a.html", "de", "installation-guide:doc/installation-guide/a.html"},
	} {
		require.Equal(t, test.want, pageOf(source{name: test.name, reader: "html"}, test.path, test.variant))
	}
}
