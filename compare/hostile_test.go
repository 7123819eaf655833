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
	"unicode"

	"github.com/stretchr/testify/require"
)

// hostile makes pairs of texts of about n bytes each that a careless aligner
// takes quadratic time or memory for.
var hostile = []struct {
	name string
	make func(r *rand.Rand, n int) (source, suspect string)
}{
	{"one word more", func(_ *rand.Rand, n int) (string, string) {
		s := strings.Repeat("a ", n/2)
		return s, s + "a"
	}},
	{"quotations that nothing closes", func(_ *rand.Rand, n int) (string, string) {
		s := strings.Repeat("“a\n\n", n/6)
		return s, s + "»"
	}},
	{"a against b", func(_ *rand.Rand, n int) (string, string) {
		return strings.Repeat("a ", n/2), strings.Repeat("b ", n/2)
	}},
	{"function words", func(r *rand.Rand, n int) (string, string) {
		words := append(functionWords[0], functionWords[2]...)
		return drawn(r, words, n), drawn(r, words, n)
	}},
	{"other phase", func(_ *rand.Rand, n int) (string, string) {
		s := strings.Repeat("bridge river ", n/13)
		return s, "river " + s
	}},
	{"fifty words", func(r *rand.Rand, n int) (string, string) {
		words := newWords(50)
		return drawn(r, words, n), drawn(r, words, n)
	}},
	{"letters of DNA", func(r *rand.Rand, n int) (string, string) {
		words := []string{"A", "C", "G", "T"}
		s := drawn(r, words, n)
		return s, s[n/2:] + drawn(r, words, n/2)
	}},
	{"reverse", func(r *rand.Rand, n int) (string, string) {
		words := strings.Fields(drawn(r, newWords(2000), n))
		s := strings.Join(words, " ")
		for i, j := 0, len(words)-1; i < j; i, j = i+1, j-1 {
			words[i], words[j] = words[j], words[i]
		}
		return s, strings.Join(words, " ")
	}},
	{"repeated sentence", func(_ *rand.Rand, n int) (string, string) {
		const sentence = "The river rose. "
		s := strings.Repeat(sentence, n/len(sentence))
		return s, strings.Replace(s, "rose", "fell", 1)
	}},
	{"repeated sentence, exchanged", func(r *rand.Rand, n int) (string, string) {
		const sentence = "The river at the old bridge rose in the night. "
		s := strings.Repeat(sentence, n/len(sentence))
		return s, strings.ReplaceAll(s, "river", "stream")
	}},
	{"punctuation", func(r *rand.Rand, n int) (string, string) {
		return strings.Repeat(".,;:!?-—()", n/12), strings.Repeat("?!…", n/5)
	}},
	{"invalid bytes", func(_ *rand.Rand, n int) (string, string) {
		return strings.Repeat("\xff", n), strings.Repeat("\xe6\xbc", n/2)
	}},
	{"words between invalid bytes", func(r *rand.Rand, n int) (string, string) {
		words := newWords(200)
		return strings.ReplaceAll(drawn(r, words, n), " ", "\xff"), strings.ReplaceAll(drawn(r, words, n), " ", "\xff")
	}},
	{"white space", func(r *rand.Rand, n int) (string, string) {
		return drawn(r, newWords(2000), n), strings.Repeat(" \n\t\u3000", n/6)
	}},
	{"words put in", func(_ *rand.Rand, n int) (string, string) {
		// Many chains side by side that are joined one after another.
		var a, b strings.Builder
		for k := 0; a.Len() < n; k++ {
			fmt.Fprintf(&b, "the x%dx of the x%dx in the x%dx and the x%dx was ", k, 7*k, 11*k, 13*k)
			for i := range 20 {
				fmt.Fprintf(&a, "y%dy%dy ", k, i)
			}
			fmt.Fprintf(&a, "the x%dx of the x%dx in the x%dx and the x%dx was ", k, 7*k, 11*k, 13*k)
		}
		return a.String(), b.String()
	}},
	{"wide gap", func(_ *rand.Rand, n int) (string, string) {
		// An extension leads through all of two lists, whose words end alike,
		// to a word that they share; and a sentence was moved, so that what is
		// between equal words is aligned again.
		m := newMaker(1)
		units := m.sentences(8, 0)
		a, _, _ := render(units, upTo(7), ofSource)
		b, _, _ := render(units, []int{0, 1, 3, 4, 5, 6}, ofSuspect)
		moved, _, _ := render(units, []int{2}, ofSuspect)
		var v, w strings.Builder
		for k := 0; v.Len() < n/20; k++ { // few: were the gap filled, this would take gigabytes
			fmt.Fprintf(&v, ", x%da%dsing", k%7, k)
			fmt.Fprintf(&w, ", x%di%dsing", k%5, k+1)
		}
		return a + v.String() + ", the end.", b + w.String() + ", the end. " + moved
	}},
	{"letters set apart", func(r *rand.Rand, n int) (string, string) {
		s := drawn(r, newWords(2000), n/2)
		return s, strings.Join(strings.Split(strings.ReplaceAll(s, " ", ""), ""), " ")
	}},
	{"letters that spell anything", func(_ *rand.Rand, n int) (string, string) {
		var b strings.Builder
		for k := range 40 {
			b.WriteString(strings.Repeat("a", k) + " ")
		}
		return b.String(), strings.Repeat("a ", n/2)
	}},
	{"references", func(r *rand.Rand, n int) (string, string) {
		s := drawn(r, newWords(2000), n/6)
		return s, escaped(s, unicode.IsLetter)
	}},
	{"one long word", func(_ *rand.Rand, n int) (string, string) {
		return strings.Repeat("a", n), strings.Repeat("a", n-1) + "b"
	}},
}

// newWords returns n different words.
func newWords(n int) []string {
	m := newMaker(uint64(n))
	words := make([]string, n)
	for i := range words {
		words[i] = m.word(0)
	}
	return words
}

// drawn returns n bytes of words drawn at random.
func drawn(r *rand.Rand, words []string, n int) string {
	var b strings.Builder
	for b.Len() < n {
		b.WriteString(words[r.IntN(len(words))])
		b.WriteByte(' ')
	}
	return b.String()
}

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

// TestHostileGrowth: of eight times the text the memory is about eight times that,
// and the time is not sixty-four times that. The limit lies between eight and
// sixty-four, for what memory costs more when there is more of it. Time is measured
// of longer texts, where PALIMPSEST_CLOCK says that the machine has nothing else to
// do.
func TestHostileGrowth(t *testing.T) {
	if testing.Short() || raceEnabled() {
		t.Skip("measures memory, and the race detector takes some")
	}
	size, timed := 60_000, os.Getenv("PALIMPSEST_CLOCK") != ""
	if timed {
		size = 250_000
	}
	const (
		times  = 8
		growth = 24
		floor  = 60 * time.Millisecond // nothing is measured of less
		// bytes allocated for one of a text, passing garbage included
		perByte = 600
	)
	for _, h := range hostile {
		t.Run(strings.ReplaceAll(h.name, " ", "-"), func(t *testing.T) {
			a, b := h.make(rand.New(rand.NewPCG(1, 1)), size)
			c, d := h.make(rand.New(rand.NewPCG(1, 1)), times*size)
			limit, room := float64(growth), uint64(3*times/2)
			if h.name == "fifty words" {
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
				if ratio := float64(least[1]) / float64(max(least[0], floor)); ratio < limit || !timed {
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
	for _, h := range hostile {
		t.Run(strings.ReplaceAll(h.name, " ", "-"), func(t *testing.T) {
			source, suspect := h.make(rand.New(rand.NewPCG(2, 1)), 4000)
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
	w := newWriter(1)
	source := w.text(words)
	a, b := prepared(t, source, w.spun(source))
	ctx := &countdown{t.Context(), most, 0}
	_, err := Comparer{}.Compare(ctx, a, b)
	require.NoError(t, err)
	asked := most - ctx.left
	require.Greater(t, asked, words/1000)
	for left := range asked {
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
