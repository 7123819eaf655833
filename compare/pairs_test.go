package compare

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
	for v := Insufficient; v < verdicts; v++ {
		require.GreaterOrEqual(t, seen[v], 2, "pairs that want %v", v)
	}
}

// testPair is a pair of testdata/pairs.
type testPair struct {
	archive         *txtar.Archive
	source, suspect string
	want            Verdict
	miss            string   // what is given in its place, if that is known
	exchanges       []string // as want lists them
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
			got = append(got, oneLine(s.Source.Text)+" → "+oneLine(s.Suspect.Text))
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
