package verdict

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// constantsOf returns the names of the constants of type ID in signal.go, in order.
func constantsOf(t *testing.T) (names []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "signal.go", nil, 0)
	require.NoError(t, err)
	for _, d := range file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.CONST || len(g.Specs) < 2 {
			continue
		}
		for _, spec := range g.Specs {
			if name := spec.(*ast.ValueSpec).Names[0].Name; ast.IsExported(name) {
				names = append(names, name)
			}
		}
		return names
	}
	return nil
}

// TestTable: every signal has a name of its own that is the constant's, and all
// that a table of signals says.
func TestTable(t *testing.T) {
	constants := constantsOf(t)
	require.Len(t, constants, Signals)
	seen := make(map[string]bool)
	for id := range Table {
		s := &Table[id]
		require.Regexp(t, regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`), s.Name, "signal %d", id)
		require.False(t, seen[s.Name], "two signals have the name %s", s.Name)
		seen[s.Name] = true
		require.Equal(t, constants[id], ID(id).Identifier(), "the name %q in Table is not that of the constant", s.Name)
		require.NotEmpty(t, s.Is, s.Name)
		require.NotNil(t, s.count, s.Name)
		require.Contains(t, Codes(), s.Code, "%s has no code of evidence", s.Name)
	}
}

// TestModelSignals: each model has a curve for every signal that is asked for its
// question, and no other.
func TestModelSignals(t *testing.T) {
	for q := range Question(Questions) {
		m := &models[q]
		require.Equal(t, Columns(q), m.Columns,
			"the model of %s does not read the signals that Table asks for it: measure the features and fit the models again, see docs/FITTING.md", QuestionNames[q])
		require.Len(t, m.Model.Curves, len(m.Columns))
		require.Len(t, m.Model.Means, len(m.Columns))
	}
}

// TestDirections: no curve of a model goes against the direction that its signal
// states.
func TestDirections(t *testing.T) {
	for q := range Question(Questions) {
		m := &models[q]
		for i, id := range m.Columns {
			c := &m.Model.Curves[i]
			require.Len(t, c.Rises, max(0, len(c.Knots)-1))
			for _, rise := range c.Rises {
				require.GreaterOrEqual(t, float64(Direction(q, id))*rise, 0.0, "%s of %s", id, QuestionNames[q])
			}
		}
	}
}

// TestCodes: every observation has a code of its own, and every code is listed.
func TestCodes(t *testing.T) {
	var codes []string
	for _, o := range observations {
		require.Contains(t, Codes(), o.code)
		require.NotContains(t, codes, o.code)
		codes = append(codes, o.code)
		require.True(t, slices.ContainsFunc(Table[:], func(s Signal) bool { return s.Code == o.code }), "no signal has the code %s", o.code)
	}
	require.Len(t, slices.Compact(slices.Sorted(slices.Values(Codes()))), len(Codes()))
}
