package spinner

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// reportOf returns a report that a text is spun, with exchanges of the kind synonym:
// source, suspect, and so on by turns.
func reportOf(words ...string) *compare.Report {
	r := &compare.Report{Verdict: compare.Spun, Language: shingle.English}
	for i := 0; i < len(words); i += 2 {
		r.Substitutions = append(r.Substitutions, compare.Substitution{
			Source: compare.Quote{Text: words[i]}, Suspect: compare.Quote{Text: words[i+1]}, Kind: compare.KindSynonym,
		})
	}
	return r
}

// vocabulary is how many words the made spinners know.
const vocabulary = 400

// A maker makes reports of spinners of one thesaurus.
type maker struct {
	r       *rand.Rand
	options int // targets of each word in the thesaurus
}

// report spins one source: n words at random, of which the spinner takes the target that
// it always takes, but now and then another.
func (m maker) report(spinner, n int) *compare.Report {
	var words []string
	for _, w := range m.r.Perm(vocabulary)[:n] {
		own := rand.New(rand.NewPCG(uint64(spinner), uint64(w))).IntN(m.options)
		if m.r.IntN(10) == 0 {
			own = m.r.IntN(m.options)
		}
		words = append(words, name(w), fmt.Sprintf("%sto%c", name(w), 'a'+own))
	}
	return reportOf(words...)
}

// name returns a word that is no stem of another.
func name(i int) string {
	return fmt.Sprintf("w%c%c%cq", 'a'+i/100%10, 'a'+i/10%10, 'a'+i%10)
}

// profile returns the profile of an account: sources with n words each.
func (m maker) profile(t testing.TB, spinner, sources, n int) *Profile {
	t.Helper()
	p := new(Profile)
	for range sources {
		_, err := p.Add(m.report(spinner, n), fmt.Sprint("source ", m.r.Uint64()))
		require.NoError(t, err)
	}
	return p
}

// background returns that of spinners numbered from 1000 on.
func (m maker) background(t testing.TB, spinners int) *Background {
	t.Helper()
	b := new(Background)
	for i := range spinners {
		b.Add(m.profile(t, 1000+i, 5, 60))
	}
	return b
}

// seeded returns a source of numbers, and prints its seed if the test fails.
func seeded(t testing.TB, seed uint64) *rand.Rand {
	t.Helper()
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("seed %d", seed)
		}
	})
	return rand.New(rand.NewPCG(seed, 0))
}

func add(t testing.TB, p *Profile, source string, words ...string) int {
	t.Helper()
	n, err := p.Add(reportOf(words...), source)
	require.NoError(t, err)
	return n
}

func encoded(t testing.TB, p *Profile) []byte {
	t.Helper()
	b, err := p.MarshalBinary()
	require.NoError(t, err)
	return b
}
