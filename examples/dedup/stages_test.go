package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// pileFiles writes a generated pile into a directory of shards, with texts shorter than a
// shingle, empty ones and equal ones among them, and returns the directory.
func pileFiles(t *testing.T, texts, shards int) string {
	p := generate(7, texts)
	parts := make([][]string, shards)
	var all []string
	for i := range p {
		all = append(all, p.text(i))
	}
	for i, text := range append(all, "", "", "two words", "Two words!", "two others", "the same words again and again", "the same words again and again") {
		k := i * shards / (len(p) + 7)
		parts[k] = append(parts[k], fmt.Sprintf("t%05d", (i*7919)%100003), text)
	}
	contents := make(map[string]string)
	for k, part := range parts {
		contents[fmt.Sprintf("part-%d.jsonl", k)] = jsonl(part...)
	}
	return files(t, contents)
}

// inStages runs all stages with so many shards each and returns the lines.
func inStages(t *testing.T, work string, sign, pairs, verify int, args []string, inputs ...string) string {
	t.Helper()
	stage := func(name string, shard, count int, inputs ...string) string {
		all := append([]string{"-stage", name, "-work", work, "-shard", fmt.Sprintf("%d/%d", shard, count)}, args...)
		status, stdout, stderr := runCommand(t, "", append(all, inputs...)...)
		require.Equal(t, 0, status, stderr)
		require.Empty(t, stderr)
		return stdout
	}
	for i := range sign {
		require.Empty(t, stage("sign", i+1, sign, inputs...))
	}
	for i := range pairs {
		require.Empty(t, stage("pairs", pairs-i, pairs))
	}
	for i := range verify {
		require.Empty(t, stage("verify", i+1, verify))
	}
	return stage("components", 1, 1)
}

// TestStages: stages and any number of shards give the lines of one process, and so does
// the disk in place of an index.
func TestStages(t *testing.T) {
	dir := pileFiles(t, 400, 5)
	first, second := filepath.Join(dir, "part-0.jsonl"), filepath.Join(dir, "part-3.jsonl")
	for _, args := range [][]string{
		{}, {"-threshold=0.5"}, {"-threshold=1"}, {"-keep=first"}, {"-shingle=2", "-threshold=0.3"},
	} {
		status, want, stderr := runCommand(t, "", append(args, dir)...)
		require.Equal(t, 0, status, stderr)
		require.Contains(t, want, `"keep":false`)
		require.Equal(t, want, inStages(t, t.TempDir(), 1, 1, 1, args, dir))
		require.Equal(t, want, inStages(t, t.TempDir(), 3, 2, 4, args, dir))
		require.Equal(t, want, inStages(t, t.TempDir(), 9, 1, 1, args, dir), "more shards than files")
		_, onDisk, stderr := runCommand(t, "", append(args, "-memory=1K", dir)...)
		require.Empty(t, stderr)
		require.Equal(t, want, onDisk)
	}
	preferred := []string{"-prefer", second}
	_, want, _ := runCommand(t, "", append(preferred, first, second)...)
	work := t.TempDir()
	for i := range 2 {
		status, _, stderr := runCommand(t, "", "-stage=sign", "-work", work, "-shard", fmt.Sprintf("%d/2", i+1), "-prefer", second, first, second)
		require.Equal(t, 0, status, stderr)
	}
	require.Equal(t, want, inStages(t, work, 0, 1, 1, nil))

	_, want, _ = runCommand(t, "", "-write=kept", dir)
	_, kept, _ := runCommand(t, "", "-write=kept", "-memory=1k", dir)
	require.Equal(t, want, kept)
}

// TestStagesAgain: stages that are there are not made again, and are when an input has
// changed.
func TestStagesAgain(t *testing.T) {
	dir, work := pileFiles(t, 60, 3), t.TempDir()
	want := inStages(t, work, 3, 2, 2, nil, dir)
	made := make(map[string]time.Time)
	for _, name := range listDir(t, work) {
		made[name] = modified(t, filepath.Join(work, name))
	}
	require.Len(t, made, 8)
	require.Equal(t, want, inStages(t, work, 3, 2, 2, nil, dir))
	for name, at := range made {
		require.Equal(t, at, modified(t, filepath.Join(work, name)), name)
	}

	changed := filepath.Join(dir, "part-1.jsonl")
	f, err := os.OpenFile(changed, os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = f.WriteString(jsonl("new", "a text that was not there when the stages were made the first time"))
	require.NoError(t, err)
	require.NoError(t, f.Close())
	_, want, _ = runCommand(t, "", dir)
	require.Contains(t, want, `"new"`)
	require.Equal(t, want, inStages(t, work, 3, 2, 2, nil, dir))
	require.Equal(t, made["signed-001-of-003"], modified(t, filepath.Join(work, "signed-001-of-003")))
}

func modified(t *testing.T, name string) time.Time {
	info, err := os.Stat(name)
	require.NoError(t, err)
	return info.ModTime()
}

// listDir returns the names in a directory.
func listDir(t *testing.T, dir string) (names []string) {
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestStageErrors(t *testing.T) {
	dir, work := pileFiles(t, 30, 2), t.TempDir()
	status, _, stderr := runCommand(t, "", "-stage=sign", "-work", work, "-shard=2/2", dir)
	require.Equal(t, 0, status, stderr)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-stage=sort", "-work", work, dir}, "-stage must be one of sign, pairs, verify, components"},
		{[]string{"-stage=sign", dir}, "-work DIR"},
		{[]string{"-stage=sign", "-work", filepath.Join(work, "none"), dir}, "-work: "},
		{[]string{"-stage=sign", "-work", work, "-shard=0/2", dir}, "from 1/N to N/N"},
		{[]string{"-stage=sign", "-work", work, "-shard=3/2", dir}, "from 1/N to N/N"},
		{[]string{"-stage=sign", "-work", work, "-shard=1", dir}, "from 1/N to N/N"},
		{[]string{"-stage=sign", "-work", work, "-"}, "standard input"},
		{[]string{"-stage=sign", "-work", work}, "an input is needed"},
		{[]string{"-stage=sign", "-work", work, "-keep=oldest", dir}, "keeps the longest or the first"},
		{[]string{"-stage=sign", "-work", work, "-write=kept", dir}, "writes lines"},
		{[]string{"-stage=components", "-work", work, "-shard=1/2"}, "no shards"},
		{[]string{"-stage=pairs", "-work", work}, "signed-001-of-002 is missing"},
		{[]string{"-stage=verify", "-work", t.TempDir()}, "no file of the stage sign"},
		{[]string{"-work", work, dir}, "belong to -stage"},
		{[]string{"-memory=many", dir}, "-memory"},
		{[]string{"-memory=0", dir}, "-memory"},
		{[]string{"-memory=1G", "-against", dir, dir}, "exclude each other"},
	} {
		status, stdout, stderr := runCommand(t, "", c.args...)
		requireError(t, status, stdout, stderr, c.want)
	}

	// Other settings, and an id in two shards.
	status, _, _ = runCommand(t, "", "-stage=sign", "-work", work, "-shard=1/2", dir)
	require.Equal(t, 0, status)
	status, stdout, stderr := runCommand(t, "", "-stage=pairs", "-threshold=0.3", "-work", work)
	requireError(t, status, stdout, stderr, "signed-001-of-002")
	twice := files(t, map[string]string{"a.jsonl": jsonl("x", "one two three"), "b.jsonl": jsonl("x", "four five six")})
	work = t.TempDir()
	for _, shard := range []string{"1/2", "2/2"} {
		status, _, stderr = runCommand(t, "", "-stage=sign", "-work", work, "-shard", shard, twice)
		require.Equal(t, 0, status, stderr)
	}
	status, stdout, stderr = runCommand(t, "", "-stage=pairs", "-work", work)
	requireError(t, status, stdout, stderr, `"x"`)
}

func TestReadSize(t *testing.T) {
	for s, want := range map[string]int64{"1": 1, "1K": 1024, "3m": 3 << 20, "2G": 2 << 30, "4T": 4 << 40} {
		n, err := readSize(s)
		require.NoError(t, err)
		require.Equal(t, want, n)
	}
	for _, s := range []string{"", "K", "-1", "1.5G", "1B", "9999999T", strings.Repeat("9", 30)} {
		_, err := readSize(s)
		require.Error(t, err, s)
	}
}
