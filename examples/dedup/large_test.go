package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPile runs the command on generated texts, 30 % of them made from others:
// in one thread, in two, and in another order. DEDUP_TEXTS sets their number;
// 100000 takes half a minute, and go test -v then shows time and memory:
//
//	DEDUP_TEXTS=100000 go test -v -run '^TestPile$' ./examples/dedup
func TestPile(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the command three times")
	}
	n := pileSize(t, 2000)
	const threshold = 0.8
	const seed = 20260701
	dir := t.TempDir()
	p := generate(seed, n)
	var sorted [][]string
	for _, run := range []struct {
		name    string
		order   []int
		threads int
	}{
		{"in-order", inOrder(n), 1},
		{"in-order", inOrder(n), 2},
		{"shuffled", shuffled(n), 2},
	} {
		name := filepath.Join(dir, run.name+".jsonl")
		if _, err := os.Stat(name); err != nil {
			f, err := os.Create(name)
			require.NoError(t, err)
			require.NoError(t, p.writeJSONL(f, run.order))
			require.NoError(t, f.Close())
		}
		input, err := os.Stat(name)
		require.NoError(t, err)
		memory := filepath.Join(dir, "memory")
		out := filepath.Join(dir, "out.jsonl")
		cmd, stderr := process(t, "-o", out, name)
		cmd.Env = append(cmd.Env, fmt.Sprintf("GOMAXPROCS=%d", run.threads), peakMemory+"="+memory)
		began := time.Now()
		require.NoError(t, cmd.Run(), stderr)
		took := time.Since(began)
		require.Empty(t, stderr.String())
		peak, _ := os.ReadFile(memory)
		t.Logf("seed %d: %d texts %s, %.1f MB, %d threads: %.2f s, processor %.2f s, %s",
			uint64(seed), n, run.name, float64(input.Size())/1e6, run.threads, took.Seconds(),
			(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds(), strings.TrimSpace(string(peak)))
		data, err := os.ReadFile(out)
		require.NoError(t, err)
		lines := strings.SplitAfter(strings.TrimSuffix(string(data), "\n"), "\n")
		lines[len(lines)-1] += "\n"
		require.Len(t, lines, n)
		for i, l := range lines {
			require.Contains(t, l, `"`+id(run.order[i])+`"`, "in the order of input")
		}
		slices.Sort(lines)
		sorted = append(sorted, lines)
	}
	require.True(t, slices.Equal(sorted[0], sorted[1]), "one thread and two give different lines")
	require.True(t, slices.Equal(sorted[0], sorted[2]), "another order gives different lines")

	// Within the test the truth is dear, so it comes last.
	truth := pairsOf(p, 5, threshold)
	require.NotEmpty(t, truth)
	cluster := make([]string, n) // lines are sorted by id
	duplicates := 0
	for i, l := range sorted[0] {
		var got line
		require.NoError(t, json.Unmarshal([]byte(l), &got))
		require.Equal(t, id(i), got.ID)
		cluster[i] = got.Cluster
		if !got.Keep {
			duplicates++
		}
	}
	found := 0
	components := newForest(n)
	for pair := range truth {
		components.unite(pair)
		if cluster[pair[0]] == cluster[pair[1]] {
			found++
		}
	}
	// Texts in one cluster that true pairs do not join would be joined by a
	// link below the threshold.
	first := make(map[string]int)
	for i, c := range cluster {
		if _, ok := first[c]; !ok {
			first[c] = i
		}
		require.Equal(t, components.root(first[c]), components.root(i), "%s and %s", id(first[c]), id(i))
	}
	recall := float64(found) / float64(len(truth))
	t.Logf("%d pairs of similarity %.1f and more, %d in one cluster: recall %.5f; no link below; %d of %d texts left out",
		len(truth), threshold, found, recall, duplicates, n)
	assert.GreaterOrEqual(t, recall, 0.99)
}

// pileSize returns the number of texts to generate: n, or what DEDUP_TEXTS says.
func pileSize(t *testing.T, n int) int {
	t.Helper()
	if s := os.Getenv("DEDUP_TEXTS"); s != "" {
		var err error
		n, err = strconv.Atoi(s)
		require.NoError(t, err)
	}
	return n
}

// A forest joins texts in components.
type forest []int

func newForest(n int) forest { return inOrder(n) }

func (f forest) root(i int) int {
	for f[i] != i {
		f[i] = f[f[i]]
		i = f[i]
	}
	return i
}

func (f forest) unite(p pair) { f[f.root(int(p[1]))] = f.root(int(p[0])) }
