package main

import (
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestPicture takes a picture that shows something: more than ground and letters.
func TestPicture(t *testing.T) {
	if _, err := exec.LookPath("chromium"); err != nil {
		t.Skip("no chromium on the PATH: that the picture of the README can be made was not checked (apt-get install chromium)")
	}
	output := filepath.Join(t.TempDir(), "report.png")
	news := "../../../../testdata/news/"
	require.NoError(t, take(t.Context(), output, news+"source.txt", news+"suspect.txt", image.Rect(0, 100, 640, 580)))
	f, err := os.Open(output)
	require.NoError(t, err)
	defer f.Close()
	picture, err := png.Decode(f)
	require.NoError(t, err)
	require.Equal(t, 640, picture.Bounds().Dx())
	colours := make(map[any]int)
	for y := range 480 {
		for x := range 640 {
			colours[picture.At(x, y)]++
		}
	}
	require.Greater(t, len(colours), 20)

	require.Error(t, take(t.Context(), output, news+"none.txt", news+"suspect.txt", image.Rect(0, 100, 640, 580)))
}
