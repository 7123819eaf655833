package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// TestLineReader compares it with what bytes.Split makes of the whole.
func TestLineReader(t *testing.T) {
	seed := rand.Uint64()
	t.Log("seed", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for range 500 {
		var in []byte
		for range random.IntN(6) {
			in = append(in, strings.Repeat("x", random.IntN(40))+"\n"...)
		}
		in = append(in, strings.Repeat("y", random.IntN(40))...)
		const limit = 20
		var want []string
		for line := range bytes.Lines(in) {
			line = bytes.TrimSuffix(line, []byte("\n"))
			if len(line) > limit {
				want = append(want, "long")
			} else {
				want = append(want, string(line))
			}
		}
		r := newLineReader(iotest.OneByteReader(bytes.NewReader(in)), limit)
		if random.IntN(2) == 0 {
			r = newLineReader(bytes.NewReader(in), limit)
		}
		var got []string
		for {
			line, err := r.next()
			if err == io.EOF {
				break
			}
			if err == errLongLine {
				line = []byte("long")
			} else {
				require.NoError(t, err)
			}
			got = append(got, string(line))
		}
		require.Equal(t, want, got, "%q", in)
	}
	_, err := newLineReader(iotest.ErrReader(io.ErrClosedPipe), 10).next()
	require.ErrorIs(t, err, io.ErrClosedPipe)
}

// TestLongLine: a line without end takes no more memory than the longest that
// is taken, and its id is told.
func TestLongLine(t *testing.T) {
	const size = 1 << 30
	endless := io.LimitReader(repeated("word "), size)
	in := io.MultiReader(strings.NewReader(`{"id":"endless","text":"`), endless, strings.NewReader(`"}`+"\n"+madeLine(1)))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var out, errs strings.Builder
	require.Equal(t, 1, run(t.Context(), []string{"-max-bytes=1000"}, in, &out, &errs), errs.String())
	runtime.ReadMemStats(&after)
	lines := strings.SplitAfter(out.String(), "\n")
	assert.Equal(t, `{"id":"endless","status":"error","error":"line 1: the line is longer than the limit"}`+"\n", lines[0])
	assert.Contains(t, lines[1], `{"id":"1","status":"ok"`)
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(size/10))

	status, stdout, _ := runCommand(t, `{"id":"a","text":"`+strings.Repeat("a", 1001)+"\"}\n", "-max-bytes=1000")
	assert.Equal(t, 1, status)
	assert.Contains(t, stdout, "text too long: 1001 bytes, limit 1000")
}

// repeated is a reader without end.
type repeated string

func (r repeated) Read(p []byte) (int, error) {
	n := 0
	for n+len(r) <= len(p) {
		n += copy(p[n:], r)
	}
	return max(n, copy(p, r[:min(len(p), len(r))])), nil
}

// TestTwin compares the stream with a corpus that is asked line after line.
func TestTwin(t *testing.T) {
	seed := rand.Uint64()
	t.Log("seed", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	type line struct {
		ID   string `json:"id"`
		Text string `json:"text"`
		bad  bool
	}
	var lines []line
	var in strings.Builder
	for i := range 300 {
		l := line{ID: fmt.Sprint(random.IntN(200)), Text: madeText(uint64(i), 60+random.IntN(60)), bad: random.IntN(20) == 0}
		if i > 0 && random.IntN(3) == 0 { // part of an earlier one
			words := strings.Fields(lines[random.IntN(i)].Text)
			l.Text = strings.Join(words[:random.IntN(len(words))], " ") + " " + l.Text
		}
		lines = append(lines, l)
		if l.bad {
			l.ID = ""
		}
		b, err := json.Marshal(l)
		require.NoError(t, err)
		in.WriteString(string(b) + "\n")
	}
	for _, mode := range []string{modeCheckAdd, modeAdd} {
		c, err := corpus.New(t.Context(), new(memstore.Store), corpus.Settings{})
		require.NoError(t, err)
		status, stdout, stderr := runCommand(t, in.String(), "-mode="+mode)
		require.Equal(t, 1, status, stderr)
		got := strings.SplitAfter(stdout, "\n")
		require.Len(t, got, len(lines)+1)
		for i, l := range lines {
			if l.bad {
				require.Contains(t, got[i], `"status":"error"`)
				continue
			}
			text := corpus.Text{ID: l.ID, Text: l.Text}
			var want any = receipt{l.ID, "ok"}
			if mode == modeCheckAdd {
				a, err := c.CheckAdd(t.Context(), text)
				require.NoError(t, err)
				want = newResult(l.ID, a, corpus.Policy{}.Decide(a, text), 10)
			}
			b, err := json.Marshal(want)
			require.NoError(t, err)
			require.JSONEq(t, string(b), got[i])
		}
	}
}

// TestCheckAtOnce: texts that are only checked are checked at the same time, and
// answered as one by one.
func TestCheckAtOnce(t *testing.T) {
	dir := t.TempDir()
	var in strings.Builder
	for i := range uint64(200) {
		in.WriteString(madeLine(i))
	}
	status, _, stderr := runCommand(t, in.String(), "-store=pebble:"+dir, "-mode=add")
	require.Equal(t, 0, status, stderr)
	check := strings.ReplaceAll(in.String(), `{"id":"`, `{"id":"again `)
	_, together, _ := runCommand(t, check, "-store=pebble:"+dir, "-mode=check")
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	_, alone, _ := runCommand(t, check, "-store=pebble:"+dir, "-mode=check")
	require.Equal(t, alone, together)
	require.Equal(t, 200, strings.Count(together, `","status":"ok","verdict":"identical"`))
}

// TestFault: a store that fails ends the run, after what it did is answered.
func TestFault(t *testing.T) {
	for _, mode := range []string{modeAdd, modeCheckAdd} {
		room := 2
		store := &faultyStore{Store: new(memstore.Store)}
		store.put = func(_ context.Context, entries []corpus.Entry) error {
			if len(entries) > room {
				return fmt.Errorf("%w: room for %d texts", corpus.ErrFull, room)
			}
			room -= len(entries)
			return nil
		}
		v, _ := newService(t, store)
		s := &stream{moderator: v.moderator, mode: mode}
		in, w := io.Pipe()
		go func() {
			for i := range uint64(5) {
				io.WriteString(w, madeLine(i))
			}
			w.Close()
		}()
		var out strings.Builder
		err := s.run(t.Context(), newFeed(t.Context(), []string{"-"}, in, 1<<20), &out)
		require.ErrorIs(t, err, corpus.ErrFull)
		lines := slices.Collect(strings.Lines(out.String()))
		require.Len(t, lines, 3)
		for i, line := range lines {
			want := `"status":"ok"`
			if i == len(lines)-1 {
				want = `"status":"error"`
			}
			require.Contains(t, line, fmt.Sprintf(`{"id":"%d",%s`, i, want))
		}
		for i := range lines[1:] {
			_, err := v.corpus.Get(t.Context(), "", fmt.Sprint(i))
			require.NoError(t, err)
		}
	}
}
