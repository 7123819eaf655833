package spinner

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"

	"github.com/palimpsest-go/palimpsest/internal/bytecursor"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// # Profiles as bytes
//
// All numbers are little-endian; [n] is a field of n bytes; a text is its length in [1]
// and that many bytes of UTF-8.
//
//	magic    [8]  "PALIMPSP"
//	version  [4]  1
//	check    [4]  CRC-32C of every byte behind it
//	scheme   [2]  bytes in it, and the scheme: how stems are made
//	dropped  [1]  1 if words or sources were left out, else 0
//	words    [4]  number of them, and for each, ascending by language, then stem:
//	  language   text
//	  stem       text
//	  choices  [1]  1 or more, and for each, ascending by source:
//	    source [8]
//	    target   text, a stem
//	    from     text
//	    to       text
//
// Equal profiles have equal bytes. Version 1 also fixes the number of a source, and
// which words and targets are kept if there are too many (rank.go).
const (
	magic         = "PALIMPSP"
	formatVersion = 1
	headBytes     = len(magic) + 8
)

var (
	// ErrFormat is wrapped by errors about bytes that are damaged, cut short or no profile.
	ErrFormat = errors.New("spinner: bad profile")
	// ErrVersion is wrapped by errors about another version of the format.
	ErrVersion = errors.New("spinner: unknown version of the profile format")
	// ErrScheme is wrapped by errors about profiles whose stems were made differently.
	// Such profiles must be made again from the reports.
	ErrScheme = errors.New("spinner: profile was made with other stems")
)

// Scheme names how stems are made. Profiles are comparable if their schemes are equal.
func Scheme() string { return shingle.Shingler{Stem: true}.Scheme() }

// AppendBinary appends the profile as bytes for [Profile.UnmarshalBinary]. They depend
// on the content alone. It never fails.
func (p *Profile) AppendBinary(b []byte) ([]byte, error) {
	start := len(b)
	b = append(b, magic...)
	b = binary.LittleEndian.AppendUint32(b, formatVersion)
	b = append(b, 0, 0, 0, 0)
	body := len(b)
	scheme := Scheme()
	b = binary.LittleEndian.AppendUint16(b, uint16(len(scheme)))
	b = append(b, scheme...)
	if p.dropped {
		b = append(b, 1)
	} else {
		b = append(b, 0)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(len(p.words)))
	for _, w := range p.sorted() {
		b = appendText(appendText(b, w.language), w.stem)
		b = append(b, byte(len(p.words[w])))
		for _, c := range p.words[w] {
			b = binary.LittleEndian.AppendUint64(b, c.source)
			b = appendText(appendText(appendText(b, c.target), c.from), c.to)
		}
	}
	binary.LittleEndian.PutUint32(b[start+headBytes-4:], crc32.Checksum(b[body:], crc32.MakeTable(crc32.Castagnoli)))
	return b, nil
}

// MarshalBinary returns the profile as bytes, as [Profile.AppendBinary] does.
func (p *Profile) MarshalBinary() ([]byte, error) { return p.AppendBinary(nil) }

func appendText(b []byte, s string) []byte { return append(append(b, byte(len(s))), s...) }

// UnmarshalBinary sets p to the profile in the bytes. It checks their checksum first;
// content that no profile could hold is an error too. Errors wrap [ErrFormat],
// [ErrVersion] or [ErrScheme] and name the offset; then p is unchanged. Memory is at most
// some ten times that of the bytes, which p does not keep.
func (p *Profile) UnmarshalBinary(data []byte) error {
	if len(data) < headBytes {
		return fmt.Errorf("%w: ends at offset %d", ErrFormat, len(data))
	}
	if string(data[:len(magic)]) != magic {
		return fmt.Errorf("%w: magic %q, want %q, at offset 0", ErrFormat, data[:len(magic)], magic)
	}
	if v := binary.LittleEndian.Uint32(data[len(magic):]); v != formatVersion {
		return fmt.Errorf("%w: %d, want %d, at offset %d", ErrVersion, v, formatVersion, len(magic))
	}
	body := data[headBytes:]
	if crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)) != binary.LittleEndian.Uint32(data[headBytes-4:]) {
		return fmt.Errorf("%w: wrong checksum at offset %d", ErrFormat, headBytes-4)
	}
	d := decoder{bytecursor.New(body, int64(headBytes), ErrFormat)}
	scheme := string(d.Take(int(d.Uint16())))
	if d.Err() == nil && scheme != Scheme() {
		return fmt.Errorf("%w: %q, here it is %q, at offset %d", ErrScheme, scheme, Scheme(), headBytes)
	}
	out := d.profile()
	if err := d.Done(); err != nil {
		return err
	}
	*p = out
	return nil
}

// A decoder reads the parts of a profile.
type decoder struct{ *bytecursor.Cursor }

func (d decoder) profile() (p Profile) {
	switch flag := d.Uint8(); flag {
	case 0, 1:
		p.dropped = flag == 1
	default:
		d.Fail("flag %d", flag)
	}
	n := d.Uint32()
	if n > MaxWords {
		d.Fail("%d words", n)
	}
	var last word
	for i := uint32(0); i < n && d.Err() == nil; i++ {
		w := word{d.text(), d.text()}
		if i > 0 && w.compare(last) <= 0 {
			d.Fail("words out of order")
		}
		last = w
		list := d.choices(w)
		if p.words == nil {
			p.words = make(map[word][]choice)
		}
		p.words[w] = list
	}
	return p
}

// choices reads the choices of a word.
func (d decoder) choices(w word) (list []choice) {
	n := int(d.Uint8())
	if n == 0 || n > MaxSources {
		d.Fail("%d sources of a word", n)
	}
	for i := 0; i < n && d.Err() == nil; i++ {
		c := choice{d.Uint64(), d.text(), d.text(), d.text()}
		switch {
		case i > 0 && c.source <= list[i-1].source:
			d.Fail("sources out of order")
		case !storable(w, c) || c.target == w.stem:
			d.Fail("an exchange that no profile holds")
		}
		list = append(list, c)
	}
	return list
}

// text reads a text and copies it.
func (d decoder) text() string { return string(d.Take(int(d.Uint8()))) }
