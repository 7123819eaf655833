package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// badLines returns what -bad wrote, as "file:number: error", without the folder.
func badLines(t *testing.T, name, dir string) (lines []string) {
	t.Helper()
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	for text := range strings.Lines(string(data)) {
		var l badLine
		d := json.NewDecoder(strings.NewReader(text))
		d.DisallowUnknownFields()
		require.NoError(t, d.Decode(&l))
		p := place{number: l.Line}
		switch {
		case l.Object > 0:
			p = place{number: l.Object, unit: unitObject}
		case l.Row > 0:
			p = place{number: l.Row, unit: unitRow}
		}
		lines = append(lines, p.where(strings.TrimPrefix(l.File, dir+"/"))+": "+l.Error)
	}
	return lines
}

// TestSkipBad leaves out what is bad, and nothing else, of each kind of input.
func TestSkipBad(t *testing.T) {
	good := jsonl("1", "one", "2", "two", "3", "three")
	gz := zipped(t, good+strings.Repeat(" \n", 1000))
	for _, c := range []struct {
		name, file, content string
		want                string // ids of what is read
		bad                 []string
	}{
		{"lines", "x.jsonl", "nonsense\n" + jsonl("1", "a") + "{}\n" + jsonl("1", "b", "2", "c") + `{"id":"f"`, "1 2", []string{
			"x.jsonl:1: invalid character 'o' in literal null (expecting 'u')",
			`x.jsonl:3: no field "id"`,
			`x.jsonl:4: the id "1" was met before, in x.jsonl:2`,
			"x.jsonl:6: unexpected end of JSON input",
		}},
		{"gzip cut off", "x.jsonl.gz", gz[:len(gz)-9], "1 2 3", []string{"x.jsonl.gz:1004: the compressed data is cut off"}},
		{"gzip with nothing", "x.jsonl.gz", "", "", []string{"x.jsonl.gz: the compressed data is cut off"}},
		{"gzip cut off in a second member", "x.jsonl.gz", zipped(t, good) + zipped(t, good)[:9], "1 2 3",
			[]string{"x.jsonl.gz:4: the compressed data is cut off"}},
		{"gzip damaged", "x.jsonl.gz", gz[:len(gz)-8] + "12345678", "1 2 3", []string{"x.jsonl.gz:1004: gzip: invalid checksum"}},
		{"not gzip", "x.jsonl.gz", good, "", []string{"x.jsonl.gz: gzip: invalid header"}},
		{"other data behind gzip", "x.jsonl.gz", zipped(t, strings.TrimSpace(good)) + "garbage", "1 2 3",
			[]string{"x.jsonl.gz:3: other data follow the compressed data"}},
		{"zstd cut off", "x.jsonl.zst", zstandard(t, good)[:30], "", []string{"x.jsonl.zst:1: the compressed data is cut off"}},
		{"zstd with nothing", "x.jsonl.zst", "", "", []string{"x.jsonl.zst: the compressed data is cut off"}},
		{"other data behind zstd", "x.jsonl.zst", zstandard(t, good) + "garbage", "1 2 3",
			[]string{"x.jsonl.zst:4: other data follow the compressed data"}},
		{"not zstd", "x.jsonl.zst", good, "", []string{"x.jsonl.zst:1: invalid input: magic number mismatch"}},
		{"a second mark", "x.jsonl", "\ufeff" + jsonl("1", "x") + "\ufeff" + jsonl("2", "y", "3", "z"), "1 3",
			[]string{"x.jsonl:2: a byte-order mark within the file: it seems to be several files in one"}},
		{"UTF-16", "x.jsonl", "\xff\xfe{\x00\"\x00", "", []string{"x.jsonl: is UTF-16, and JSON must be UTF-8"}},
		{"UTF-16 without a mark", "x.json", "\x00[\x00{", "", []string{"x.json: is UTF-16, and JSON must be UTF-8"}},
		{"array", "x.json", `[{"id":1,"text":"x"}, 7, {"id":2}, {"id":3,"text":"z"} oops`, "1", []string{
			"x.json: object 2: not a JSON object",
			`x.json: object 3: no field "text"`,
			"x.json: object 4: the file ends within the array",
		}},
		{"something behind an array", "x.json", `[{"id":1,"text":"x"}] x`, "1", []string{"x.json: object 1: the character 'x' follows the array"}},
		{"not Parquet", "x.parquet", good, "", []string{`x.parquet: invalid magic header of parquet file: "{\"id"`}},
		{"Parquet with other columns", "x.parquet", parquetOf(t, []badRow{{ID: 1}}), "", []string{`x.parquet: no column "text"`}},
		{"Parquet with nulls", "x.parquet", parquetOf(t, []textRow{{ID: "1"}, {ID: "2", Text: new("x")}}), "2",
			[]string{`x.parquet: row 1: the column "text" is null`}},
		{"Parquet cut off", "x.parquet", parquetOf(t, []textRow{{ID: "1", Text: new("x")}})[:100], "",
			[]string{"x.parquet: "}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := files(t, map[string]string{c.file: c.content, "z.jsonl": jsonl("z", "last")})
			in, last, list := filepath.Join(dir, c.file), filepath.Join(dir, "z.jsonl"), filepath.Join(t.TempDir(), "bad")
			status, stdout, stderr := runCommand(t, "", in, last)
			require.Equal(t, 2, status)
			require.Empty(t, stdout)
			require.Contains(t, strings.ReplaceAll(stderr, dir+"/", ""), c.bad[0])

			status, stdout, stderr = runCommand(t, "", "-skip-bad", "-bad", list, in, last)
			require.Equal(t, 0, status, stderr)
			var ids []string
			for text := range strings.Lines(stdout) {
				ids = append(ids, decodeLine(t, text).ID)
			}
			assert.Equal(t, strings.Fields(c.want+" z"), ids)
			got := badLines(t, list, dir)
			for i := range got {
				got[i] = strings.ReplaceAll(got[i], dir+"/", "")
			}
			require.Len(t, got, len(c.bad))
			for i, want := range c.bad {
				assert.True(t, strings.HasPrefix(got[i], want), "%q, want %q", got[i], want)
			}
			require.Contains(t, stderr, "left out")
		})
	}
}

// TestSkipBadFiles leaves out files that cannot be read.
func TestSkipBadFiles(t *testing.T) {
	dir := files(t, map[string]string{"d/a": "x", "d/b": "y", "d/locked/c": "z"})
	missing, list := filepath.Join(dir, "missing.jsonl"), filepath.Join(t.TempDir(), "bad")
	status, stdout, stderr := runCommand(t, "", missing, filepath.Join(dir, "d"))
	requireError(t, status, stdout, stderr, "missing.jsonl: no such file")
	status, stdout, stderr = runCommand(t, "", "-skip-bad", missing)
	requireError(t, status, stdout, stderr, "missing.jsonl: no such file")
	args := []string{"-skip-bad", "-bad", list, missing, filepath.Join(dir, "d")}
	status, stdout, stderr = runCommand(t, "", args...)
	require.Equal(t, 0, status, stderr)
	require.Equal(t, "a=1 b=1 locked/c=1", brief(t, stdout))
	require.Equal(t, []string{"missing.jsonl: no such file or directory"}, badLines(t, list, dir))

	require.NoError(t, os.Chmod(filepath.Join(dir, "d/a"), 0))
	require.NoError(t, os.Chmod(filepath.Join(dir, "d/locked"), 0))
	t.Cleanup(func() { os.Chmod(filepath.Join(dir, "d/locked"), 0o777) })
	if f, err := os.Open(filepath.Join(dir, "d/a")); err == nil {
		f.Close()
		t.Skip("this user may read everything")
	}
	status, stdout, stderr = runCommand(t, "", args...)
	require.Equal(t, 0, status, stderr)
	require.Equal(t, "b=1", brief(t, stdout))
	require.ElementsMatch(t, []string{"missing.jsonl: no such file or directory", "d/a: permission denied", "d/locked: permission denied"},
		badLines(t, list, dir))
}

// TestVanished: a file that is gone when its turn comes is left out.
func TestVanished(t *testing.T) {
	dir := files(t, map[string]string{"a": "x", "b": "y"})
	s, err := parse([]string{"-skip-bad", dir})
	require.NoError(t, err)
	out, err := s.newLeftOut()
	require.NoError(t, err)
	sources, err := s.list(t.Context(), nil, out)
	require.NoError(t, err)
	require.NoError(t, os.Remove(filepath.Join(dir, "a")))
	c, err := newCollection(s, sources, out)
	require.NoError(t, err)
	defer c.close()
	require.NoError(t, c.read(t.Context(), nil, nil))
	require.Len(t, c.records, 1)
	require.Equal(t, 1, out.bad.count)
	require.ErrorIs(t, out.bad.first, os.ErrNotExist)
}

// TestBinary: binary files of directories are passed over, and said.
func TestBinary(t *testing.T) {
	dir := files(t, map[string]string{"a": "x", "b.png": "\x89PNG\x00\x00", "c": "y\x00"})
	list := filepath.Join(t.TempDir(), "bad")
	status, stdout, stderr := runCommand(t, "", "-bad", list, dir)
	require.Equal(t, 0, status)
	require.Equal(t, "a=1", brief(t, stdout))
	require.Equal(t, "dedup: 2 binary files passed over; the first: "+dir+"/b.png: is binary: it has NUL characters\n", stderr)
	const is = ": is binary: it has NUL characters"
	require.Equal(t, []string{"b.png" + is, "c" + is}, badLines(t, list, dir))
	status, stdout, stderr = runCommand(t, "", "-format", "text", filepath.Join(dir, "c"))
	requireError(t, status, stdout, stderr, "c: is binary")
	status, stdout, stderr = runCommand(t, "", "-bad", filepath.Join(dir, "a"), dir)
	requireError(t, status, stdout, stderr, "-bad would overwrite the input")
}
