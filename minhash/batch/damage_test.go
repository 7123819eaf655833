package batch

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/minhash"
)

func mustBanding(t *testing.T, s Settings) minhash.Banding {
	s, _, err := s.withDefaults()
	require.NoError(t, err)
	return s.Banding
}

// small is a run with all kinds of records in its files.
func small(t testing.TB) (work, Settings) {
	s := Settings{Bucket: 2}
	s.Slots, s.Banding = 8, minhash.Banding{Bands: 4, Rows: 2}
	w := newWork(t.TempDir(), 1, 1, 1)
	_, err := w.run(t.Context(), s, family(rand.New(rand.NewPCG(5, 7)), 40))
	require.NoError(t, err)
	return w, s
}

// TestDamage flips bytes of each file, those of its ends and some between, and cuts it
// there: reading it is an error that names the offset.
func TestDamage(t *testing.T) {
	w, _ := small(t)
	for name, read := range map[string]func([]byte) error{
		w.signed[0]: readSigned, w.pairs[0]: readPairs, w.verified[0]: readVerified,
		w.result: func(data []byte) error { return readResult(data, w.signed[0]) },
	} {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		require.NoError(t, read(data))
		step := max(len(data)/unlessRace(300, 30), 1)
		for i := 0; i < len(data); i++ {
			if i > 64 && i < len(data)-64 && i%step != 0 {
				continue
			}
			data[i] ^= 0x10
			err := read(data)
			data[i] ^= 0x10
			require.Error(t, err, "%s at %d of %d", name, i, len(data))
			require.True(t, errors.Is(err, minhash.ErrFormat) || errors.Is(err, minhash.ErrVersion), "%s at %d: %v", name, i, err)
			require.ErrorContains(t, err, "offset")
			require.ErrorIs(t, read(data[:i]), minhash.ErrFormat, "%s cut at %d", name, i)
		}
	}
}

// TestDamagedInput: a stage that comes upon a damaged file names it, and leaves nothing.
func TestDamagedInput(t *testing.T) {
	w, s := small(t)
	ctx, dir := t.Context(), t.TempDir()
	out := filepath.Join(dir, "out")
	for _, name := range []string{w.signed[0], w.pairs[0], w.verified[0]} {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		for _, at := range []int{0, 9, 12, 20, len(data) - 100, len(data) - 1} {
			data[at] ^= 0x10
			require.NoError(t, os.WriteFile(name, data, 0o600))
			data[at] ^= 0x10
			var err error
			switch name {
			case w.signed[0]:
				_, err = Pairs(ctx, s, Shard{}, w.signed, out)
			case w.pairs[0]:
				_, err = Verify(ctx, s, Shard{}, w.signed, w.pairs, out)
			default:
				_, err = Components(ctx, s, w.signed, w.verified, out)
			}
			require.True(t, errors.Is(err, minhash.ErrFormat) || errors.Is(err, minhash.ErrVersion), err)
			require.ErrorContains(t, err, name)
			require.ErrorContains(t, err, "offset")
			entries, err := os.ReadDir(dir)
			require.NoError(t, err)
			require.Empty(t, entries)
		}
		require.NoError(t, os.WriteFile(name, data, 0o600))
	}
}

// TestMismatch: files that do not belong together.
func TestMismatch(t *testing.T) {
	texts := family(rand.New(rand.NewPCG(6, 7)), 60)
	ctx, s := t.Context(), Settings{}
	w := newWork(t.TempDir(), 2, 2, 2)
	_, err := w.run(ctx, s, texts)
	require.NoError(t, err)
	v := newWork(t.TempDir(), 2, 2, 2)
	_, err = v.run(ctx, s, texts[1:])
	require.NoError(t, err)
	out := filepath.Join(t.TempDir(), "out")

	other := s
	other.Scheme = "another"
	_, err = Pairs(ctx, other, Shard{}, w.signed, out)
	require.ErrorIs(t, err, minhash.ErrMismatch)
	require.ErrorContains(t, err, "another")
	_, err = Verify(ctx, s, Shard{}, v.signed, w.pairs, out)
	require.ErrorIs(t, err, minhash.ErrMismatch)
	_, err = Verify(ctx, s, Shard{}, w.signed, w.pairs[:1], out)
	require.ErrorIs(t, err, ErrShards)
	_, err = Verify(ctx, s, Shard{}, w.signed, []string{w.pairs[0], w.pairs[0]}, out)
	require.ErrorIs(t, err, ErrShards)
	_, err = Verify(ctx, s, Shard{}, w.signed, nil, out)
	require.ErrorIs(t, err, ErrShards)
	_, err = Components(ctx, s, w.signed, w.verified[1:], out)
	require.ErrorIs(t, err, ErrShards)
	_, err = Components(ctx, s, w.signed, []string{w.verified[0], v.verified[1]}, out)
	require.ErrorIs(t, err, minhash.ErrMismatch)
	_, err = Pairs(ctx, s, Shard{}, w.pairs, out)
	require.ErrorIs(t, err, minhash.ErrFormat)
	for _, err := range Results(v.signed, w.result) {
		require.ErrorIs(t, err, minhash.ErrMismatch)
	}
	_, err = Pairs(ctx, s, Shard{}, []string{filepath.Join(t.TempDir(), "none")}, out)
	require.ErrorIs(t, err, os.ErrNotExist)
	require.NoFileExists(t, out)

	// A file of somebody else's stays.
	require.NoError(t, os.WriteFile(out, []byte("the only copy of my thesis"), 0o600))
	_, err = Pairs(ctx, s, Shard{}, w.signed, out)
	require.ErrorIs(t, err, ErrForeign)
	data, err := os.ReadFile(out)
	require.NoError(t, err)
	require.Equal(t, "the only copy of my thesis", string(data))
}

// TestDuplicate: an id that comes twice, in one file or in two.
func TestDuplicate(t *testing.T) {
	texts := []Text{{ID: "a", Set: []uint64{1}}, {ID: "b"}, {ID: "c", Set: []uint64{2}}, {ID: "b", Set: []uint64{3}}}
	for signed := 1; signed <= 2; signed++ {
		_, err := newWork(t.TempDir(), signed, 1, 1).run(t.Context(), Settings{}, texts)
		require.ErrorIs(t, err, ErrDuplicate)
		require.ErrorContains(t, err, `"b"`)
	}
}

// TestErrors: settings out of range, an error of the input, a context that ended.
func TestErrors(t *testing.T) {
	ctx := t.Context()
	out := filepath.Join(t.TempDir(), "out")
	for _, s := range []Settings{
		{Threshold: -0.1}, {Threshold: 1.1}, {Memory: -1}, {Bucket: -1}, {Pairs: -1},
		{Config: minhash.Config{Slots: -1}}, {Banding: minhash.Banding{Bands: 100, Rows: 2}},
	} {
		_, err := Sign(ctx, s, "", walk(nil), out)
		require.ErrorIs(t, err, minhash.ErrConfig, "%+v", s)
	}
	for _, p := range []Shard{{1, 1}, {-1, 2}, {0, 257}, {1, 0}} {
		_, err := Pairs(ctx, Settings{}, p, nil, out)
		require.ErrorIs(t, err, minhash.ErrConfig, "%+v", p)
	}
	_, err := Sign(ctx, Settings{}, "", walk([]Text{{ID: string(make([]byte, 1<<16))}}), out)
	require.ErrorIs(t, err, minhash.ErrConfig)
	broken := errors.New("broken")
	_, err = Sign(ctx, Settings{}, "", func(yield func(Text, error) bool) { yield(Text{}, broken) }, out)
	require.ErrorIs(t, err, broken)
	require.ErrorContains(t, err, out)

	w := newWork(t.TempDir(), 1, 1, 1)
	_, err = w.run(ctx, Settings{}, family(rand.New(rand.NewPCG(8, 7)), 50))
	require.NoError(t, err)
	ended, end := context.WithCancel(ctx)
	end()
	_, err = Sign(ended, Settings{}, "", walk(nil), out)
	require.ErrorIs(t, err, context.Canceled)
	_, err = Pairs(ended, Settings{}, Shard{}, w.signed, out)
	require.ErrorIs(t, err, context.Canceled)
	entries, err := os.ReadDir(filepath.Dir(out))
	require.NoError(t, err)
	require.Empty(t, entries)
}

// TestNothing: no files, and a file of no texts.
func TestNothing(t *testing.T) {
	for signed := range 2 {
		w := newWork(t.TempDir(), signed, 1, 1)
		report, err := w.run(t.Context(), Settings{}, nil)
		require.NoError(t, err)
		require.Equal(t, Report{}, report)
		_, all := w.results(t)
		require.Empty(t, all)
	}
}

// TestComponentsMemory: the last stage says what it needs before it takes it.
func TestComponentsMemory(t *testing.T) {
	c := componenter{settings: Settings{Memory: leastMemory}, signed: &signed{texts: 1 << 32}}
	require.ErrorIs(t, c.link(), ErrMemory)
	require.Nil(t, c.rank)
}
