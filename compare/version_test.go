package compare_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
)

// TestLibraryVersion ties the version that reports record to the change log: it is
// that of the release at the top, and the next one with "-dev" while the top is
// unreleased.
func TestLibraryVersion(t *testing.T) {
	r, err := compare.Texts("a", "b")
	require.NoError(t, err)
	version := r.Provenance.Library
	require.Regexp(t, `^v\d+\.\d+\.\d+(-dev)?$`, version)

	log, err := os.ReadFile("../CHANGELOG.md")
	require.NoError(t, err)
	headings := regexp.MustCompile(`(?m)^## \[?(\S+?)\]?(?: .*)?$`).FindAllStringSubmatch(string(log), -1)
	require.NotEmpty(t, headings)
	top := headings[0][1]
	if top != "Unreleased" {
		if want := "v" + strings.TrimPrefix(top, "v"); version != want {
			t.Errorf("CHANGELOG.md begins with release %s and libraryVersion is %q: set it to %q", top, version, want)
		}
		return
	}
	if !strings.HasSuffix(version, "-dev") {
		t.Errorf("CHANGELOG.md begins with what is unreleased and libraryVersion is %q: set it to the next release, with -dev behind it", version)
	}
	for _, h := range headings[1:] {
		if "v"+strings.TrimPrefix(h[1], "v") == strings.TrimSuffix(version, "-dev") {
			t.Errorf("CHANGELOG.md has release %s and libraryVersion is %q: set it to the release after it, with -dev behind it", h[1], version)
		}
	}
}
