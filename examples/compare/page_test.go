package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPage writes the page of texts that are not what their files hold: the page
// shows them decoded and names the digests of the files.
func TestPage(t *testing.T) {
	wide := "\xff\xfe"
	for _, c := range harbour {
		wide += string(c) + "\x00"
	}
	dir := files(t, map[string]string{
		"wide.txt": wide, "mark.txt": "\xff\xfe", "page.html": "<title>hidden</title><p>" + harbour + "<script>1</script>",
	})
	out := filepath.Join(dir, "report.html")
	for _, name := range []string{"wide.txt", "page.html", "mark.txt"} {
		name = filepath.Join(dir, name)
		_, stdout, stderr := runCommand(t, harbour, "-format=json", name, "-")
		require.Empty(t, stderr)
		report := decodeReport(t, stdout)
		status, stdout, stderr := runCommand(t, harbour, "-format", "html", "-o", out, name, "-")
		require.Empty(t, stdout+stderr)
		assert.Equal(t, report.Verdict.Reuse(), status == 1)
		data, err := os.ReadFile(out)
		require.NoError(t, err)
		page := string(data)
		assert.True(t, strings.HasPrefix(page, "<!DOCTYPE html>"), "%.80s", page)
		assert.True(t, strings.HasSuffix(page, "</html>\n"))
		assert.Contains(t, page, "<code>"+report.Source.SHA256+"</code>")
		assert.Contains(t, page, "<bdi>"+name+"</bdi>")
		assert.NotContains(t, page, "hidden</title>")
	}
}
