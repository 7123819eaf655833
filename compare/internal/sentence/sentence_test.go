package sentence

import (
	"cmp"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/internal/testtext"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// english returns the built-in lexicon.
func english(tb testing.TB) *lexicon.Lexicon {
	tb.Helper()
	l, err := lexicon.English()
	require.NoError(tb, err)
	return l
}

// told is a text in a language, and the same said again: places says which sentence of
// the first each of the second says.
type told struct {
	language        shingle.Language
	source, suspect string
	places          []int32
}

var tellings = []told{
	{shingle.English, `The ferry to the island was cancelled on Tuesday because of fog. Forty passengers spent the night in the school gym. A baker brought warm rolls at six in the morning. The company promised to refund every ticket. By noon the boats were sailing again.`,
		`Rolls, still warm, were carried over by a baker at about six in the morning. Fog had stopped the ferry that goes to the island, and so it was cancelled. Some forty stranded passengers slept in the gym that belongs to the school. Everyone who held a ticket was promised that the company would refund it. The boats could sail from noon.`,
		[]int32{2, 0, 1, 3, 4}},
	{shingle.French, `Le pont de la vieille ville sera fermé pendant trois semaines. Les ouvriers remplacent les pierres que la crue a emportées. Les commerçants craignent de perdre leurs clients avant Noël. La mairie propose une navette gratuite entre les deux rives.`,
		`Avant Noël, perdre sa clientèle, voilà ce que chaque commerçant craint. Une navette, gratuite, est proposée par la mairie pour relier les rives. Il faudra trois semaines sans le pont, fermé, de la vieille ville. La crue avait emporté des pierres, qu'un ouvrier remplace.`,
		[]int32{2, 3, 0, 1}},
	{shingle.Russian, `Старый маяк на северном берегу закроют до весны. Смотритель прожил там сорок лет вместе с женой. Рыбаки просят оставить хотя бы один фонарь. Министерство обещает новую башню с автоматической лампой.`,
		`Автоматическая лампа и башня, совсем новая, обещаны министерством. Хотя бы фонарь один оставить, вот о чём просит рыбак. До весны будет закрыт маяк, старый, на берегу северном. Сорок лет вместе с женой прожил смотритель.`,
		[]int32{3, 2, 0, 1}},
	{shingle.German, `Die Bäckerei am Marktplatz schließt nach achtzig Jahren. Der Enkel des Gründers findet keinen Lehrling mehr. Die Nachbarn sammeln Unterschriften gegen den Abriss des Hauses. Ein Museum will den alten Ofen übernehmen.`,
		`Übernehmen will den Ofen, den alten, ein Museum. Gegen einen Abriss des Hauses sammelte die Nachbarschaft viele Unterschriften. Achtzig Jahre gab es die Bäckerei auf dem Marktplatz. Keinen Lehrling, sagt der Enkel vom Gründer, findet er mehr.`,
		[]int32{3, 2, 0, 1}},
}

// lexiconOf returns the lexicon that a telling is aligned with.
func lexiconOf(tb testing.TB, l shingle.Language) *lexicon.Lexicon {
	if l == shingle.English {
		return english(tb)
	}
	return nil
}

// TestTellings: each sentence is found, in another order, form and construction.
func TestTellings(t *testing.T) {
	for _, x := range tellings {
		a, b := prepare.New(x.source, x.language), prepare.New(x.suspect, x.language)
		al := Align(a, b, lexiconOf(t, x.language))
		require.Len(t, al.Sentences[0], len(x.places), "%v", x.language)
		require.Len(t, al.Sentences[1], len(x.places), "%v", x.language)
		got := make([]int32, 0, len(x.places))
		for _, p := range al.Pairs {
			got = append(got, p.Source)
		}
		require.Equal(t, x.places, got, "%v", x.language)
		require.Greater(t, al.Said, 0.3, "%v", x.language)
	}
}

// TestApart: sentences of two texts on one topic have little in common, though the texts
// share words.
func TestApart(t *testing.T) {
	a := prepare.New(`The museum bought a painting of the harbour last spring. Visitors may see it in the north wing on Sundays. A guide tells what the painter thought of fishermen. Children pay nothing.`, shingle.English)
	b := prepare.New(`Two thieves were caught in the museum on a spring night. The guard had heard them in the harbour room. A painting lay on the floor, and the north door stood open. Nobody was hurt.`, shingle.English)
	al := Align(a, b, english(t))
	require.Less(t, al.Said, 0.3)
	require.Empty(t, al.Passages(&align.Alignment{Source: a, Suspect: b}))
}

// TestFacts counts names and numbers of either text.
func TestFacts(t *testing.T) {
	a := prepare.New("We met Anna and Bert in 1990 at 12 Mill Lane.", shingle.English)
	b := prepare.New("In 1990 we saw Anna, not Carl.", shingle.English)
	al := Align(a, b, nil)
	require.Equal(t, [2]int{4, 9}, [2]int{al.Facts, al.FactsOf})
}

// A slowAligner is the slow twin of Align, which looks at all sentences with all.
type slowAligner struct {
	v      *vocabulary
	lex    *lexicon.Lexicon
	texts  [2][]Sentence
	chosen map[couple]bool
}

// coupleOf returns the sentence k of a side and at of the other, the source's first.
func coupleOf(side int, k, at int32) couple { return [2]couple{{k, at}, {at, k}}[side] }

// shared returns the weight of the terms that two sentences share.
func (a *slowAligner) shared(x, y *Sentence, side int) (sum int64) {
	for _, id := range x.terms {
		if slices.Contains(y.terms, id) && a.v.terms[id].in[1-side] <= mostPlaces {
			sum += a.v.terms[id].weight
		}
	}
	return sum
}

// choose marks the sentences of the other side that a sentence is held against.
func (a *slowAligner) choose(side, k int) {
	type rival struct {
		at  int
		has int64
	}
	var rivals []rival
	for j := range a.texts[1-side] {
		if s := a.shared(&a.texts[side][k], &a.texts[1-side][j], side); s > 0 {
			rivals = append(rivals, rival{j, s})
		}
	}
	slices.SortStableFunc(rivals, func(x, y rival) int { return cmp.Compare(y.has, x.has) })
	for _, r := range rivals[:min(choices, len(rivals))] {
		a.chosen[coupleOf(side, int32(k), int32(r.at))] = true
	}
}

// credit returns what the best of the terms of y is worth for a term of x, of 100. Same
// is the weight that the two share.
func (a *slowAligner) credit(id int32, x, y *Sentence, same int64) (best int64) {
	if slices.Contains(y.terms, id) {
		return 100
	}
	if a.lex == nil || same < min(x.mass, y.mass)/leastShared || a.v.terms[id].key == 0 {
		return 0
	}
	for _, other := range y.terms {
		if !slices.Contains(x.terms, other) {
			x, y := a.v.terms[id].key, a.v.terms[other].key
			best = max(best, a.v.credit(x, y, a.v.lex.Tier(x, y)))
		}
	}
	return best
}

// has returns how much of x is in y.
func (a *slowAligner) has(x, y *Sentence) float64 {
	sum, same := int64(0), int64(0)
	for _, id := range x.terms {
		if slices.Contains(y.terms, id) {
			same += a.v.terms[id].weight
		}
	}
	for _, id := range x.terms {
		sum += a.credit(id, x, y, same) * a.v.terms[id].weight / 100
	}
	return share(sum, x.mass)
}

// best returns the sentence of the other side that has most of a sentence.
func (a *slowAligner) best(side int, k int32) (to int32, score, next float64) {
	to = -1
	for j := range a.texts[1-side] {
		if !a.chosen[coupleOf(side, k, int32(j))] {
			continue
		}
		switch s := a.has(&a.texts[side][k], &a.texts[1-side][j]); {
		case s > score:
			to, score, next = int32(j), s, score
		case s > next:
			next = s
		}
	}
	return to, score, next
}

// slow aligns as Align does, in the most obvious way: with all sentences against all.
func slow(source, suspect *prepare.Text, lex *lexicon.Lexicon) []Pair {
	v := newVocabulary(lex, 0)
	_, texts := v.sentences(source, suspect)
	a := slowAligner{v: v, lex: lex, texts: texts, chosen: make(map[couple]bool)}
	if len(a.texts[0]) == 0 || len(a.texts[1]) == 0 {
		return nil
	}
	v.weigh(&a.texts)
	for side := range a.texts {
		for k := range a.texts[side] {
			a.choose(side, k)
		}
	}
	var out []Pair
	for k := range a.texts[1] {
		to, score, next := a.best(1, int32(k))
		if to < 0 {
			continue
		}
		if back, other, otherNext := a.best(0, to); back == int32(k) {
			out = append(out, Pair{Source: to, Suspect: int32(k), Score: math.Sqrt(score * other), Lead: min(score-next, other-otherNext)})
		}
	}
	return out
}

// checkAlign checks what must hold of any two texts.
func checkAlign(t *testing.T, source, suspect string, lang shingle.Language, lex *lexicon.Lexicon) {
	a, b := prepare.New(source, lang), prepare.New(suspect, lang)
	al := Align(a, b, lex)
	for side, text := range []*prepare.Text{a, b} {
		next := int32(0)
		for _, s := range al.Sentences[side] {
			require.Equal(t, next, s.First)
			require.Greater(t, s.End, s.First)
			require.LessOrEqual(t, s.End-s.First, int32(2*mostWords))
			require.True(t, slices.IsSorted(s.terms))
			next = s.End
		}
		if next > 0 {
			require.Equal(t, len(text.Words), int(next))
		}
	}
	for _, x := range []float64{al.Said, al.Contrast, al.Lead} {
		require.True(t, 0 <= x && x <= 1, "%+v", al.Measures)
	}
	require.LessOrEqual(t, al.Facts, al.FactsOf)
	require.LessOrEqual(t, al.Runs, al.Equal)
	want := slow(a, b, lex)
	require.Len(t, al.Pairs, len(want))
	for i, p := range al.Pairs {
		require.True(t, 0 < p.Score && p.Score <= 1 && 0 <= p.Lead && p.Lead <= p.Score+1e-9, "%+v", p)
		p.Common = 0
		require.Equal(t, want[i], p)
	}
	require.Equal(t, al, Align(a, b, lex), "twice the same")
	checkMirror(t, a, b, al, lex)
	checkPassages(t, a, b, al)
}

// checkMirror checks that texts that change places give the same pairs.
func checkMirror(t *testing.T, a, b *prepare.Text, al *Alignment, lex *lexicon.Lexicon) {
	back := Align(b, a, lex)
	require.Equal(t, [2][]int32{bounds(al, 0), bounds(al, 1)}, [2][]int32{bounds(back, 1), bounds(back, 0)})
	require.Len(t, back.Pairs, len(al.Pairs))
	for _, p := range al.Pairs {
		i := slices.IndexFunc(back.Pairs, func(q Pair) bool { return q.Source == p.Suspect })
		require.GreaterOrEqual(t, i, 0)
		q := back.Pairs[i]
		require.Equal(t, [3]any{p.Source, p.Score, p.Lead}, [3]any{q.Suspect, q.Score, q.Lead})
	}
	for _, x := range [][2]float64{{al.Said, back.Said}, {al.Contrast, back.Contrast}, {al.Lead, back.Lead}, {al.Order, back.Order}, {float64(al.Facts), float64(back.Facts)}, {float64(al.Equal), float64(back.Equal)}, {float64(al.Runs), float64(back.Runs)}} {
		require.InDelta(t, x[0], x[1], 1e-9)
	}
}

func bounds(al *Alignment, side int) (out []int32) {
	for _, s := range al.Sentences[side] {
		out = append(out, s.First, s.End)
	}
	return out
}

// checkPassages checks that passages lie apart in both texts, have steps without holes,
// and that equal words are equal.
func checkPassages(t *testing.T, a, b *prepare.Text, al *Alignment) {
	inSource := make([]bool, len(a.Words))
	end := int32(0)
	for _, p := range al.Passages(&align.Alignment{Source: a, Suspect: b}) {
		require.GreaterOrEqual(t, p.B, end)
		end = p.BEnd
		require.NotContains(t, inSource[p.A:p.AEnd], true)
		mark(inSource[p.A:p.AEnd])
		i, j := p.A, p.B
		for _, s := range p.Steps {
			require.Equal(t, [2]int32{i, j}, [2]int32{s.A, s.B})
			require.Positive(t, s.M+s.N)
			if s.Op == align.Equal {
				require.Equal(t, s.M, s.N)
				for k := range s.M {
					require.True(t, a.Words[i+k].Equal(&b.Words[j+k]))
				}
			}
			i, j = i+s.M, j+s.N
		}
		require.Equal(t, [2]int32{p.AEnd, p.BEnd}, [2]int32{i, j})
	}
}

// TestLaws: what must hold of any two texts holds of these.
func TestLaws(t *testing.T) {
	for _, x := range tellings {
		for _, y := range tellings {
			checkAlign(t, x.source, y.suspect, x.language, lexiconOf(t, x.language))
			checkAlign(t, x.source+" "+y.source, strings.Repeat(y.suspect+" ", 3), x.language, lexiconOf(t, x.language))
		}
	}
}

func FuzzAlign(f *testing.F) {
	for _, x := range tellings {
		f.Add(x.source, x.suspect, x.language == shingle.English)
	}
	f.Add("", "a b c", true)
	f.Add("the of and. the of and. The, of", "one two three four. one two three. four", true)
	f.Add(strings.Repeat("word ", 200), strings.Repeat("word other. ", 90), false)
	f.Fuzz(func(t *testing.T, source, suspect string, inEnglish bool) {
		if len(source)+len(suspect) > 4000 {
			t.Skip("the slow way is slow")
		}
		if inEnglish {
			checkAlign(t, source, suspect, shingle.English, english(t))
			return
		}
		checkAlign(t, source, suspect, shingle.Guess(source), nil)
	})
}

// TestOrder counts turned pairs as everybody would.
func TestOrder(t *testing.T) {
	for _, at := range [][]int32{{}, {4}, {1, 2, 3}, {3, 2, 1}, {2, 0, 3, 1}, {5, 1, 4, 0, 2, 3, 9, 7}} {
		want := 0
		for i := range at {
			for j := range at[:i] {
				if at[j] > at[i] {
					want++
				}
			}
		}
		require.Equal(t, want, inversions(slices.Clone(at), make([]int32, len(at))), "%v", at)
	}
	near := func(at ...int32) (out []Pair) {
		for _, p := range at {
			out = append(out, Pair{Source: p, Score: 1, Lead: 1, Common: 9})
		}
		return out
	}
	require.Zero(t, order(near(7)))
	require.InDelta(t, -order(near(4, 3, 2, 1)), order(near(1, 2, 3, 4)), 1e-12)
	require.Greater(t, order(near(1, 2, 3, 4, 5, 6)), order(near(1, 2, 3, 4)))
	require.Zero(t, order(append(near(5), Pair{Source: 1})), "what is not near does not count")
}

// TestRuns counts equal words that stand in rows.
func TestRuns(t *testing.T) {
	for _, c := range []struct {
		source, suspect string
		runs, equal     int
	}{
		{"a b c d e", "a b c d e", 5, 5},
		{"a b c d x f g h", "a b c d y f g h", 4, 7},
		{"a b c", "a b c", 0, 3},
		{"a b c d", "a b x c d", 0, 4},
		{"x a b c d", "a b c d y", 4, 4},
		{"a", "b", 0, 0},
	} {
		a, b := prepare.New(c.source, shingle.None), prepare.New(c.suspect, shingle.None)
		runs, equal := inRuns(common(a.Words, b.Words))
		require.Equal(t, [2]int{c.runs, c.equal}, [2]int{runs, equal}, "%+v", c)
	}
}

// TestLinear: of eight times a hostile text at most ten times as much is looked at.
func TestLinear(t *testing.T) {
	lex := english(t)
	one := func(n int) string { return strings.Repeat("house dwelling home abode. ", n) }
	none := func(n int) string { return strings.Repeat("house dwelling home abode ", n) }
	mixed := func(n int) string {
		w := testtext.NewWriter(1)
		return w.Text(4 * n)
	}
	steps := func(source, suspect string) int {
		v := newVocabulary(lex, 0)
		alignBy(prepare.New(source, shingle.English), prepare.New(suspect, shingle.English), v)
		return v.steps
	}
	for name, text := range map[string]func(int) string{"one sentence": one, "no stops": none, "few words": mixed} {
		for _, n := range []int{100, 400} {
			few, many := steps(text(n), one(n)), steps(text(8*n), one(8*n))
			require.LessOrEqual(t, many, 10*few+64*8*n, name)
			require.LessOrEqual(t, many, 8*n*(2*4*mostPlaces+2*choices*16), name)
		}
	}
}

// BenchmarkAlign aligns a thousand words of English with what people made of them, and
// texts of an invented language that has few words, which is hard.
func BenchmarkAlign(b *testing.B) {
	var people, invented [2]strings.Builder
	files, err := filepath.Glob("../../../testdata/pairs/*-paraphrase*.txtar")
	require.NoError(b, err)
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		require.NoError(b, err)
		for side := range people {
			if strings.Index(filepath.Base(name), "-") > 2 && people[0].Len() < 6000 {
				people[side].Write(archive.Files[side].Data)
			}
		}
	}
	w := testtext.NewWriter(4)
	invented[0].WriteString(w.Text(1000))
	invented[1].WriteString(w.Text(1000))
	for name, texts := range map[string]*[2]strings.Builder{"people": &people, "invented": &invented} {
		b.Run("text="+name, func(b *testing.B) {
			x, y := prepare.New(texts[0].String(), shingle.English), prepare.New(texts[1].String(), shingle.English)
			lex := english(b)
			b.ReportAllocs()
			for b.Loop() {
				Align(x, y, lex)
			}
			b.ReportMetric(float64(len(x.Words)), "words")
		})
	}
}
