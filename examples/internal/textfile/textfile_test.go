package textfile

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/unicode"

	"github.com/palimpsest-go/palimpsest/examples/internal/encoded"
)

// utf16Text returns text in UTF-16 with a byte-order mark.
func utf16Text(text string, bigEndian bool) string {
	order := unicode.LittleEndian
	if bigEndian {
		order = unicode.BigEndian
	}
	b, _ := unicode.UTF16(order, unicode.UseBOM).NewEncoder().String(text) // every text can be written so
	return b
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		name, file, raw, want string
		decoded               bool
	}{
		{"empty", "a.txt", "", "", false},
		{"one byte", "a.txt", "a", "a", false},
		{"as it is", "a.txt", "\ufeffNaïve\r\n\xff<p>&amp;", "\ufeffNaïve\r\n\xff<p>&amp;", false},
		{"UTF-16 little", "a.txt", utf16Text("Naïve 𝄞\r\n", false), "Naïve 𝄞\r\n", true},
		{"UTF-16 big", "a", utf16Text("Naïve 𝄞\r\n", true), "Naïve 𝄞\r\n", true},
		{"UTF-16 empty", "a", utf16Text("", true), "", true},
		{"UTF-16 broken off", "a", utf16Text("ab", false) + "c", "ab\ufffd", true},
		{"UTF-16 half a pair", "a", "\xff\xfea\x00\x34\xd8b\x00", "a\ufffdb", true},
		{"page", "a.html", "<p>Na&iuml;ve &amp; co", "Naïve & co", true},
		{"page by extension in capitals", "dir.txt/A.HTM", "<p>a", "a", true},
		{"page on standard input is text", "-", "<p>a", "<p>a", false},
		{"page in UTF-16", "a.html", utf16Text("<p>Naïve", true), "Naïve", true},
		{"page with a mark", "a.html", "\ufeff<p>Naïve", "Naïve", true},
		{"page with no declaration, UTF-8 late", "a.html", "<!--" + strings.Repeat("x", 2000) + "-->Naïve", "Naïve", true},
		{"page with no declaration, not UTF-8", "a.html", "na\xefve", "naïve", true},
		{"page declared Latin-1", "a.html", "<meta charset=iso-8859-1>na\xefve", "naïve", true},
		{"page declared Latin-1 that is UTF-8", "a.html", "<meta charset=iso-8859-1>naïve", "naïve", true},
		{"page declared the old way", "a.html",
			`<meta http-equiv=Content-Type content="text/html; charset=windows-1251">` + "\xec\xe8\xf0", "мир", true},
		{"page with invalid bytes", "a.html", "<meta charset=utf-8>a\xffb", "a\ufffdb", true},
		{"page without text", "a.html", "<br>", "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, r := range []interface{ Read([]byte) (int, error) }{
				strings.NewReader(c.raw), iotest.OneByteReader(strings.NewReader(c.raw)),
			} {
				in, err := Read(c.file, r, 1<<20)
				require.NoError(t, err)
				want := File{Name: c.file, Text: c.want, Encoding: in.Encoding}
				if c.decoded {
					want.Decoded, want.Bytes = true, len(c.raw)
					want.SHA256 = fmt.Sprintf("%x", sha256.Sum256([]byte(c.raw)))
				}
				assert.Equal(t, want, in)
			}
		})
	}
}

func TestReadErrors(t *testing.T) {
	for _, c := range []struct {
		name, file, raw, want string
		is                    error
	}{
		{"longest", "a", "0123456789", "", nil},
		{"too long", "a", "0123456789a", "a has more than 10 bytes", ErrTooLong},
		{"longest page", "a.html", "<p id=x>0123456789</p>", "", nil},
		{"page with too much text", "a.html", "<p>0123456789a</p>", "the text of a.html has 11 bytes, limit 10", ErrTooLong},
		{"page too long", "a.html", "<!--" + strings.Repeat("x", 40), "a.html has more than 40 bytes", ErrTooLong},
		{"longest UTF-16", "a", utf16Text("0123456789", true), "", nil},
		{"too long UTF-16", "a", utf16Text("0123456789a", true), "a has more than 22 bytes", ErrTooLong},
		{"UTF-16 too long in UTF-8", "a", utf16Text("€€€€", true), "the text of a has 12 bytes, limit 10", ErrTooLong},
		{"NUL", "a", "a\x00", "is binary", encoded.ErrBinary},
		{"NUL in UTF-16", "a", "\xfe\xff\x00\x00", "is binary", encoded.ErrBinary},
		{"too long before NUL", "a", "0123456789\x00", "a has more than 10 bytes", ErrTooLong},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(c.file, strings.NewReader(c.raw), 10)
			if c.is == nil {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, c.is)
			require.ErrorContains(t, err, c.want)
		})
	}
}

// endless is a file without an end.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	e.read += len(p)
	return len(p), nil
}

func TestReadsNoMoreThanItNeeds(t *testing.T) {
	var e endless
	_, err := Read("-", &e, 1<<20)
	require.ErrorIs(t, err, ErrTooLong)
	assert.Less(t, e.read, 1<<20+1<<16)
}

func TestReadError(t *testing.T) {
	broken := errors.New("broken")
	_, err := Read("-", iotest.ErrReader(broken), 10)
	require.ErrorIs(t, err, broken)
	require.EqualError(t, err, "broken")
}
