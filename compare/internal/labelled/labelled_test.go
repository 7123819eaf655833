package labelled

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// file writes a file, compressed if its name says so, and returns its path.
func file(t *testing.T, name, text string) string {
	path := filepath.Join(t.TempDir(), name)
	data := []byte(text)
	if filepath.Ext(name) == ".gz" {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, err := z.Write(data)
		require.NoError(t, err)
		require.NoError(t, z.Close())
		data = b.Bytes()
	}
	require.NoError(t, os.WriteFile(path, data, 0o666))
	return path
}

const (
	first  = `{"id": "a", "label": "spun", "kind": "free", "source": "big", "suspect": "large", "gold": [[0, 3, 0, 5]], "dictionary": "d", "page": "p", "other": 1}`
	second = `{"id": "b", "label": "unrelated", "source": "x", "suspect": "y", "gold": null}`
)

func TestRead(t *testing.T) {
	for _, name := range []string{"pairs.jsonl", "pairs.jsonl.gz"} {
		pairs, err := Read(file(t, name, first+"\n"+second+"\n"), file(t, name, second))
		require.NoError(t, err)
		require.Len(t, pairs, 3)
		require.Equal(t, Pair{
			ID: "a", Label: "spun", Kind: "free", Source: "big", Suspect: "large",
			Gold: [][4]int{{0, 3, 0, 5}}, Dictionary: "d", Page: "p",
		}, pairs[0])
		require.Nil(t, pairs[1].Gold)
		require.Equal(t, pairs[1], pairs[2])
		require.Equal(t, "p", pairs[0].Group())
		require.Equal(t, "b", pairs[1].Group())
	}
	pairs, err := Read()
	require.NoError(t, err)
	require.Empty(t, pairs)
}

func TestReadErrors(t *testing.T) {
	good := file(t, "good.jsonl", first)
	for _, c := range []struct{ name, text, want string }{
		{"bad.jsonl", first + "\n{\n", "bad.jsonl:2: "},
		{"bad.jsonl.gz", first + "\n" + second + "\nnull x\n", "bad.jsonl.gz:3: "},
		{"type.jsonl", `{"id": 1}`, "type.jsonl:1: "},
		{"gold.jsonl", `{"gold": "x"}`, "gold.jsonl:1: "},
	} {
		path := file(t, c.name, c.text)
		pairs, err := Read(good, path)
		require.ErrorContains(t, err, c.want)
		require.ErrorContains(t, err, filepath.Dir(path))
		require.Nil(t, pairs)
	}
	_, err := Read(filepath.Join(t.TempDir(), "none.jsonl"))
	require.ErrorIs(t, err, os.ErrNotExist)

	path := filepath.Join(t.TempDir(), "plain.jsonl.gz")
	require.NoError(t, os.WriteFile(path, []byte(first), 0o666))
	_, err = Read(path)
	require.ErrorIs(t, err, gzip.ErrHeader)
	require.ErrorContains(t, err, "plain.jsonl.gz")

	cut := file(t, "cut.jsonl.gz", first+"\n"+second+"\n")
	data, err := os.ReadFile(cut)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(cut, data[:len(data)-9], 0o666))
	_, err = Read(cut)
	require.ErrorContains(t, err, "cut.jsonl.gz")
}

func TestGroup(t *testing.T) {
	require.Equal(t, "id", (&Pair{ID: "id"}).Group())
	require.Equal(t, "page", (&Pair{ID: "id", Page: "page"}).Group())
	require.Equal(t, "text", (&Pair{ID: "id", Page: "page", SourceID: "text"}).Group())
}
