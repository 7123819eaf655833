package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/synth"
	"github.com/palimpsest-go/palimpsest/compare/score"
	"github.com/stretchr/testify/require"
)

func file(t *testing.T, name, text string) string {
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o666))
	return path
}

func TestParse(t *testing.T) {
	s, err := parse([]string{"-seed", "7", "-dictionary", "a", "b=c", "-texts", "d", "-n", "3", "-dictionary", "e"})
	require.NoError(t, err)
	require.Equal(t, settings{seed: 7, n: 3, dictionaries: []string{"a", "b=c", "e"}, texts: []string{"d"}}, s)
	_, err = parse([]string{"-seed", "7", "x"})
	require.ErrorContains(t, err, "x")
}

// TestRun: score reads what generate writes, and equal arguments give equal
// bytes.
func TestRun(t *testing.T) {
	args := []string{"-n", "60", "-dictionary", "mine=" + file(t, "d.tsv", "the\tye\nof\tfrom out\nin\tinside\nto\tunto\nand\tplus"),
		"-texts", file(t, "t.txt", strings.Repeat("The dog of the house went to the town and sat in the rain. ", 12))}
	var first, second bytes.Buffer
	require.NoError(t, run(&first, io.Discard, args))
	require.NoError(t, run(&second, io.Discard, args))
	require.Equal(t, first.String(), second.String())
	var pairs []score.Pair
	for p, err := range score.Read(&first) {
		require.NoError(t, err)
		pairs = append(pairs, p)
	}
	require.Len(t, pairs, 60)
	groups := map[string]bool{}
	for _, p := range pairs {
		groups[p.Group] = true
		if p.Label == "spun" && !strings.Contains(p.Kind, "both-sides") {
			require.NotNil(t, p.Gold)
		}
	}
	require.True(t, groups["t.txt"])
	_, err := score.Run(t.Context(), pairs[:10], compare.Comparer{}, 0)
	require.NoError(t, err)
}

func TestRunErrors(t *testing.T) {
	for _, c := range []struct {
		flag, path, want string
	}{
		{"-dictionary", file(t, "x.txt", ""), synth.ErrDictionary.Error()},
		{"-dictionary", "nowhere", "nowhere"},
		{"-texts", "nowhere", "nowhere"},
		{"-texts", file(t, "x.jsonl", "{}\n{"), "x.jsonl:2: "},
		{"-texts", file(t, "x.jsonl.gz", "{}"), "x.jsonl.gz: "},
	} {
		require.ErrorContains(t, run(&bytes.Buffer{}, io.Discard, []string{c.flag, c.path}), c.want)
	}
}

func TestReadTexts(t *testing.T) {
	dir := t.TempDir()
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	_, err := w.Write([]byte(`{"id": "a", "page": "p", "source": "one", "suspect": "two"}` + "\n" + `{"id": "b", "text": "three"}`))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a.jsonl.gz"), z.Bytes(), 0o666))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "b.txt"), []byte("four \xff"), 0o666))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "c.txt"), []byte("one"), 0o666))
	texts, err := readTexts([]string{dir})
	require.NoError(t, err)
	var got []string
	for _, x := range texts {
		got = append(got, x.Group+" "+x.Body)
	}
	require.Equal(t, []string{"p one", "b three", "b.txt four \uFFFD"}, got)
}

// TestList: the list names every kind with its languages, and what it names can
// be made alone.
func TestList(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(&out, io.Discard, []string{"-list"}))
	require.Contains(t, out.String(), "made-accents\tstrip\tnear-duplicate\tfr es ru sv no hu de it pt da\n")
	require.Contains(t, out.String(), "made-spun-free\tfree\tspun\t")
	out.Reset()
	require.NoError(t, run(&out, io.Discard, []string{"-n", "12", "-kinds", "made-typos,spun-free"}))
	for p, err := range score.Read(&out) {
		require.NoError(t, err)
		require.Contains(t, []string{"made-typos", "made-spun-free"}, p.Kind)
	}
}

// TestReport: turns that were given up are reported.
func TestReport(t *testing.T) {
	var report bytes.Buffer
	texts := file(t, "t.txt", strings.Repeat("The dog of the house went to the town and sat in the rain. ", 12))
	require.NoError(t, run(io.Discard, &report, []string{"-n", "8", "-kinds", "accents,typos", "-texts", texts}))
	require.Contains(t, report.String(), "made-accents strip: ")
	require.NotContains(t, report.String(), "made-typos")
}

func TestDictionaryLanguage(t *testing.T) {
	for base, want := range map[string]string{"th_fr_FR_v2": "fr", "thes_fr": "fr", "th_nb_NO_v2": "no", "th_en_US_v2": "en", "words": "en", "my_fr_list": "en"} {
		require.Equal(t, want, languageOf(base))
	}
	path := file(t, "d.tsv", "maison\tdemeure")
	d, err := open("mine:fr=" + path)
	require.NoError(t, err)
	require.Equal(t, "mine", d.Name)
	require.Equal(t, "fr", d.Language)
	_, err = open("mine:xx=" + path)
	require.ErrorContains(t, err, "xx")
}
