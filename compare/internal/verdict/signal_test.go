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

// TestModelSignals: the model has a weight for every signal.
func TestModelSignals(t *testing.T) {
	for id := range Table {
		require.Contains(t, verdictColumns, ID(id),
			"the model has no weight for the signal %q: measure the pairs again and fit the model on them, see go doc ./compare/internal/fit", ID(id))
	}
	require.Len(t, verdictModel.Mean, len(verdictColumns))
	require.Equal(t, TopicSignals, topicColumns, "the model of topics reads other signals than TopicSignals says: fit it again, see go doc ./compare/internal/fit")
	require.Len(t, topicModel.Mean, len(topicColumns))
	require.Len(t, verdictModel.Bias, len(Classes))
	require.Len(t, topicModel.Bias, len(Topics))
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
