package corpus

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// winnowSlowly is winnow as the paper has it: window by window.
func winnowSlowly(features []feature, w int) []feature {
	var kept []feature
	last := -1
	w = min(w, len(features))
	for start := 0; start+w <= len(features) && w > 0; start++ {
		least := start
		for i := start; i < start+w; i++ {
			if rank(features[i]) <= rank(features[least]) {
				least = i
			}
		}
		if least != last {
			kept = append(kept, features[least])
			last = least
		}
	}
	return kept
}

func winnowed(features []feature, w int) []feature {
	var kept []feature
	winnow(features, w, func(f feature) { kept = append(kept, f) })
	return kept
}

func FuzzWinnow(f *testing.F) {
	f.Add([]byte("aaaaaaaa"), uint8(3))
	f.Add([]byte("the quick brown fox"), uint8(4))
	f.Add([]byte("zyxwvutsrqponmlkjihgfedcba"), uint8(5))
	f.Add([]byte{}, uint8(1))
	f.Add([]byte("few"), uint8(20))
	f.Fuzz(func(t *testing.T, data []byte, w uint8) {
		window := int(w%64) + 1
		features := make([]feature, len(data))
		for i, b := range data {
			features[i] = feature{uint64(b) * golden, uint32(i)}
		}
		kept := winnowed(features, window)
		require.Equal(t, winnowSlowly(features, window), kept)
		// What stands in both texts is kept in both or, of window features in a
		// row, at least one is.
		for start := 0; start+window <= len(features); start++ {
			n := 0
			for _, k := range kept {
				if int(k.position) >= start && int(k.position) < start+window {
					n++
				}
			}
			require.Positive(t, n)
		}
	})
}

// TestWinnowRun: of words that are said again and again all features are kept.
func TestWinnowRun(t *testing.T) {
	run := make([]feature, 100)
	for i := range run {
		run[i] = feature{golden, uint32(i)}
	}
	require.Equal(t, run[7:], winnowed(run, 8), "but for those of the first window")
}

func TestWinnowDensity(t *testing.T) {
	features := make([]feature, 100000)
	for i := range features {
		features[i] = feature{uint64(i+1) * 0x2545f4914f6cdd1d, uint32(i)}
		features[i].hash ^= features[i].hash >> 29
		features[i].hash *= 0xbf58476d1ce4e5b9
	}
	for _, w := range []int{1, 4, 8, 16} {
		require.InEpsilon(t, 2/float64(w+1), float64(len(winnowed(features, w)))/float64(len(features)), 0.02, "window %d", w)
	}
}
