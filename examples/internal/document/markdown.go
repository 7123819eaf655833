package document

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"github.com/palimpsest-go/palimpsest/examples/internal/htmltext"
)

// markdown is CommonMark with the tables and crossed-out words of GitHub.
var markdown = goldmark.New(
	goldmark.WithExtensions(extension.Table, extension.Strikethrough),
	goldmark.WithRendererOptions(html.WithUnsafe()), // tags are read like those of a page
)

// markdownText returns the text of the page that the Markdown makes.
func markdownText(raw []byte) ([]byte, error) {
	var page bytes.Buffer
	if err := markdown.Convert(raw, &page); err != nil {
		return nil, err
	}
	return htmltext.Text(page.Bytes()), nil
}
