package batch

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/minhash"
)

// Each target takes a file as it is, in which checksums stop most of what is tried, and
// parts of one that are put together with right checksums, so that what stands behind
// these is reached. Reading is an error or not; it neither panics nor takes memory that
// the bytes are not there for.

// assemble returns a file.
func assemble(magic string, head []byte, build func(o *outFile) (foot []byte)) []byte {
	var buf bytes.Buffer
	o := &outFile{w: bufio.NewWriter(&buf)}
	o.write(appendHead(nil, magic, head))
	o.check = 0
	o.finish(build(o))
	return buf.Bytes()
}

// garble changes a foot: three bytes of the change name a byte and its new value.
func garble(foot, change []byte) []byte {
	for ; len(change) >= 3 && len(foot) > 0; change = change[3:] {
		foot[(int(change[0])|int(change[1])<<8)%len(foot)] = change[2]
	}
	return foot
}

// fill writes a table of records, as many as there are bytes for.
func fill(o *outFile, width int, records []byte) *tableWriter {
	w := newTable(o, width)
	for ; len(records) >= width; records = records[width:] {
		copy(w.record(), records)
	}
	return w
}

func inMemory(data []byte) *inFile {
	return &inFile{r: bytes.NewReader(data), name: "fuzz", size: int64(len(data))}
}

// seed returns the bytes of the files of a small run.
func seed(f *testing.F) (signed, pairs, verified, result []byte) {
	w, _ := small(f)
	for i, name := range []string{w.signed[0], w.pairs[0], w.verified[0], w.result} {
		data, err := os.ReadFile(name)
		require.NoError(f, err)
		*[]*[]byte{&signed, &pairs, &verified, &result}[i] = data
	}
	return
}

// readSigned reads all of a file of texts signed.
func readSigned(data []byte) error {
	in := inMemory(data)
	if err := in.readEnds(signedMagic); err != nil {
		return err
	}
	g := newSigned(0)
	g.files = append(g.files, in)
	s, _, _ := Settings{}.withDefaults()
	if err := sameSettings(in, appendSettings(nil, s, "")[:26]); err != nil {
		_ = err.Error()
	}
	if err := g.addFile(in); err != nil {
		return err
	}
	var first error
	note := func(err error) {
		if first == nil {
			first = err
		}
	}
	for n := range uint32(min(g.texts, 1000)) {
		e, err := g.entry(n)
		note(err)
		if err == nil {
			_, err = g.set(nil, e)
			note(err)
			_, err = g.id(n)
			note(err)
		}
	}
	for i := range 2 * lists {
		note(g.list(i, func(uint64, uint32, uint32) error { return nil }))
	}
	return first
}

func FuzzSigned(f *testing.F) {
	signed, _, _, _ := seed(f)
	require.NoError(f, readSigned(signed))
	f.Add(signed, []byte("0123456789abcdef"), []byte{100, 0, 0}, []byte("directory"), []byte("lists"))
	f.Add(signed[:100], []byte{}, []byte{8, 0, 1}, make([]byte, 80), make([]byte, 64))
	f.Fuzz(func(t *testing.T, whole, body, change, directory, keys []byte) {
		if err := readSigned(whole); err != nil {
			known(t, err)
		}
		data := assemble(signedMagic, body, func(o *outFile) []byte {
			o.write(body)
			d := fill(o, directorySize, directory)
			d.flush()
			w := segmentWriter{out: o, count: int(d.count)}
			w.foot = binary.LittleEndian.AppendUint32(nil, uint32(d.count))
			w.foot = binary.LittleEndian.AppendUint64(w.foot, uint64(d.at))
			w.foot = binary.LittleEndian.AppendUint64(w.foot, uint64(o.at))
			for i := range w.keys {
				for b := keys; len(b) >= keyBytes; b = b[keyBytes:] {
					w.keys[i] = append(w.keys[i], listed{binary.LittleEndian.Uint64(b), uint32(i), binary.LittleEndian.Uint32(b[12:])})
				}
				w.lists(w.keys[i])
			}
			foot := binary.LittleEndian.AppendUint64(nil, uint64(d.count))
			foot = binary.LittleEndian.AppendUint32(foot, 1)
			return garble(append(foot, w.foot...), change)
		})
		if err := readSigned(data); err != nil {
			known(t, err)
		}
	})
}

// known fails unless an error is one of those that are promised.
func known(t *testing.T, err error) {
	t.Helper()
	for _, e := range []error{minhash.ErrFormat, minhash.ErrVersion, minhash.ErrMismatch} {
		if errors.Is(err, e) {
			return
		}
	}
	t.Fatal(err)
}

func readPairs(data []byte) error {
	in := inMemory(data)
	if err := in.readEnds(pairsMagic); err != nil {
		return err
	}
	p, err := openPairFile(in)
	if err != nil {
		return err
	}
	if err := p.eachGroup(1000, func([]uint32, int64) error { return nil }); err != nil {
		return err
	}
	s, err := p.stream(3, 1000)
	for ok := true; err == nil && ok; {
		_, ok, err = s()
	}
	return err
}

func FuzzPairs(f *testing.F) {
	_, pairs, _, _ := seed(f)
	require.NoError(f, readPairs(pairs))
	f.Add(pairs, []byte{}, []byte{1, 0, 0, 0, 2, 0, 0, 0}, []byte("00000000"))
	f.Fuzz(func(t *testing.T, whole, change, groups, records []byte) {
		if err := readPairs(whole); err != nil {
			known(t, err)
		}
		data := assemble(pairsMagic, nil, func(o *outFile) []byte {
			foot := binary.LittleEndian.AppendUint64(nil, uint64(o.at))
			foot = binary.LittleEndian.AppendUint64(foot, 1)
			b := binary.LittleEndian.AppendUint32(nil, uint32(len(groups)/4))
			b = append(b, groups[:len(groups)/4*4]...)
			o.write(binary.LittleEndian.AppendUint32(b, checksum(0, b)))
			return garble(appendReport(fill(o, pairSize, records).appendTo(foot), Report{}), change)
		})
		if err := readPairs(data); err != nil {
			known(t, err)
		}
	})
}

// someTexts returns texts that files of pairs and results may be of.
func someTexts() (*signed, error) {
	some := inMemory(assemble(signedMagic, nil, func(o *outFile) []byte {
		w := segmentWriter{out: o}
		for i := range 40 {
			w.add(Text{ID: string(rune('0' + i)), Set: []uint64{uint64(i)}}, nil)
		}
		return w.end()
	}))
	if err := some.readEnds(signedMagic); err != nil {
		return nil, err
	}
	g := newSigned(0)
	return g, g.addFile(some)
}

// readVerified runs the last stage on pairs verified, of some texts.
func readVerified(data []byte) error {
	in := inMemory(data)
	if err := in.readEnds(verifiedMagic); err != nil {
		return err
	}
	g, err := someTexts()
	if err != nil {
		return err
	}
	set, _, _ := Settings{}.withDefaults()
	c := componenter{ctx: context.Background(), settings: set, signed: g}
	if err := c.open(in); err != nil {
		return err
	}
	_, err = c.run(&outFile{w: bufio.NewWriter(&bytes.Buffer{})})
	return err
}

func FuzzVerified(f *testing.F) {
	_, _, verified, _ := seed(f)
	f.Add(verified, []byte{}, []byte("\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xf0\x3f"))
	f.Fuzz(func(t *testing.T, whole, change, records []byte) {
		if err := readVerified(whole); err != nil {
			known(t, err)
		}
		data := assemble(verifiedMagic, nil, func(o *outFile) []byte {
			return garble(appendReport(fill(o, verifiedSize, records).appendTo(nil), Report{}), change)
		})
		if err := readVerified(data); err != nil {
			known(t, err)
		}
	})
}

// readResult reads a result of the texts of a file, or of some texts.
func readResult(data []byte, of ...string) error {
	in := inMemory(data)
	if err := in.readEnds(resultMagic); err != nil {
		return err
	}
	g, err := someTexts()
	for _, name := range of {
		g = newSigned(0)
		var file *inFile
		if file, err = open(name, signedMagic); err != nil {
			return err
		}
		defer file.close()
		g.identity = joint([]identity{file.identity()})
		err = g.addFile(file)
	}
	if err != nil {
		return err
	}
	t, err := openResult(g, in)
	if err != nil {
		return err
	}
	r := t.reader(0)
	for n := range t.count {
		b, err := r.record()
		if err == nil {
			_, err = g.result(in, uint32(n), b)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func FuzzResult(f *testing.F) {
	_, _, _, result := seed(f)
	f.Add(result, []byte{}, make([]byte, 40*resultSize))
	f.Fuzz(func(t *testing.T, whole, change, records []byte) {
		if err := readResult(whole); err != nil {
			known(t, err)
		}
		data := assemble(resultMagic, make([]byte, 32), func(o *outFile) []byte {
			return garble(appendReport(fill(o, resultSize, records).appendTo(nil), Report{}), change)
		})
		if err := readResult(data); err != nil {
			known(t, err)
		}
	})
}
