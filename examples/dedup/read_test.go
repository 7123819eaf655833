package main

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// readLines has a reader with a low limit read JSON lines, and returns what it
// emits.
func readLines(t *testing.T, in io.Reader, limit int) (emitted []string) {
	t.Helper()
	r := reader{ctx: t.Context(), sources: []source{{stdin: true, format: formatLines}}, stdin: in, limit: limit}
	r.emit = func(at place, err error) error {
		require.Positive(t, at.number)
		if err != nil {
			emitted = append(emitted, err.Error())
		} else {
			emitted = append(emitted, strings.TrimRight(string(r.data), "\r\n"))
		}
		return nil
	}
	require.NoError(t, r.read())
	return emitted
}

func TestLongLines(t *testing.T) {
	// Around the limit, around the buffer of bufio.Reader, and far beyond it.
	const tooLong = "the line has more than 200000 bytes"
	line := func(n int) string { return strings.Repeat("x", n) }
	for _, c := range []struct {
		name string
		in   string
		want []string
	}{
		{"at the limit", line(199_999) + "\nb\n", []string{line(199_999), "b"}},
		{"at the limit, last", line(200_000), []string{line(200_000)}},
		{"one more", line(200_000) + "\nb\n", []string{tooLong, "b"}},
		{"one more, last", "a\n" + line(200_001), []string{"a", tooLong}},
		{"much more", line(1_000_000) + "\n\nb", []string{tooLong, "b"}},
		{"much more, last", "a\n" + line(1_000_000), []string{"a", tooLong}},
		{"several", line(300_000) + "\n" + line(262_144) + "\n" + line(262_143) + "\na", []string{tooLong, tooLong, tooLong, "a"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.True(t, assert.ObjectsAreEqual(c.want, readLines(t, strings.NewReader(c.in), 200_000)))
			assert.True(t, assert.ObjectsAreEqual(c.want, readLines(t, iotest.HalfReader(strings.NewReader(c.in)), 200_000)))
			assert.True(t, assert.ObjectsAreEqual(c.want, readLines(t, iotest.DataErrReader(strings.NewReader(c.in)), 200_000)))
		})
	}
}

func TestReadErrors(t *testing.T) {
	in := io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(errors.New("unplugged")))
	assert.Equal(t, []string{"a", "unplugged"}, readLines(t, in, 10), "no part of a line is a line")
	in = io.MultiReader(strings.NewReader("a\n"+strings.Repeat("b", 300_000)), iotest.ErrReader(errors.New("unplugged")))
	assert.Equal(t, []string{"a", "the line has more than 10 bytes", "unplugged"}, readLines(t, in, 10))
}

// TestLongFiles: a file beyond the limit is bad, and binary if it has NUL
// characters.
func TestLongFiles(t *testing.T) {
	for content, want := range map[string]string{
		strings.Repeat("x", 10): "", strings.Repeat("x", 11): "has more than 10 bytes", "\x00" + strings.Repeat("x", 11): "is binary",
	} {
		r := reader{ctx: t.Context(), sources: []source{{stdin: true, format: formatText}}, stdin: strings.NewReader(content), limit: 10}
		got := ""
		r.emit = func(_ place, err error) error {
			if err != nil {
				got = err.Error()
			}
			return nil
		}
		require.NoError(t, r.read())
		if require.Equal(t, want == "", got == ""); want != "" {
			require.Contains(t, got, want)
		}
	}
}

// TestBudget: the bytes under way are bounded, and given back.
func TestBudget(t *testing.T) {
	p := newPipeline(t.Context(), 8)
	r := &reader{ctx: t.Context(), sources: []source{{}}}
	send := func(n int) chan error {
		r.data = make([]byte, n)
		sent := make(chan error, 1)
		go func() { sent <- p.send(r, place{}, nil) }()
		return sent
	}
	take := func() *job {
		j := <-p.ready
		j.done <- struct{}{}
		next, err := p.next()
		require.NoError(t, err)
		require.Same(t, j, next)
		return j
	}
	require.NoError(t, <-send(2*underWay), "a text that is longer than all is under way alone")
	sent := send(1)
	select {
	case <-sent:
		t.Fatal("there was no room")
	case <-time.After(20 * time.Millisecond):
	}
	p.done(take())
	require.NoError(t, <-sent)
	require.NoError(t, <-send(underWay-1))
	require.False(t, p.budget.TryAcquire(1))
	p.done(take())
	p.done(take())
	require.True(t, p.budget.TryAcquire(underWay))
}
