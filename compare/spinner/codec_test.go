package spinner

import (
	"encoding/binary"
	"hash/crc32"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestProfileBytes(t *testing.T) {
	m := maker{seeded(t, 2), 5}
	for _, p := range []*Profile{new(Profile), m.profile(t, 1, 10, 60), m.profile(t, 1, 30, 60)} {
		b := encoded(t, p)
		var q Profile
		require.NoError(t, q.UnmarshalBinary(b))
		require.Equal(t, b, encoded(t, &q))
		require.Equal(t, p.Full(), q.Full())
		more, err := q.AppendBinary([]byte("before"))
		require.NoError(t, err)
		require.Equal(t, "before"+string(b), string(more))
		clear(b)
		require.Equal(t, p.Exchanges(), q.Exchanges(), "the profile keeps the bytes")
	}
}

// The bytes of a profile are what version 1 says, behind the scheme, which names stems
// that others may make otherwise. If this fails the version must change.
func TestProfileBytesOfVersion1(t *testing.T) {
	var p Profile
	add(t, &p, "one", "big", "large", "boats", "water craft")
	add(t, &p, "two", "Big", "huge")
	b := encoded(t, &p)
	require.Equal(t, "\x00\x02\x00\x00\x00"+
		"\x02en\x03big\x02"+"\xee~\xae'\xe1\x1bU2\x04larg\x03big\x05large"+"nkki}m-\xc0\x04huge\x03big\x04huge"+
		"\x02en\x04boat\x01"+"\xee~\xae'\xe1\x1bU2\vwater craft\x05boats\vwater craft", string(b[headBytes+2+len(Scheme()):]))
}

// No byte of a profile can be changed, lost or added unnoticed.
func TestDamagedProfile(t *testing.T) {
	var good Profile
	add(t, &good, "one", "big", "large", "boat", "vessel")
	b := encoded(t, &good)
	var p Profile
	add(t, &p, "other", "small", "little")
	before := encoded(t, &p)
	for i := range b {
		for _, bit := range []byte{1, 0x80} {
			b[i] ^= bit
			require.Error(t, p.UnmarshalBinary(b), i)
			b[i] ^= bit
		}
		require.ErrorIs(t, p.UnmarshalBinary(b[:i]), ErrFormat, i)
	}
	require.ErrorIs(t, p.UnmarshalBinary(append(b, 0)), ErrFormat)
	require.Equal(t, before, encoded(t, &p), "a failed decoding changed the profile")
	require.NoError(t, p.UnmarshalBinary(b))
}

// sealed sets the checksum right.
func sealed(b []byte) []byte {
	binary.LittleEndian.PutUint32(b[headBytes-4:], crc32.Checksum(b[headBytes:], crc32.MakeTable(crc32.Castagnoli)))
	return b
}

// What a right checksum covers is not believed either.
func TestForgedProfile(t *testing.T) {
	one := func(change func(p *Profile)) []byte {
		p := new(Profile)
		add(t, p, "one", "big", "large", "boat", "vessel")
		change(p)
		return encoded(t, p)
	}
	big := word{"en", "big"}
	forged := map[string][]byte{
		"no target":      one(func(p *Profile) { p.words[big][0].target = "" }),
		"the word":       one(func(p *Profile) { p.words[big][0].target = "big" }),
		"no UTF-8":       one(func(p *Profile) { p.words[big][0].to = "\xff" }),
		"no choice":      one(func(p *Profile) { p.words[big] = nil }),
		"sources order":  one(func(p *Profile) { p.words[big] = append(p.words[big], p.words[big][0]) }),
		"too long":       one(func(p *Profile) { p.words[big][0].from = string(make([]byte, MaxBytes+1)) }),
		"many choices":   one(func(p *Profile) { p.words[big] = make([]choice, MaxSources+1) }),
		"bytes too many": sealed(append(one(func(*Profile) {}), 0)),
	}
	flag := one(func(*Profile) {})
	flag[headBytes+2+len(Scheme())] = 2
	forged["flag"] = sealed(flag)
	count := one(func(*Profile) {})
	binary.LittleEndian.PutUint32(count[headBytes+3+len(Scheme()):], MaxWords+1)
	forged["count"] = sealed(count)
	order := one(func(p *Profile) { delete(p.words, big) })
	body := headBytes + 7 + len(Scheme())
	order = append(order, order[body:]...)
	binary.LittleEndian.PutUint32(order[body-4:], 2)
	forged["words order"] = sealed(order)
	for name, b := range forged {
		err := new(Profile).UnmarshalBinary(b)
		require.ErrorIs(t, err, ErrFormat, name)
		require.Contains(t, err.Error(), "offset", name)
	}

	version := one(func(*Profile) {})
	version[len(magic)]++
	require.ErrorIs(t, new(Profile).UnmarshalBinary(version), ErrVersion)
	scheme := one(func(*Profile) {})
	scheme[headBytes+2]++
	require.ErrorIs(t, new(Profile).UnmarshalBinary(sealed(scheme)), ErrScheme)
}

// Whatever is decoded is what a profile holds, and encodes to the same bytes.
func FuzzProfile(f *testing.F) {
	var p Profile
	if _, err := p.Add(reportOf("big", "large", "boat", "vessel"), "one"); err != nil {
		f.Fatal(err)
	}
	b, err := p.MarshalBinary()
	require.NoError(f, err)
	f.Add(b)
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) >= headBytes {
			b = sealed(append([]byte(nil), b...)) // or the checksum would keep the fuzzer out
		}
		var p Profile
		if err := p.UnmarshalBinary(b); err != nil {
			return
		}
		require.LessOrEqual(t, p.Words(), MaxWords)
		again, err := p.MarshalBinary()
		require.NoError(t, err)
		require.Equal(t, b, again)
		q := p
		q.words = nil
		q.Merge(&p)
		require.Equal(t, b, encoded(t, &q), "a decoded profile is not what adding would make")
		_, err = Linker{}.Link(&p, &q)
		require.NoError(t, err)
	})
}
