package synth

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// enough makes every spun style at every rate, and every honest kind.
const enough = 2 * 14 * 7 * 2

// inOrder are the styles whose exchanges are all that was done to the source.
var inOrder = []string{"consistent", "free", "phrases", "loosened", "broken", "part"}

// apply makes the exchanges within a stretch of the source.
func apply(p *Pair, from, to int) string {
	var b strings.Builder
	at := from
	for _, g := range p.Gold {
		if g[0] >= from && g[1] <= to {
			b.WriteString(p.Source[at:g[0]])
			b.WriteString(p.Suspect[g[2]:g[3]])
			at = g[1]
		}
	}
	b.WriteString(p.Source[at:to])
	return b.String()
}

// checkGold checks that spans slice to whole words that differ at both ends and
// that exchanges of equal length are split.
func checkGold(t *testing.T, p *Pair) {
	last := 0
	for _, g := range p.Gold {
		require.True(t, last <= g[0] && g[0] < g[1] && g[1] <= len(p.Source), "%s: %v", p.ID, g)
		require.True(t, 0 <= g[2] && g[2] < g[3] && g[3] <= len(p.Suspect), "%s: %v", p.ID, g)
		last = g[1]
		a, b := strings.Fields(p.Source[g[0]:g[1]]), strings.Fields(p.Suspect[g[2]:g[3]])
		require.NotEmpty(t, a, p.ID)
		require.NotEmpty(t, b, p.ID)
		require.False(t, strings.EqualFold(a[0], b[0]) || strings.EqualFold(a[len(a)-1], b[len(b)-1]), "%s: %q → %q", p.ID, a, b)
		require.True(t, len(a) == 1 || len(a) != len(b), "%s: %q → %q is not split", p.ID, a, b)
		require.Equal(t, strings.TrimSpace(p.Suspect[g[2]:g[3]]), p.Suspect[g[2]:g[3]])
	}
}

func TestLaws(t *testing.T) {
	g := NewGenerator(1, nil, nil)
	for p := range g.Pairs(enough) {
		if p.Label != "spun" {
			require.Nil(t, p.Gold, p.ID)
			require.Empty(t, p.Dictionary, p.ID)
			continue
		}
		checkGold(t, &p)
		require.GreaterOrEqual(t, len(p.Gold), 1, p.ID)
		if slices.Contains(p.Traits, "quotes") {
			continue
		}
		if slices.Contains(inOrder, p.Style) {
			require.Equal(t, p.Suspect, apply(&p, 0, len(p.Source)), p.ID)
		}
		for _, s := range p.Passages {
			require.Equal(t, p.Suspect[s[2]:s[3]], apply(&p, s[0], s[1]), p.ID)
		}
	}
}

// TestReplaced: what a pair says was replaced is what its exchanges come to, and
// the kind names the rate.
func TestReplaced(t *testing.T) {
	g := NewGenerator(2, nil, nil)
	seen := 0
	for p := range g.Pairs(enough) {
		if p.Style != "consistent" && p.Style != "free" {
			continue
		}
		require.True(t, slices.Contains(Rates, p.Rate))
		require.GreaterOrEqual(t, p.Replaced, 0.8*p.Rate, p.ID)
		require.Contains(t, []string{"consistent", "free"}, p.Choice)
		words := 0
		for _, x := range p.Gold {
			words += NewText("", p.Source[x[0]:x[1]]).Words()
		}
		all := float64(NewText("", p.Source).Words())
		if slices.Contains(p.Traits, "articles-repaired") {
			require.GreaterOrEqual(t, float64(words)/all, p.Replaced-1e-9, p.ID)
			continue
		}
		require.InDelta(t, p.Replaced, float64(words)/all, 1e-9, p.ID)
		seen++
	}
	require.Positive(t, seen)
}

func TestEveryKind(t *testing.T) {
	kinds, rates, dictionaries := map[string]int{}, map[float64]int{}, map[string]int{}
	for p := range NewGenerator(3, nil, nil).Pairs(enough) {
		kinds[p.Style]++
		rates[p.Rate]++
		dictionaries[p.Dictionary]++
		require.NotEqual(t, p.Source, p.Suspect, p.ID)
		require.NotEmpty(t, p.Group, p.ID)
	}
	for _, s := range spunStyles {
		require.Positive(t, kinds[s.name], s.name)
	}
	for _, k := range honestKinds {
		require.Positive(t, kinds[k.kind], k.kind)
	}
	require.Positive(t, dictionaries["plain"])
	require.Positive(t, dictionaries["phrases"])
	for _, r := range Rates[:4] {
		require.Positive(t, rates[r], r)
	}
}

func TestDeterministic(t *testing.T) {
	g := NewGenerator(4, nil, nil)
	all := slices.Collect(g.Pairs(200))
	require.Equal(t, all, slices.Collect(NewGenerator(4, nil, nil).Pairs(200)))
	require.Equal(t, all[57], g.Pair(57), "a pair does not depend on those before it")
	require.NotEqual(t, all[57].Suspect, NewGenerator(5, nil, nil).Pair(57).Suspect)
}

// exchanges returns the words that stand for each other in gaps of as many words
// on both sides between the words that two texts share in order: the plain
// quadratic way.
func exchanges(a, b string) (out [][2]string) {
	s, t := NewText("", a), NewText("", b)
	n, m := len(s.words), len(t.words)
	long := make([][]int, n+1)
	for i := range long {
		long[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if s.words[i].Form == t.words[j].Form {
				long[i][j] = 1 + long[i+1][j+1]
			} else {
				long[i][j] = max(long[i+1][j], long[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < n && j < m {
		p, q := i, j
		for i < n && j < m && s.words[i].Form != t.words[j].Form {
			if long[i+1][j] >= long[i][j+1] {
				i++
			} else {
				j++
			}
		}
		if i-p == j-q {
			for k := range i - p {
				out = append(out, [2]string{s.words[p+k].Form, t.words[q+k].Form})
			}
		}
		i, j = i+1, j+1
	}
	return out
}

// declared reports whether an honest kind may exchange two words that a
// dictionary of synonyms has.
func declared(kind, a, b string) bool {
	switch kind {
	case "made-terms":
		return terms()[a] == b
	case "made-copy-edited":
		return wordy()[a] == b
	case "made-figures":
		return slices.Contains(groups()[a], b)
	}
	return false
}

// TestHonestHasNoSynonyms: what honest kinds exchange is in no dictionary, unless
// the lists of the kind declare it.
func TestHonestHasNoSynonyms(t *testing.T) {
	dictionaries := Builtin()
	checked := map[string]int{}
	for p := range NewGenerator(6, nil, nil).Pairs(enough) {
		switch p.Kind {
		case "made-figures", "made-names", "made-terms", "made-spelling", "made-copy-edited", "made-ocr", "made-cut", "made-added", "made-truncated", "made-boilerplate":
		default:
			continue
		}
		for _, x := range exchanges(p.Source, p.Suspect) {
			checked[p.Kind]++
			for _, a := range analyse(x[0]) {
				for _, b := range analyse(x[1]) {
					for _, d := range dictionaries {
						require.False(t, d.Related(a.lemma, b.lemma) && !declared(p.Kind, x[0], x[1]), "%s %s: %s → %s", p.ID, p.Kind, x[0], x[1])
					}
				}
			}
		}
	}
	for _, kind := range []string{"made-figures", "made-names", "made-terms", "made-spelling", "made-copy-edited"} {
		require.Positive(t, checked[kind], kind)
	}
}

// FuzzSpin: odd texts and dictionaries, spun and edited, keep the laws.
func FuzzSpin(f *testing.F) {
	f.Add("The big dog saw a small cat. It ran away.", "big\tlarge|huge", uint64(1))
	f.Add("", "", uint64(2))
	f.Add("A\xff\xfeB naïve ﬁne  it’s İstanbul 漢字 😀 well-known the army's U.S. 1,000", "army\tforce\nfine\tgood fellow\nit's\tit is\nnaïve\tx", uint64(3))
	f.Add("IN THE END\n\nin the end.In the end\u200b in\u00a0the end\r\n\r\nend", "in the\twithin the\nend\tin the|end-all|the end", uint64(4))
	f.Add("a an a an apple an pear", "apple\tpear\npear\tapple|apple pear|pear-tree", uint64(5))
	functions := Builtin()[1]
	f.Fuzz(func(t *testing.T, text, pairs string, seed uint64) {
		if len(text) > 4000 || len(pairs) > 4000 {
			return
		}
		d := NewDictionary("fuzz")
		d.pairs(pairs)
		checkSpin(t, text, d, seed)
		checkSpin(t, text, functions, seed)
	})
}
