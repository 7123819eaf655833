package change

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

var update = flag.Bool("update", false, "rewrite the answers in testdata/kinds.txtar")

// around is a sentence of each language that stands before an exchange, so that both
// texts are for the most part one.
var around = map[string]string{
	"en": "Nobody in the village had rowed so far before, and nobody has done it since then. ",
	"de": "Niemand im Dorf war vorher so weit gerudert, und niemand hat es seither getan. ",
	"fr": "Personne au village n'avait ramé si loin avant, et personne ne l'a fait depuis. ",
	"es": "Nadie en el pueblo había remado tan lejos antes, y nadie lo ha hecho desde entonces. ",
	"it": "Nessuno nel villaggio aveva remato così lontano prima, e nessuno lo ha fatto da allora. ",
	"nl": "Niemand in het dorp had eerder zo ver geroeid, en niemand heeft het sindsdien gedaan. ",
	"hu": "A faluban korábban senki sem evezett ilyen messzire, és azóta sem tette meg senki. ",
	"pt": "Ninguém na aldeia tinha remado tão longe antes, e ninguém o fez desde então. ",
	"sv": "Ingen i byn hade rott så långt förut, och ingen har gjort det sedan dess. ",
	"no": "Ingen i bygda hadde rodd så langt før, og ingen har gjort det siden den gang. ",
	"da": "Ingen i landsbyen havde roet så langt før, og ingen har gjort det siden dengang. ",
	"ru": "Никто в деревне раньше не плавал на лодке так далеко, и никто с тех пор этого не делал. ",
}

// changesOf returns the changes between two texts of a language. The lexicon is that of
// English, nil for another language.
func changesOf(t testing.TB, lang, source, suspect string) *Changes {
	t.Helper()
	l, err := shingle.ParseLanguage(lang)
	require.NoError(t, err)
	var lex *lexicon.Lexicon
	if l == shingle.English {
		lex, err = lexicon.English()
		require.NoError(t, err)
	}
	al, err := align.Align(t.Context(), prepare.New(source, l), prepare.New(suspect, l), lex)
	require.NoError(t, err)
	return Of(al)
}

// sides takes a line with braces apart: {source|suspect}.
func sides(t testing.TB, line string) (source, suspect string, exchanges int) {
	t.Helper()
	var a, b strings.Builder
	for {
		before, rest, found := strings.Cut(line, "{")
		a.WriteString(before)
		b.WriteString(before)
		if !found {
			return a.String(), b.String(), exchanges
		}
		v, rest, found := strings.Cut(rest, "|")
		require.True(t, found, "no bar in %q", line)
		end := strings.Index(rest, "}")
		if strings.HasPrefix(rest[max(end, 0):], "}}") {
			end++
		}
		require.GreaterOrEqual(t, end, 0, "no closing brace in %q", line)
		a.WriteString(v)
		b.WriteString(rest[:end])
		line = rest[end+1:]
		exchanges++
	}
}

// An answer is what was found of one step that is not equal.
type answer struct {
	source, suspect string
	kind            string
	relation        Relation
}

func (a answer) String() string {
	return strings.TrimSpace(fmt.Sprintf("%s → %s: %s %s", a.source, a.suspect, a.kind, a.relation))
}

// answers returns what was found of all substitutions and fillers.
func (c *Changes) answers() (all []answer) {
	said := func(x *prepare.Text, i, n int32) string {
		if n == 0 {
			return ""
		}
		return x.Shown[x.Words[i].Start:x.Words[i+n-1].End]
	}
	for _, p := range c.Passages {
		for i := range p.Steps {
			s := &p.Steps[i]
			a := answer{said(c.Source, s.A, s.M), said(c.Suspect, s.B, s.N), s.Kind.String(), ""}
			switch {
			case s.Substituted():
				a.relation = c.Relation(s)
			case s.Op == align.Equal:
				continue
			case s.Kind != Filler:
				a.kind = "put in or left out"
			}
			all = append(all, a)
		}
	}
	return all
}

// TestMirror: an exchange undone is an exchange of the same kind. A mask, a slip that
// no person makes and what was put in are none: those have a direction.
func TestMirror(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/kinds.txtar")
	require.NoError(t, err)
	tried := 0
	for _, f := range archive.Files[:len(archive.Files)-1] {
		kind, lang, _ := strings.Cut(f.Name, " ")
		if kind == "masked" || kind == "impossible" || kind == "filler" {
			continue
		}
		for line := range strings.Lines(string(f.Data)) {
			line, miss := strings.CutPrefix(strings.TrimSpace(line), "? ")
			if miss {
				continue
			}
			source, suspect, _ := sides(t, line)
			there := changesOf(t, lang, around[lang]+source, around[lang]+suspect).answers()
			back := changesOf(t, lang, around[lang]+suspect, around[lang]+source).answers()
			require.Len(t, back, len(there), line)
			for i := range there {
				require.Equal(t, answer{there[i].suspect, there[i].source, there[i].kind, there[i].relation}, back[i], line)
				tried++
			}
		}
	}
	require.Greater(t, tried, 80)
}

// TestKinds: every exchange in testdata/kinds.txtar has the kind that a person would
// give it.
func TestKinds(t *testing.T) {
	const name = "testdata/kinds.txtar"
	archive, err := txtar.ParseFile(name)
	require.NoError(t, err)
	last := len(archive.Files) - 1
	require.Equal(t, "answers", archive.Files[last].Name)
	var out strings.Builder
	tried := make(map[string]bool)
	for _, f := range archive.Files[:last] {
		kind, lang, _ := strings.Cut(f.Name, " ")
		if kind != "equal" {
			require.Contains(t, kindNames[:], kind)
		}
		tried[kind] = true
		fmt.Fprintf(&out, "%s\n", f.Name)
		require.Contains(t, around, lang)
		for line := range strings.Lines(string(f.Data)) {
			line, miss := strings.CutPrefix(strings.TrimSpace(line), "? ")
			source, suspect, exchanges := sides(t, line)
			found := changesOf(t, lang, around[lang]+source, around[lang]+suspect).answers()
			if kind == "equal" {
				exchanges = 0
			}
			right := len(found) == exchanges
			for _, a := range found {
				right = right && a.kind == kind
				fmt.Fprintf(&out, "\t%v\n", a)
			}
			assert.Equal(t, !miss, right, "%s: %s: found %v", f.Name, line, found)
		}
	}
	if *update {
		archive.Files[last].Data = []byte(out.String())
		require.NoError(t, os.WriteFile(name, txtar.Format(archive), 0o666))
		return
	}
	require.Equal(t, string(archive.Files[last].Data), out.String(), "run with -update and read what has changed")
	for _, kind := range kindNames {
		if kind != "unreadable" { // of words whose letters the table of look-alikes lacks, see shingle
			require.True(t, tried[kind], "no exchange of kind %s is tried", kind)
		}
	}
}
