package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// tables are what the models were fitted on.
var tables = []string{"made.tsv.gz", "resaid.tsv.gz", "real.tsv.gz"}

// refit is the command that writes the models.
const refit = "go run ./compare/internal/fit -o compare/internal/verdict/model.go compare/internal/fit/made.tsv.gz compare/internal/fit/resaid.tsv.gz compare/internal/fit/real.tsv.gz"

// TestModelOfTable holds the models to the tables of features that they were fitted on.
func TestModelOfTable(t *testing.T) {
	model, err := os.ReadFile("../verdict/model.go")
	require.NoError(t, err)
	for _, name := range tables {
		table, err := os.ReadFile(name)
		require.NoError(t, err)
		require.Contains(t, string(model), fmt.Sprintf("%s %d %x\n", name, len(table), sha256.Sum256(table)),
			"model.go was not fitted on %s as it is; run: %s", name, refit)
	}
	_, err = readAll(tables)
	require.NoError(t, err, "measure the pairs again, see docs/FITTING.md")
}

// TestRefit fits the models again and gets model.go byte for byte: no constant was
// changed by hand.
func TestRefit(t *testing.T) {
	if testing.Short() {
		t.Skip("fits all models, which takes some ten seconds")
	}
	out := filepath.Join(t.TempDir(), "model.go")
	require.NoError(t, run(io.Discard, out, "", false, tables))
	got, err := os.ReadFile(out)
	require.NoError(t, err)
	want, err := os.ReadFile("../verdict/model.go")
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "model.go is not what the tables give; run: %s", refit)
}
