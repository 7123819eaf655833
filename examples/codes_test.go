package examples_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestErrorsPage: docs/CODES.md lists every exported error of the public packages, and no
// other.
func TestErrorsPage(t *testing.T) {
	exported := make(map[string]bool)
	require.NoError(t, filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "internal" || d.Name() == "testdata" || d.Name() == "examples" || d.Name() == ".git"):
			return filepath.SkipDir
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			for _, name := range variables(decl) {
				if strings.HasPrefix(name, "Err") {
					exported[file.Name.Name+"."+name] = true
				}
			}
		}
		return nil
	}))
	page, err := os.ReadFile("../docs/CODES.md")
	require.NoError(t, err)
	listed := make(map[string]bool)
	for _, m := range regexp.MustCompile("(?m)^\\| `(\\w+\\.Err\\w+)`").FindAllStringSubmatch(string(page), -1) {
		listed[m[1]] = true
	}
	require.Greater(t, len(exported), 40)
	require.Equal(t, exported, listed)
}

// variables returns the names of the variables that a declaration declares.
func variables(decl ast.Decl) (names []string) {
	g, ok := decl.(*ast.GenDecl)
	if !ok || g.Tok != token.VAR {
		return nil
	}
	for _, spec := range g.Specs {
		for _, name := range spec.(*ast.ValueSpec).Names {
			names = append(names, name.Name)
		}
	}
	return names
}
