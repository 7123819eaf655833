package shingle

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// welsh is enough of Welsh to guess it by.
const welsh = `# articles and particles
y yr a ni mi fe i yn wedi
# pronouns
chi ef fi hi hon hwn hyn nhw ti hynny
# prepositions
am ar at dan dros drwy gan gyda heb o rhwng wrth
# conjunctions
ac ond neu pan fod bod oherwydd
# forms of bod
bydd mae oedd roedd yw`

const welshText = `Roedd yr hen ddyn yn cerdded ar hyd y cei bob bore ers i'w wraig farw, ac er nad oedd neb yn gofyn iddo pam,
gwyddai'r pysgotwyr ei fod yn chwilio am y cwch yr oedden nhw wedi ei adeiladu gyda hi.`

func newWelsh(t *testing.T, change func(*LanguageSettings)) Language {
	t.Helper()
	s := LanguageSettings{Code: "cy", Name: "Welsh", FunctionWords: welsh}
	if change != nil {
		change(&s)
	}
	l, err := NewLanguage(s)
	require.NoError(t, err)
	return l
}

func TestNewLanguage(t *testing.T) {
	own := newWelsh(t, func(s *LanguageSettings) {
		s.Elided = "l d"
		s.Sayings = "meddai dywedodd"
		s.StemVersion = "tail-1"
		s.Stem = func(form string) string { return strings.TrimSuffix(form, "wyr") }
	})
	require.Equal(t, "cy Welsh", own.String()+" "+own.Name())
	require.True(t, own.IsFunctionWord("roedd"))
	require.True(t, own.IsFunctionWord("d'yr"), "an elided particle and a function word")
	require.False(t, own.IsFunctionWord("d'cwch"))
	require.False(t, own.IsFunctionWord("#"))
	require.False(t, own.IsFunctionWord("articles"))
	require.True(t, own.IsSaying("meddai"))
	require.False(t, IsSaying("meddai"), "the supported languages do not have it")
	require.Equal(t, "pysgot", own.Stem("pysgotwyr"))
	require.Equal(t, "pysgot", own.Stem("d'pysgotwyr"))
	require.Equal(t, "yr", own.Stem("yr"))
	require.Equal(t, strings.Repeat("wyr", 30), own.Stem(strings.Repeat("wyr", 30)), "too long")

	data, err := json.Marshal(own)
	require.NoError(t, err)
	require.Equal(t, `"cy"`, string(data))
	require.ErrorIs(t, json.Unmarshal(data, new(Language)), ErrLanguage)
	require.NotContains(t, Languages(), own)
}

// TestNewLanguageEverywhere: an own language classes words and stems features as
// a supported one does.
func TestNewLanguageEverywhere(t *testing.T) {
	own := newWelsh(t, func(s *LanguageSettings) {
		s.StemVersion, s.Stem = "1", func(form string) string { return form[:1] }
	})
	functions := 0
	for w := range Words(welshText, own) {
		if w.Class == Function {
			functions++
		}
	}
	require.Greater(t, functions, 10)
	h := Hasher{Shingler: Shingler{Size: 2, Language: own, Stem: true}}
	got := h.AppendHashes(nil, welshText)
	var want []uint64
	for f := range h.Features(welshText) {
		want = append(want, f.Hash)
	}
	require.Equal(t, want, got)
	plain := Hasher{Shingler: Shingler{Size: 2, Language: own}}
	require.NotEqual(t, plain.AppendHashes(nil, welshText), got)
}

func TestGuessOwnLanguage(t *testing.T) {
	own := newWelsh(t, nil)
	require.Equal(t, None, Guess(welshText))
	require.Equal(t, own, Guess(welshText, own))
	require.Equal(t, own, Guess(welshText, None, Auto, English, own, own), "what is none of the caller's makes no difference")
	require.Equal(t, own, Guess(strings.Repeat(welshText+"\n", 20), own), "beyond doubt early")
	for _, s := range supportedSamples(t) {
		require.Equal(t, s.want, guessLanguage(plainForms(s.text), own), s.name)
	}

	var rival string // the words of Polish as the package counts them against others
	for line := range strings.Lines(rivalText[strings.Index(rivalText, "[pl]\n")+5:]) {
		if line == "\n" {
			break
		}
		rival += line
	}
	polish, err := NewLanguage(LanguageSettings{Code: "pl", FunctionWords: rival})
	require.NoError(t, err)
	const text = `Stary człowiek chodził wzdłuż portu każdego ranka, odkąd umarła jego żona, i choć nikt nigdy go nie zapytał
		dlaczego, rybacy wiedzieli, że on nie szuka łodzi, którą razem zbudowali, ale tego, co było w niej.`
	require.Equal(t, None, Guess(text))
	require.Equal(t, polish, Guess(text, polish), "it takes the place of the rival with its code")

	many := make([]Language, 40)
	for i := range many {
		many[i] = newWelsh(t, func(s *LanguageSettings) { s.FunctionWords = "" })
	}
	require.Equal(t, own, Guess(welshText, append([]Language{own}, many...)...))
	require.Equal(t, None, Guess(welshText, append(many, own)...), "beyond the sixteenth")
}

// TestOwnSchemes: languages of different words or stems do not pass for each
// other, and the same words in another order do.
func TestOwnSchemes(t *testing.T) {
	scheme := func(change func(*LanguageSettings)) string {
		return Shingler{Family: Masked, Language: newWelsh(t, change), Stem: true}.Scheme()
	}
	base := scheme(nil)
	require.Regexp(t, `^masked/6 lang=cy\.own-[0-9a-f]{16} stem=none `, base)
	words := wordsOf(welsh)
	slices.Reverse(words)
	require.Equal(t, base, scheme(func(s *LanguageSettings) { s.FunctionWords = strings.Join(words, "\n") }))
	stem := func(form string) string { return form }
	seen := map[string]bool{base: true}
	for _, change := range []func(*LanguageSettings){
		func(s *LanguageSettings) { s.FunctionWords += " nid" },
		func(s *LanguageSettings) { s.Elided = "l" },
		func(s *LanguageSettings) { s.Elided = "l d" },
		func(s *LanguageSettings) { s.Code = "cy-x" },
		func(s *LanguageSettings) { s.Stem, s.StemVersion = stem, "1" },
		func(s *LanguageSettings) { s.Stem, s.StemVersion = stem, "2" },
	} {
		got := scheme(change)
		require.False(t, seen[got], got)
		seen[got] = true
	}
}

func TestNewLanguageErrors(t *testing.T) {
	stem := func(form string) string { return form }
	for want, s := range map[string]LanguageSettings{
		`Code ""`:                           {},
		`Code "CY"`:                         {Code: "CY"},
		`Code "c"`:                          {Code: "c"},
		`Code "c1"`:                         {Code: "c1"},
		`Code "cy-"`:                        {Code: "cy-"},
		`Code "cy_x"`:                       {Code: "cy_x"},
		`Code "cy x"`:                       {Code: "cy x"},
		`Code "cy.1"`:                       {Code: "cy.1"},
		`Code "ninetales"`:                  {Code: "ninetales"},
		`Code "de" is taken`:                {Code: "de"},
		`Code "auto" is taken`:              {Code: "auto"},
		`Code "none" is taken`:              {Code: "none"},
		`StemVersion ""`:                    {Code: "cy", Stem: stem},
		`StemVersion "1"`:                   {Code: "cy", StemVersion: "1"},
		`StemVersion "1 2"`:                 {Code: "cy", Stem: stem, StemVersion: "1 2"},
		`StemVersion "1\n"`:                 {Code: "cy", Stem: stem, StemVersion: "1\n"},
		`FunctionWords has "Y"`:             {Code: "cy", FunctionWords: "yr Y"},
		`FunctionWords has "a/b"`:           {Code: "cy", FunctionWords: "a/b"},
		`FunctionWords has "-y"`:            {Code: "cy", FunctionWords: "-y"},
		`FunctionWords has "straße"`:        {Code: "cy", FunctionWords: "straße"},
		`FunctionWords has "\xff"`:          {Code: "cy", FunctionWords: "\xff"},
		`Elided has "l'"`:                   {Code: "cy", Elided: "l'"},
		`Sayings has "Meddai"`:              {Code: "cy", Sayings: "Meddai"},
		`FunctionWords has 50001 words`:     {Code: "cy", FunctionWords: strings.Repeat("y ", 50_001)},
		`Code "` + strings.Repeat("a-", 18): {Code: strings.Repeat("a-", 18) + "a"},
	} {
		l, err := NewLanguage(s)
		require.ErrorIs(t, err, ErrLanguageSettings, want)
		require.ErrorContains(t, err, want)
		require.Equal(t, None, l)
	}
}

// TestElidedChains: particles one after the other cost what other words do.
func TestElidedChains(t *testing.T) {
	chain := strings.Repeat("l'", 200_000) + "il"
	for _, l := range []Language{French, Italian, newWelsh(t, func(s *LanguageSettings) { s.Elided = "l" })} {
		calls := 0
		counted := joinsElided(func(particle string) bool { calls++; return particle == "l" })
		require.False(t, counted(l.row, chain), l)
		require.Zero(t, calls)
		require.True(t, counted(l.row, "l'il") == l.IsFunctionWord("il"))
	}
}
