package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A textRow is a row of Parquet with a text.
type textRow struct {
	ID   string    `parquet:"id"`
	Text *string   `parquet:"text,optional"`
	Time time.Time `parquet:"time,timestamp(millisecond)"`
	Size uint64    `parquet:"size"`
	Tags []string  `parquet:"tags,list"`
}

// A badRow has no column of texts.
type badRow struct {
	ID int64 `parquet:"id"`
}

// parquetOf returns a file of Parquet in two row groups.
func parquetOf[T any](t *testing.T, rows []T, options ...parquet.WriterOption) string {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[T](&b, options...)
	for _, half := range [][]T{rows[:len(rows)/2], rows[len(rows)/2:]} {
		_, err := w.Write(half)
		require.NoError(t, err)
		require.NoError(t, w.Flush())
	}
	require.NoError(t, w.Close())
	return b.String()
}

// jsonArray returns an array with the objects of lines.
func jsonArray(lines string) string {
	return "[" + strings.ReplaceAll(strings.TrimSpace(lines), "\n", ",\n") + "]\n"
}

// TestFormats reads the same texts in every format, with other texts beside
// them that show in what order all are read.
func TestFormats(t *testing.T) {
	p := generate(3, 40)
	var idsAndTexts []string
	var rows []textRow
	for i := range p {
		text := p.text(i)
		if i%7 == 0 {
			text = fmt.Sprintf("\"%s\"\t\\ é 😀\n[{,]} %s", p.text(i), p.text(i))
		}
		idsAndTexts = append(idsAndTexts, id(i), text)
		rows = append(rows, textRow{ID: id(i), Text: &text})
	}
	lines := jsonl(idsAndTexts...)
	var escaped strings.Builder // the same, all characters written as escapes
	for line := range strings.Lines(lines) {
		var object map[string]string
		require.NoError(t, json.Unmarshal([]byte(line), &object))
		fmt.Fprintf(&escaped, `{"t\u0065xt":"`)
		for _, c := range object["text"] {
			if c > 0xffff {
				fmt.Fprintf(&escaped, `\u%04x\u%04X`, 0xd800+(c-0x10000)>>10, 0xdc00+(c-0x10000)&0x3ff)
			} else {
				fmt.Fprintf(&escaped, `\u%04x`, c)
			}
		}
		fmt.Fprintf(&escaped, "\",\"x\":{\"id\":[0,{\"a\":\"\\\\\"}]},\"id\":%q}\r\n", object["id"])
	}
	_, want, _ := runCommand(t, lines, "-")
	require.Equal(t, len(p), strings.Count(want, "\n"))
	for name, content := range map[string]string{
		"x.jsonl": lines, "x.ndjson": lines, "x.json": lines, "array.json": jsonArray(lines), "marked.json": "\ufeff \n" + jsonArray(lines),
		"escaped.jsonl": escaped.String(), "escaped.json": jsonArray(escaped.String()),
		"x.jsonl.gz": zipped(t, lines), "x.NDJSON.GZ": zipped(t, lines), "x.json.gz": zipped(t, jsonArray(lines)),
		"x.jsonl.zst": zstandard(t, lines), "x.ndjson.zst": zstandard(t, lines[:5]) + zstandard(t, lines[5:]), "x.json.zst": zstandard(t, jsonArray(lines)),
		"plain.parquet": parquetOf(t, rows, parquet.Compression(&parquet.Uncompressed)), "snappy.parquet": parquetOf(t, rows, parquet.Compression(&parquet.Snappy)),
		"zstd.parquet": parquetOf(t, rows, parquet.Compression(&parquet.Zstd)), "v1.parquet": parquetOf(t, rows, parquet.DataPageVersion(1), parquet.PageBufferSize(2000)),
	} {
		t.Run(name, func(t *testing.T) {
			dir := files(t, map[string]string{name: content})
			for _, in := range []string{filepath.Join(dir, name), dir} { // a directory of shards too
				status, stdout, stderr := runCommand(t, "", in)
				require.Equal(t, 0, status, stderr)
				require.Empty(t, stderr)
				assert.Equal(t, want, stdout)
			}
			other := filepath.Join(dir, "shard")
			require.NoError(t, os.Rename(filepath.Join(dir, name), other))
			if f, pressed := formatOf(name); pressed == compressionNone {
				for asked, g := range formatNames {
					if f == g {
						_, stdout, _ := runCommand(t, "", "-format", asked, other)
						assert.Equal(t, want, stdout)
						_, stdout, _ = runCommand(t, "", "-format", asked, dir)
						assert.Equal(t, want, stdout)
					}
				}
			}
		})
	}
	status, stdout, stderr := runCommand(t, jsonArray(lines), "-format", "json", "-")
	require.Equal(t, 0, status, stderr)
	assert.Equal(t, want, stdout)
}

// TestParquetColumns reads ids and texts of other types and names.
func TestParquetColumns(t *testing.T) {
	type meta struct {
		Body []byte `parquet:"body"`
	}
	type row struct {
		Number uint64 `parquet:"number"`
		Signed int32  `parquet:"signed"`
		Meta   meta   `parquet:"meta"`
		List   []byte `parquet:"list,list"`
	}
	dir := files(t, map[string]string{"x.parquet": parquetOf(t, []row{
		{1<<64 - 1, -7, meta{[]byte("a b")}, nil}, {2, 3, meta{[]byte("a b")}, nil}})})
	in := filepath.Join(dir, "x.parquet")
	_, stdout, stderr := runCommand(t, "", "-id=number", "-text=meta.body", in)
	require.Equal(t, "18446744073709551615=1 2>18446744073709551615=1", brief(t, stdout), stderr)
	_, stdout, stderr = runCommand(t, "", "-id=signed", "-text=meta.body", in)
	require.Equal(t, "-7=1 3>-7=1", brief(t, stdout), stderr)
	for args, want := range map[string]string{
		"-id=signed -text=number": `the column "number" is not of strings`, "-id=meta -text=meta.body": `no column "meta"`,
		"-text=meta.body": `no column "id"`, "-id=list.list.element -text=meta.body": "is a list",
	} {
		status, stdout, stderr := runCommand(t, "", append(strings.Fields(args), in)...)
		requireError(t, status, stdout, stderr, want)
	}
	data, err := os.ReadFile(in)
	require.NoError(t, err)
	status, stdout, stderr := runCommand(t, string(data), "-format=parquet", "-")
	requireError(t, status, stdout, stderr, "a Parquet file cannot be read from standard input")
	require.NoError(t, os.Rename(in, in+".gz"))
	status, stdout, stderr = runCommand(t, "", in+".gz")
	requireError(t, status, stdout, stderr, "a Parquet file is compressed within")
}

// TestDamagedParquet cuts and changes a file everywhere: the run may find texts
// or an error, and nothing else.
func TestDamagedParquet(t *testing.T) {
	var rows []textRow
	for i := range 20 {
		rows = append(rows, textRow{ID: id(i), Text: new(strings.Repeat("x y ", i))})
	}
	whole := parquetOf(t, rows)
	name := filepath.Join(t.TempDir(), "x.parquet")
	for i := 0; i < len(whole); i += 13 {
		changed := []byte(whole)
		changed[i] ^= 0x55
		for _, content := range [][]byte{[]byte(whole[:i]), changed} {
			require.NoError(t, os.WriteFile(name, content, 0o666))
			status, stdout, stderr := runCommand(t, "", name)
			if status != 0 {
				requireError(t, status, stdout, stderr, "x.parquet: ")
			}
		}
	}
}

// TestDirectories reads directories of many kinds of files.
func TestDirectories(t *testing.T) {
	const page = "<html><head><title>x</title><meta charset=iso-8859-1></head><body><p>one two<script>no()</script> caf\xe9</p></body></html>"
	dir := files(t, map[string]string{
		"d/a.html": page, "d/b.txt": "one\ntwo café", "d/c.txt.gz": zipped(t, "one two café"), "d/e.md.zst": zstandard(t, "one two café"),
		"d/package.json": `{"name":"one","text":"x"}`, "d/texts.json": `[{"n":[1,{}],"text":"seven","id":"s"}]`,
		"d/two.json.gz": zipped(t, "\n"+jsonl("g", "seven")), "d/f.jsonl": jsonl("j", "eight"), "d/cut.json": `{"id":`,
		"d/sub/b.txt": "other", "d/sub/x.htm": "<b>other</b>", "d/h.html.gz": zipped(t, "<i>nine</i>"),
		"v1/page.txt": "same", "v1/only.txt": "1", "v2/page.txt": "same", "v3/third.txt": "3", "v1/x.jsonl": jsonl("v1", "ten"),
	})
	t.Chdir(dir)
	for _, c := range []struct{ name, args, want string }{
		{"all", "-threshold=.1 d", "a.html=1 b.txt>a.html=1 c.txt.gz>a.html=1 cut.json=1 e.md.zst>a.html=1 j=1 h.html.gz=1 package.json=1 sub/b.txt=1 sub/x.htm>sub/b.txt=1 s>g=1 g=1"},
		{"include", "-include *.htm?,sub/* d", "a.html=1 sub/b.txt=1 sub/x.htm>sub/b.txt=1"},
		{"include twice", "-include *.gz -include package.json d", "c.txt.gz=1 h.html.gz=1 package.json=1 g=1"},
		{"include is for directories", "-include *.txt v3 d/f.jsonl", "third.txt=1 j=1"},
		{"names in common", "./v1/ v2 v3", "v1/only.txt=1 v1/page.txt=1 v1=1 v2/page.txt>v1/page.txt=1 third.txt=1"},
		{"of three only two", "-include page.txt,third.txt v3 v1 v2", "third.txt=1 v1/page.txt=1 v2/page.txt>v1/page.txt=1"},
		{"none in common", "v1 v3", "only.txt=1 page.txt=1 v1=1 third.txt=1"},
		{"text", "-format text d/f.jsonl d/a.html", "d/f.jsonl=1 d/a.html=1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, stdout, stderr := runCommand(t, "", strings.Fields(c.args)...)
			require.Equal(t, 0, status, stderr)
			require.Empty(t, stderr)
			assert.Equal(t, c.want, brief(t, stdout))
		})
	}
	for args, want := range map[string]string{
		"v1 v1":          `v1/only.txt: the id "v1/only.txt" was met before`,
		"-include [ d":   "is not a pattern",
		"-format html d": "it must be jsonl, json, parquet or text",
	} {
		status, stdout, stderr := runCommand(t, "", strings.Fields(args)...)
		requireError(t, status, stdout, stderr, want)
	}
}
