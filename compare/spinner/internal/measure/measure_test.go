package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// files writes texts and a thesaurus of its own, and returns their names.
func files(t *testing.T) (texts, thesaurus string) {
	t.Helper()
	dir := t.TempDir()
	var entries strings.Builder
	var sentences []string
	for _, w := range strings.Fields("bridge harbour council valley farmer river mill museum paper wheel letter summer village teacher garden window market street winter ladder") {
		sentences = append(sentences, "the old "+w+" was near to what we had seen of it before.")
		fmt.Fprintf(&entries, "%s\t%sly|%sish|%sic|%sor\n", w, w, w, w, w)
	}
	entries.WriteString("old\tancient|aged|antique\nnear\tclose|nigh\nseen\tviewed|spotted|noticed\n")
	thesaurus = filepath.Join(dir, "words.tsv")
	require.NoError(t, os.WriteFile(thesaurus, []byte(entries.String()), 0o600))
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	for i := range 8 {
		turned := append(sentences[i:len(sentences):len(sentences)], sentences[:i]...)
		line, err := json.Marshal(map[string]string{"id": fmt.Sprint(i), "group": fmt.Sprint(i), "language": "en", "text": strings.Join(append(turned, turned[:5]...), " ")})
		require.NoError(t, err)
		fmt.Fprintf(z, "%s\n", line)
	}
	require.NoError(t, z.Close())
	texts = filepath.Join(dir, "texts.jsonl.gz")
	require.NoError(t, os.WriteFile(texts, b.Bytes(), 0o600))
	return texts, thesaurus
}

// Posts follow from the seed, and links and scale read them.
func TestRun(t *testing.T) {
	texts, thesaurus := files(t)
	var halves [2]bytes.Buffer
	for half := range halves {
		args := []string{"posts", "-texts", texts, "-dictionary", "own=" + thesaurus, "-half", fmt.Sprint(half), "-spinners", "20", "-posts", "1"}
		if err := run(&halves[half], args); err != nil {
			require.ErrorContains(t, err, "fewer than posts")
			continue
		}
		var again bytes.Buffer
		require.NoError(t, run(&again, args))
		require.Equal(t, halves[half].String(), again.String())
	}
	all := halves[0].String() + halves[1].String()
	require.Contains(t, all, `"dictionary":"own"`)
	posts := filepath.Join(t.TempDir(), "posts.jsonl")
	require.NoError(t, os.WriteFile(posts, []byte(strings.ReplaceAll(all, `"verdict":"near-duplicate"`, `"verdict":"spun"`)), 0o600))
	var out bytes.Buffer
	require.NoError(t, run(&out, []string{"links", "-background", posts, posts}))
	require.Contains(t, out.String(), "3 x 3 posts of 40")
	require.NoError(t, run(&out, []string{"links", "-prior", ".01", "-confidence", ".9", "-curve", posts}))
	require.Contains(t, out.String(), "odds e^")
	for _, background := range []string{"own", "none", "other"} {
		require.NoError(t, run(&out, []string{"scale", "-accounts", "40", "-mixed", "-background", background, posts}))
	}
	require.ErrorContains(t, run(&out, []string{"scale", "-background", "none of these", posts}), "own, none or other")
	require.NoError(t, run(&out, []string{"made", "-most", "100"}))
	require.Contains(t, out.String(), "2 targets, consistent 1.0, 100 accounts, 0 spinners in the background")
	require.ErrorContains(t, run(&out, []string{"links"}), "files of posts")
	require.ErrorContains(t, run(&out, []string{"other"}), "posts, links, scale, made or alone?")
	require.ErrorContains(t, run(&out, nil), "posts, links, scale, made or alone?")
	require.NoError(t, os.WriteFile(posts, []byte("{}\nno JSON\n"), 0o600))
	require.ErrorContains(t, run(&out, []string{"scale", posts}), posts+":2")
}

func TestAtPrecision(t *testing.T) {
	c := counts{like: 4, scores: []scored{{9, true}, {7, true}, {7, false}, {5, true}, {1, true}}}
	require.Equal(t, 1, c.atPrecision().Count, "of equal scores the unlike pair counts first")
	c.scores = []scored{{9, true}, {7, true}, {0, false}, {5, true}, {1, true}}
	require.Equal(t, 4, c.atPrecision().Count)
}
