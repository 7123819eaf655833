package minhash

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// naiveSign follows the definition in the words of signer.go: each element in
// each round hits a slot, with a value; the slot keeps the least value of the
// first round that hit it. No early end, no blocks, no tags until the last line.
func naiveSign(c Config, set []uint64) Signature {
	type hit struct{ round, value uint64 }
	first := map[uint64]hit{}
	premix := avalanche(c.Seed + golden)
	for round := range uint64(7) {
		for _, x := range set {
			x = avalanche(x ^ premix)
			if round > 0 {
				x = fold(x^avalanche(premix+(round+1)*golden), mulA)
			}
			// The fraction x / 2^64 of the slots: its whole part is the slot,
			// and what is left is the value.
			slot, rest := timesSlots(x, uint64(c.Slots))
			h := hit{round, rest >> 35}
			if have, ok := first[slot]; !ok || h.round < have.round || h.round == have.round && h.value < have.value {
				first[slot] = h
			}
		}
	}
	s := make(Signature, c.Slots)
	for slot := range s {
		h, ok := first[uint64(slot)]
		if !ok {
			h = hit{7, 1<<29 - 1}
			seed := avalanche(avalanche(premix-golden) + uint64(slot)*golden)
			for _, x := range set {
				h.value = min(h.value, fold(avalanche(x^premix)^seed, mulA)>>35, 1<<29-2)
			}
		}
		s[slot] = uint32(h.round<<29 | h.value)
	}
	return s
}

// timesSlots multiplies in halves of 32 bits, as one does on paper.
func timesSlots(x, slots uint64) (whole, rest uint64) {
	low := x & math.MaxUint32 * slots
	high := x>>32*slots + low>>32
	return high >> 32, high<<32 | low&math.MaxUint32
}

func TestSignFollowsTheDefinition(t *testing.T) {
	r := seeded(1)
	for _, n := range []int{0, 1, 2, 5, 30, 128, 300, 511, 512, 513, 1024, 2000} {
		for _, slots := range []int{1, 2, 3, 64, 100, 128, 512, 1000} {
			c := Config{Slots: slots, Seed: r.Uint64()}
			s, err := New(c)
			require.NoError(t, err)
			set := randomSet(r, n)
			assert.Equal(t, naiveSign(c, set), s.Sign(nil, set), "n=%d slots=%d", n, slots)
		}
	}
}

// hashesStored ends the message of a test whose values are in files and stores.
const hashesStored = "nothing new matches what earlier programs stored: raise formatVersion in format.go, and featureVersion in corpus/feature.go"

// The values of a signature are part of the file formats: they never change.
func TestSignIsPinned(t *testing.T) {
	s, err := New(Config{Slots: 8, Seed: 42})
	require.NoError(t, err)
	assert.Equal(t, Signature{
		0xeec79122, 0x68205bac, 0x5eab2e70, 0xfb4a063f, 0x9fd90ce7, 0xefcd99dc, 0x069f3558, 0x36401967,
	}, s.Sign(nil, []uint64{1}), hashesStored)
	assert.Equal(t, Signature{
		0x0258f0ec, 0x0755a0d3, 0x5eab2e70, 0x1577d2b0, 0x32cca07a, 0x02e690b0, 0x069f3558, 0x1670eab5,
	}, s.Sign(nil, []uint64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}), hashesStored)
}

// TestKeysArePinned: the keys of bands are in stores; the bits that they set, and
// those that compact signatures keep, are in files. Bands of 1, 2, 4 and 12 slots
// take each way through hashRow.
func TestKeysArePinned(t *testing.T) {
	s := make(Signature, 24)
	for i := range s {
		s[i] = uint32(i) * 0x9e3779b9
	}
	for b, want := range map[Banding][]uint64{
		{2, 1}:  {0x670527f286862c69, 0x82629ba4d2a3b45a},
		{2, 2}:  {0xb6ddef2ba56cb3a4, 0xff786d007c2c860e},
		{2, 4}:  {0x57838e25fbb190fe, 0xf62b69cde92f3565},
		{2, 12}: {0x433945be025bb94a, 0xd22e13ed44deefed},
	} {
		assert.Equal(t, want, b.AppendKeys(nil, s), "%v: %s", b, hashesStored)
	}
	h, step := hashes(1)
	assert.Equal(t, [2]uint64{0x5692161d100b05e5, 0x910a2dec89025cc1}, [2]uint64{h, step}, hashesStored)
	assert.Equal(t, uint32(0x56), reduce(1, 8), hashesStored)
}

func TestNewRefuses(t *testing.T) {
	for _, c := range []Config{{Slots: -1}, {Slots: 65537}, {Scheme: string(make([]byte, 65536))}} {
		_, err := New(c)
		assert.ErrorIs(t, err, ErrConfig)
	}
	s, err := New(Config{})
	require.NoError(t, err)
	assert.Equal(t, Config{Slots: 128}, s.Config())
}

// Empty texts must not all be like each other, which they are in go-minhash and
// simhash.
func TestEmptySetIsLikeNothing(t *testing.T) {
	s, err := New(Config{})
	require.NoError(t, err)
	none, some := s.Sign(nil, nil), s.Sign(nil, []uint64{1})
	assert.True(t, none.Empty())
	assert.False(t, some.Empty())
	assert.Zero(t, none.Similarity(none))
	assert.Zero(t, none.Similarity(some))
	assert.Zero(t, some.Similarity(none))
	assert.Equal(t, Estimate{}, some.Estimate(none), "certain")
	assert.Equal(t, 1., some.Similarity(some))
	union := s.Sign(nil, nil)
	union.Merge(some)
	assert.Equal(t, some, union)
	union.Merge(none)
	assert.Equal(t, some, union)
	assert.True(t, Signature(nil).Empty())
	assert.Zero(t, Signature{}.Similarity(nil))
}

// What the caller gave is neither kept nor changed, and what was returned is the
// caller's: go-minhash hands out its own memory.
func TestSignKeepsToItsOwnMemory(t *testing.T) {
	s, err := New(Config{Slots: 16})
	require.NoError(t, err)
	set := []uint64{3, 1, 2}
	dst := make(Signature, 40)
	for i := range dst {
		dst[i] = 7
	}
	sig := s.Sign(dst[:0], set)
	assert.Len(t, sig, 16)
	assert.Equal(t, []uint64{3, 1, 2}, set)
	assert.Same(t, &dst[0], &sig[0])
	assert.Equal(t, uint32(7), dst[16])
	assert.Equal(t, s.Sign(nil, set), sig)
	assert.Len(t, s.Sign(make(Signature, 3), set), 16)
}

func TestSignAllocatesNothing(t *testing.T) {
	s, err := New(Config{})
	require.NoError(t, err)
	for _, n := range []int{0, 1, 300, 3000} {
		set := randomSet(seeded(1), n)
		dst := s.Sign(nil, set)
		assert.Zero(t, testing.AllocsPerRun(20, func() { dst = s.Sign(dst, set) }), "n=%d", n)
	}
}

// Sets of few elements, however often each comes, have the signature of those
// elements, and take no more than that of hashes: they are sorted out. Sets
// whose elements differ never are.
func TestSignRepeats(t *testing.T) {
	r := seeded(5)
	for _, slots := range []int{1, 2, 16, 100, 128, 512, 2000} {
		s, err := New(Config{Slots: slots})
		require.NoError(t, err)
		for _, n := range []int{1, 2, 5, slots / 7, slots / 2, slots, 2 * slots, 1000} {
			if n == 0 {
				continue
			}
			set := randomSet(r, n)
			want := s.Sign(nil, set)
			assert.False(t, crowded(want, n), "%d slots, %d elements", slots, n)
			for _, times := range []int{2, 30, 700} {
				many := slices.Repeat(set, min(times, 100_000/n+1))
				require.Equal(t, want, s.Sign(nil, many), "%d slots, %d elements", slots, n)
				require.Equal(t, set, distinct(many))
			}
		}
	}
	s, err := New(Config{})
	require.NoError(t, err)
	for _, n := range []int{20, 500, 600, 100_000} {
		set := slices.Repeat([]uint64{7}, n)
		dst := s.Sign(nil, set)
		assert.True(t, crowded(dst, n), "one element %d times", n)
		// Sorting them out takes memory, and nothing else does.
		assert.NotZero(t, testing.AllocsPerRun(1, func() { dst = s.Sign(dst, set) }), "one element %d times", n)
	}
}

func TestMergePanicsAtDifferentLengths(t *testing.T) {
	assert.PanicsWithValue(t, "minhash: signatures of 2 and 3 slots", func() {
		make(Signature, 2).Merge(make(Signature, 3))
	})
	assert.Panics(t, func() { make(Signature, 2).Similarity(make(Signature, 3)) })
}

// FuzzSign asserts the laws of signatures: order, repeats and parts make no
// difference, the signature of the union is the merge, and all agree with the
// definition.
func FuzzSign(f *testing.F) {
	f.Add([]byte("a set of bytes, taken eight at a time"), uint16(128), uint64(0), uint8(3))
	f.Add([]byte{}, uint16(1), uint64(1), uint8(0))
	f.Add(make([]byte, 5000), uint16(512), uint64(2), uint8(200))
	f.Fuzz(func(t *testing.T, data []byte, slots uint16, seed uint64, cut uint8) {
		c := Config{Slots: int(slots)%1024 + 1, Seed: seed}
		s, err := New(c)
		require.NoError(t, err)
		var set []uint64
		for i := 0; i+4 <= len(data); i += 4 {
			set = append(set, uint64(binary.LittleEndian.Uint32(data[i:])))
		}
		whole := s.Sign(nil, set)
		require.Equal(t, naiveSign(c, set), whole)

		r := seeded(seed)
		shuffled := append(slices.Clone(set), set...)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		require.Equal(t, whole, s.Sign(nil, shuffled), "order and repeats")

		at := int(cut) * len(set) / 256
		left, right := s.Sign(nil, set[:at]), s.Sign(nil, set[at:])
		union := slices.Clone(left)
		union.Merge(right)
		require.Equal(t, whole, union, "union")
		right.Merge(left)
		require.Equal(t, whole, right, "union, the other way round")
		union.Merge(union)
		require.Equal(t, whole, union, "a union with itself")

		if len(set) > 0 {
			require.Equal(t, 1., whole.Similarity(whole))
			require.Equal(t, left.Similarity(whole), whole.Similarity(left))
		}
	})
}

// The same laws on large sets, where blocks come into play.
func TestLaws(t *testing.T) {
	r := seeded(5)
	for range 300 {
		s, err := New(Config{Slots: []int{64, 128, 512}[r.IntN(3)], Seed: r.Uint64()})
		require.NoError(t, err)
		a, b := randomSet(r, r.IntN(1500)), randomSet(r, r.IntN(400))
		b = append(b, a[:r.IntN(len(a)+1)]...)
		union := s.Sign(nil, a)
		union.Merge(s.Sign(nil, b))
		both := append(slices.Clone(b), a...)
		require.Equal(t, s.Sign(nil, both), union)
		slices.Reverse(both)
		require.Equal(t, s.Sign(nil, both), union)
	}
}

func TestSignatureBinary(t *testing.T) {
	_, err := make(Signature, maxSlots+1).MarshalBinary()
	require.ErrorIs(t, err, ErrConfig)
	_, err = make(Signature, maxSlots).MarshalBinary()
	require.NoError(t, err)
	s, err := New(Config{Slots: 5})
	require.NoError(t, err)
	for _, sig := range []Signature{s.Sign(nil, []uint64{1, 2}), s.Sign(nil, nil), {}} {
		b, err := sig.AppendBinary([]byte("kept"))
		require.NoError(t, err)
		assert.Equal(t, "kept", string(b[:4]))
		checkBinary(t, b[4:], sig, func(b []byte) (Signature, error) {
			got := Signature{9}
			err := got.UnmarshalBinary(b)
			if err != nil {
				assert.Equal(t, Signature{9}, got, "changed by an error")
			}
			return got, err
		})
	}
	b, err := Signature{0x01020304, 5}.MarshalBinary()
	require.NoError(t, err)
	assert.Equal(t, "mhs\x01\x02\x00\x00\x00\x04\x03\x02\x01\x05\x00\x00\x00", string(b[:len(b)-4]))

	mixed, err := Signature{1, emptySlot}.MarshalBinary()
	require.NoError(t, err)
	assert.ErrorIs(t, new(Signature).UnmarshalBinary(mixed), ErrFormat)
}

// checkBinary decodes b, and all that truncation, one flipped bit or one byte
// more make of it.
func checkBinary[T any](t *testing.T, b []byte, want T, decode func([]byte) (T, error)) {
	t.Helper()
	given := slices.Clone(b)
	got, err := decode(b)
	require.NoError(t, err)
	require.Equal(t, want, got)
	clear(b) // must have been copied
	require.Equal(t, want, got)
	b = given
	for n := range b {
		_, err := decode(b[:n])
		require.ErrorIs(t, err, ErrFormat, "cut at %d", n)
	}
	_, err = decode(append(slices.Clone(b), 0))
	require.ErrorIs(t, err, ErrFormat, "one byte more")
	for bit := range 8 * len(b) {
		flipped := slices.Clone(b)
		flipped[bit/8] ^= 1 << (bit % 8)
		_, err := decode(flipped)
		if bit/8 == 3 {
			require.ErrorIs(t, err, ErrVersion, "bit %d", bit)
		} else {
			require.ErrorIs(t, err, ErrFormat, "bit %d", bit)
		}
	}
}

func FuzzSignatureUnmarshalBinary(f *testing.F) {
	b, _ := Signature{1, 2, 3}.MarshalBinary()
	f.Add(b)
	f.Add(b[:7])
	f.Add([]byte("mhs\x01\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		s := Signature{9}
		if err := s.UnmarshalBinary(b); err != nil {
			require.True(t, isAny(err, ErrFormat, ErrVersion), "%v", err)
			require.Equal(t, Signature{9}, s)
			return
		}
		again, err := s.MarshalBinary()
		require.NoError(t, err)
		require.Equal(t, b, again)
	})
}
