package bytecursor

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

var errFormat = errors.New("format")

func TestFields(t *testing.T) {
	b := []byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18}
	c := New(b, 100, errFormat)
	require.EqualValues(t, 0x01, c.Uint8())
	require.EqualValues(t, 0x0302, c.Uint16())
	require.EqualValues(t, 0x07060504, c.Uint32())
	require.EqualValues(t, 0x0f0e0d0c0b0a0908, c.Uint64())
	require.EqualValues(t, 115, c.Offset())
	require.Equal(t, 3, c.Len())
	require.Equal(t, []byte{16, 17}, c.Take(2))
	require.Empty(t, c.Take(0))
	require.NoError(t, c.Err())
	require.EqualError(t, c.Done(), "format: 1 bytes too many at offset 117")
}

// TestErrors: the first error stays, and nothing is read after it.
func TestErrors(t *testing.T) {
	for _, n := range []int{3, -1, math.MinInt, math.MaxInt} {
		c := New([]byte{1, 2}, 7, errFormat)
		require.Nil(t, c.Take(n))
		require.ErrorIs(t, c.Err(), errFormat)
		require.ErrorContains(t, c.Err(), "bytes wanted, 2 left at offset 7")
		first := c.Err()
		c.Fail("another")
		require.Zero(t, c.Uint8())
		require.Equal(t, 2, c.Len())
		require.EqualValues(t, 7, c.Offset())
		require.Equal(t, first, c.Done())
	}
	c := New(nil, 0, errFormat)
	require.NoError(t, c.Done())
	c.Fail("kind %#x", 9)
	require.EqualError(t, c.Done(), "format: kind 0x9 at offset 0")
}

// TestTakeAppend: who appends to what was taken does not change what follows.
func TestTakeAppend(t *testing.T) {
	c := New([]byte{1, 2}, 0, errFormat)
	_ = append(c.Take(1), 9)
	require.EqualValues(t, 2, c.Uint8())
}

// FuzzFields reads fields of the widths given and holds them against a reader of
// package encoding/binary.
func FuzzFields(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8, 9}, []byte{0, 1, 2, 3})
	f.Add([]byte{}, []byte{3})
	f.Fuzz(func(t *testing.T, data, widths []byte) {
		c := New(bytes.Clone(data), 10, errFormat)
		twin := bytes.NewReader(data)
		failed := false
		for _, w := range widths {
			var got, want any
			switch w % 4 {
			case 0:
				got, want = c.Uint8(), new(uint8)
			case 1:
				got, want = c.Uint16(), new(uint16)
			case 2:
				got, want = c.Uint32(), new(uint32)
			case 3:
				got, want = c.Uint64(), new(uint64)
			}
			if failed = failed || twin.Len() < binary.Size(want); failed {
				require.Zero(t, got)
				require.ErrorIs(t, c.Err(), errFormat)
				continue
			}
			require.NoError(t, binary.Read(twin, binary.LittleEndian, want))
			require.EqualValues(t, want, pointer(got))
			require.NoError(t, c.Err())
			require.EqualValues(t, 10+len(data)-twin.Len(), c.Offset())
		}
		require.Equal(t, twin.Len(), c.Len())
		require.Equal(t, failed || twin.Len() > 0, c.Done() != nil)
	})
}

// pointer returns a pointer to a copy of a number.
func pointer(v any) any {
	switch v := v.(type) {
	case uint8:
		return &v
	case uint16:
		return &v
	case uint32:
		return &v
	case uint64:
		return &v
	}
	return nil
}
