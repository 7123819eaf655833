package layout_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/internal/layout"
)

func backwards(s string) string {
	c := []rune(s)
	slices.Reverse(c)
	return string(c)
}

// TestDisplayed: what a control shows from right to left is read in the order in which it is
// shown, whatever the control is.
func TestDisplayed(t *testing.T) {
	const line = "The council closed the old mill in 1,984 (for good)."
	back := backwards(line)
	words := strings.Fields(line)
	slices.Reverse(words)
	for name, text := range map[string]string{
		"override":                 "\u202e" + back + "\u202c",
		"without an end":           "\u202e" + back,
		"in an isolate":            "\u2067\u202e" + back + "\u202c\u2069",
		"in an embedding":          "\u202b\u202e" + back + "\u202c\u202c",
		"in one from the left":     "\u202d\u202e" + back + "\u202c\u202c",
		"nothing in it":            "\u202e\u202a\u202c" + back + "\u202c",
		"reference":                "&#8238;" + back + "&#8236;",
		"hexadecimal":              "&#x202E;" + back + "&#x202C;",
		"element":                  `<bdo dir="rtl">` + back + `</bdo>`,
		"element, no marks":        `<bdo dir=rtl>` + back + `</bdo>`,
		"style":                    `<span style="unicode-bidi: bidi-override; direction: rtl">` + back + `</span>`,
		"style of a paragraph":     `<p style="direction:rtl;unicode-bidi:isolate-override">` + back + `</p>`,
		"attribute and style":      `<div dir="rtl" style="unicode-bidi:bidi-override">` + back + `</div>`,
		"first half":               "\u202e" + backwards("The council closed") + "\u202c the old mill in 1,984 (for good).",
		"second half":              "The council closed \u202e" + backwards("the old mill in 1,984 (for good).") + "\u202c",
		"twice":                    "\u202e" + strings.Replace(back, "dlo eht", "\u202dthe old\u202c", 1) + "\u202c",
		"words between marks":      "\u200f" + strings.Join(words, "\u200f \u200f") + "\u200f",
		"words in isolates":        "\u202b\u200f\u2066" + strings.Join(words, "\u2069 \u200f\u2066") + "\u2069\u202c",
		"a paragraph that is left": "A line as it is.\n\u202e" + back + "\u202c\nAnother one.",
	} {
		d := layout.Displayed(text)
		require.NotNil(t, d, name)
		want := line
		if strings.HasPrefix(text, "A line") {
			want = "A line as it is.\n" + line + "\nAnother one."
		}
		got := d.Text
		for _, tag := range []string{"<p style=\"direction:rtl;unicode-bidi:isolate-override\">", "</p>", `<div dir="rtl" style="unicode-bidi:bidi-override">`, "</div>", "<bdo dir=rtl>"} {
			got = strings.ReplaceAll(got, tag, "")
		}
		letters := func(s string) []string { // the marks beside words are not looked at
			return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != ',' })
		}
		require.Equal(t, letters(want), letters(got), name)
	}
}

// TestDisplayedKeeps: other texts are read as they are given.
func TestDisplayedKeeps(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":                "The council closed the old mill.",
		"quotation marks":        "“The council” closed – the ‘old’ mill…",
		"embedding":              "\u202bThe council closed the old mill\u202c",
		"isolate":                "\u2067The council closed the old mill\u2069",
		"marks":                  "The council\u200f closed\u200e the \u200fold mill.",
		"from the left":          "\u202dThe council closed the old mill.\u202c",
		"a word":                 "The \u202e" + backwards("council") + "\u202c closed the old mill.",
		"Hebrew":                 "\u202eהמועצה סגרה את הטחנה\u202c",
		"Hebrew with an element": `<bdo dir="rtl">המועצה סגרה</bdo> The council closed the old mill.`,
		"said, not done":         "The element <bdo> sets a direction, and so does &#8238 or bidi-override.",
		"element, from the left": `<bdo dir="ltr">The council closed the old mill.</bdo>`,
		"ends without beginning": "The council\u202c closed\u2069 the old mill.</bdo>",
	} {
		require.Nil(t, layout.Displayed(text), name)
	}
	after := layout.Displayed("<p>\u202emill\n<bdo dir=rtl>המועצה</bdo>\n\u202ellim dlo eht\nThe council.")
	require.Contains(t, after.Text, "the old mill\nThe council.")
}

// FuzzDisplayed: the text as shown has the bytes of the given one, and its characters if it is
// valid, without controls and elements, and places rise and are within it.
func FuzzDisplayed(f *testing.F) {
	for _, seed := range []string{"\u202edlo eht\u202c", "\u2067a\u202eb c\u2069 d", `<bdo dir=rtl>a b</bdo> c`, "\u200fa\u200f b 1,2\u200f", "\u202e\u202d\u202b\u202a\u2066a\n", "\u202eae\u0301 b", "\u202e\xff \xe2\x80", "\u202e\x80\x8f\xe2 a"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := layout.Displayed(text)
		if d == nil {
			return
		}
		require.LessOrEqual(t, len(d.Text), len(text))
		requireOf(t, []byte(text), []byte(d.Text))
		if utf8.ValidString(text) {
			requireOf(t, []rune(text), []rune(d.Text))
		}
		last := 0
		for i := range d.Text {
			_, n := utf8.DecodeRuneInString(d.Text[i:])
			start, end := d.Start(i), d.End(i+n)
			require.LessOrEqual(t, last, start)
			require.Less(t, start, end)
			require.LessOrEqual(t, end, len(text))
			last = start
		}
	})
}

// requireOf requires that a list has nothing more often than another one has it.
func requireOf[T byte | rune](t *testing.T, given, got []T) {
	t.Helper()
	count := make(map[T]int)
	for _, x := range given {
		count[x]++
	}
	for _, x := range got {
		count[x]--
		require.GreaterOrEqual(t, count[x], 0, "%q", x)
	}
}

// TestLettered: letters that count lines are lay-out, and options are not.
func TestLettered(t *testing.T) {
	lines := strings.Split("The council closed\nthe old mill in\nthe autumn and\nsold the wheel to\na museum that\nshows it in a\nhall beside the\nriver every day\nfrom ten to five.", "\n")
	for _, form := range []string{"A: ", "A. ", "(A) ", "A) ", "[A] ", "\tA | "} {
		var b strings.Builder
		if strings.Contains(form, " |") {
			form = strings.ReplaceAll(form, " |", "|")
		}
		for i, line := range lines {
			b.WriteString(strings.ReplaceAll(form, "A", string(rune('A'+(i+20)%26))) + line + "\n")
		}
		text := b.String()
		require.Equal(t, strings.Fields(strings.Join(lines, " ")), strings.Fields(layout.Read(text, layout.Find(text)).Text), "%q", form)
	}
	for _, text := range []string{
		"a) a mill\nb) a wheel\nc) a hall\nd) a river\n",
		"Q: Who closed it?\nA: The council.\nQ: When?\nA: In autumn.\nQ: Why?\nA: It was old.\nQ: Who has it?\nA: A museum.\n",
		strings.Repeat("I: yes\n", 12),
	} {
		require.Empty(t, layout.Find(text), text)
	}
}
