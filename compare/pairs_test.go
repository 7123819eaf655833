package compare

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/palimpsest-go/palimpsest/compare/internal/wording"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the report sections of testdata/pairs")

// TestPairs compares the pairs of testdata/pairs as their README says.
func TestPairs(t *testing.T) {
	files, err := filepath.Glob("../testdata/pairs/*.txtar")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 16)
	seen := make(map[Verdict]int)
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			require.NoError(t, err)
			p := readPair(t, archive)
			r, err := Texts(p.source, p.suspect)
			require.NoError(t, err)
			seen[p.want]++
			for _, l := range p.left {
				require.Contains(t, strings.Split(l.verdict, " or "), l.compare(t, p).Verdict.String(), "without %s", l.what)
			}
			if p.fine != "" && p.fine == r.Verdict.String() {
				p.want = r.Verdict
			}
			if p.miss != "" {
				require.Equal(t, p.miss, r.Verdict.String(), "the known miss has changed: correct or remove its line in want")
				require.NotEqual(t, p.want, r.Verdict)
			} else {
				require.Equal(t, p.want, r.Verdict)
			}
			got := p.render(t, r)
			if *update {
				p.archive.Files = append(p.archive.Files[:3], txtar.File{Name: "report", Data: got})
				require.NoError(t, os.WriteFile(name, txtar.Format(p.archive), 0o666))
				return
			}
			require.Len(t, archive.Files, 4, "no report section: run with -update")
			require.Equal(t, string(archive.Files[3].Data), string(got))
		})
	}
	for v := Insufficient; v <= Identical; v++ {
		require.GreaterOrEqual(t, seen[v], 2, "pairs that want %v", v)
	}
}

// testPair is a pair of testdata/pairs.
type testPair struct {
	archive         *txtar.Archive
	source, suspect string
	want            Verdict
	fine            string // a second verdict that would do
	miss            string // what is given in its place, if that is known
	left            []leftOut
	exchanges       []string // as want lists them
}

// A leftOut is what can be left out of a pair, and the verdicts that are right for
// the rest, with "or" between them.
type leftOut struct{ what, verdict string }

// compare compares the pair without quotations, or without what the named file of
// testdata/boilerplate declares.
func (l leftOut) compare(t *testing.T, p *testPair) *Report {
	var c Comparer
	if l.what == "quotations" {
		c.ExcludeQuotations = true
	} else {
		text, err := os.ReadFile(filepath.Join("../testdata/boilerplate", l.what))
		require.NoError(t, err)
		c.Boilerplate, err = Comparer{}.Prepare(string(text))
		require.NoError(t, err)
	}
	r, err := c.Texts(p.source, p.suspect)
	require.NoError(t, err)
	return r
}

// TestPairsWithDictionary compares the pairs in other languages than English with
// a small dictionary of the language: the verdict is the one without, or right.
func TestPairsWithDictionary(t *testing.T) {
	for _, lang := range []shingle.Language{shingle.French, shingle.Spanish, shingle.Russian, shingle.Swedish} {
		f, err := os.Open(fmt.Sprintf("../testdata/dictionaries/%s.tsv", lang))
		require.NoError(t, err)
		defer f.Close()
		lex, err := lexicon.ReadPairs(f, lang)
		require.NoError(t, err)
		files, err := filepath.Glob(fmt.Sprintf("../testdata/pairs/%s-*.txtar", lang))
		require.NoError(t, err)
		require.GreaterOrEqual(t, len(files), 6)
		for _, name := range files {
			t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
				archive, err := txtar.ParseFile(name)
				require.NoError(t, err)
				p := readPair(t, archive)
				plain, err := Texts(p.source, p.suspect)
				require.NoError(t, err)
				require.Equal(t, lang, plain.Language)
				r, err := Comparer{Lexicon: lex}.Texts(p.source, p.suspect)
				require.NoError(t, err)
				require.Equal(t, lex.Version(), r.Provenance.Lexicon)
				require.Contains(t, []Verdict{plain.Verdict, p.want}, r.Verdict)
				if p.want == Spun {
					require.Equal(t, Spun, r.Verdict)
				}
			})
		}
	}
}

func readPair(t *testing.T, a *txtar.Archive) *testPair {
	t.Helper()
	require.GreaterOrEqual(t, len(a.Files), 3)
	for i, name := range []string{"source", "suspect", "want"} {
		require.Equal(t, name, a.Files[i].Name)
	}
	p := &testPair{archive: a, source: string(a.Files[0].Data), suspect: string(a.Files[1].Data)}
	for i, line := range strings.Split(strings.TrimSpace(string(a.Files[2].Data)), "\n") {
		switch {
		case i == 0:
			name, ok := strings.CutPrefix(line, "verdict: ")
			require.True(t, ok, "want begins with %q", line)
			require.NoError(t, p.want.UnmarshalText([]byte(name)))
		case strings.HasPrefix(line, "also fine: "):
			p.fine = strings.TrimPrefix(line, "also fine: ")
		case strings.HasPrefix(line, "without ") && !strings.Contains(line, " → "):
			what, verdict, ok := strings.Cut(strings.TrimPrefix(line, "without "), ": ")
			require.True(t, ok, line)
			p.left = append(p.left, leftOut{what, verdict})
		case strings.HasPrefix(line, "known miss: "):
			p.miss = strings.TrimPrefix(line, "known miss: ")
		default:
			require.Contains(t, line, " → ")
			p.exchanges = append(p.exchanges, line)
		}
	}
	return p
}

// render returns the report section: the text rendering and, where exchanges
// are wanted, how many were found.
func (p *testPair) render(t *testing.T, r *Report) []byte {
	var b bytes.Buffer
	require.NoError(t, r.WriteText(&b, Style{}))
	if len(p.exchanges) > 0 {
		var got []string
		for _, s := range r.Substitutions {
			got = append(got, wording.OneLine(s.Source.Text)+" → "+wording.OneLine(s.Suspect.Text))
		}
		found := common(p.exchanges, got)
		fmt.Fprintf(&b, "# found %d of %d exchanges, %d more than wanted\n", found, len(p.exchanges), len(got)-found)
	}
	return b.Bytes()
}

// common returns the length of the longest common subsequence.
func common(s, t []string) int {
	row := make([]int, len(t)+1)
	for _, x := range s {
		diagonal := 0
		for j, y := range t {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return row[len(t)]
}
