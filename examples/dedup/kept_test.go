package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/stretchr/testify/require"
)

const sixWords = "one two three four five six"

// TestWriteKept writes kept texts as JSON lines, from every kind of input.
func TestWriteKept(t *testing.T) {
	dir := files(t, map[string]string{
		"a.jsonl": `{"id":1,"text":"` + sixWords + `", "n" : [1, {"x":"\u00e9 <"}]}` + "\r\n" + `{"id":2,"text":"one, two three four five SIX"}` + "\n\n" + ` {"text":"\n other","id":"x"}`,
		"b.json":  "[ {\"id\": 3,\n  \"text\": \"b\"}, 7,\n{\"id\":4,\"text\":\"" + sixWords + "\"} ]",
		"d/p.htm": "<p>A page</p>", "d/q.txt": sixWords, "d/r": "q \"r\" <é>", "d/bin": "\x00",
		"z.jsonl.gz": zipped(t, jsonl("7", "seven")+"{}\n"+jsonl("8", "Seven"))[:60],
	})
	t.Chdir(dir)
	want := `{"id":1,"text":"` + sixWords + `", "n" : [1, {"x":"\u00e9 <"}]}
{"text":"\n other","id":"x"}
{"id":3,"text":"b"}
{"id":"p.htm","text":"A page"}
{"id":"r","text":"q \"r\" <é>"}
{"id":"0","text":"from a pipe"}
{"id":"7","text":"seven"}
`
	stdin := `{"id":"0","text":"from a pipe"}` + "\n" + jsonl("00", "From a pipe", "000", "from a pipe!")
	args := strings.Fields("-skip-bad -write kept a.jsonl b.json d - z.jsonl.gz")
	status, stdout, stderr := runCommand(t, stdin, args...)
	require.Equal(t, 0, status, stderr)
	require.Equal(t, want, stdout)
	for _, name := range []string{"out.jsonl", "out.jsonl.gz", "out.json.zst", "out"} {
		status, stdout, stderr := runCommand(t, stdin, append([]string{"-o", name}, args...)...)
		require.Equal(t, 0, status, stderr)
		require.Empty(t, stdout)
		got := &reader{ctx: t.Context(), sources: []source{{name: name, format: formatText}}, limit: maxBytes}
		_, got.sources[0].compression = formatOf(name)
		got.emit = func(_ place, err error) error {
			require.NoError(t, err)
			require.Equal(t, want, string(got.data))
			return nil
		}
		require.NoError(t, got.read())
	}

	_, stdout, _ = runCommand(t, jsonl("9", sixWords, "10", "new"), "-write=kept", "-against", "a.jsonl", "-")
	require.Equal(t, jsonl("10", "new"), stdout, "texts of -against are not written")
	status, stdout, stderr = runCommand(t, "", "-write", "some", "a.jsonl")
	requireError(t, status, stdout, stderr, "-write must be lines or kept")
	status, stdout, stderr = runCommand(t, "", "-o", "x.parquet", "a.jsonl")
	requireError(t, status, stdout, stderr, "give -write kept")
}

// readParquet returns the rows of a file and its columns with their types.
func readParquet(t *testing.T, name string) (rows []any, columns string) {
	t.Helper()
	rows, err := parquet.ReadFile[any](name)
	require.NoError(t, err)
	f, err := os.Open(name)
	require.NoError(t, err)
	defer f.Close()
	file, err := openParquet(f)
	require.NoError(t, err)
	for _, field := range file.Schema().Fields() {
		columns += fmt.Sprint(" ", field.Name(), ":", field.Type())
	}
	return rows, columns[1:]
}

// TestKeptJSONToParquet: fields become columns of the types that they need.
func TestKeptJSONToParquet(t *testing.T) {
	dir := files(t, map[string]string{
		"a.jsonl": `{"id":1,"text":"a","b":true,"i":7,"f":1.5,"s":"x","l":[1,"2"],"m":1,"n":null,"big":9007199254740993,"huge":123456789012345678901234567890,"w":2}
{"id":2,"text":"b","b":null,"i":-3,"f":2,"m":"one","o":{"k":1},"w":9007199254740993}
{"id":3,"text":"A"}
{"id":"x","text":"c","w":1.5,"big":5}
`, "d/t.txt": "a file"})
	out := filepath.Join(dir, "out.parquet")
	status, stdout, stderr := runCommand(t, "", "-write", "kept", "-o", out, filepath.Join(dir, "a.jsonl"), filepath.Join(dir, "d"))
	require.Equal(t, 0, status, stderr)
	require.Empty(t, stdout)
	rows, columns := readParquet(t, out)
	require.Equal(t, "b:BOOLEAN big:INT(64,true) f:DOUBLE huge:JSON i:INT(64,true) id:JSON l:JSON m:JSON n:STRING o:JSON s:STRING text:STRING w:JSON", columns)
	data, err := json.Marshal(rows)
	require.NoError(t, err)
	require.Equal(t, `[{"b":true,"big":9007199254740993,"f":1.5,"huge":1.2345678901234568e+29,"i":7,"id":1,"l":[1,"2"],"m":1,"n":null,"o":null,"s":"x","text":"a","w":2},`+
		`{"b":null,"big":null,"f":2,"huge":null,"i":-3,"id":2,"l":null,"m":"one","n":null,"o":{"k":1},"s":null,"text":"b","w":9007199254740992},`+
		`{"b":null,"big":5,"f":null,"huge":null,"i":null,"id":"x","l":null,"m":null,"n":null,"o":null,"s":null,"text":"c","w":1.5},`+
		`{"b":null,"big":null,"f":null,"huge":null,"i":null,"id":"t.txt","l":null,"m":null,"n":null,"o":null,"s":null,"text":"a file","w":null}]`,
		string(data), "JSON in a column is decoded, with doubles for numbers")
	written, err := os.ReadFile(out)
	require.NoError(t, err)
	f, err := parquet.OpenFile(bytes.NewReader(written), int64(len(written)))
	require.NoError(t, err)
	raw := make([]parquet.Row, 1)
	in := f.RowGroups()[0].Rows()
	defer in.Close()
	_, err = in.ReadRows(raw)
	require.NoError(t, err)
	require.Equal(t, "123456789012345678901234567890", raw[0][3].String())
	require.Equal(t, `[1,"2"]`, raw[0][6].String())

	out = filepath.Join(dir, "none.parquet")
	status, _, stderr = runCommand(t, "", "-write", "kept", "-o", out, "-")
	require.Equal(t, 0, status, stderr)
}

// TestKeptParquet: rows of one schema are copied, and others become JSON.
func TestKeptParquet(t *testing.T) {
	type nested struct {
		A []int32 `parquet:"a"`
	}
	type row struct {
		ID     string         `parquet:"id"`
		Text   string         `parquet:"text"`
		Float  float64        `parquet:"float"`
		Size   uint64         `parquet:"size"`
		Nested *nested        `parquet:"nested,optional"`
		Map    map[string]int `parquet:"map"`
		Time   time.Time      `parquet:"time,timestamp(microsecond)"`
	}
	var rows, kept []row
	for i := range 500 {
		r := row{id(i), fmt.Sprint("text ", i/2), float64(i), math.MaxUint64 - uint64(i), &nested{[]int32{int32(i), 2}}, map[string]int{"k": i}, time.UnixMicro(int64(i)).UTC()}
		if i%6 == 0 {
			r.Nested, r.Float = nil, math.NaN()
		}
		rows = append(rows, r)
		if i%2 == 0 {
			kept = append(kept, r)
		}
	}
	dir := files(t, map[string]string{
		"a.parquet": parquetOf(t, rows[:200]), "b.parquet": parquetOf(t, rows[200:], parquet.DataPageVersion(1)),
		"c.parquet": parquetOf(t, []badRow{{7}}), "d.jsonl": jsonl("d", "another"),
	})
	t.Chdir(dir)
	status, _, stderr := runCommand(t, "", "-write=kept", "-o=out.parquet", "a.parquet", "b.parquet")
	require.Equal(t, 0, status, stderr)
	got, err := parquet.ReadFile[row]("out.parquet")
	require.NoError(t, err)
	require.Equal(t, fmt.Sprintf("%+v", kept[3].Map), fmt.Sprintf("%+v", got[3].Map))
	for i := range kept {
		kept[i].Nested, got[i].Nested = nil, nil
	}
	require.Equal(t, fmt.Sprintf("%+v", kept), fmt.Sprintf("%+v", got)) // NaN is no NaN

	_, want := readParquet(t, "a.parquet")
	_, columns := readParquet(t, "out.parquet")
	require.Equal(t, want, columns)

	status, stdout, stderr := runCommand(t, "", "-write=kept", "a.parquet")
	require.Equal(t, 0, status, stderr)
	lines := strings.SplitAfter(stdout, "\n")
	require.Equal(t, `{"id":"t000000","text":"text 0","float":null,"size":18446744073709551615,"nested":null,"map":{"k":0},"time":0}`+"\n", lines[0])
	require.Equal(t, `{"id":"t000002","text":"text 1","float":2,"size":18446744073709551613,"nested":{"a":[2,2]},"map":{"k":2},"time":2}`+"\n", lines[1])
	require.Len(t, lines, 101)

	status, _, stderr = runCommand(t, "", "-skip-bad", "-write=kept", "-o=out.parquet", "d.jsonl", "a.parquet", "c.parquet")
	require.Equal(t, 0, status, stderr)
	mixed, columns := readParquet(t, "out.parquet")
	require.Equal(t, "float:INT(64,true) id:STRING map:JSON nested:JSON size:JSON text:STRING time:INT(64,true)", columns)
	require.Len(t, mixed, 101)
}

// TestKeptChanged: an input that has changed since it was first read is an
// error, and the output is as it was.
func TestKeptChanged(t *testing.T) {
	dir := files(t, map[string]string{"a.jsonl": jsonl("1", "x"), "out.jsonl": "before"})
	in, out := filepath.Join(dir, "a.jsonl"), filepath.Join(dir, "out.jsonl")
	for name, change := range map[string]func() error{
		"gone":   func() error { return os.Remove(in) },
		"longer": func() error { return os.WriteFile(in, []byte(jsonl("1", "x", "2", "y")), 0o666) },
	} {
		s, err := parse([]string{"-write=kept", "-o", out, in})
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(in, []byte(jsonl("1", "x")), 0o666))
		left, err := s.newLeftOut()
		require.NoError(t, err)
		sources, err := s.list(t.Context(), nil, left)
		require.NoError(t, err)
		c, err := newCollection(s, sources, left)
		require.NoError(t, err)
		defer c.close()
		require.NoError(t, c.read(t.Context(), nil, nil))
		results, err := c.judge(t.Context(), nil)
		require.NoError(t, err)
		require.NoError(t, change())
		var stdout bytes.Buffer
		require.ErrorIs(t, c.write(t.Context(), &stdout, results), errChanged, name)
		got, err := os.ReadFile(out)
		require.NoError(t, err)
		require.Equal(t, "before", string(got))
	}
}
