package minhash

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPlan(t *testing.T) {
	for _, test := range []struct {
		slots             int
		threshold, recall float64
		want              Banding
	}{
		{128, .8, .95, Banding{18, 7}},
		{128, .8, .99, Banding{21, 6}},
		{128, .5, .95, Banding{42, 3}},
		{256, .8, .99, Banding{32, 8}},
		{1, .5, .5, Banding{1, 1}},
	} {
		got, err := Plan(test.slots, test.threshold, test.recall)
		require.NoError(t, err)
		assert.Equal(t, test.want, got)
	}
	_, err := Plan(128, .01, .95)
	assert.ErrorIs(t, err, ErrConfig)
	assert.ErrorContains(t, err, "0.7237")
	for _, bad := range [][3]float64{{0, .8, .9}, {128, 0, .9}, {128, 1, .9}, {128, .8, 0}, {128, .8, 1}, {128, math.NaN(), .9}, {128, .8, math.NaN()}, {1e9, .8, .9}} {
		_, err := Plan(int(bad[0]), bad[1], bad[2])
		assert.ErrorIs(t, err, ErrConfig, "%v", bad)
	}
}

// The largest number of rows that reaches the recall, by looking at all.
func TestPlanIsTheBest(t *testing.T) {
	for _, slots := range []int{16, 100, 128, 500} {
		for _, threshold := range []float64{.3, .5, .8, .95} {
			for _, recall := range []float64{.5, .9, .99} {
				got, err := Plan(slots, threshold, recall)
				var want Banding
				for rows := 1; rows <= slots; rows++ {
					if b := (Banding{slots / rows, rows}); b.Probability(threshold) >= recall {
						want = b
					}
				}
				assert.Equal(t, want, got)
				assert.Equal(t, want == Banding{}, err != nil)
			}
		}
	}
}

func TestPlanContainment(t *testing.T) {
	got, err := PlanContainment(128, .8, 5, .95)
	require.NoError(t, err)
	assert.Equal(t, Banding{128, 1}, got)
	assert.GreaterOrEqual(t, got.Probability(similarityAt(.8, 100, 500)), .95)
	got, err = PlanContainment(128, .8, .8, .95)
	require.NoError(t, err)
	assert.Equal(t, Banding{18, 7}, got) // all of a smaller text: similarity is containment
	for _, bad := range [][2]float64{{0, 5}, {1, 5}, {.8, .5}, {.8, math.Inf(1)}, {.8, math.NaN()}} {
		_, err := PlanContainment(128, bad[0], bad[1], .95)
		assert.ErrorIs(t, err, ErrConfig)
	}
}

func TestProbability(t *testing.T) {
	b := Banding{16, 8}
	assert.InDelta(t, .9470, b.Probability(.8), 1e-4)
	assert.Zero(t, b.Probability(-1))
	assert.Equal(t, 1., b.Probability(2))
	for p := .01; p < 1; p += .01 {
		assert.InDelta(t, p, b.Probability(b.Similarity(p)), 1e-9)
	}
	assert.Equal(t, "16x8", b.String())
	for _, none := range []Banding{{}, {2, -1}, {-1, 2}, {7, -1}, {3, 0}, {0, 3}} {
		assert.Zero(t, none.Probability(.05), "%v", none)
		assert.Zero(t, none.Probability(1), "%v", none)
		assert.NotContains(t, none.Curve(), "#", "%v", none)
	}
}

func TestCurve(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(Banding{16, 8}.Curve(), "\n"), "\n")
	require.Len(t, lines, 20)
	assert.Equal(t, "0.05  0.0000", lines[0])
	assert.Equal(t, "0.80  0.9470  ######################################", lines[15])
	assert.Equal(t, "1.00  1.0000  ########################################", lines[19])
}

// Pairs share a band as often as the formula says. 4,000 pairs: 3.3 standard
// errors are at most 0.026, plus 0.02 because the slots of a sketch are a little
// less independent than the formula has it.
func TestBandsHitAsOftenAsTheFormulaSays(t *testing.T) {
	pairs := unlessRace(4000, 1000)
	for _, b := range []Banding{{16, 8}, {9, 13}, {21, 6}} {
		for _, j := range []float64{.5, .7, .8, .9} {
			var hits, exact float64
			signPairs(t, uint64(b.Rows), 128, 300, pairs, func(int) float64 { return j }, func(j float64, x, y Signature) {
				exact = j
				for band := range b.Bands {
					if b.key(x, band) == b.key(y, band) {
						hits++
						break
					}
				}
			})
			t.Logf("%v at %.3f: measured %.4f, formula %.4f", b, exact, hits/float64(pairs), b.Probability(exact))
			assert.InDelta(t, b.Probability(exact), hits/float64(pairs), .046)
		}
	}
}
