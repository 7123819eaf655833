package batch

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/palimpsest-go/palimpsest/internal/bytecursor"
	"github.com/palimpsest-go/palimpsest/minhash"
)

// # Files
//
// The four kinds of files have the same structure. All numbers are little-endian;
// [n] is a field of n bytes; a check is a CRC-32C.
//
//	magic    [8]  "PALIMPBS" for texts signed, "PALIMPBP" for pairs,
//	              "PALIMPBV" for pairs verified, "PALIMPBR" for the result
//	version  [4]  1
//	length   [4]  bytes of the head
//	head          what the file was made from
//	check    [4]  of all bytes before
//	body
//	foot          where things are in the body, and the report
//	foot at  [8]  offset
//	length   [4]  bytes of the foot
//	check    [4]  of the body
//	check    [4]  of the foot and the 16 bytes before
//
// Each part of the body that is read separately has its own check, so that a reader
// of one part need not read the whole. A table is
//
//	block         as many as it takes for the records
//	  records     as many as fit into 4,096 bytes, in the last one those that are left
//	  check  [4]  of the block's number [8] and the records
//
// The identity of a file is the first 16 bytes of the SHA-256 of head, foot and the
// check of the body. Files record the identities of the files that they were made
// from. The identity of several files is that of their identities, in order.
const (
	signedMagic   = "PALIMPBS"
	pairsMagic    = "PALIMPBP"
	verifiedMagic = "PALIMPBV"
	resultMagic   = "PALIMPBR"
	formatVersion = 1

	fixedHead = 16
	fixedTail = 20
)

func appendHead(b []byte, magic string, head []byte) []byte {
	b = append(b, magic...)
	b = binary.LittleEndian.AppendUint32(b, formatVersion)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(head)))
	b = append(b, head...)
	return binary.LittleEndian.AppendUint32(b, checksum(0, b))
}

// An identity identifies a file by its content.
type identity [16]byte

// An inFile is a file of a stage whose head and foot were read and checked.
type inFile struct {
	r      io.ReaderAt
	name   string
	size   int64
	head   []byte
	body   int64 // where it begins
	foot   []byte
	footAt int64
	check  uint32 // of the body
}

// errMagic is the cause of an [minhash.ErrFormat] of a file of another kind.
var errMagic = errors.New("another kind of file")

// open opens a file of a stage. If the content of the file is wrong, it returns an
// inFile, which must be closed, and an error.
func open(path, magic string) (*inFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("batch: %w", err)
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		f.Close()
		if err == nil {
			err = fmt.Errorf("%w: not a regular file", ErrForeign)
		}
		return nil, fmt.Errorf("batch: %s: %w", path, err)
	}
	in := &inFile{r: f, name: path, size: info.Size()}
	return in, in.readEnds(magic)
}

// close closes the file; in may be nil.
func (in *inFile) close() {
	if c, ok := in.r.(io.Closer); ok {
		c.Close()
	}
}

// readEnds reads head and foot. Memory is in proportion to the size of the file,
// whatever lengths it claims.
func (in *inFile) readEnds(magic string) error {
	var fixed [fixedHead]byte
	if err := in.read(fixed[:min(fixedHead, in.size)], 0, "the head"); err != nil {
		return err
	}
	if string(fixed[:8]) != magic {
		return fmt.Errorf("%w: %w: magic %q, want %q", in.wrong(0, "no head"), errMagic, fixed[:8], magic)
	}
	if in.size < fixedHead {
		return in.wrong(in.size, "ends within the head")
	}
	if v := binary.LittleEndian.Uint32(fixed[8:]); v != formatVersion {
		return fmt.Errorf("%w: %s: version %d at offset 8", minhash.ErrVersion, in.name, v)
	}
	length := int64(binary.LittleEndian.Uint32(fixed[12:]))
	in.body = fixedHead + length + 4
	if in.body+fixedTail > in.size {
		return in.wrong(12, "a head of %d bytes in a file of %d", length, in.size)
	}
	all := make([]byte, in.body)
	if err := in.read(all, 0, "the head"); err != nil {
		return err
	}
	end := len(all) - 4
	if checksum(0, all[:end]) != binary.LittleEndian.Uint32(all[end:]) {
		return in.wrong(int64(end), "wrong checksum of the head")
	}
	in.head = all[fixedHead:end]
	return in.readFoot()
}

func (in *inFile) readFoot() error {
	var tail [fixedTail]byte
	if err := in.read(tail[:], in.size-fixedTail, "the tail"); err != nil {
		return err
	}
	in.footAt = int64(binary.LittleEndian.Uint64(tail[:]))
	length := int64(binary.LittleEndian.Uint32(tail[8:]))
	in.check = binary.LittleEndian.Uint32(tail[12:])
	if in.footAt < in.body || in.footAt != in.size-fixedTail-length {
		return in.wrong(in.size-fixedTail, "a foot of %d bytes at %d in a file of %d", length, in.footAt, in.size)
	}
	in.foot = make([]byte, length)
	if err := in.read(in.foot, in.footAt, "the foot"); err != nil {
		return err
	}
	if checksum(checksum(0, in.foot), tail[:16]) != binary.LittleEndian.Uint32(tail[16:]) {
		return in.wrong(in.size-4, "wrong checksum of the foot")
	}
	return nil
}

// read fills p from an offset.
func (in *inFile) read(p []byte, at int64, what string) error {
	if at < 0 || at > in.size || int64(len(p)) > in.size-at {
		return in.wrong(at, "ends within %s", what)
	}
	n, err := in.r.ReadAt(p, at)
	if n == len(p) {
		return nil
	}
	if errors.Is(err, io.EOF) {
		return in.wrong(at+int64(n), "ends within %s", what)
	}
	return fmt.Errorf("batch: reading %s at offset %d: %w", in.name, at, err)
}

// wrong returns an error of format.
func (in *inFile) wrong(at int64, format string, args ...any) error {
	return fmt.Errorf("%w: %s: %s at offset %d", minhash.ErrFormat, in.name, fmt.Sprintf(format, args...), at)
}

// verify reads the body and checks it.
func (in *inFile) verify() error {
	buf := make([]byte, 1<<18)
	var check uint32
	for at := in.body; at < in.footAt; {
		p := buf[:min(int64(len(buf)), in.footAt-at)]
		if err := in.read(p, at, "the body"); err != nil {
			return err
		}
		check = checksum(check, p)
		at += int64(len(p))
	}
	if check != in.check {
		return in.wrong(in.footAt, "wrong checksum of the body")
	}
	return nil
}

func (in *inFile) identity() identity {
	h := sha256.New()
	h.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(in.head))))
	h.Write(in.head)
	h.Write(in.foot)
	h.Write(binary.LittleEndian.AppendUint32(nil, in.check))
	return identity(h.Sum(nil)[:len(identity{})])
}

// joint returns the identity of several files.
func joint(ids []identity) identity {
	h := sha256.New()
	for _, id := range ids {
		h.Write(id[:])
	}
	return identity(h.Sum(nil)[:len(identity{})])
}

// cursor returns a cursor over bytes of the file that were read.
func (in *inFile) cursor(b []byte, at int64) *bytecursor.Cursor {
	return bytecursor.New(b, at, fmt.Errorf("%w: %s", minhash.ErrFormat, in.name))
}
