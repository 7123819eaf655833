package minhash

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A golden file is spelled out in the words of format.go, and compared with what
// is written. Versions that were released stay here and stay readable.

func u16(n int) string          { return string(binary.LittleEndian.AppendUint16(nil, uint16(n))) }
func u32(n uint32) string       { return string(binary.LittleEndian.AppendUint32(nil, n)) }
func u64(n uint64) string       { return string(binary.LittleEndian.AppendUint64(nil, n)) }
func block(k, p string) blockOf { return blockOf{k, p} }

type blockOf struct{ kind, payload string }

// file puts blocks behind magic and version, each with its check.
func file(magic string, blocks ...blockOf) string {
	var s strings.Builder
	s.WriteString(magic + u32(1))
	for _, b := range blocks {
		s.WriteString(b.kind + u32(uint32(len(b.payload))) + b.payload)
		s.WriteString(u32(checksum(0, []byte(s.String()))))
	}
	return s.String()
}

var (
	tiny         = Settings{Config{Slots: 4, Seed: 7, Scheme: "test"}, Banding{2, 2}, true}
	tinySettings = u32(4) + u64(7) + u32(2) + u32(2) + u16(4) + "test"
	tinySlots    = u32(0x029212be) + u32(0x30fe9810) + u32(0x5ed09273) + u32(0x12bc09af)
)

func tinyIndex(t testing.TB) *Index {
	x := newIndex(t, tiny)
	require.NoError(t, x.Add("b", []uint64{300, 1}))
	require.NoError(t, x.Add("a", nil))
	return x
}

func indexFileV1() string {
	return file("PALIMPIX",
		block("H", tinySettings+"\x01"),
		block("T", u16(1)+"a"+u32(0)+
			u16(1)+"b"+u32(2)+tinySlots+u64(1)+u64(300)),
		block("E", u64(2)))
}

var tinySeen = SeenSettings{tiny.Config, tiny.Banding, 2, .5}

func tinySeenFilter(t testing.TB) *Seen {
	f := makeSeen(t, tinySeen)
	_, err := f.Add([]uint64{300, 1})
	require.NoError(t, err)
	return f
}

func seenFileV1() string {
	return file("PALIMPSN",
		block("H", tinySettings+u64(2)+u64(math.Float64bits(.5))+u64(2)+u64(11)+u32(2)),
		block("B", u64(1<<0|1<<8|1<<10)),
		block("E", u64(1)))
}

func written(t testing.TB, w io.WriterTo) string {
	var b strings.Builder
	n, err := w.WriteTo(&b)
	require.NoError(t, err)
	require.EqualValues(t, b.Len(), n)
	return b.String()
}

// same fails with both as hexadecimal if two files differ.
func same(t *testing.T, want, got string) {
	t.Helper()
	require.Equal(t, fmt.Sprintf("%x", want), fmt.Sprintf("%x", got))
}

func TestIndexFileIsAsDocumented(t *testing.T) {
	same(t, indexFileV1(), written(t, tinyIndex(t)))
	x, err := ReadIndex(strings.NewReader(indexFileV1()))
	require.NoError(t, err)
	assert.Equal(t, tiny, x.Settings())
	same(t, indexFileV1(), written(t, x))
}

func TestSeenFileIsAsDocumented(t *testing.T) {
	same(t, seenFileV1(), written(t, tinySeenFilter(t)))
	f, err := ReadSeen(strings.NewReader(seenFileV1()))
	require.NoError(t, err)
	assert.Equal(t, tinySeen, f.Settings())
	assert.True(t, f.Has([]uint64{1, 300}))
	assert.Equal(t, .5, f.Fill())
	same(t, seenFileV1(), written(t, f))
}

// Every truncation, every flipped bit and every byte more is an error of a known
// kind, and leaves the receiver as it was.
func TestEveryDamageIsNoticed(t *testing.T) {
	x, f := tinyIndex(t), tinySeenFilter(t)
	for _, test := range []struct {
		file string
		into io.ReaderFrom
		left func() string
	}{
		{indexFileV1(), x, func() string { return written(t, x) }},
		{seenFileV1(), f, func() string { return written(t, f) }},
	} {
		want := test.left()
		damaged := func(data []byte, what string, kinds ...error) {
			t.Helper()
			n, err := test.into.ReadFrom(bytes.NewReader(data))
			require.Error(t, err, what)
			require.True(t, isAny(err, kinds...), "%s: %v", what, err)
			require.LessOrEqual(t, n, int64(len(data)))
			require.Equal(t, want, test.left(), what)
		}
		for n := range len(test.file) {
			damaged([]byte(test.file[:n]), fmt.Sprint("cut at ", n), ErrFormat)
		}
		damaged([]byte(test.file+"\x00"), "one byte more", ErrFormat)
		damaged([]byte(test.file+test.file), "twice", ErrFormat)
		for bit := range 8 * len(test.file) {
			data := []byte(test.file)
			data[bit/8] ^= 1 << (bit % 8)
			damaged(data, fmt.Sprint("bit ", bit), ErrFormat, ErrVersion)
		}
		later := []byte(test.file)
		later[8] = 2
		damaged(later, "a later version", ErrVersion)
		n, err := test.into.ReadFrom(iotest.OneByteReader(strings.NewReader(test.file)))
		require.NoError(t, err)
		require.EqualValues(t, len(test.file), n)
		broken := errors.New("broken pipe")
		_, err = test.into.ReadFrom(io.MultiReader(strings.NewReader(test.file[:30]), iotest.ErrReader(broken)))
		require.ErrorIs(t, err, broken)
		_, err = test.into.ReadFrom(io.MultiReader(strings.NewReader(test.file), iotest.ErrReader(broken)))
		require.ErrorIs(t, err, broken)
	}
}

// Well-formed blocks with contents that are not.
func TestIndexFileMalformed(t *testing.T) {
	head, end := block("H", tinySettings+"\x01"), block("E", u64(1))
	text := u16(1) + "b" + u32(2) + tinySlots + u64(1) + u64(300)
	for name, data := range map[string]string{
		"no header":          file("PALIMPIX", end),
		"no slots":           file("PALIMPIX", block("H", u32(0)+u64(7)+u32(2)+u32(2)+u16(0)+"\x01"), end),
		"too many slots":     file("PALIMPIX", block("H", u32(1<<31)+u64(7)+u32(2)+u32(2)+u16(0)+"\x01"), end),
		"bands beyond slots": file("PALIMPIX", block("H", u32(4)+u64(7)+u32(3)+u32(2)+u16(0)+"\x01"), end),
		"huge bands":         file("PALIMPIX", block("H", u32(4)+u64(7)+u32(1<<31)+u32(1<<31)+u16(0)+"\x01"), end),
		"unknown flags":      file("PALIMPIX", block("H", tinySettings+"\x02"), end),
		"long header":        file("PALIMPIX", block("H", tinySettings+"\x01\x00"), end),
		"short header":       file("PALIMPIX", block("H", tinySettings), end),
		"scheme beyond":      file("PALIMPIX", block("H", u32(4)+u64(7)+u32(2)+u32(2)+u16(9)+"\x01"), end),
		"unknown block":      file("PALIMPIX", head, block("X", ""), end),
		"bits":               file("PALIMPIX", head, block("B", ""), end),
		"two headers":        file("PALIMPIX", head, head, end),
		"a text less":        file("PALIMPIX", head, end),
		"a text more":        file("PALIMPIX", head, block("T", text), block("E", u64(0))),
		"long end":           file("PALIMPIX", head, block("T", text), block("E", u64(1)+"\x00")),
		"no end":             file("PALIMPIX", head, block("T", text)),
		"half a text":        file("PALIMPIX", head, block("T", text[:20]), end),
		"id twice":           file("PALIMPIX", head, block("T", text+text), block("E", u64(2))),
		"ids descend":        file("PALIMPIX", head, block("T", text), block("T", u16(1)+"a"+u32(0)), block("E", u64(2))),
		"id beyond":          file("PALIMPIX", head, block("T", u16(60000)+"b"), end),
		"huge size":          file("PALIMPIX", head, block("T", u16(1)+"b"+u32(1<<32-1)+tinySlots+u64(1)), end),
		"size wraps":         file("PALIMPIX", head, block("T", u16(1)+"b"+u32(1<<29+1)+tinySlots+u64(1)), end), // 8 bytes modulo 2^32
		"set descends":       file("PALIMPIX", head, block("T", u16(1)+"b"+u32(2)+tinySlots+u64(2)+u64(1)), end),
		"set repeats":        file("PALIMPIX", head, block("T", u16(1)+"b"+u32(2)+tinySlots+u64(2)+u64(2)), end),
		"empty slot":         file("PALIMPIX", head, block("T", u16(1)+"b"+u32(2)+tinySlots[:12]+u32(emptySlot)+u64(1)+u64(300)), end),
		"another kind":       seenFileV1(),
		"nothing":            "",
	} {
		_, err := ReadIndex(strings.NewReader(data))
		assert.ErrorIs(t, err, ErrFormat, name)
	}
	_, err := ReadIndex(strings.NewReader(file("PALIMPIX", head, block("T", text), end)))
	assert.NoError(t, err)
}

func TestSeenFileMalformed(t *testing.T) {
	header := func(capacity uint64, rate float64, keys, bits uint64, hashes uint32) blockOf {
		return block("H", tinySettings+u64(capacity)+u64(math.Float64bits(rate))+u64(keys)+u64(bits)+u32(hashes))
	}
	good, bits, end := header(2, .5, 2, 11, 2), block("B", u64(0)), block("E", u64(1))
	_, err := ReadSeen(strings.NewReader(file("PALIMPSN", good, bits, end)))
	require.NoError(t, err)
	for name, data := range map[string]string{
		"no capacity":    file("PALIMPSN", header(0, .5, 2, 11, 2), bits, end),
		"huge capacity":  file("PALIMPSN", header(1<<63, .5, 2, 11, 2), bits, end),
		"large capacity": file("PALIMPSN", header(1<<40, .5, 2, 11, 2), bits, end),
		"no rate":        file("PALIMPSN", header(2, 0, 2, 11, 2), bits, end),
		"rate of 1":      file("PALIMPSN", header(2, 1, 2, 11, 2), bits, end),
		"rate NaN":       file("PALIMPSN", header(2, math.NaN(), 2, 11, 2), bits, end),
		"too many keys":  file("PALIMPSN", header(2, .5, 6, 11, 2), bits, end),
		"no bits":        file("PALIMPSN", header(2, .5, 2, 0, 2), block("E", u64(0))),
		"other bits":     file("PALIMPSN", header(2, .5, 2, 64, 2), bits, end),
		"no hashes":      file("PALIMPSN", header(2, .5, 2, 11, 0), bits, end),
		"other hashes":   file("PALIMPSN", header(2, .5, 2, 11, 9), bits, end),
		"bits beyond":    file("PALIMPSN", good, block("B", u64(1<<11)), end),
		"a word less":    file("PALIMPSN", good, block("E", u64(0))),
		"a word more":    file("PALIMPSN", good, block("B", u64(0)+u64(0)), block("E", u64(2))),
		"half a word":    file("PALIMPSN", good, block("B", "1234"), end),
		"texts":          file("PALIMPSN", good, block("T", u64(0)), end),
		"count":          file("PALIMPSN", good, bits, block("E", u64(2))),
		"long header":    file("PALIMPSN", block("H", good.payload+"\x00"), bits, end),
		"another kind":   indexFileV1(),
	} {
		_, err := ReadSeen(strings.NewReader(data))
		assert.ErrorIs(t, err, ErrFormat, name)
	}
}

// A length or count that a file claims takes no memory that the file has not
// bytes for.
func TestClaimsTakeNoMemory(t *testing.T) {
	const capacity = min(1<<35, math.MaxInt/maxBands)
	for name, data := range map[string]string{
		"length of a block": "PALIMPIX" + u32(1) + "H" + u32(1<<32-1) + "xyz",
		"capacity": file("PALIMPSN", block("H", tinySettings+u64(capacity)+u64(math.Float64bits(.5))+u64(0)+
			u64(uint64(first(SeenSettings{tiny.Config, tiny.Banding, capacity, .5}.size())))+u32(2))),
		"size of a set": file("PALIMPIX", block("H", tinySettings+"\x01"), block("T", u16(1)+"b"+u32(1<<32-1)+tinySlots)),
	} {
		var err error
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if strings.HasPrefix(data, "PALIMPSN") {
			_, err = ReadSeen(strings.NewReader(data))
		} else {
			_, err = ReadIndex(strings.NewReader(data))
		}
		runtime.ReadMemStats(&after)
		used := after.TotalAlloc - before.TotalAlloc
		assert.ErrorIs(t, err, ErrFormat, name)
		assert.Less(t, used, uint64(1<<17), name)
	}
}

// A file with right checksums takes memory by its bytes, whatever its settings:
// texts of the empty set are not given the slots and bands of others, and few
// others do not take the room of many.
func TestSettingsTakeNoMemory(t *testing.T) {
	for _, slots := range []uint32{1, 128, 1 << 10, 1 << 16} {
		bands := min(slots, maxBands)
		head := u32(slots) + u64(0) + u32(bands) + u32(slots/bands) + u16(0) + "\x00"
		for _, full := range []int{0, 1, 3} {
			var texts strings.Builder
			for i := range 20_000 {
				id := fmt.Sprintf("%05d", i)
				if i%5000 < full {
					texts.WriteString(u16(5) + id + u32(1) + strings.Repeat("slot", int(slots)))
				} else {
					texts.WriteString(u16(5) + id + u32(0))
				}
			}
			data := file("PALIMPIX", block("H", head), block("T", texts.String()), block("E", u64(20_000)))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			x, err := ReadIndex(strings.NewReader(data))
			runtime.ReadMemStats(&after)
			require.NoError(t, err)
			assert.Equal(t, 20_000, x.Len())
			used := after.TotalAlloc - before.TotalAlloc
			t.Logf("%d slots, %d texts: %d bytes for a file of %d", slots, 4*full, used, len(data))
			assert.Less(t, used, uint64(1<<20+20*len(data)), "%d slots, %d texts", slots, 4*full)
		}
	}
}

func first[T, U any](v T, _ U) T { return v }

// Settings that differ are refused, by name.
func TestFilesOfOtherSettings(t *testing.T) {
	for says, change := range map[string]func(*Settings){
		"slots":   func(s *Settings) { s.Slots = 5 },
		"seed":    func(s *Settings) { s.Seed++ },
		"scheme":  func(s *Settings) { s.Scheme = "other" },
		"banding": func(s *Settings) { s.Banding = Banding{1, 2} },
		"sets":    func(s *Settings) { s.Sets = false },
	} {
		s := tiny
		change(&s)
		x := newIndex(t, s)
		_, err := x.ReadFrom(strings.NewReader(indexFileV1()))
		assert.ErrorIs(t, err, ErrMismatch)
		assert.ErrorContains(t, err, says)
		assert.Zero(t, x.Len())
	}
	for says, change := range map[string]func(*SeenSettings){
		"scheme":   func(s *SeenSettings) { s.Scheme = "other" },
		"banding":  func(s *SeenSettings) { s.Banding = Banding{1, 2} },
		"capacity": func(s *SeenSettings) { s.Capacity++ },
		"rate":     func(s *SeenSettings) { s.Rate = .25 },
	} {
		s := tinySeen
		change(&s)
		f := makeSeen(t, s)
		_, err := f.ReadFrom(strings.NewReader(seenFileV1()))
		assert.ErrorIs(t, err, ErrMismatch)
		assert.ErrorContains(t, err, says)
		assert.Zero(t, f.Fill())
	}
}

// Many blocks, with and without sets, come back equal, and are searched as
// before.
func TestLargerFiles(t *testing.T) {
	sets := corpus(seeded(16), 400)
	sets = append(sets, randomSet(seeded(17), 20_000), nil)
	for _, keep := range []bool{true, false} {
		s := settings
		s.Sets = keep
		x := newIndex(t, s)
		fill(t, x, sets)
		data := written(t, x)
		y := newIndex(t, s)
		require.NoError(t, y.Add("forgotten", nil))
		n, err := y.ReadFrom(strings.NewReader(data))
		require.NoError(t, err)
		assert.EqualValues(t, len(data), n)
		assert.True(t, data == written(t, y))
		assert.Equal(t, collect(t, x.View(), .5, nil), collect(t, y.View(), .5, nil))
		require.NoError(t, y.Add("more", sets[0]))
		assert.True(t, y.Delete(name(3)))
	}
	f := makeSeen(t, SeenSettings{Capacity: 50_000})
	for _, set := range sets {
		_, err := f.Add(set)
		require.NoError(t, err)
	}
	data := written(t, f)
	g, err := ReadSeen(strings.NewReader(data))
	require.NoError(t, err)
	assert.Equal(t, f.Fill(), g.Fill())
	assert.Equal(t, f.filter.BitSet().Words(), g.filter.BitSet().Words())
}

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "texts.index")
	x := tinyIndex(t)
	require.NoError(t, x.WriteFile(path))
	require.NoError(t, os.Chmod(path, 0o640))
	x.Delete("b")
	require.NoError(t, x.WriteFile(path)) // replaces
	y, err := ReadIndexFile(path)
	require.NoError(t, err)
	assert.Equal(t, []string{"a"}, slices.Collect(y.View().IDs()))
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o640), info.Mode().Perm())

	seen := filepath.Join(dir, "seen")
	require.NoError(t, tinySeenFilter(t).WriteFile(seen))
	_, err = ReadSeenFile(seen)
	require.NoError(t, err)

	_, err = ReadIndexFile(filepath.Join(dir, "none"))
	assert.ErrorIs(t, err, os.ErrNotExist)
	_, err = ReadIndexFile(seen)
	assert.ErrorIs(t, err, ErrFormat)
	assert.ErrorContains(t, err, seen)
	assert.ErrorIs(t, x.WriteFile(filepath.Join(dir, "none", "x")), os.ErrNotExist)

	// An error leaves the old file, and no other.
	before, err := os.ReadFile(path)
	require.NoError(t, err)
	full := errors.New("disk full")
	assert.ErrorIs(t, writeFile(path, failing{full}), full)
	after, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, before, after)
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 2)
}

type failing struct{ err error }

func (f failing) WriteTo(w io.Writer) (int64, error) {
	n, _ := io.WriteString(w, "half a fi")
	return int64(n), f.err
}

// A writer that fails, at whatever byte, is reported.
func TestWriteToReportsErrors(t *testing.T) {
	for _, w := range []io.WriterTo{tinyIndex(t), tinySeenFilter(t)} {
		for room := range len(written(t, w)) {
			_, err := w.WriteTo(&limited{room})
			assert.ErrorIs(t, err, io.ErrShortWrite)
		}
	}
}

type limited struct{ room int }

func (l *limited) Write(p []byte) (int, error) {
	n := min(len(p), l.room)
	if l.room -= n; n < len(p) {
		return n, io.ErrShortWrite
	}
	return n, nil
}

// FuzzReadIndex: what is refused is refused by a known error; what is read is
// written as it was.
func FuzzReadIndex(f *testing.F) {
	f.Add([]byte(indexFileV1()))
	f.Add([]byte(seenFileV1()))
	f.Add([]byte(indexFileV1()[:40]))
	f.Fuzz(func(t *testing.T, data []byte) {
		if x, err := ReadIndex(bytes.NewReader(data)); err == nil {
			require.Equal(t, string(data), blocksAside(written(t, x), data))
		} else {
			require.ErrorIs(t, err, isOneOf(err, ErrFormat, ErrVersion))
			require.Nil(t, x)
		}
		if f, err := ReadSeen(bytes.NewReader(data)); err == nil {
			require.Equal(t, string(data), blocksAside(written(t, f), data))
		} else {
			require.ErrorIs(t, err, isOneOf(err, ErrFormat, ErrVersion))
			require.Nil(t, f)
		}
	})
}

// FuzzPayload puts contents into well-formed blocks, past the checks.
func FuzzPayload(f *testing.F) {
	f.Add([]byte(tinySettings+"\x01"), []byte(u16(1)+"b"+u32(2)+tinySlots+u64(1)+u64(300)), uint64(1))
	f.Add([]byte(tinySettings+"\x00"), []byte(u16(1)+"a"+u32(0)), uint64(1))
	f.Add([]byte(tinySettings+u64(2)+u64(math.Float64bits(.5))+u64(2)+u64(11)+u32(2)), []byte(u64(5)), uint64(1))
	f.Fuzz(func(t *testing.T, head, body []byte, count uint64) {
		if len(head) > 1000 || len(body) > 1000 {
			return
		}
		data := file("PALIMPIX", block("H", string(head)), block("T", string(body)), block("E", u64(count)))
		if x, err := ReadIndex(strings.NewReader(data)); err != nil {
			require.ErrorIs(t, err, ErrFormat)
		} else if len(body) > 0 {
			same(t, data, written(t, x))
		}
		data = file("PALIMPSN", block("H", string(head)), block("B", string(body)), block("E", u64(count)))
		if f, err := ReadSeen(strings.NewReader(data)); err != nil {
			require.ErrorIs(t, err, ErrFormat)
		} else {
			same(t, data, written(t, f))
		}
	})
}

// blocksAside returns data if it has another division into blocks than ours,
// which is allowed, and so is shorter or longer.
func blocksAside(ours string, data []byte) string {
	if len(ours) != len(data) {
		return string(data)
	}
	return ours
}

func isOneOf(err error, targets ...error) error {
	for _, target := range targets {
		if errors.Is(err, target) {
			return target
		}
	}
	return errors.New("none of these")
}
