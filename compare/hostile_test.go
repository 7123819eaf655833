//go:build unix

package compare

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/palimpsest-go/palimpsest/compare/internal/testtext"
	"github.com/stretchr/testify/require"
)

// cpu returns the processor time used so far, which other programs on the
// machine hardly change.
func cpu(t *testing.T) time.Duration {
	var u syscall.Rusage
	require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// spent compares two texts and returns the processor time and the memory
// allocated for it.
func spent(t *testing.T, source, suspect string) (time.Duration, uint64) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := cpu(t)
	_, err := Comparer{ExcludeQuotations: true}.Texts(source, suspect)
	took := cpu(t) - start
	require.NoError(t, err)
	runtime.ReadMemStats(&after)
	return took, after.TotalAlloc - before.TotalAlloc
}

// TestHostileGrowth: of eight times the text the memory is about eight times that.
// Where PALIMPSEST_CLOCK says that the machine has nothing else to do, sixteen times
// the text takes less than sixty-four times as long: a power below 1.5 of the size.
// What lies between sixteen and sixty-four is for memory that costs more when there
// is more of it; a square would take 256 times as long.
func TestHostileGrowth(t *testing.T) {
	if testing.Short() || raceEnabled() {
		t.Skip("measures memory, and the race detector takes some")
	}
	size, times, timed := 60_000, 8, os.Getenv("PALIMPSEST_CLOCK") != ""
	if timed {
		size, times = 125_000, 16
	}
	const (
		growth = 64
		floor  = 30 * time.Millisecond // nothing is measured of less
		// bytes allocated for one of a text, passing garbage included
		perByte = 600
	)
	for _, h := range testtext.Hostile {
		t.Run(strings.ReplaceAll(h.Name, " ", "-"), func(t *testing.T) {
			a, b := h.Make(rand.New(rand.NewPCG(1, 1)), size)
			c, d := h.Make(rand.New(rand.NewPCG(1, 1)), times*size)
			limit, room := growth, 3*times/2
			if h.Name == "fifty words" {
				limit, room = 2*growth, 2*times // until all their triples are too frequent, seeds grow faster than the text
			}
			var least [2]time.Duration
			var memory [2]uint64
			for try := range 3 {
				for k, pair := range [2][2]string{{a, b}, {c, d}} {
					took, allocated := spent(t, pair[0], pair[1])
					if try == 0 || took < least[k] {
						least[k] = took
					}
					memory[k] = allocated
				}
				if ratio := float64(least[1]) / float64(max(least[0], floor)); ratio < float64(limit) || !timed {
					break
				} else if try == 2 {
					t.Errorf("%v, %v: %.1f times as long", least[0], least[1], ratio)
				}
			}
			require.Less(t, memory[1], uint64(room)*memory[0]+1<<20, "memory for so many times the text")
			require.Less(t, memory[1], uint64(perByte*(len(c)+len(d))), "memory for each byte")
		})
	}
}

// TestHostileLaws: what holds of any report holds of these.
func TestHostileLaws(t *testing.T) {
	for _, h := range testtext.Hostile {
		t.Run(strings.ReplaceAll(h.Name, " ", "-"), func(t *testing.T) {
			source, suspect := h.Make(rand.New(rand.NewPCG(2, 1)), 4000)
			checkReport(t, source, suspect)
			checkReport(t, suspect, source)
			checkMirror(t, source, suspect)
			checkPrepared(t, source, suspect)
		})
	}
}

func TestLongWord(t *testing.T) {
	if testing.Short() || raceEnabled() {
		t.Skip("20 MB of text")
	}
	word := strings.Repeat("a", 10<<20)
	for _, other := range []string{word, word + "b", "b"} {
		r, err := Texts(word, other)
		require.NoError(t, err)
		require.Equal(t, Insufficient, r.Verdict)
		r, err = Texts("one "+word, "one "+other)
		require.NoError(t, err)
		if other == word {
			require.Equal(t, Identical, r.Verdict)
		}
	}
}

func TestTooLong(t *testing.T) {
	long := strings.Repeat("word ", 10)
	c := Comparer{MaxBytes: len(long)}
	_, err := c.Texts(long, long)
	require.NoError(t, err)
	c.MaxBytes--
	for _, pair := range [][2]string{{long, "word"}, {"word", long}, {long, long}} {
		_, err := c.Texts(pair[0], pair[1])
		require.ErrorIs(t, err, ErrTooLong)
		require.ErrorContains(t, err, "50 bytes, limit 49")
	}
	_, err = c.Prepare(long)
	require.ErrorIs(t, err, ErrTooLong)
	_, err = Comparer{}.Prepare(strings.Repeat(" ", DefaultMaxBytes+1))
	require.ErrorIs(t, err, ErrTooLong)
	require.ErrorContains(t, err, fmt.Sprint(DefaultMaxBytes))
	_, err = Comparer{}.Prepare(strings.Repeat(" ", DefaultMaxBytes))
	require.NoError(t, err)
}

// A countdown is a context that ends when it was asked so many times.
type countdown struct {
	context.Context
	left, late int // times to ask before it ends, and times asked since
}

func (c *countdown) Err() error {
	if c.left > 0 {
		c.left--
		return nil
	}
	c.late++
	return context.Canceled
}

// TestContext: a comparison asks its context often, and ends soon after it does,
// wherever it is.
func TestContext(t *testing.T) {
	const words, most = 20_000, 1 << 30
	w := testtext.NewWriter(1)
	source := w.Text(words)
	a, b := prepared(t, source, w.Spun(source))
	ctx := &countdown{t.Context(), most, 0}
	_, err := Comparer{}.Compare(ctx, a, b)
	require.NoError(t, err)
	asked := most - ctx.left
	require.Greater(t, asked, words/1000)
	step := 1
	if testing.Short() {
		step = 1 + asked/10
	}
	for left := 0; left < asked; left += step {
		ctx := &countdown{t.Context(), left, 0}
		r, err := Comparer{}.Compare(ctx, a, b)
		require.ErrorIs(t, err, context.Canceled)
		require.Nil(t, r)
		require.LessOrEqual(t, ctx.late, 4, "after %d of %d", left, asked)
	}
}

// raceEnabled reports whether the race detector is on, which makes everything
// several times slower.
func raceEnabled() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}
