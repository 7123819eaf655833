package batch

import "encoding/binary"

// tableBlock is the greatest number of bytes of records in a block of a table.
const tableBlock = 4096

// A tableWriter writes a table into the body of a file.
type tableWriter struct {
	out   *outFile
	at    int64 // where the table begins
	width int   // bytes of a record
	count int64 // records
	block int64
	buf   []byte
}

func newTable(out *outFile, width int) *tableWriter {
	return &tableWriter{out: out, at: out.at, width: width}
}

// record returns room for the next record.
func (w *tableWriter) record() []byte {
	if len(w.buf)+w.width > tableBlock {
		w.flush()
	}
	w.count++
	n := len(w.buf)
	for range w.width {
		w.buf = append(w.buf, 0)
	}
	return w.buf[n:]
}

func (w *tableWriter) flush() {
	if len(w.buf) == 0 {
		return
	}
	w.out.write(w.buf)
	w.out.write(binary.LittleEndian.AppendUint32(nil, blockCheck(w.block, w.buf)))
	w.block++
	w.buf = w.buf[:0]
}

func blockCheck(block int64, records []byte) uint32 {
	var number [8]byte
	binary.LittleEndian.PutUint64(number[:], uint64(block))
	return checksum(checksum(0, number[:]), records)
}

// appendTo ends the table and appends where it is, [8], and its records, [8], to a
// foot.
func (w *tableWriter) appendTo(foot []byte) []byte {
	w.flush()
	foot = binary.LittleEndian.AppendUint64(foot, uint64(w.at))
	return binary.LittleEndian.AppendUint64(foot, uint64(w.count))
}

// A table is a table of a file.
type table struct {
	in    *inFile
	at    int64
	count int64
	width int
}

// newTableOf returns the table at the place that a foot names. It must be within
// the body.
func newTableOf(in *inFile, at, count uint64, width int) (table, error) {
	t := table{in, int64(at), int64(count), width}
	if t.at < in.body || t.at > in.footAt || t.count < 0 || t.count > (in.footAt-t.at)/int64(width) ||
		t.bytes() > in.footAt-t.at {
		return t, in.wrong(in.footAt, "a table of %d records of %d bytes at %d", count, width, at)
	}
	return t, nil
}

// per is the number of records in a block.
func (t table) per() int64 { return int64(tableBlock / t.width) }

// blocks is the number of blocks.
func (t table) blocks() int64 { return (t.count + t.per() - 1) / t.per() }

// bytes is the size of the table.
func (t table) bytes() int64 { return t.count*int64(t.width) + 4*t.blocks() }

// block reads the records of a block into buf, which has room for tableBlock+4 bytes.
func (t table) block(i int64, buf []byte) ([]byte, error) {
	at := t.at + i*(t.per()*int64(t.width)+4)
	n := int(min(t.per(), t.count-i*t.per())) * t.width
	buf = buf[:n+4]
	if err := t.in.read(buf, at, "a table"); err != nil {
		return nil, err
	}
	if blockCheck(i, buf[:n]) != binary.LittleEndian.Uint32(buf[n:]) {
		return nil, t.in.wrong(at, "wrong checksum of a block")
	}
	return buf[:n], nil
}

// A tableReader reads the records of a table in order, some blocks at a time.
type tableReader struct {
	table
	next int64 // record
	rest []byte
	buf  []byte
}

// reader returns a reader that begins at a record.
func (t table) reader(from int64) *tableReader {
	return &tableReader{table: t, next: from, buf: make([]byte, tableBlock+4)}
}

// record returns the next record, valid until the next call, or nil at the end.
func (r *tableReader) record() ([]byte, error) {
	if len(r.rest) == 0 {
		if r.next >= r.count {
			return nil, nil
		}
		records, err := r.block(r.next/r.per(), r.buf)
		if err != nil {
			return nil, err
		}
		r.rest = records[r.next%r.per()*int64(r.width):]
	}
	record := r.rest[:r.width]
	r.rest = r.rest[r.width:]
	r.next++
	return record, nil
}

// search returns the first record whose first eight bytes are a number of at least
// key. The numbers must ascend; otherwise it returns some record.
func (t table) search(key uint64) (int64, error) {
	buf := make([]byte, tableBlock+4)
	low, high := int64(0), t.blocks() // the first block that begins at key or above
	for low < high {
		middle := low + (high-low)/2
		records, err := t.block(middle, buf)
		if err != nil {
			return 0, err
		}
		if binary.LittleEndian.Uint64(records) < key {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low == 0 {
		return 0, nil
	}
	records, err := t.block(low-1, buf)
	if err != nil {
		return 0, err
	}
	at := (low - 1) * t.per()
	for ; len(records) > 0 && binary.LittleEndian.Uint64(records) < key; records = records[t.width:] {
		at++
	}
	return at, nil
}
