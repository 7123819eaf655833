package batch

import (
	"bufio"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
)

// An outFile is the output of a stage. It has a temporary name in the same directory
// until it is complete and on disk.
type outFile struct {
	path  string
	f     *os.File
	w     *bufio.Writer
	at    int64
	check uint32 // of the body
	err   error
}

// temporary is the end of temporary names.
const temporary = ".tmp"

// create begins an output. It removes temporary files that a killed process left.
// If another process is making the same file at this moment, its last step fails,
// and this process makes the file.
func create(path, magic string, head []byte) (*outFile, error) {
	left, err := filepath.Glob(escape(path) + ".*" + temporary)
	if err != nil {
		return nil, fmt.Errorf("batch: %s: %w", path, err)
	}
	for _, name := range left {
		os.Remove(name)
	}
	f, err := os.OpenFile(path+"."+rand.Text()+temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, fmt.Errorf("batch: %w", err)
	}
	o := &outFile{path: path, f: f, w: bufio.NewWriterSize(f, 1<<18)}
	o.write(appendHead(nil, magic, head))
	o.check = 0
	return o, nil
}

// escape returns the pattern of [filepath.Glob] that matches path only.
func escape(path string) string {
	var b []byte
	for _, c := range []byte(path) {
		if c == '*' || c == '?' || c == '[' || c == '\\' && os.PathSeparator != '\\' {
			b = append(b, '\\')
		}
		b = append(b, c)
	}
	return string(b)
}

// write writes p unless an earlier write failed.
func (o *outFile) write(p []byte) {
	if o.err != nil {
		return
	}
	o.check = checksum(o.check, p)
	n, err := o.w.Write(p)
	o.at += int64(n)
	o.err = err
}

// finish writes the foot and the tail.
func (o *outFile) finish(foot []byte) {
	check := o.check
	tail := binary.LittleEndian.AppendUint64(nil, uint64(o.at))
	tail = binary.LittleEndian.AppendUint32(tail, uint32(len(foot)))
	tail = binary.LittleEndian.AppendUint32(tail, check)
	tail = binary.LittleEndian.AppendUint32(tail, checksum(checksum(0, foot), tail))
	o.write(foot)
	o.write(tail)
	if o.err == nil {
		o.err = o.w.Flush()
	}
}

// commit ends the file and gives it its name, once it is on disk.
func (o *outFile) commit(foot []byte) error {
	o.finish(foot)
	if o.err == nil {
		o.err = o.f.Sync()
	}
	if o.err == nil {
		o.err = o.f.Close()
	}
	if o.err == nil {
		o.err = os.Rename(o.f.Name(), o.path)
	}
	if o.err == nil {
		o.err = syncDir(filepath.Dir(o.path))
	}
	if o.err != nil {
		return o.abort(o.err)
	}
	return nil
}

// abort removes the temporary file and returns err with the name of the output.
func (o *outFile) abort(err error) error {
	o.f.Close()
	os.Remove(o.f.Name())
	return fmt.Errorf("batch: making %s: %w", o.path, err)
}

// syncDir makes the new name durable. Some systems cannot sync a directory; the name
// exists all the same.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return nil
	}
	_ = d.Sync()
	return d.Close()
}

// done reports whether the file of a stage exists, is complete, and was made from what
// head says; then foot is that of the file. A file of this package that is damaged, or
// was made from something else, is made again, and so is an empty one; another file is
// an error.
func done(path, magic string, head []byte) (foot []byte, ok bool, err error) {
	f, err := open(path, magic)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, false, nil
	case errors.Is(err, errMagic) && f.size == 0:
		f.close()
		return nil, false, nil
	case errors.Is(err, errMagic):
		f.close()
		return nil, false, fmt.Errorf("%w: %s", ErrForeign, path)
	case err != nil && f == nil:
		return nil, false, err
	case err != nil:
		f.close()
		return nil, false, nil
	}
	defer f.close()
	if string(f.head) != string(head) || f.verify() != nil {
		return nil, false, nil
	}
	return f.foot, true, nil
}

// checksum continues a CRC-32C, which begins as 0.
func checksum(crc uint32, b []byte) uint32 {
	return crc32.Update(crc, castagnoli, b)
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)
