package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
	"github.com/palimpsest-go/palimpsest/corpus/pgstore/pgtest"
)

// resumed answers lines with -mode add -resume and returns for each whether it was
// passed over.
func resumed(t *testing.T, m *moderator, lines string) (unchanged []bool) {
	t.Helper()
	var out strings.Builder
	st := &stream{moderator: m, mode: modeAdd, resume: true}
	require.NoError(t, st.run(t.Context(), newFeed(t.Context(), []string{"-"}, strings.NewReader(lines), 1<<20), &out))
	for line := range strings.Lines(out.String()) {
		var r receipt
		require.NoError(t, json.Unmarshal([]byte(line), &r))
		require.Equal(t, "ok", r.Status, line)
		unchanged = append(unchanged, r.Unchanged)
	}
	return unchanged
}

// TestResume: what is stored as it is, is passed over, and nothing else.
func TestResume(t *testing.T) {
	store := new(memstore.Store)
	v, _ := newService(t, store)
	m := v.moderator
	at := "2026-01-01T01:00:00.0000005+01:00"
	first := textLine(t, "a", pier, "author", "Bo", "group", "g", "time", at) + textLine(t, "b", "") + textLine(t, "c", "one", "tenant", "north")
	require.Equal(t, []bool{false, false, false}, resumed(t, m, first))
	number := func(id string) uint64 {
		r, err := store.Get(t.Context(), "", id)
		require.NoError(t, err)
		return r.Number
	}
	before := number("a")
	require.Equal(t, []bool{true, true, true, true}, resumed(t, m, first+textLine(t, "b", "")))
	require.Equal(t, before, number("a"), "it has come anew")

	for _, changed := range []string{
		textLine(t, "a", pier+" ", "author", "Bo", "group", "g", "time", at), textLine(t, "a", pier, "author", "Al", "group", "g", "time", at),
		textLine(t, "a", pier, "author", "Bo", "time", at), textLine(t, "a", pier, "author", "Bo", "group", "g"),
		textLine(t, "a", pier, "author", "Bo", "group", "g", "time", "2026-01-01T00:00:01Z"), textLine(t, "c", "one"),
	} {
		require.Equal(t, []bool{false}, resumed(t, m, changed))
		require.Equal(t, []bool{true}, resumed(t, m, changed))
	}

	// The last of a name counts, whichever of them is there.
	x, y := textLine(t, "x", "one"), textLine(t, "x", "two")
	for _, c := range []struct {
		there, lines, left string
		unchanged          []bool
	}{
		{x, x + y, "two", []bool{true, false}}, {y, x + y, "two", []bool{false, false}}, {x, x + x, "one", []bool{true, true}},
		{y, x + y + x, "one", []bool{false, false, false}}, {y, y + x + x, "one", []bool{true, false, false}},
	} {
		resumed(t, m, c.there)
		require.Equal(t, c.unchanged, resumed(t, m, c.lines))
		got, err := m.corpus.Get(t.Context(), "", "x")
		require.NoError(t, err)
		require.Equal(t, c.left, got.Text)
	}

	// What expires is passed over as long as it is there for.
	m.expire = time.Hour
	require.Equal(t, []bool{true}, resumed(t, m, x))
	require.NoError(t, m.add(t.Context(), corpus.Text{ID: "old", Text: "one", Expires: time.Now().Add(-time.Second)}))
	require.Equal(t, []bool{false}, m.unchanged(t.Context(), []corpus.Text{{ID: "old", Text: "one"}}))

	_, _, stderr := runCommand(t, "", "-resume")
	require.Contains(t, stderr, "-resume goes with -mode add")
}

// TestResumeAfterKill kills an import in the middle, and has another go on: all texts are
// there, and none that was answered has come anew.
func TestResumeAfterKill(t *testing.T) {
	durableStores(t, func(t *testing.T, name string) {
		const texts = 3000
		input := filepath.Join(t.TempDir(), "texts.jsonl")
		var lines strings.Builder
		for i := range uint64(texts) {
			lines.WriteString(madeLine(i))
		}
		require.NoError(t, os.WriteFile(input, []byte(lines.String()), 0o666))
		cmd, stderr := process(t, "-store="+name, "-mode=add", input)
		stdout, err := cmd.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		out := bufio.NewReader(stdout)
		answered := 0
		for ; answered < texts/3; answered++ {
			_, err := out.ReadString('\n')
			require.NoError(t, err, stderr.String())
		}
		require.NoError(t, cmd.Process.Kill())
		rest, _ := io.ReadAll(out)
		answered += strings.Count(string(rest), "\n")
		cmd.Wait()
		require.Less(t, answered, texts, "it was done")
		before := storedNumbers(t, name, answered)

		status, stdoutAgain, stderrAgain := runCommand(t, "", "-store="+name, "-mode=add", "-resume", input)
		require.Zero(t, status, stderrAgain)
		require.Equal(t, texts, strings.Count(stdoutAgain, "\n"))
		unchanged := strings.Count(stdoutAgain, `"unchanged":true`)
		t.Logf("%d answered before the kill, %d passed over after it", answered, unchanged)
		assert.GreaterOrEqual(t, unchanged, answered)
		assert.Less(t, unchanged, texts)
		after := storedNumbers(t, name, texts)
		assert.Equal(t, before, after[:answered])
	})
}

// storedNumbers returns the numbers of the first made texts, which must be stored.
func storedNumbers(t *testing.T, name string, n int) (numbers []uint64) {
	t.Helper()
	store, err := openStore(context.Background(), name)
	require.NoError(t, err)
	defer store.Close()
	for i := range uint64(n) {
		r, err := store.Get(t.Context(), "", strconv.FormatUint(i, 10))
		require.NoError(t, err, "text %d was answered", i)
		require.Equal(t, madeText(i, 100), r.Text.Text)
		numbers = append(numbers, r.Number)
	}
	return numbers
}

// BenchmarkResume imports MODERATE_TEXTS texts, or 1,000, that are stored already as they
// are, with and without -resume.
func BenchmarkResume(b *testing.B) {
	var lines strings.Builder
	texts := fromEnv(b, "MODERATE_TEXTS", 1000)
	for i := range uint64(texts) {
		lines.WriteString(madeLine(i))
	}
	for kind, name := range map[string]string{
		"pebble": "pebble:" + b.TempDir(), "PostgreSQL": postgresURL(pgtest.Start(b)),
	} {
		run := func(b *testing.B, args ...string) {
			var errs strings.Builder
			args = append(args, "-mode=add", "-store="+name)
			require.Zero(b, run(b.Context(), args, strings.NewReader(lines.String()), io.Discard, &errs), errs.String())
		}
		began := time.Now()
		run(b)
		b.Logf("%s: first import %v", kind, time.Since(began))
		for _, args := range [][]string{nil, {"-resume"}} {
			b.Run(kind+"/"+strings.Join(append(args, "again"), " "), func(b *testing.B) {
				for b.Loop() {
					run(b, args...)
				}
			})
		}
	}
}
