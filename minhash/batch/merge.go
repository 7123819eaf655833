package batch

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
)

// A stream returns its items in ascending order of keys, and reports whether there
// was one more.
type stream func() (item, bool, error)

// merge merges runs of the temporary file. Equal keys come in the order of the runs.
func (s *sorter) merge(runs []run, yield func(item) error) error {
	size := min(max(s.hold*2*itemBytes/len(runs), readBytes), 1<<18)
	streams := make([]stream, len(runs))
	for i, r := range runs {
		in := bufio.NewReaderSize(io.NewSectionReader(s.file, r.at, r.end-r.at), size)
		streams[i] = func() (x item, ok bool, err error) {
			p, err := in.Peek(itemBytes)
			if err == io.EOF && len(p) == 0 {
				return x, false, nil
			}
			if err != nil {
				return x, false, fmt.Errorf("batch: reading a temporary file: %w", err)
			}
			x.Key, x.Value = binary.LittleEndian.Uint64(p), binary.LittleEndian.Uint64(p[8:])
			in.Discard(itemBytes)
			return x, true, nil
		}
	}
	return merge(streams, yield)
}

// merge calls yield with the items of all streams in ascending order of keys; items
// with equal keys come in the order of the streams.
func merge(streams []stream, yield func(item) error) error {
	var h heads
	for i, next := range streams {
		x, ok, err := next()
		if err != nil {
			return err
		}
		if ok {
			h = append(h, head{x, i})
		}
	}
	for i := len(h)/2 - 1; i >= 0; i-- {
		h.down(i)
	}
	for len(h) > 0 {
		if err := yield(h[0].item); err != nil {
			return err
		}
		x, ok, err := streams[h[0].stream]()
		if err != nil {
			return err
		}
		if ok {
			h[0].item = x
		} else {
			h[0] = h[len(h)-1]
			h = h[:len(h)-1]
		}
		h.down(0)
	}
	return nil
}

// heads is a heap of the first items of streams. Package container/heap would call
// its comparison through an interface for each.
type heads []head

type head struct {
	item
	stream int
}

func (a head) before(b head) bool {
	return a.Key < b.Key || a.Key == b.Key && a.stream < b.stream
}

// down restores the heap below i.
func (h heads) down(i int) {
	for {
		least := 2*i + 1
		if least >= len(h) {
			return
		}
		if right := least + 1; right < len(h) && h[right].before(h[least]) {
			least = right
		}
		if !h[least].before(h[i]) {
			return
		}
		h[i], h[least] = h[least], h[i]
		i = least
	}
}
