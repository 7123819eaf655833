package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync/atomic"
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
// is taken, and its id is reported.
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
		c, err := corpus.New(t.Context(), new(memstore.Store), corpus.Settings{TrustTimes: true})
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
			var want any = receipt{ID: l.ID, Status: "ok"}
			if mode == modeCheckAdd {
				a, err := c.CheckAdd(t.Context(), text, nil)
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

// TestFault: a fault of the store is one line's, and the run goes on; ten in a row end
// it, and so does a store that is closed, after what was done is answered.
func TestFault(t *testing.T) {
	transient := errors.New("statement timeout")
	for _, mode := range []string{modeAdd, modeCheckAdd, modeCheck} {
		for name, c := range map[string]struct {
			fails func(call int) error // of the store, from 0; with each line there is one call at least
			lines int                  // answered
			bad   int
			ends  error
		}{
			"one":     {func(call int) error { return when(call == 3, transient) }, 30, 1, nil},
			"nine":    {func(call int) error { return when(call >= 3 && call < 3+maxFaults-1, transient) }, 30, maxFaults - 1, nil},
			"ten":     {func(call int) error { return when(call >= 3, transient) }, 3 + maxFaults, maxFaults, transient},
			"closed":  {func(call int) error { return when(call == 3, corpus.ErrClosed) }, 4, 1, corpus.ErrClosed},
			"scheme":  {func(call int) error { return when(call == 3, corpus.ErrScheme) }, 4, 1, corpus.ErrScheme},
			"nothing": {func(int) error { return nil }, 30, 0, nil},
		} {
			t.Run(mode+" "+name, func(t *testing.T) {
				store := &faultyStore{Store: new(memstore.Store)}
				v, _ := newService(t, store)
				var calls atomic.Int64 // lines are checked at the same time
				fail := func() error { return c.fails(int(calls.Add(1)) - 1) }
				if mode == modeCheck {
					store.lookup = fail
				} else {
					store.put = func(_ context.Context, entries []corpus.Entry) error {
						if len(entries) > 1 {
							return transient // the batch; its texts come one by one
						}
						return fail()
					}
				}
				s := &stream{moderator: v.moderator, mode: mode}
				in, w := io.Pipe()
				go func() {
					for i := range uint64(30) {
						io.WriteString(w, madeLine(i))
					}
					w.Close()
				}()
				f := newFeed(t.Context(), []string{"-"}, in, 1<<20)
				var out strings.Builder
				err := s.run(t.Context(), f, &out)
				require.ErrorIs(t, err, c.ends)
				if mode == modeCheck && runtime.GOMAXPROCS(0) > 1 {
					return // lines are checked at the same time: which of them meet the fault nobody knows
				}
				require.Equal(t, c.lines, strings.Count(out.String(), "\n"), out.String())
				require.Equal(t, c.bad, s.bad)
				require.Equal(t, c.bad, strings.Count(out.String(), `"status":"error"`))
			})
		}
	}
}

// when returns an error where a condition holds.
func when(holds bool, err error) error {
	if holds {
		return err
	}
	return nil
}
