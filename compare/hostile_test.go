//go:build unix

package compare

import (
	"context"
	"fmt"
	"math/rand/v2"
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

// TestHostileGrowth: of eight times the text the time is not sixty-four times
// that. The limit lies between eight and sixty-four, for what memory costs more
// when there is more of it.
func TestHostileGrowth(t *testing.T) {
	if testing.Short() || raceEnabled() {
		t.Skip("takes a while and measures time")
	}
	const (
		size   = 250_000
		times  = 8
		growth = 24
		floor  = 60 * time.Millisecond // nothing is measured of less
		// bytes allocated for one of a text, passing garbage included
		perByte = 600
	)
	for _, h := range testtext.Hostile {
		t.Run(strings.ReplaceAll(h.Name, " ", "-"), func(t *testing.T) {
			a, b := h.Make(rand.New(rand.NewPCG(1, 1)), size)
			c, d := h.Make(rand.New(rand.NewPCG(1, 1)), times*size)
			limit, room := float64(growth), uint64(3*times/2)
			if h.Name == "fifty words" {
				limit, room = 40, 2*times // until all their triples are too frequent, seeds grow faster than the text
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
				if ratio := float64(least[1]) / float64(max(least[0], floor)); ratio < limit {
					break
				} else if try == 2 {
					t.Errorf("%v, %v: %.1f times as long", least[0], least[1], ratio)
				}
			}
			require.Less(t, memory[1], room*memory[0]+1<<20, "memory for eight times the text")
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

// TestContext: a comparison ends soon after its context does, wherever it is.
func TestContext(t *testing.T) {
	words := 600_000
	if testing.Short() || raceEnabled() {
		words = 20_000
	}
	w := testtext.NewWriter(1)
	source := w.Text(words)
	a, b := prepared(t, source, w.Spun(source))
	start := time.Now()
	_, err := Comparer{}.Compare(context.Background(), a, b)
	require.NoError(t, err)
	total := time.Since(start)
	for k := range time.Duration(5) {
		ctx, cancel := context.WithTimeout(context.Background(), k*total/16)
		start := time.Now()
		r, err := Comparer{}.Compare(ctx, a, b)
		took := time.Since(start)
		cancel()
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Nil(t, r)
		require.Less(t, took, k*total/16+total/2+time.Second/5)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = Comparer{}.Compare(ctx, a, b)
	require.ErrorIs(t, err, context.Canceled)
}

// raceEnabled reports whether the race detector is on, which makes everything
// several times slower.
func raceEnabled() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}
