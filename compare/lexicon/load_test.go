package lexicon

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/charmap"

	"github.com/palimpsest-go/palimpsest/shingle"
)

func TestReadPairs(t *testing.T) {
	const list = bom + "# a comment\n" +
		"big = large\r\n" +
		"\n" +
		"  waited\thung around  \n" +
		"Colour=hue\n" +
		"colour = color\n" + // one key: nothing to say
		"x\ty = z\n" + // a tab counts before an equals sign
		"state-of-the\tmodern" // no end of line
	l, err := ReadPairs(strings.NewReader(list), shingle.English)
	require.NoError(t, err)
	for _, p := range [][2]string{
		{"big", "large"}, {"larger", "bigger"}, {"wait", "hang around"}, {"hues", "color"}, {"x", "y z"}, {"state of the", "modern"},
	} {
		assert.Equal(t, Strong, l.Tier(l.Key(forms(p[0])...), l.Key(forms(p[1])...)), "%q", p)
	}
	assert.Equal(t, 5, l.Pairs(Strong))
	assert.Regexp(t, `^en-2/pairs/[0-9a-f]{8}$`, l.Version())

	again, err := ReadPairs(iotest.OneByteReader(strings.NewReader(list)), shingle.English)
	require.NoError(t, err)
	assert.Equal(t, l.Sources(), again.Sources())
	assert.Equal(t, l.Version(), again.Version())

	empty, err := ReadPairs(strings.NewReader(""), shingle.None)
	require.NoError(t, err)
	assert.Equal(t, 0, empty.Pairs(Strong))
	assert.Equal(t, shingle.None, empty.Language())
}

func TestReadPairsErrors(t *testing.T) {
	for list, want := range map[string]string{
		"big = large\nbig":             `line 2: 1 sides, want two with a tab or an equals sign between them`,
		"a = b = c":                    `line 1: 3 sides`,
		"a\tb\tc":                      `line 1: 3 sides`,
		"# x\n\n = b":                  `line 3: "" has 0 words, want one to 3`,
		"a = !!":                       `line 1: "!!" has 0 words`,
		"one two three four = five":    `line 1: "one two three four" has 4 words`,
		"a = b\nna\xefve = c":          `line 2: not UTF-8`,
		strings.Repeat("a", maxLine+1): `line 1: more than 1048576 bytes`,
	} {
		_, err := ReadPairs(strings.NewReader(list), shingle.English)
		assert.ErrorIs(t, err, ErrSyntax)
		assert.ErrorContains(t, err, want)
	}
	broken := errors.New("broken")
	_, err := ReadPairs(iotest.ErrReader(broken), shingle.English)
	assert.ErrorIs(t, err, broken)
	_, err = ReadPairs(strings.NewReader("a = b"), shingle.Auto)
	assert.ErrorIs(t, err, shingle.ErrLanguage)
	_, err = ReadMyThes(strings.NewReader("UTF-8\n"), shingle.Auto)
	assert.ErrorIs(t, err, shingle.ErrLanguage)
}

// thesaurus is one in the format of MyThes, without its first line.
const thesaurus = "bil|2\n" +
	"(subst.)|fordon (generic term)|kärra|häst (antonym)\n" +
	"-|automobil (vard.)|något som man åker i\n" +
	"\n" +
	"снег|1\n" +
	"(сходный термин)|лёд\n" +
	"ord | 1\n" +
	"no bar here\n" +
	"a long head of words|1\n" +
	"(noun)|phrase\n" +
	"empty|0\n" +
	"hus|1\n" +
	"|byggnad||"

func TestReadMyThes(t *testing.T) {
	in := func(encoder interface{ Bytes([]byte) ([]byte, error) }, text string) string {
		b, err := encoder.Bytes([]byte(text))
		require.NoError(t, err)
		return string(b)
	}
	latin := strings.NewReplacer("снег", "sno", "лёд", "is", "сходный термин", "similar term").Replace(thesaurus)
	russian := strings.NewReplacer("ä", "a", "å", "a").Replace(thesaurus)
	for first, rest := range map[string]string{
		"UTF-8\n":            thesaurus,
		bom + "UTF-8\r\n":    strings.ReplaceAll(thesaurus, "\n", "\r\n"),
		"ISO8859-1\n":        in(charmap.ISO8859_1.NewEncoder(), latin),
		"ISO-8859-15\n":      in(charmap.ISO8859_15.NewEncoder(), latin),
		"KOI8-R\n":           in(charmap.KOI8R.NewEncoder(), russian),
		"microsoft-cp1251\n": in(charmap.Windows1251.NewEncoder(), russian),
	} {
		l, err := ReadMyThes(strings.NewReader(first+rest), shingle.Swedish)
		require.NoError(t, err, first)
		assert.Equal(t, 3, l.Pairs(Strong), first)
		assert.Equal(t, 2, l.Pairs(Medium), first)
		assert.Equal(t, Strong, l.Tier(l.Key("bil"), l.Key("automobil")))
		assert.Equal(t, Medium, l.Tier(l.Key("bil"), l.Key("fordon")))
		assert.Equal(t, Strong, l.Tier(l.Key("hus"), l.Key("byggnad")))
		assert.Equal(t, None, l.Tier(l.Key("bil"), l.Key("häst")))
		if strings.Contains(first, "8859") {
			assert.Equal(t, Strong, l.Tier(l.Key("bil"), l.Key("kärra")))
		}
		if strings.Contains(first, "KOI") || strings.Contains(first, "1251") {
			assert.Equal(t, Medium, l.Tier(l.Key("снег"), l.Key("лёд")))
		}
		assert.Regexp(t, `^sv-2/mythes/[0-9a-f]{8}$`, l.Version())
	}
}

func TestReadMyThesErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                                `line 1: encoding ""`,
		"bil|1\n":                         `line 1: encoding "bil|1"`,
		strings.Repeat("x", 1000):         `line 1: "xxx`,
		"UTF-8\nbil\n":                    `line 2: "bil", want a word and the number of its meanings`,
		"UTF-8\nbil|many\n":               `line 2: "bil|many"`,
		"UTF-8\nbil|-1\n":                 `line 2: `,
		"UTF-8\nbil|99999999999999999999": `line 2: `,
		"UTF-8\nbil|2\n-|auto\n":          `line 4: the end, want 2 meanings of "bil"`,
		"UTF-8\nbil|4000000000\n-|auto\n": `line 4: the end`,
		"UTF-8\nbil|1\n-|k\xe4rra\n":      `line 3: bytes that are not in the encoding of line 1`,
		"ISO-2022-KR\nbil|1\n":            `line 1: encoding "iso-2022-kr"`,
	} {
		_, err := ReadMyThes(strings.NewReader(text), shingle.Swedish)
		assert.ErrorIs(t, err, ErrSyntax, text)
		assert.ErrorContains(t, err, want)
	}
	broken := errors.New("broken")
	for _, head := range []string{"", "UTF-8", "UTF-8\nbil|1\n-|auto"} {
		_, err := ReadMyThes(iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader(head))), shingle.Swedish)
		if head != "" {
			assert.ErrorIs(t, err, iotest.ErrTimeout)
		}
		_, err = ReadMyThes(&readThenFail{text: head, err: broken}, shingle.Swedish)
		assert.ErrorIs(t, err, broken)
	}
}

// A readThenFail gives a text and then an error.
type readThenFail struct {
	text string
	err  error
}

func (r *readThenFail) Read(p []byte) (int, error) {
	if r.text == "" {
		return 0, r.err
	}
	n := copy(p, r.text)
	r.text = r.text[n:]
	return n, nil
}

func FuzzReadPairs(f *testing.F) {
	f.Add("big = large\nwaited\thung around\n# x\n")
	f.Fuzz(func(t *testing.T, list string) {
		l, err := ReadPairs(strings.NewReader(list), shingle.English)
		if err != nil {
			require.ErrorIs(t, err, ErrSyntax)
			return
		}
		again, err := Read(bytes.NewReader(file(t, l)))
		require.NoError(t, err)
		require.Equal(t, l.Version(), again.Version())
		for line := range strings.Lines(strings.TrimPrefix(list, bom)) {
			a, b, ok := strings.Cut(line, "\t")
			x, y := l.Key(forms(a)...), l.Key(forms(b)...)
			if ok && x != y && !strings.HasPrefix(strings.TrimSpace(line), "#") && strings.TrimSpace(a) != "" && strings.TrimSpace(b) != "" {
				require.Equal(t, Strong, l.Tier(x, y), "%q", line)
			}
		}
	})
}

func FuzzReadMyThes(f *testing.F) {
	for _, encoding := range []string{"UTF-8", "ISO8859-1", "KOI8-R", "utf-16le", "gb18030", "iso-2022-jp"} {
		f.Add(fmt.Sprintf("%s\n%s", encoding, thesaurus))
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := ReadMyThes(strings.NewReader(text), shingle.Swedish)
		if err != nil {
			require.ErrorIs(t, err, ErrSyntax)
			return
		}
		_, err = Read(bytes.NewReader(file(t, l)))
		require.NoError(t, err)
	})
}
