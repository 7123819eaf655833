package document

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// archive returns a ZIP archive of one file.
func archive(t testing.TB, name, content string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create(name)
	require.NoError(t, err)
	_, err = f.Write([]byte(content))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.Bytes()
}

// word returns a document of Word with this body, as Word 2019 writes one.
func word(t testing.TB, body string) []byte {
	return archive(t, "word/document.xml", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>`+
		body+`<w:sectPr><w:pgSz w:w="11906"/></w:sectPr></w:body></w:document>`)
}

// openDocument returns a document of LibreOffice with this body.
func openDocument(t testing.TB, body string) []byte {
	return archive(t, "content.xml", `<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:scripts/><office:body><office:text>
`+body+`</office:text></office:body></office:document-content>`)
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		name   string
		format Format
		raw    []byte
		want   string
	}{
		{"plain", Plain, []byte("*a* <b>"), "*a* <b>"},
		{"Markdown", Markdown, []byte("# Ferry *times*\n\nSee [the pier](https://a.b/c), `x < y`.\n\n| a | b |\n|---|---|\n| c | d |\n\n~~old~~ <!-- no --> new\n"),
			"Ferry times\n\nSee the pier, x < y.\n\na\tb\nc\td\n\nold new"},
		{"Word", Word, word(t, `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">The fer</w:t></w:r><w:r><w:t>ry&#8217;s late</w:t><w:tab/><w:t>x</w:t><w:br/><w:t>y</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>End</w:t></w:r></w:p>`),
			"The ferry’s late\tx\ny\n\nEnd\n"},
		{"Word, tracked changes and hidden runs", Word, word(t, `<w:p><w:ins><w:r><w:t>in </w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>seen</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><mc:AlternateContent><mc:Choice><w:r><w:t>!</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>?</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>`),
			"in seen!\n"},
		{"OpenDocument", OpenDocument, openDocument(t, `<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:h text:outline-level="1">Ferry</text:h>
<text:p>The <text:span>ferry</text:span><text:s text:c="2"/>is<text:tab/>late<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p></text:note-body></text:note>.<text:line-break/>End</text:p><table:table><table:table-row><table:table-cell><text:p>cell</text:p></table:table-cell></table:table-row></table:table>`),
			"Ferry\nThe ferry is\tlate.\nEnd\ncell\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, err := Text(c.format, c.raw, 1<<20)
			require.NoError(t, err)
			require.Equal(t, c.want, string(text))
		})
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		name, begin string
		want        Format
		err         string
	}{
		{"a.txt", "# a", Plain, ""},
		{"a.md", "# a", Markdown, ""},
		{"A.MARKDOWN", "", Markdown, ""},
		{"a.docx", zipMark, Word, ""},
		{"-", zipMark, Word, ""},
		{"a.odt", zipMark + "mimetype", OpenDocument, ""},
		{"a.docx", "<html>", Plain, "is damaged"},
		{"a.odt", "", Plain, "is damaged"},
		{"a.pdf", "%PDF-1.7", Plain, "pdftotext a.pdf -"},
		{"a.txt", "%PDF-1.7", Plain, "pdftotext a.txt -"},
		{"a.doc", oleMark, Plain, "antiword a.doc"},
		{"a.rtf", `{\rtf1\ansi`, Plain, "unrtf --text a.rtf"},
	} {
		f, err := Detect(c.name, []byte(c.begin))
		require.Equal(t, c.want, f, c.name)
		if c.err == "" {
			require.NoError(t, err)
		} else {
			require.ErrorContains(t, err, c.err)
		}
	}
}

// TestBad: damaged and hostile archives are errors, and no text without end.
func TestBad(t *testing.T) {
	whole := word(t, "<w:p><w:r><w:t>one two</w:t></w:r></w:p>")
	for n := range len(whole) {
		if _, err := Text(Word, whole[:n], 1<<20); err != nil {
			require.ErrorIs(t, err, ErrDamaged)
		}
	}
	_, err := Text(Word, archive(t, "xl/workbook.xml", "<x/>"), 100)
	require.ErrorIs(t, err, ErrFormat)
	require.ErrorContains(t, err, "without word/document.xml")
	_, err = Text(OpenDocument, archive(t, "content.xml", "<a><text:p>one</a>"), 100)
	require.ErrorIs(t, err, ErrDamaged)

	text, err := Text(Word, word(t, strings.Repeat("<w:p><w:r><w:t>one two</w:t></w:r></w:p>", 1000)), 100)
	require.NoError(t, err)
	require.Less(t, len(text), 120, "more is read than the limit asks for")
	require.Greater(t, len(text), 100)
	_, err = Text(Word, word(t, strings.Repeat("<w:p/>", 1000)+strings.Repeat(" ", 1<<16)), 1000)
	require.ErrorIs(t, err, ErrDamaged)
	require.ErrorContains(t, err, "more than 16000 bytes")
}

// FuzzText: no input makes more text than the limit and one token allow, or panics.
func FuzzText(f *testing.F) {
	f.Add(word(f, "<w:p><w:r><w:t>one</w:t></w:r></w:p>"))
	f.Add(openDocument(f, "<text:p>one</text:p>"))
	f.Add([]byte("# a\n\n<p>b"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		const limit = 1000
		for _, format := range []Format{Markdown, Word, OpenDocument} {
			text, err := Text(format, raw, limit)
			if err == nil && format != Markdown {
				require.LessOrEqual(t, len(text), limit+limit*maxMarkup)
			}
		}
	})
}
