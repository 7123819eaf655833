package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// checkSpin spins and edits a text and checks what must hold of any.
func checkSpin(t *testing.T, text string, dict *Dictionary, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 0))
	src := NewText(Base{Language: "en", Body: text})
	d := newDraft(src)
	same, gold, _ := d.render(d.whole())
	require.Equal(t, text, same)
	require.Nil(t, gold)
	how := Spinning{Rate: r.Float64(), Free: r.IntN(2) == 0, Functions: true, Phrases: r.IntN(2) == 0, Bare: r.IntN(2) == 0, Repair: r.IntN(2) == 0, Names: r.IntN(2) == 0}
	newSpinner(d, dict, how, r).spin(stretch{0, len(src.words)})
	p := &Pair{Source: text}
	p.Suspect, p.Gold, _ = d.render(d.whole())
	checkGold(t, p)
	require.Equal(t, p.Suspect, apply(p, 0, len(text)))
	for round := range 2 {
		p.Suspect, p.Gold, p.Passages = d.render(d.in(src.sentences, shuffled(r, src.sentences)))
		checkGold(t, p)
		for _, s := range p.Passages {
			if round == 0 { // before it is edited
				require.Equal(t, p.Suspect[s[2]:s[3]], apply(p, s[0], s[1]))
			}
		}
		copyEditor{d, r}.edit(r.Float64())
		requote(d)
	}
	for _, edit := range []func(*draft){
		func(d *draft) { reviser{d, r}.figures(1) }, func(d *draft) { reviser{d, r}.rename() }, func(d *draft) { reviser{d, r}.retitle() },
		func(d *draft) { localise(d, true) }, func(d *draft) { scan(d, 0.5, r) },
	} {
		d := newDraft(src)
		edit(d)
		d.render(d.whole())
	}
}

// spinOnce spins a text as far as the dictionary goes and returns it with its
// exchanges.
func spinOnce(text string, how Spinning, entries ...string) (suspect string, exchanged []string) {
	dict := NewDictionary("test")
	for _, e := range entries {
		key, values, _ := strings.Cut(e, ": ")
		dict.Add(key, strings.Split(values, ", ")...)
	}
	how.Rate = 1
	d := newDraft(NewText(Base{Language: "en", Body: text}))
	newSpinner(d, dict, how, rand.New(rand.NewPCG(1, 1))).spin(stretch{0, len(d.words)})
	suspect, gold, _ := d.render(d.whole())
	for _, g := range gold {
		exchanged = append(exchanged, text[g[0]:g[1]]+" > "+suspect[g[2]:g[3]])
	}
	return suspect, exchanged
}

func TestSpin(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		how              Spinning
		entries          []string
	}{
		{"longest key first", "He stood in the rain.", "He stood within the rain.", Spinning{}, []string{"in the: within the", "in: inside"}},
		{"longest of several", "He won in the end.", "He won finally.", Spinning{}, []string{"in the: within the", "in the end: finally"}},
		{"a hyphen hides an equal word", "He had a big dog.", "He had a big dog.", Spinning{}, []string{"big dog: big-hearted hound"}},
		{"function words only if asked", "He stood in rain.", "He stood in rain.", Spinning{}, []string{"in: inside"}},
		{"function words", "He stood in rain.", "He stood inside rain.", Spinning{Functions: true}, []string{"in: inside"}},
		{"inflection", "Armies stopped fighting cities.", "Forces halted warring towns.", Spinning{}, []string{"army: force", "stop: halt", "fight: war", "city: town"}},
		{"inflection dropped", "They stopped.", "They halt.", Spinning{Bare: true}, []string{"stop: halt"}},
		{"irregular", "It was taken and she took it.", "It was given and she gave it.", Spinning{}, []string{"take: give"}},
		{"never twice", "The army met the military.", "The military met the navy.", Spinning{}, []string{"army: military", "military: navy"}},
		{"capitals", "Attacks grew. ATTACKS", "Assaults grew. ATTACKS", Spinning{}, []string{"attack: assault"}},
		{"names stay", "He saw May in town.", "He saw May in town.", Spinning{}, []string{"may: might"}},
		{"compounds stay", "A military-led attack.", "A military-led assault.", Spinning{}, []string{"military: navy", "attack: assault"}},
		{"possessive", "The army’s plan.", "The navy’s plan.", Spinning{}, []string{"army: navy"}},
		{"articles left", "He had a big plan.", "He had a urgent plan.", Spinning{}, []string{"big: urgent"}},
		{"articles repaired", "A big plan, an old house.", "An urgent plan, a used house.", Spinning{Repair: true}, []string{"big: urgent", "old: used"}},
		{"phrase to word", "He did it in order to win.", "He did it to win.", Spinning{}, []string{"in order to: to"}},
		{"several words", "He needs money now.", "He needs hard cash now.", Spinning{}, []string{"money: hard cash"}},
		{"not over a comma", "He went in, the end.", "He went in, the end.", Spinning{}, []string{"in the: within the"}},
	} {
		got, _ := spinOnce(c.text, c.how, c.entries...)
		if c.name == "phrase to word" { // takes words off only: nothing is exchanged
			require.Equal(t, c.text, got, c.name)
			continue
		}
		require.Equal(t, c.want, got, c.name)
	}
}

func TestSpinGold(t *testing.T) {
	for _, c := range []struct {
		text  string
		entry string
		want  []string
	}{
		{"He sat in the rain.", "in the: within the", []string{"in > within"}},
		{"He saw a large group of men.", "large group of: big band of", []string{"large > big", "group > band"}},
		{"In more than ten cases.", "more than: greater than", []string{"more > greater"}},
		{"He needs money.", "money: hard cash", []string{"money > hard cash"}},
		{"As well as this.", "as well as: along with", []string{"As well as > Along with"}},
		{"the big old dog", "big old dog: huge old hound", []string{"big > huge", "dog > hound"}},
	} {
		_, got := spinOnce(c.text, Spinning{}, c.entry)
		require.Equal(t, c.want, got, c.text)
	}
}

// TestRate: with a dictionary of every word, the rate asked for is reached.
func TestRate(t *testing.T) {
	dict := NewDictionary("all")
	var b strings.Builder
	for i := range 400 {
		w := fmt.Sprintf("w%c%c%c", 'a'+i%17, 'a'+i/17%5, 'a'+i%3)
		b.WriteString(w + " ")
		dict.Add(w, w+"x", w+"y")
	}
	src := NewText(Base{Language: "en", Body: b.String()})
	for _, rate := range Rates {
		for _, free := range []bool{false, true} {
			d := newDraft(src)
			n := newSpinner(d, dict, Spinning{Rate: rate, Free: free}, rand.New(rand.NewPCG(1, 2))).spin(stretch{0, src.Words()})
			require.InDelta(t, rate, float64(n)/float64(src.Words()), 0.02, "free %v", free)
		}
	}
}

// TestRateOfCommonWords: a word that would exceed the rate by far is left alone.
func TestRateOfCommonWords(t *testing.T) {
	dict := NewDictionary("few")
	dict.Add("dog", "cat")
	text := strings.Repeat("dog ", 50)
	for i := range 50 {
		w := fmt.Sprintf("w%c%c", 'a'+i%10, 'a'+i/10)
		text += w + " "
		dict.Add(w, "x"+w)
	}
	src := NewText(Base{Language: "en", Body: text})
	for seed := range uint64(20) {
		n := newSpinner(newDraft(src), dict, Spinning{Rate: 0.1}, rand.New(rand.NewPCG(seed, 2))).spin(stretch{0, src.Words()})
		require.Equal(t, 10, n)
	}
}

// TestConsistent: a consistent spinner exchanges each word for one other
// wherever it stands.
func TestConsistent(t *testing.T) {
	text := strings.Repeat("The big dog saw a big cat and the dog ran. ", 10)
	_, got := spinOnce(text, Spinning{}, "big: large, huge, vast", "dog: hound, cur")
	to := make(map[string]string)
	for _, x := range got {
		a, b, _ := strings.Cut(x, " > ")
		require.Contains(t, []string{"", b}, to[a])
		to[a] = b
	}
	require.Len(t, to, 2)
	_, got = spinOnce(text, Spinning{Free: true}, "big: large, huge, vast", "dog: hound, cur")
	all := make(map[string]bool)
	for _, x := range got {
		all[x] = true
	}
	require.Len(t, all, 5)
}

func TestSlices(t *testing.T) {
	src := NewText(Base{Language: "en", Body: "“One two.” Three (four)! Five\n\nSix seven."})
	require.Equal(t, "Three (four)!", excerpt(src, src.sentences[1]))
	require.Len(t, src.sentences, 4)
	d := newDraft(src)
	s := src.sentences
	got, _, _ := d.render(d.in(s, []stretch{s[3], s[1], s[0], s[2]}))
	require.Equal(t, "Six seven. Three (four)! “One two.”\n\nFive", got)

	d = newDraft(NewText(Base{Language: "en", Body: "— One two. Three"}))
	s = d.sentences
	got, _, _ = d.render(d.in(s, []stretch{s[1], s[0]}))
	require.Equal(t, "Three — One two.", got, "marks before the first word move with it")
}

// TestRename: a name is another one wherever it stands, also where it opens a
// sentence before it is known to be one; other words and months stay.
func TestRename(t *testing.T) {
	text := "Dalton came home. In May Dalton’s dog saw Dalton and the NATO man. Home is where Dalton is."
	d := newDraft(NewText(Base{Language: "en", Body: text}))
	require.Equal(t, 5, reviser{d, rand.New(rand.NewPCG(1, 1))}.rename())
	got, _, _ := d.render(d.whole())
	name := strings.Fields(got)[0]
	require.NotContains(t, got, "Dalton")
	require.NotContains(t, got, "NATO")
	require.Equal(t, 4, strings.Count(got, name))
	require.Contains(t, got, "In May "+name+"'s dog")
	require.Contains(t, got, "Home is")
}

func TestStrange(t *testing.T) {
	text := NewText(Base{Language: "en", Body: "The river rose in spring and flooded three farms near the old mill on Monday."})
	for _, c := range []struct {
		other string
		want  bool
	}{
		{"A new phone costs more than last year, its maker told buyers at a fair.", true},
		{"They say that the river rose in spring, but a new phone costs more than last year, its maker told some buyers at a fair in a hall with many more guests than chairs, tables, plates, spoons, knives and forks.", false},
		{"Farms near a mill flooded; spring had brought the river over three walls.", false},
	} {
		require.Equal(t, c.want, strange(text, NewText(Base{Language: "en", Body: c.other})), c.other)
		require.Equal(t, c.want, strange(NewText(Base{Language: "en", Body: c.other}), text), c.other)
	}
}
