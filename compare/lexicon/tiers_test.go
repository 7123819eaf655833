package lexicon

import (
	"math/bits"
	"math/rand/v2"
	"testing"

	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/require"
)

// TestTiers compares Tiers with Tier: for pairs that are related and others, in lists of
// any length, with keys that are 0 or equal.
func TestTiers(t *testing.T) {
	english, err := English()
	require.NoError(t, err)
	own := NewBuilder(shingle.English)
	var words []Key
	for _, w := range []string{"big", "large", "great", "house", "home", "dwelling", "hot", "cold", "warm", "run", "walk", "sprint"} {
		words = append(words, own.Key(w))
	}
	own.Add(Strong, words[0], words[1])
	own.Add(Medium, words[3], words[4])
	own.Contrast(words[6], words[7])
	lexicons := []*Lexicon{english, own.Lexicon(), english.With(own.Lexicon()), new(Lexicon)}
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 1))
		keys := make([]Key, r.IntN(3*pairsAtOnce))
		for i := range keys {
			switch r.IntN(8) {
			case 0:
				keys[i] = 0
			case 1:
				keys[i] = Key(r.Uint64())
			default:
				keys[i] = words[r.IntN(len(words))]
			}
		}
		a := words[r.IntN(len(words))]
		if r.IntN(10) == 0 {
			a = 0
		}
		for _, l := range lexicons {
			got, want := make([]Tier, len(keys)), make([]Tier, len(keys))
			for i, b := range keys {
				got[i] = Tier(r.IntN(tiers)) // what was there does not count
				want[i] = l.Tier(a, b)
				require.Equal(t, l.slowTier(a, b), want[i], "seed=%d", seed)
				for least := None; least <= Strong; least++ {
					least, tier := least, want[i]
					if tier < least {
						tier = None
					}
					require.Equal(t, tier, l.AtLeast(least, a, b), "seed=%d", seed)
				}
			}
			l.Tiers(got, a, keys)
			require.Equal(t, want, got, "seed=%d", seed)
		}
	}
}

// slowTier is the slow twin of Tier.
func (l *Lexicon) slowTier(a, b Key) Tier {
	h := pairHash(a, b)
	for _, t := range l.tables { // the strongest first
		has := a != 0 && b != 0 && a != b && t.tier != None
		for i := range uint64(t.filter.K()) {
			at, _ := bits.Mul64(h+i*(avalanche(h)|1), uint64(t.filter.Cap()))
			has = has && t.filter.BitSet().Test(uint(at))
		}
		if has {
			return t.tier
		}
	}
	return None
}

func BenchmarkTiers(b *testing.B) {
	l, err := English()
	require.NoError(b, err)
	r := rand.New(rand.NewPCG(1, 1))
	keys := make([]Key, 1<<12)
	for i := range keys {
		keys[i] = Key(r.Uint64())
	}
	var tiers [32]Tier
	b.Run("one", func(b *testing.B) {
		for i := range b.N {
			for k := range tiers {
				tiers[k] = l.Tier(keys[i%len(keys)], keys[(i*7+k)%len(keys)])
			}
		}
	})
	b.Run("batch", func(b *testing.B) {
		for i := range b.N {
			from := i * 7 % (len(keys) - len(tiers))
			l.Tiers(tiers[:], keys[i%len(keys)], keys[from:from+len(tiers)])
		}
	})
}
