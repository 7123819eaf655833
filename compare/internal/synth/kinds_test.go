package synth

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare/internal/synth/tables"
	"github.com/palimpsest-go/palimpsest/internal/synth/letters"
	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/require"
)

// exchanges returns the words that stand for each other in gaps of as many words
// on both sides between the words that two texts share in order: the plain
// quadratic way.
func exchanges(a, b []string) (out [][2]string) {
	n, m := len(a), len(b)
	long := make([][]int, n+1)
	for i := range long {
		long[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if a[i] == b[j] {
				long[i][j] = 1 + long[i+1][j+1]
			} else {
				long[i][j] = max(long[i+1][j], long[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < n && j < m {
		p, q := i, j
		for i < n && j < m && a[i] != b[j] {
			if long[i+1][j] >= long[i][j+1] {
				i++
			} else {
				j++
			}
		}
		if i-p == j-q {
			for k := range i - p {
				out = append(out, [2]string{a[p+k], b[q+k]})
			}
		}
		i, j = i+1, j+1
	}
	return out
}

// formsOf returns the normal forms of the words of a text of the pair.
func formsOf(p *Pair, body string) (out []string) {
	for _, w := range NewText(Base{Language: p.Language, Body: body}).words {
		out = append(out, w.Form)
	}
	return out
}

// eachPair calls f with pairs of a kind, of all its makers and languages.
func eachPair(t *testing.T, name string, f func(p *Pair)) {
	n, pairs := 0, 150
	if testing.Short() {
		pairs = 40
	}
	for p := range testGenerator(t, 7, name).Pairs(pairs) {
		require.Equal(t, "made-"+name, p.Kind)
		f(&p)
		n++
	}
	require.Positive(t, n)
}

// squeezed returns the letters and digits of a text, without marks.
func squeezed(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return c
		}
		return -1
	}, letters.Strip(s, nil))
}

// TestSameLetters: kinds that touch marks, case, punctuation or white space alone
// leave the letters.
func TestSameLetters(t *testing.T) {
	for _, name := range []string{"accents", "marks", "heaps", "case", "punctuation", "broken-words", "lines", "quote-mark"} {
		eachPair(t, name, func(p *Pair) {
			a, b := squeezed(p.Source), squeezed(p.Suspect)
			if p.Maker == "strip" || p.Maker == "line-end" || p.Maker == "postfix" {
				a, b = strings.ToLower(a), strings.ToLower(b)
			}
			require.True(t, strings.EqualFold(a, b), "%s %s\n%s\n%s", p.Kind, p.Maker, a, b)
		})
	}
}

// TestShare: a kind of single words changes as many words as its strength says,
// of those that it can change: never more than the share of all words, and more
// at more strength.
func TestShare(t *testing.T) {
	for _, name := range []string{"masked", "typos", "scanned", "marks", "leet", "look-alikes", "inflected"} {
		sum, count := map[float64]float64{}, map[float64]float64{}
		eachPair(t, name, func(p *Pair) {
			sum[p.Strength] += p.Replaced
			count[p.Strength]++
			limit := p.Strength
			if p.Maker == "number" {
				limit *= 6
			}
			require.LessOrEqual(t, p.Replaced, limit+0.05, "%s %s", p.Kind, p.Maker)
		})
		var strengths []float64
		for s := range count {
			strengths = append(strengths, s)
		}
		slices.Sort(strengths)
		low, high := strengths[0], strengths[len(strengths)-1]
		require.Less(t, sum[low]/count[low], sum[high]/count[high], name)
	}
}

// distance is the edit distance of two words, in letters.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		last := row[0]
		row[0] = i + 1
		for j := range y {
			d := last
			if x[i] != y[j] {
				d++
			}
			last = row[j+1]
			row[j+1] = min(d, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(y)]
}

func TestTyposAreSlips(t *testing.T) {
	eachPair(t, "typos", func(p *Pair) {
		a, b := strings.Fields(p.Source), strings.Fields(p.Suspect)
		require.Len(t, b, len(a), p.Maker)
		changed := 0
		for i := range a {
			if a[i] == b[i] {
				continue
			}
			changed++
			if p.Maker != "stretched" { // a slip, twice in words joined by a hyphen
				require.LessOrEqual(t, distance(a[i], b[i]), 4, "%s %s → %s", p.Maker, a[i], b[i])
			}
		}
		require.GreaterOrEqual(t, changed, 2)
	})
}

// TestPairsOfTable: person, gender and tense exchange words of the table alone.
func TestPairsOfTable(t *testing.T) {
	for name, of := range map[string]func(*tables.Language) tables.Pairs{
		"gender": func(l *tables.Language) tables.Pairs { return l.Gender }, "neutral": func(l *tables.Language) tables.Pairs { return l.Neutral },
		"person": func(l *tables.Language) tables.Pairs { return slices.Concat(l.Third, l.Agree, l.Address) },
		"tense":  func(l *tables.Language) tables.Pairs { return l.Tense },
	} {
		all := 0
		eachPair(t, name, func(p *Pair) {
			if slices.Contains([]string{"with-names", "regular-verbs", "past-of-all"}, p.Maker) {
				return
			}
			list := of(tables.Of(p.Language))
			seen := 0
			for _, x := range inPlace(p) {
				a, b := strings.Trim(x[0], punctuation), strings.Trim(x[1], punctuation)
				if strings.ContainsAny(a+b, "'’-") {
					continue
				}
				seen++
				require.True(t, slices.ContainsFunc(list, func(y tables.Pair) bool {
					from, to := strings.ToLower(y.From), strings.ToLower(y.To)
					return from == a && to == b || from == b && to == a || strings.Contains(from+to, " ")
				}), "%s %s %s: %s → %s", p.Kind, p.Maker, p.Language, a, b)
			}
			all += seen
		})
		require.Greater(t, all, 100, name)
	}
}

// inPlace returns the words in small letters that stand for each other in texts of
// as many words; none where there are more on one side.
func inPlace(p *Pair) (out [][2]string) {
	a, b := strings.Fields(strings.ToLower(p.Source)), strings.Fields(strings.ToLower(p.Suspect))
	if len(a) != len(b) {
		return nil
	}
	for i := range a {
		if a[i] != b[i] {
			out = append(out, [2]string{a[i], b[i]})
		}
	}
	return out
}

const punctuation = ".,;:!?()«»„“”\"…"

// TestClosedSet: whatever a named thing is exchanged for is of the same set.
func TestClosedSet(t *testing.T) {
	eachPair(t, "closed-set", func(p *Pair) {
		text := NewText(Base{Language: p.Language, Body: ""})
		seen := map[[2]string]bool{}
		for _, x := range inPlace(p) {
			for k := range x {
				x[k] = strings.TrimFunc(x[k], func(c rune) bool { return !unicode.IsLetter(c) })
				if i := strings.LastIndexByte(x[k], '-'); i > 0 && strings.Contains(strings.Join(text.lists.Frames, " "), x[k][i:]) {
					x[k] = x[k][:i]
				}
			}
			if strings.ContainsAny(x[0]+x[1], "-'’") && text.setOf(x[0]) == nil {
				continue
			}
			set := text.setOf(x[0])
			require.True(t, set != nil && slices.ContainsFunc(text.lists.Sets, func(set []string) bool {
				in := func(w string) bool {
					return slices.ContainsFunc(set, func(m string) bool { return strings.EqualFold(m, w) })
				}
				return in(x[0]) && in(x[1])
			}), "%s %s: %s → %s", p.Maker, p.Language, x[0], x[1])
			seen[x] = true
		}
		if p.Maker != "in-place" {
			require.LessOrEqual(t, len(seen), 1, "%s %s %v", p.Maker, p.Language, seen)
		}
	})
}

// TestTermsRenamed: one to three terms change, each to one other.
func TestTermsRenamed(t *testing.T) {
	most := map[string]int{"one-noun": 1, "two-nouns": 2, "three-nouns": 3, "product": 1}
	eachPair(t, "terms", func(p *Pair) {
		to := map[string]string{}
		for _, x := range exchanges(formsOf(p, p.Source), formsOf(p, p.Suspect)) {
			if p.Turned {
				x[0], x[1] = x[1], x[0]
			}
			if y, ok := to[x[0]]; ok && strings.Fields(p.Maker)[0] != "list" {
				require.Equal(t, y, x[1], p.Maker)
			}
			to[x[0]] = x[1]
		}
		require.NotEmpty(t, to)
		if n := most[p.Maker]; n > 0 {
			require.LessOrEqual(t, len(to), n, "%s %v", p.Maker, to)
		}
	})
}

// TestVerbatim: what is quoted or repeated stands in both texts.
func TestVerbatim(t *testing.T) {
	for _, name := range []string{"quoted", "quoted-abroad", "half-translated"} {
		eachPair(t, name, func(p *Pair) {
			longest := 0
			for _, s := range p.Passages {
				require.Equal(t, p.Source[s[0]:s[1]], p.Suspect[s[2]:s[3]])
				longest = max(longest, len(strings.Fields(p.Source[s[0]:s[1]])))
			}
			require.Greater(t, longest, 40, p.Maker)
		})
	}
	eachPair(t, "pasted", func(p *Pair) {
		long, short := p.Suspect, p.Source
		if p.Turned {
			long, short = short, long
		}
		require.Greater(t, len(long), len(short))
		if p.Maker == "whole" {
			require.GreaterOrEqual(t, strings.Count(long, short), 2)
		}
	})
	for _, name := range []string{"boilerplate", "added"} {
		eachPair(t, name, func(p *Pair) {
			require.NotEqual(t, len(p.Source), len(p.Suspect))
		})
	}
}

// TestTwoLanguages: the texts are of two languages.
func TestTwoLanguages(t *testing.T) {
	eachPair(t, "two-languages", func(p *Pair) {
		a, b := NewText(Base{Body: p.Source}), NewText(Base{Body: p.Suspect})
		require.NotEqual(t, a.Body, b.Body)
		if a.shingle() != shingle.None && b.shingle() != shingle.None {
			require.NotEqual(t, a.Language, b.Language, p.ID)
		}
	})
}

// TestDisguises: a disguised copy has as many words of white space, and differs.
func TestDisguises(t *testing.T) {
	for _, k := range disguiseKinds() {
		eachPair(t, k.name, func(p *Pair) {
			require.True(t, utf8.ValidString(p.Suspect) && utf8.ValidString(p.Source))
			if !slices.Contains([]string{"spaces", "thin-space", "hair-space", "no-break-space", "mixed", "unreadable"}, p.Maker) {
				require.Len(t, strings.Fields(p.Suspect), len(strings.Fields(p.Source)), "%s %s", p.Kind, p.Maker)
			}
		})
	}
}

// declared reports whether an honest kind may exchange two words that a
// dictionary of synonyms has: its own list has them.
func declared(p *Pair, a, b string) bool {
	if p.Turned {
		a, b = b, a
	}
	l := tables.Of("en")
	switch p.Style {
	case "terms":
		return terms()[a] == b || terms()[b] == a || slices.ContainsFunc(l.Terms, func(set []string) bool { return slices.Contains(set, a) && slices.Contains(set, b) })
	case "copy-edited":
		return wordy()[a] == b || slices.Contains(l.Swaps[a], b)
	case "tense", "gender", "neutral", "person":
		return slices.ContainsFunc(slices.Concat(l.Tense, l.Gender, l.Neutral, l.Third, l.Agree), func(p tables.Pair) bool {
			return p == tables.Pair{From: a, To: b} || p == tables.Pair{From: b, To: a}
		})
	case "contractions":
		return slices.ContainsFunc(l.Contractions, func(p tables.Pair) bool { return strings.EqualFold(p.From, a) || strings.EqualFold(p.To, a) })
	case "function-words":
		return true
	case "figures", "update":
		return slices.Contains(groups()[a], b) || wordy()[a] == b
	}
	return false
}

// TestHonestHasNoSynonyms: what honest kinds exchange is in no dictionary, unless
// the lists of the kind declare it. Plain language is a list of synonyms itself, texts
// said again are no question of spinning, and two texts of one genre or of none are no
// edit.
func TestHonestHasNoSynonyms(t *testing.T) {
	dictionaries := Builtin()
	checked := map[string]int{}
	for p := range testGenerator(t, 6, "honest").Pairs(1200) {
		switch p.Style {
		case "plain-language", "genre", "texts", "turned", "re-said", "halves", "by-form", "two-languages", "two-languages-names", "two-quoting", "quoted", "quoted-abroad", "half-translated", "refilled", "template", "pasted", "reordered":
			continue
		}
		if p.Language != "en" || len(p.Suspect) > 9000 {
			continue
		}
		for _, x := range exchanges(formsOf(&p, p.Source), formsOf(&p, p.Suspect)) {
			checked[p.Style]++
			for _, a := range analyse(x[0]) {
				for _, b := range analyse(x[1]) {
					for _, d := range dictionaries {
						related := d.Related(a.lemma, b.lemma) && len(a.lemma) > 1 && len(b.lemma) > 1
						require.False(t, related && !declared(&p, x[0], x[1]), "%s %s: %s → %s", p.Kind, p.Maker, x[0], x[1])
					}
				}
			}
		}
	}
	for _, kind := range []string{"figures", "names", "terms", "copy-edited", "closed-set", "gender", "tense", "typos", "masked"} {
		require.Positive(t, checked[kind], kind)
	}
}

// TestCuts: each cut changes what it says, and no word that was exchanged.
func TestCuts(t *testing.T) {
	base := testBases()[2]
	for _, how := range cuts {
		text := NewText(base)
		x := &job{task: &task{revision: revision{draft: newDraft(text), r: rand.New(rand.NewPCG(1, 1)), regions: []stretch{{0, len(text.words)}}}}}
		x.merge(4, 5, "exchanged", true)
		x.cut(how)
		out, gold, _ := x.render(x.whole())
		words, was := len(NewText(Base{Language: "en", Body: out}).words), len(text.words)
		left := float64(words) / float64(was)
		want, wide := 1.0, 0.03
		switch how {
		case "sentences-2":
			want, wide = 0.5, 0.12
		case "sentences-3":
			want, wide = 0.67, 0.12
		case "sentences-4":
			want, wide = 0.75, 0.12
		case "words-5":
			want = 0.95
		case "words-10":
			want, wide = 0.9, 0.04
		case "words-15":
			want, wide = 0.85, 0.05
		case "articles":
			want, wide = 0.92, 0.05
		}
		require.InDelta(t, want, left, wide, how)
		require.NotEqual(t, base.Body, out, how)
		require.Len(t, gold, 1, how)
		require.Equal(t, "exchanged", out[gold[0][2]:gold[0][3]])
		stops := strings.Count(out, ". ") - strings.Count(base.Body, ". ")
		require.True(t, how != "merged" || stops < 0, "%s %d", how, stops)
		require.True(t, how != "split" || stops > 0, "%s %d", how, stops)
	}
}

// FuzzSpin: odd texts and dictionaries, spun and edited, keep the laws.
func FuzzSpin(f *testing.F) {
	f.Add("The big dog saw a small cat. It ran away.", "big\tlarge|huge", uint64(1))
	f.Add("", "", uint64(2))
	f.Add("A\xff\xfeB naïve ﬁne  it’s İstanbul 漢字 😀 well-known the army's U.S. 1,000", "army\tforce\nfine\tgood fellow\nit's\tit is\nnaïve\tx", uint64(3))
	f.Add("IN THE END\n\nin the end.In the end\u200b in\u00a0the end\r\n\r\nend", "in the\twithin the\nend\tin the|end-all|the end", uint64(4))
	f.Add("a an a an apple an pear", "apple\tpear\npear\tapple|apple pear|pear-tree", uint64(5))
	f.Add("Das Haus steht, und der Mann geht. Die Straße ist leer.", "haus\theim\nstraße\tweg", uint64(6))
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
