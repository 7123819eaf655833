package lexicon

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// file returns a lexicon as a file.
func file(t testing.TB, l *Lexicon) []byte {
	var b bytes.Buffer
	n, err := l.WriteTo(&b)
	require.NoError(t, err)
	require.Equal(t, int64(b.Len()), n)
	return b.Bytes()
}

func bytesOf(t testing.TB, l *Lexicon) io.Reader { return bytes.NewReader(file(t, l)) }

// small returns a lexicon with a pair in two tiers, a contrast and a rarity.
func small() *Lexicon {
	b := NewBuilder(shingle.English)
	b.Add(Strong, b.Key("big"), b.Key("large"))
	b.Add(Weak, b.Key("big"), b.Key("fat"))
	b.Contrast(b.Key("fat"), b.Key("large"))
	b.Rarity("big", 9.3)
	return b.Lexicon(Source{"made", "1", "00ff"})
}

// sum appends the checksum of a file so far.
func sum(b []byte) []byte {
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

// TestFileBytes spells the file out, as the comment on its format has it.
func TestFileBytes(t *testing.T) {
	l := small()
	head := "\x02en" + "\x1bsnowball+irregular+american" +
		"\x03\x00" + "\x03big" + "\x03fat" + "\x05large" +
		string(binary.LittleEndian.AppendUint64(nil, l.stems)) +
		"\x01" + "\x04made" + "\x011" + "\x0400ff" +
		"\x01\x00\x00\x00" +
		"\x03" +
		"\x03\x0e" + "\x2c\x13\x00\x00\x00\x00\x00\x00" + "\x01\x00\x00\x00\x00\x00\x00\x00" +
		"\x01\x0b" + "\x1f\x0f\x00\x00\x00\x00\x00\x00" + "\x01\x00\x00\x00\x00\x00\x00\x00" +
		"\x00\x0a" + "\x61\x0e\x00\x00\x00\x00\x00\x00" + "\x01\x00\x00\x00\x00\x00\x00\x00"
	want := sum([]byte("PALIMPLX" + "\x02\x00\x00\x00" + string([]byte{byte(len(head))}) + "\x00\x00\x00" + head))
	for _, table := range l.tables {
		words := make([]uint64, (table.filter.Cap()+63)/64)
		for i := range table.filter.Cap() {
			if table.filter.BitSet().Test(i) {
				words[i/64] |= 1 << (i % 64)
			}
		}
		for _, w := range words {
			want = binary.LittleEndian.AppendUint64(want, w)
		}
	}
	want = binary.LittleEndian.AppendUint32(want, uint32(hashOf("big")>>32)&^63|19)
	assert.Equal(t, sum(want), file(t, l))
}

// TestFileGolden holds stems, keys and the places of bits to what version 2 of
// the format has fixed. A change needs a new version.
func TestFileGolden(t *testing.T) {
	l := small()
	assert.Equal(t, Key(0x85b56ca4de2adeee), l.Key("big"))
	assert.Equal(t, "en-2/made-1/50ed8c95", l.Version())
}

func TestReadWritten(t *testing.T) {
	b := NewBuilder(shingle.English)
	keys := related(b, 600, 4000, 1)
	l := b.Lexicon(Source{Name: "made"})
	again, err := Read(iotest.OneByteReader(bytesOf(t, l)))
	require.NoError(t, err)
	assert.Equal(t, l.Version(), again.Version())
	assert.Equal(t, file(t, l), file(t, again))
	for i, x := range keys {
		for _, y := range keys[:i] {
			require.Equal(t, l.Tier(x, y), again.Tier(x, y))
		}
	}
}

// TestReadDamaged cuts a file at every byte and flips every bit of it.
func TestReadDamaged(t *testing.T) {
	whole := file(t, small())
	for n := range whole {
		_, err := Read(bytes.NewReader(whole[:n]))
		require.ErrorIs(t, err, ErrFormat, "%d bytes", n)
	}
	for i := range 8 * len(whole) {
		damaged := bytes.Clone(whole)
		damaged[i/8] ^= 1 << (i % 8)
		_, err := Read(bytes.NewReader(damaged))
		require.Error(t, err, "bit %d", i)
		require.True(t, errors.Is(err, ErrFormat) || errors.Is(err, ErrVersion), "bit %d: %v", i, err)
	}
	_, err := Read(bytes.NewReader(append(whole, 0)))
	assert.ErrorIs(t, err, ErrFormat)
	assert.ErrorContains(t, err, "offset")
}

// withHead returns a file with a head and words of bits.
func withHead(head string, bits ...uint64) []byte {
	b := binary.LittleEndian.AppendUint32([]byte(magic), formatVersion)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(head)))
	b = sum(append(b, head...))
	for _, w := range bits {
		b = binary.LittleEndian.AppendUint64(b, w)
	}
	return sum(b)
}

// TestReadHostile reads files whose checksums are right and whose content is
// not.
func TestReadHostile(t *testing.T) {
	const (
		start   = "\x02en\x1bsnowball+irregular+american"
		digest0 = "\x00\x00\x00\x00\x00\x00\x00\x00"
		one     = "\x01\x00\x00\x00\x00\x00\x00\x00"
		many    = "\xff\xff\xff\xff\xff\xff\xff\xff"
		none    = "\x00\x00" + digest0 + "\x00"
		nothing = none + "\x00\x00\x00\x00"
		twoRare = none + "\x02\x00\x00\x00"
	)
	for name, bad := range map[string][]byte{
		"no head":          withHead(""),
		"no language":      withHead("\x00" + start[3:] + nothing + "\x00"),
		"probes":           withHead(start + "\xff\xff"),
		"probes unordered": withHead(start + "\x02\x00\x01b\x01a" + digest0 + "\x00\x00\x00\x00\x00\x00"),
		"probes equal":     withHead(start + "\x02\x00\x01a\x01a" + digest0 + "\x00\x00\x00\x00\x00\x00"),
		"many words":       withHead(start + none + "\x01\x00\x00\x01" + "\x00"),
		"words missing":    withHead(start + none + "\x00\x00\xff\x00" + "\x00"),
		"words unordered":  withHead(start+twoRare+"\x00", 0x00000040_00000080),
		"words equal":      withHead(start+twoRare+"\x00", 0x00000041_00000040),
		"more bytes":       withHead(start + nothing + "\x00!"),
		"contrast first":   withHead(start + nothing + "\x02\x00\x01" + one + one + "\x01\x01" + one + one),
		"tier 4":           withHead(start + nothing + "\x01\x04\x01" + one + one),
		"tiers unordered":  withHead(start + nothing + "\x02\x01\x01" + one + one + "\x03\x01" + one + one),
		"no hashes":        withHead(start + nothing + "\x01\x01\x00" + one + one),
		"many hashes":      withHead(start + nothing + "\x01\x01\xff" + one + one),
		"no bits":          withHead(start + nothing + "\x01\x01\x01" + digest0 + one),
		"many bits":        withHead(start + nothing + "\x01\x01\x01" + many + one),
		"many pairs":       withHead(start + nothing + "\x01\x01\x01" + one + many),
		"bits missing":     withHead(start + nothing + "\x01\x01\x01" + "\x00\x00\x00\x00\x0f\x00\x00\x00" + one),
	} {
		_, err := Read(bytes.NewReader(bad))
		assert.ErrorIs(t, err, ErrFormat, name)
	}
	_, err := Read(bytes.NewReader(withHead(start+nothing+"\x01\x01\x01"+one+one, 1)))
	assert.NoError(t, err, "the others differ from this one")
	_, err = Read(bytes.NewReader(withHead(start+twoRare+"\x01\x00\x01"+one+one, 1, 0x00000081_00000040)))
	assert.NoError(t, err, "and from this one")
}

// TestOtherLanguages: a lexicon of any language that it can be built for can be
// read again and is the same.
func TestOtherLanguages(t *testing.T) {
	own, err := shingle.NewLanguage(shingle.LanguageSettings{
		Code: "gsw", StemVersion: "1", Stem: func(form string) string { return strings.TrimSuffix(form, "ig") },
	})
	require.NoError(t, err)
	for _, lang := range append(shingle.Languages(), shingle.Auto, shingle.None, own) {
		b := NewBuilder(lang)
		b.Add(Strong, b.Key("gross"), b.Key("riesig"))
		l := b.Lexicon()
		whole := file(t, l)
		got, err := Read(bytes.NewReader(whole), own)
		require.NoError(t, err, "%q", lang)
		if lang == own {
			_, err := Read(bytes.NewReader(whole))
			require.ErrorIs(t, err, ErrFormat)
			require.ErrorContains(t, err, `language "gsw"`)
		}
		assert.Equal(t, l.Version(), got.Version())
		assert.Equal(t, Strong, got.Tier(got.Key("riesig"), got.Key("gross")), "%q", lang)
		if lang != shingle.Auto {
			assert.Equal(t, lang, got.Language())
		}
	}
}

// TestManyTables: lexica laid over each other may have more tables than a file
// holds.
func TestManyTables(t *testing.T) {
	l := small()
	for range 84 {
		l = l.With(small())
	}
	l = l.With(small()) // sources and tables: 86 and 258
	n, err := l.WriteTo(io.Discard)
	assert.Zero(t, n)
	assert.ErrorIs(t, err, errTooMuch)
	assert.ErrorContains(t, err, "tables")
}

func TestReadOther(t *testing.T) {
	whole := file(t, small())
	other := bytes.Clone(whole)
	other[len(magic)] = 1
	_, err := Read(bytes.NewReader(other))
	assert.ErrorIs(t, err, ErrVersion)

	l := small()
	l.stems++
	_, err = Read(bytesOf(t, l))
	assert.ErrorIs(t, err, ErrStemmer)

	broken := errors.New("broken")
	for _, n := range []int{0, 5, 40, len(whole) - 1, len(whole)} {
		_, err = Read(io.MultiReader(bytes.NewReader(whole[:n]), iotest.ErrReader(broken)))
		assert.ErrorIs(t, err, broken, "after %d bytes", n)
	}
	_, err = l.WriteTo(failing{})
	assert.ErrorIs(t, err, errFailing)

	b := NewBuilder(shingle.English)
	_, err = b.Lexicon(Source{Name: strings.Repeat("n", 256)}).WriteTo(io.Discard)
	assert.ErrorIs(t, err, errTooMuch)
	_, err = b.Lexicon(make([]Source, 256)...).WriteTo(io.Discard)
	assert.ErrorIs(t, err, errTooMuch)
}

var errFailing = errors.New("no room")

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errFailing }

func FuzzRead(f *testing.F) {
	f.Add(file(f, small()))
	f.Add(file(f, new(Lexicon)))
	f.Fuzz(func(t *testing.T, b []byte) {
		l, err := Read(bytes.NewReader(b))
		if err != nil {
			require.True(t, errors.Is(err, ErrFormat) || errors.Is(err, ErrVersion) || errors.Is(err, ErrStemmer), err)
			return
		}
		require.Equal(t, b, file(t, l))
	})
}
