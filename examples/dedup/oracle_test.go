package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// An oracle knows all texts and their shingles, spelt out.
type oracle struct {
	ids   []string
	words []int
	sets  []map[string]bool
}

func (o *oracle) add(id, text string, size int) {
	var words []string
	for w := range shingle.Words(text, shingle.None) {
		words = append(words, w.Form)
	}
	set := make(map[string]bool)
	n := min(size, len(words))
	for i := 0; n > 0 && i+n <= len(words); i++ {
		set[fmt.Sprint(n, words[i:i+n])] = true
	}
	o.ids, o.words, o.sets = append(o.ids, id), append(o.words, len(words)), append(o.sets, set)
}

func (o *oracle) similarity(i, j int) float64 {
	if i == j {
		return 1
	}
	shared := 0
	for s := range o.sets[i] {
		if o.sets[j][s] {
			shared++
		}
	}
	if shared == 0 {
		return 0
	}
	return float64(shared) / float64(len(o.sets[i])+len(o.sets[j])-shared)
}

// longest orders texts by words, most first, then by ids.
func (o *oracle) longest(a, b int) int {
	return cmp.Or(cmp.Compare(o.words[b], o.words[a]), cmp.Compare(o.ids[a], o.ids[b]))
}

// similarities returns the similarities of all pairs that have any.
func (o *oracle) similarities() map[[2]int]float64 {
	similarity := make(map[[2]int]float64)
	for i := range o.ids {
		for j := range i {
			if s := o.similarity(j, i); s > 0 {
				similarity[[2]int{j, i}] = s
			}
		}
	}
	return similarity
}

// lines goes through the texts one by one, in the order of compare but those
// that are old first, and compares each with all that it has kept. It returns the
// output, each line under the index of its text.
func (o *oracle) lines(similarity map[[2]int]float64, threshold float64, compare func(a, b int) int, old func(int) bool) map[int]line {
	components := newForest(len(o.ids))
	for p, s := range similarity {
		if s >= threshold {
			components.unite(pair{int32(p[0]), int32(p[1])})
		}
	}
	order := inOrder(len(o.ids))
	slices.SortFunc(order, func(a, b int) int {
		if old(a) != old(b) {
			if old(a) {
				return -1
			}
			return 1
		}
		return compare(a, b)
	})
	lines := make(map[int]line)
	first, firstKept := make(map[int]int), make(map[int]int) // new text by root
	var kept []int
	for _, i := range order {
		if old(i) {
			kept = append(kept, i)
			continue
		}
		root := components.root(i)
		if _, ok := first[root]; !ok {
			first[root] = i
		}
		of, best := i, 0.0
		for _, k := range kept {
			s := similarity[[2]int{min(i, k), max(i, k)}]
			if s >= threshold && s > best {
				of, best = k, s
			}
		}
		if of == i {
			kept, best = append(kept, i), 1
			if _, ok := firstKept[root]; !ok {
				firstKept[root] = i
			}
		}
		lines[i] = line{ID: o.ids[i], Keep: of == i, Of: o.ids[of], Against: old(of), Similarity: share(best)}
	}
	for i, l := range lines {
		root := components.root(i)
		k, ok := firstKept[root]
		if !ok {
			k = first[root]
		}
		l.Cluster = o.ids[k]
		lines[i] = l
	}
	return lines
}

func none(int) bool { return false }

// TestOracle compares with an oracle, in two orders of input, with one thread
// and with two. That no pair is missed at any threshold holds for these seeds; bands
// miss one pair in a thousand at most, right at the threshold.
func TestOracle(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	const seed, n = 7, 150
	p := generate(seed, n)
	texts := make(map[string]string)
	var ids []string
	for i := range p {
		ids = append(ids, id(i))
		texts[id(i)] = p.text(i)
		if i%10 == 0 { // short ones and parts too
			short := strings.Fields(p.text(i))
			texts["s"+id(i)] = strings.Join(short[:i/10%7], " ")
			texts["p"+id(i)] = strings.Join(short[:len(short)/2], " ")
			ids = append(ids, "s"+id(i), "p"+id(i))
		}
	}
	for _, size := range []int{1, 3, 5} {
		var o oracle
		for _, id := range ids {
			o.add(id, texts[id], size)
		}
		similarity := o.similarities()
		for _, threshold := range []float64{0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.97, 1} {
			t.Run(fmt.Sprintf("shingle=%d threshold=%v", size, threshold), func(t *testing.T) {
				want := o.lines(similarity, threshold, o.longest, none)
				for i, order := range [][]int{inOrder(len(ids)), shuffled(len(ids))} {
					var stdin, expected []string
					for _, i := range order {
						stdin = append(stdin, ids[i], texts[ids[i]])
						expected = append(expected, fmt.Sprint(want[i]))
					}
					runtime.GOMAXPROCS(1 + i)
					status, stdout, stderr := runCommand(t, jsonl(stdin...),
						"-shingle", fmt.Sprint(size), "-threshold", fmt.Sprint(threshold), "-")
					require.Equal(t, 0, status)
					require.Empty(t, stderr)
					require.Equal(t, expected, decode(t, stdout), "seed %d, %d threads", seed, 1+i)
				}
			})
		}
	}
}

// decode returns lines of output as fmt prints a line.
func decode(t *testing.T, stdout string) (lines []string) {
	t.Helper()
	for text := range strings.Lines(stdout) {
		lines = append(lines, fmt.Sprint(decodeLine(t, text)))
	}
	return lines
}

// TestDirectoriesAndLines checks that a text gets the same line wherever it is
// read from.
func TestDirectoriesAndLines(t *testing.T) {
	p := generate(3, 60)
	contents := make(map[string]string)
	var stdin []string
	for i := range p {
		contents[id(i)] = p.text(i)
		stdin = append(stdin, id(i), p.text(i))
	}
	dir := files(t, contents)
	_, want, _ := runCommand(t, jsonl(stdin...), "-")
	require.Equal(t, len(p), strings.Count(want, "\n"))
	status, got, stderr := runCommand(t, "", dir)
	require.Equal(t, 0, status, stderr)
	assert.Equal(t, want, got)
	dir = files(t, map[string]string{"x.jsonl.gz": zipped(t, jsonl(stdin...))})
	_, got, _ = runCommand(t, "", filepath.Join(dir, "x.jsonl.gz"))
	assert.Equal(t, want, got)
}

// TestPlan checks that bands find enough at every threshold.
func TestPlan(t *testing.T) {
	for percent := 1; percent <= 100; percent++ {
		threshold := float64(percent) / 100
		slots, b, err := plan(threshold)
		require.NoError(t, err, threshold)
		assert.GreaterOrEqual(t, b.Probability(threshold), recall, threshold)
		assert.LessOrEqual(t, b.Bands*b.Rows, slots)
	}
	var table []string
	for _, threshold := range []float64{0.9, 0.8, 0.5, 0.3, 0.1} {
		slots, b, _ := plan(threshold)
		table = append(table, fmt.Sprintf("%.1f %d %d×%d", threshold, slots, b.Bands, b.Rows))
	}
	assert.Equal(t, []string{"0.9 128 16×8", "0.8 128 25×5", "0.5 128 64×2", "0.3 256 128×2", "0.1 128 128×1"}, table,
		"the comment of plan shows these")
}
