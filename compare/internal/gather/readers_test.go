package main

import (
	"bytes"
	"compress/zlib"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestReaders(t *testing.T) {
	tests := map[string]struct {
		reader, path, in string
		want             []string // the blocks of all parts
	}{
		"man": {"man", "x.1", ".TH X 1\n.SH SYNOPSIS\n.B x\n[-a]\n.SH DESCRIPTION\n\\fBx\\fP prints a line and ends\\-\nit. .\\\" no text\n.PP\nSee\n.BR y (1),\nwhich is older.\n.TP\n.B \\-a\nAll of it.\n.nf\ncode();\n.fi\n.SH AUTHOR\nSomebody.\n",
			[]string{"DESCRIPTION", "x prints a line and ends- it. .", "See y(1), which is older.", "-a", "All of it."}},
		"mdoc": {"man", "x.1", ".Sh DESCRIPTION\n.Nm cat\nreads the file\n.Ar name .\n.Bd -literal\ncode\n.Ed\n",
			[]string{"DESCRIPTION", "cat reads the file name."}},
		"html": {"html", "x.html", "<html><head><title>T</title></head><body><nav>Menu</nav><h1>Tea</h1><p>Boil the <b>water</b>\nfirst.</p><pre>code</pre><div class=\"navfooter\">Next</div><ul><li>one</li></ul></body></html>",
			[]string{"Tea", "Boil the water first.", "one"}},
		"mallard": {"help", "x.page", `<page xmlns="http://projectmallard.org/1.0/"><info><desc>No</desc></info><title>Open a file</title><p>Press <gui>Open</gui> twice.</p><media src="a.png"/></page>`,
			[]string{"Open a file", "Press Open twice."}},
		"docbook": {"help", "x.docbook", `<article><sect1 id="a"><title>One</title><para>First &mdash; text.</para></sect1><sect1 id="b"><title>Two</title><para>Second.</para><screen>ls</screen></sect1></article>`,
			[]string{"One", "First — text.", "Two", "Second."}},
		"pod":       {"pod", "x.pod", "=head1 NAME\n\nThe B<name> of L<the page|perl>, C<$x E<lt> 2>.\n\n  code\n\n=over 4\n", []string{"NAME", "The name of the page, $x ‹ 2."}},
		"markdown":  {"markdown", "x.md", "# Title\n\nA [link](http://x.y) and `code`,\nwrapped.\n\n```\nx()\n```\n\n* an item\n* another\n\n| a | b |\n", []string{"Title", "A link and code, wrapped.", "an item", "another"}},
		"info":      {"info", "x.info", "x\n\x1f\nFile: x.info,  Node: Top,  Next: A\n\n1 Top\n*****\n\nThis word is bro-\nken here.\n\n* Menu:\n\n* A::\n\x1f\nFile: x.info,  Node: A\n\nMore.\n", []string{"1 Top", "This word is broken here.", "More."}},
		"fortune":   {"fortune", "x", "One saying\nof two lines.\n%\nAnother.\n%\n", []string{"One saying of two lines.", "Another.", ""}},
		"rfc":       {"rfc", "rfc1.txt", "Head\n\n1.  Introduction\n\n   Text that goes\n\nDoe     Standards Track    [Page 1]\n\f\nRFC 1   Title   May 1999\n\n   on here.\n\n   Copyright by all.\n", []string{"Introduction", "Text that goes on here."}},
		"brown":     {"brown", "ca01", "\n\nThe/at cat/nn ,/, he/pps said/vbd ,/, ``/`` sat/vbd ''/'' ./.\n", []string{"The cat, he said, “sat”."}},
		"licence":   {"license", "x.json", `{"licenseText":"Do what\nyou want.\n\nTruly."}`, []string{"Do what you want.", "Truly."}},
		"dict":      {"dict", "x.dict", "word\n\n   A unit of\n   {language}.\n\nxylem\n   Wood.\n", []string{"A unit of language.", "Wood."}},
		"lists":     {"descriptions", "Translation-en", "Package: a\nDescription-md5: 0\nDescription-en: short line\n Long text\n of lines.\n .\n More.\n\n", []string{"short line", "Long text of lines.", "More."}},
		"quran":     {"quran", "1.json", `{"verses":[{"translation":"a"},{"translation":"b"}]}`, []string{"a b"}},
		"wesnoth":   {"wesnoth", "x.cfg", "[message]\n speaker=A\n message= _ \"Who\nsaid \"\"no\"\"?\"\n[/message]", []string{`Who said "no"?`}},
		"copyright": {"copyright", "copyright", "Format: x\nLicense: y\n Some licence\n text here.\n .\n Copyright (c) somebody\n", []string{"Some licence text here."}},
		"verse":     {"verse", "x", "  Roses are red,\n  violets are blue\n\n  two\n", []string{"Roses are red,\nviolets are blue", "two"}},
		"changes":   {"changelog", "changelog", "x (1) unstable; urgency=low\n\n  * Repair the long\n    broken door at last.\n\n -- Me <a@b>  now\n", nil},
	}
	for name, test := range tests {
		var got []string
		for _, p := range readers[test.reader](file{test.path, []byte(test.in)}) {
			got = append(got, p.blocks...)
		}
		require.Equal(t, test.want, got, name)
	}
}

func TestSword(t *testing.T) {
	var b bytes.Buffer
	for _, s := range []string{"", `<chapter n="1" osisID="Gen.1" sID="x"/><div type="x-p"/>In the <w a="b">beginning</w>.<div type="x-p"/><note>no</note> Then.<chapter n="2" osisID="Gen.2" sID="y"/>Next.`} {
		z := zlib.NewWriter(&b)
		_, err := z.Write([]byte(s))
		require.NoError(t, err)
		require.NoError(t, z.Close())
		b.WriteString("pad\x78ding")
	}
	require.Equal(t, []part{{name: "Gen.1", blocks: []string{"In the beginning.", "Then."}}, {name: "Gen.2", blocks: []string{"Next."}}}, readSword(file{"ot.bzz", b.Bytes()}))
}

func TestChanges(t *testing.T) {
	got := changes("x (1) unstable; urgency=low\n\n  * Repair the long\n    broken door at last.\n  * Short.\n\n -- Me <a@b>  now\n")
	require.Equal(t, []string{"Repair the long broken door at last."}, got)
}

func TestHostileFilesEndReaders(t *testing.T) {
	for name, read := range readers {
		for _, in := range []string{"", "\x00", "<<<<", "\xff\xfe", ".\n..\n.de x\n", "%%%%", "{", strings.Repeat("<p>", 5000), strings.Repeat("\x1f\n", 50), "=head", "``", "\n\n\n"} {
			require.NotPanics(t, func() { read(file{"a/b", []byte(in)}) }, "%s %q", name, in)
		}
	}
}

func TestCleanKeepsProse(t *testing.T) {
	text := "This is a sentence of more than five words."
	require.Equal(t, []string{"A heading", text}, clean([]string{"A heading", text, text, "x = y[3] + {z}; /* */", "| 1 | 2 |"}))
	require.Equal(t, []string{text, text + " More."}, clean([]string{text, "One", "Two", "Three", "Four", "Five", text + " More.", "last heading"}))
}

func TestForeign(t *testing.T) {
	require.True(t, foreign("Dies ist ein Satz. But this part of the page is not translated."))
	require.False(t, foreign("Dies ist ein Satz, und er steht hier in der Mitte des Textes über alle Dinge."))
}
