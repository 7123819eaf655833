package corpus

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the postings of testdata/postings")

// TestGoldenPostings holds the postings of texts to what they were: stores keep
// them, and a store whose postings were made otherwise finds less and says
// nothing. So postings may only change together with the scheme, and -update
// writes them in no other case.
func TestGoldenPostings(t *testing.T) {
	files, err := filepath.Glob("testdata/postings/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			require.NoError(t, err)
			require.Equal(t, "text", archive.Files[0].Name)
			text := string(archive.Files[0].Data)
			want := map[string]string{}
			for _, f := range archive.Files[1:] {
				want[f.Name] = string(f.Data)
			}
			archive.Files = archive.Files[:1]
			for _, tt := range []struct {
				name     string
				settings Settings
			}{
				{"zero settings", Settings{}},
				{"window of 2", Settings{Window: 2}},
				{"whole texts", Settings{WholeTexts: true}},
			} {
				got := describePostings(t, tt.settings, text)
				archive.Files = append(archive.Files, txtar.File{Name: tt.name, Data: []byte(got)})
				if got != want[tt.name] {
					checkGolden(t, tt.name, got, want[tt.name])
				}
			}
			if *update && !t.Failed() {
				require.NoError(t, os.WriteFile(name, txtar.Format(archive), 0o666))
			}
		})
	}
}

// checkGolden fails unless the golden postings may be written anew.
func checkGolden(t *testing.T, name, got, want string) {
	t.Helper()
	scheme, postings, _ := strings.Cut(got, "\n")
	oldScheme, oldPostings, found := strings.Cut(want, "\n")
	switch {
	case found && scheme == oldScheme:
		t.Errorf("%s: the postings are not what they were and the scheme is: raise featureVersion in feature.go, then run go test ./corpus -run GoldenPostings -update; %s",
			name, firstDifference(postings, oldPostings))
	case found && postings == oldPostings && !*update:
		t.Errorf("%s: the scheme is not what it was and the postings are, which closes every store for nothing: take the change of the scheme back, or run go test ./corpus -run GoldenPostings -update; it was\n%s\nand is\n%s", name, oldScheme, scheme)
	case !*update:
		t.Errorf("%s: the scheme and the postings are not what they were: if that is meant, run go test ./corpus -run GoldenPostings -update", name)
	}
}

// firstDifference names the first line of two lists that differs.
func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("posting %d of %d was %q and is %q", i, len(b)-1, b[i], a[i])
		}
	}
	return fmt.Sprintf("there were %d postings and are %d", len(b)-1, len(a)-1)
}

// describePostings writes the scheme of settings in a line, and the postings of a
// text in a line each: the feature, the position, and the word there.
func describePostings(t *testing.T, s Settings, text string) string {
	s, err := s.withDefaults()
	require.NoError(t, err)
	r := newReader(s)
	r.read(text)
	var b strings.Builder
	fmt.Fprintln(&b, s.scheme())
	for _, p := range r.postings() {
		fmt.Fprintf(&b, "%016x %d %s\n", p.Feature, p.Position, r.words[p.Position].Form)
	}
	return b.String()
}
