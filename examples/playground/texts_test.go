package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A long pair is made of the texts of samples, one after the other, as often as it takes.
func longPair(t *testing.T, words int) (source, suspect string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(built(t), "samples.json"))
	require.NoError(t, err)
	var all []sample
	require.NoError(t, json.Unmarshal(data, &all))
	var texts [2]strings.Builder
	for n := 0; n < words; {
		for _, s := range all {
			if n += len(strings.Fields(s.Source)); strings.Contains(s.Title, "French") {
				continue
			}
			texts[0].WriteString(s.Source + "\n")
			texts[1].WriteString(s.Suspect + "\n")
		}
	}
	return texts[0].String(), texts[1].String()
}

// wordFile returns a document of Word that holds a paragraph.
func wordFile(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create("word/document.xml")
	require.NoError(t, err)
	_, err = f.Write([]byte(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p></w:body></w:document>`))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.Bytes()
}

// fill writes texts into the fields.
func (b *browser) fill(source, suspect string) {
	b.t.Helper()
	for id, text := range map[string]string{"source-text": source, "suspect-text": suspect} {
		b.eval(`document.getElementById("`+id+`").value = `+quote(text)+`; document.getElementById("`+id+`").dispatchEvent(new Event("input"))`, nil)
	}
}
