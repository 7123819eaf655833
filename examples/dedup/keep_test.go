package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A dated text has a time, 0 for none.
type dated struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	Time int    `json:"time,omitempty"`
}

// TestKeepOracle compares with the oracle what -keep, -prefer and -against ask
// for, in two orders of input. Texts of -against have ids of other texts too.
func TestKeepOracle(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	const seed, n = 11, 120
	p := generate(seed, n)
	var o oracle
	texts := make([]dated, n)
	for i := range p {
		texts[i] = dated{id(i), p.text(i), (i * 7919 % 31) * 10}
		if i%3 == 2 { // of -against
			texts[i].ID = id(i - i%2)
		}
		o.add(texts[i].ID, texts[i].Text, 5)
	}
	old := func(i int) bool { return i%3 == 2 }
	preferred := func(i int) bool { return i%3 == 1 }
	byTime := func(sign int) func(a, b int) int {
		return func(a, b int) int {
			x, y := texts[a].Time, texts[b].Time
			if (x == 0) != (y == 0) {
				return y - x
			}
			return sign * (x - y)
		}
	}
	similarity := o.similarities()
	for keep, compare := range map[string]func(a, b int) int{
		keepLongest: func(a, b int) int { return 0 }, keepFirst: nil, keepOldest: byTime(1), keepNewest: byTime(-1),
	} {
		for round, order := range [][]int{inOrder(n), shuffled(n)} {
			at := make([]int, n) // where a text stands in the input
			for i, text := range order {
				at[text] = i
			}
			var a, b, stay []dated
			for _, i := range order {
				switch {
				case old(i):
					stay = append(stay, texts[i])
				case preferred(i):
					b = append(b, texts[i])
				default:
					a = append(a, texts[i])
				}
			}
			dir := files(t, map[string]string{"a.jsonl": datedLines(a), "b.jsonl": datedLines(b), "old.jsonl": datedLines(stay)})
			t.Chdir(dir)
			runtime.GOMAXPROCS(1 + round)
			for args, with := range map[string]struct{ prefer, against bool }{
				"a.jsonl b.jsonl": {}, "-prefer ./b.jsonl a.jsonl b.jsonl": {prefer: true},
				"-prefer b.jsonl -prefer a.jsonl -against old.jsonl a.jsonl b.jsonl": {true, true},
			} {
				own := &oracle{}
				var index []int
				for i := range texts {
					if with.against || !old(i) {
						index = append(index, i)
						own.ids, own.words = append(own.ids, o.ids[i]), append(own.words, o.words[i])
					}
				}
				similar := make(map[[2]int]float64)
				for x, i := range index {
					for y, j := range index[x:] {
						if s, ok := similarity[[2]int{i, j}]; ok {
							similar[[2]int{x, x + y}] = s
						}
					}
				}
				rank := func(x, y int) int {
					i, j := index[x], index[y]
					c := 0
					if with.prefer {
						c = firstIf(preferred(i), preferred(j))
					}
					if compare == nil { // a.jsonl comes before b.jsonl
						return cmp.Or(c, firstIf(preferred(j), preferred(i)), at[i]-at[j])
					}
					return cmp.Or(c, compare(i, j), own.longest(x, y))
				}
				var want []string
				lines := own.lines(similar, 0.7, rank, func(x int) bool { return old(index[x]) })
				for x := range index {
					if !old(index[x]) {
						want = append(want, fmt.Sprint(lines[x]))
					}
				}
				status, stdout, stderr := runCommand(t, "", append([]string{"-threshold=.7", "-keep=" + keep}, strings.Fields(args)...)...)
				require.Equal(t, 0, status, stderr)
				got := decode(t, stdout)
				slices.Sort(got)
				slices.Sort(want)
				require.Equal(t, want, got, "-keep %s %s, round %d, seed %d", keep, args, round, seed)
			}
		}
	}
}

// firstIf orders what it is true of first.
func firstIf(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

func datedLines(texts []dated) string {
	var b strings.Builder
	for _, text := range texts {
		line, _ := json.Marshal(text)
		b.Write(append(line, '\n'))
	}
	return b.String()
}

// TestTruth counts against all pairs of generated texts, which are found without
// signatures: clusters that are wrong, and texts left out that no kept text is
// like. DEDUP_TEXTS sets the number of texts.
func TestTruth(t *testing.T) {
	const seed = 20261113
	n := pileSize(t, 1500)
	p := generate(seed, n)
	var in strings.Builder
	require.NoError(t, p.writeJSONL(&in, inOrder(n)))
	t.Logf("seed %d", seed)
	checkTruth(t, in.String(), n, pairsOf(p, 5, leastTruth))
}

// TestTruthDocuments does the same with real documents, which are lines of JSON in the
// file that DEDUP_DOCUMENTS names. Their words are those of package shingle.
func TestTruthDocuments(t *testing.T) {
	name := os.Getenv("DEDUP_DOCUMENTS")
	if name == "" {
		t.Skip("counts in real documents, which are not in the repository: DEDUP_DOCUMENTS=FILE.jsonl")
	}
	in, err := os.ReadFile(name)
	require.NoError(t, err)
	numbers := make(map[string]uint32)
	var documents [][]uint32
	for text := range strings.Lines(string(in)) {
		var document struct{ Text string }
		require.NoError(t, json.Unmarshal([]byte(text), &document))
		var words []uint32
		for w := range shingle.Words(document.Text, shingle.None) {
			n, ok := numbers[w.Form]
			if !ok {
				n = uint32(len(numbers))
				numbers[w.Form] = n
			}
			words = append(words, n)
		}
		documents = append(documents, words)
	}
	t.Logf("%d documents, %d bytes, %d different words", len(documents), len(in), len(numbers))
	checkTruth(t, string(in), len(documents), pairsOf(documents, 5, leastTruth))
}

// leastTruth is the least threshold at which answers are held against the truth.
const leastTruth = 0.5

// checkTruth holds the answers for n texts, lines of JSON, against their true pairs.
func checkTruth(t *testing.T, in string, n int, truth map[pair]float64) {
	for _, threshold := range []float64{leastTruth, 0.7, 0.8, 0.9} {
		components := newForest(n)
		pairs := 0
		for pair, s := range truth {
			if s >= threshold {
				components.unite(pair)
				pairs++
			}
		}
		_, stdout, stderr := runCommand(t, in, "-threshold", fmt.Sprint(threshold), "-")
		require.Empty(t, stderr)
		var lines []line
		number := make(map[string]int)
		for text := range strings.Lines(stdout) {
			number[decodeLine(t, text).ID] = len(lines)
			lines = append(lines, decodeLine(t, text))
		}
		require.Len(t, lines, n)
		size := make(map[string]int)
		sizeOf := make(map[int]int)
		for i, l := range lines {
			size[l.Cluster]++
			sizeOf[components.root(i)]++
		}
		wrong, dropped, alone, alike := 0, 0, 0, 0
		for i, l := range lines {
			of := number[l.Of]
			if components.root(i) != components.root(number[l.Cluster]) || size[l.Cluster] != sizeOf[components.root(i)] {
				wrong++
			}
			if l.Keep {
				continue
			}
			dropped++
			s := truth[pair{int32(min(i, of)), int32(max(i, of))}]
			if !lines[of].Keep || s < threshold {
				alone++
			}
			require.Equal(t, s, float64(l.Similarity))
		}
		for pair, s := range truth {
			if s >= threshold && lines[pair[0]].Keep && lines[pair[1]].Keep {
				alike++
			}
		}
		t.Logf("%d texts, %d pairs at %v: %d in a wrong cluster; %d left out, %d of them without a kept text that is alike; %d pairs of kept texts alike",
			n, pairs, threshold, wrong, dropped, alone, alike)
		assert.Zero(t, wrong)
		assert.Zero(t, alone)
		assert.Zero(t, alike)
		assert.Positive(t, dropped)
	}
}

// TestCopies: however many copies of a text there are, each is compared with one
// kept text only, and so are copies in -against.
func TestCopies(t *testing.T) {
	const n = 2000
	copies := make([]string, 0, 2*n)
	for i := range n {
		copies = append(copies, id(i), "one two three four five six seven")
	}
	in := filepath.Join(files(t, map[string]string{"x.jsonl": jsonl(copies...)}), "x.jsonl")
	for _, args := range [][]string{{in}, {"-against", in, in}} {
		s, err := parse(args)
		require.NoError(t, err)
		out, err := s.newLeftOut()
		require.NoError(t, err)
		sources, err := s.list(t.Context(), nil, out)
		require.NoError(t, err)
		c, err := newCollection(s, sources, out)
		require.NoError(t, err)
		defer c.close()
		require.NoError(t, c.read(t.Context(), nil, nil))
		require.Len(t, c.records, n*(len(args)/3+1))
		k := keeper{collection: c, byKey: make(map[uint64][]int32)}
		members := make([]int32, len(c.records))
		for i := range members {
			members[i] = int32(i)
		}
		results := make([]result, len(members))
		require.NoError(t, k.decide(t.Context(), members, results))
		require.Equal(t, []int32{0}, k.kept)
		for _, r := range results {
			require.Equal(t, result{of: 0, similarity: 1}, r)
		}
	}
}

func TestKeepErrors(t *testing.T) {
	dir := files(t, map[string]string{"a.jsonl": jsonl("1", "x"), "b.jsonl": `{"id":"1","text":"x","time":"yesterday"}`})
	t.Chdir(dir)
	for args, want := range map[string]string{
		"-keep best a.jsonl":                        `-keep must be longest, first, oldest or newest, not "best"`,
		"-keep oldest a.jsonl":                      `-keep oldest: no text has a field "time"`,
		"-keep newest -time t b.jsonl":              `no text has a field "t"`,
		"-keep newest b.jsonl":                      `b.jsonl:1: the field "time": "yesterday" is no time of RFC 3339`,
		"-prefer c.jsonl a.jsonl":                   "-prefer: c.jsonl is not one of the inputs",
		"-against - -":                              "only one of the inputs can be standard input",
		"-against a.jsonl -against a.jsonl b.jsonl": `a.jsonl:1: the id "1" was met before, in a.jsonl:1`,
	} {
		status, stdout, stderr := runCommand(t, "", strings.Fields(args)...)
		requireError(t, status, stdout, stderr, want)
	}
}

func TestMoments(t *testing.T) {
	ascending := []string{
		`-1e18`, `-1.5`, `-1`, `0`, `0.25`, `"1970-01-01T00:00:01Z"`, `1.5`, `"1970-01-01T00:00:01.75Z"`, `"1970-01-01T01:00:02+01:00"`,
		`"2026-11-29"`, `"2026-11-29T00:00:00.000000001Z"`, `1796000000`, `9007199254740993`, `9007199254740994`,
	}
	var before moment
	for i, s := range ascending {
		m, err := jsonMoment([]byte(s))
		require.NoError(t, err, s)
		require.True(t, m.known)
		if i > 0 {
			require.Equal(t, -1, before.compare(m), s)
			require.Equal(t, 1, m.compare(before), s)
		}
		before = m
	}
	m, err := jsonMoment([]byte("null"))
	require.NoError(t, err)
	require.False(t, m.known)
	for _, s := range []string{`"x"`, `""`, `true`, `[1]`, `1e300`, `"2026-13-01"`} {
		_, err := jsonMoment([]byte(s))
		require.Error(t, err, s)
	}
}

// TestTimes takes times from fields, from the files themselves and from columns
// of Parquet.
func TestTimes(t *testing.T) {
	const text = "one two three four five six"
	day := func(n int) time.Time { return time.Date(2026, 11, n, 0, 0, 0, 0, time.UTC) }
	dir := files(t, map[string]string{
		"d/f3": text, "d/f5": text,
		"x.jsonl": `{"id":"j2","text":"` + text + `","time":"2026-11-02T12:00:00+12:00"}` + "\n" +
			fmt.Sprintf(`{"id":"j6","text":"%s","time":%d}`, text, day(6).Unix()) + "\n" + `{"id":"none","text":"` + text + `","time":null}` + "\n",
		"x.parquet":  parquetOf(t, []textRow{{ID: "p1", Text: new(text), Time: day(1)}, {ID: "p7", Text: new(text), Time: day(7)}}),
		"late.jsonl": jsonl("a", text),
	})
	t.Chdir(dir)
	require.NoError(t, os.Chtimes("d/f3", day(3), day(3)))
	require.NoError(t, os.Chtimes("d/f5", day(5), day(5)))
	for args, want := range map[string]string{
		"-keep oldest late.jsonl d":                   "f3",
		"-keep newest late.jsonl d":                   "f5",
		"-keep oldest late.jsonl d x.jsonl":           "j2",
		"-keep newest late.jsonl d x.jsonl":           "j6",
		"-keep oldest late.jsonl d x.jsonl x.parquet": "p1",
		"-keep newest late.jsonl d x.jsonl x.parquet": "p7",
		"-keep first late.jsonl d":                    "a",
		"-keep newest -prefer d x.jsonl d":            "f5",
	} {
		_, stdout, stderr := runCommand(t, "", strings.Fields(args)...)
		require.Empty(t, stderr)
		for line := range strings.Lines(stdout) {
			require.Equal(t, want, decodeLine(t, line).Of, args)
		}
	}
}
