package batch

import (
	"context"
	"encoding/binary"
	"fmt"
	"path/filepath"
)

// Pairs writes the candidates among the texts of the files signed to the file out: the
// pairs that have the key of a band in common. All stages must name the files signed
// in the same order. A shard is a range of keys; there are at most 256.
//
// The first of several texts with equal sets stands for the others, and each of these
// makes a pair with it: a hundred thousand copies make as many pairs. If a bucket has
// more than [Settings.Bucket] different sets, its texts are written instead of its
// pairs.
//
// The error is [ErrDuplicate] for two texts with one id, [minhash.ErrFormat] for a
// damaged file, and [minhash.ErrMismatch] for a file with other settings; its other
// errors are those of [Sign].
func Pairs(ctx context.Context, s Settings, part Shard, signed []string, out string) (Report, error) {
	s, _, err := s.withDefaults()
	if err != nil {
		return Report{}, err
	}
	if part, err = part.withDefaults(lists); err != nil {
		return Report{}, err
	}
	g, err := openSigned(s, signed, s.Memory/4)
	if err != nil {
		return Report{}, err
	}
	defer g.close()
	head := pairHead(part, s.Bucket, g.identity)
	foot, ok, err := done(out, pairsMagic, head)
	if err != nil {
		return Report{}, err
	}
	if ok {
		return reportOf(foot), nil
	}
	o, err := create(out, pairsMagic, head)
	if err != nil {
		return Report{}, err
	}
	dir := filepath.Dir(out)
	p := pairer{
		ctx: ctx, signed: g, out: o, most: s.Bucket,
		keys: newSorter(dir, s.Memory/4), found: newSorter(dir, s.Memory/4),
		copies: make([]uint64, max(s.Memory/16/8, 1<<10)), groupsAt: o.at, report: Report{Texts: g.texts},
	}
	defer p.keys.close()
	defer p.found.close()
	if foot, err = p.pair(part); err != nil {
		return Report{}, o.abort(err)
	}
	return p.report, o.commit(foot)
}

// A pairer makes pairs from keys.
type pairer struct {
	ctx      context.Context
	signed   *signed
	out      *outFile
	most     int // greatest number of members of a bucket whose pairs are made
	keys     *sorter
	found    *sorter
	groupsAt int64
	groups   int64
	report   Report

	key    uint64
	came   int64 // items of the bucket
	sent   int64 // members of it that were written already
	bucket []member
	index  map[uint32]int // tag of a large bucket to member
	copies []uint64       // recent pairs of equal sets, by a hash
	buf    []byte
}

// A member of a bucket is a text whose set differs from those of the other members.
type member struct{ tag, number uint32 }

// pair makes the pairs of a shard and writes them. It returns the foot.
func (p *pairer) pair(part Shard) ([]byte, error) {
	from, to := part.of(lists)
	for i := int(from); i < int(to); i++ {
		if err := p.names(i); err != nil {
			return nil, err
		}
		if err := p.list(i); err != nil {
			return nil, err
		}
	}
	return p.write()
}

// sort sorts a list by key.
func (p *pairer) sort(which int) error {
	p.keys.reset()
	return p.signed.list(which, func(key uint64, tag, number uint32) error {
		return p.keys.add(key, uint64(tag)<<32|uint64(number))
	})
}

// names looks for repeated ids.
func (p *pairer) names(i int) error {
	if err := p.sort(nameLists + i); err != nil {
		return err
	}
	var last item
	first := true
	return p.keys.each(func(x item) error {
		same := !first && x.Key == last.Key
		first = false
		if !same {
			last = x
			return nil
		}
		a, err := p.signed.id(uint32(last.Value))
		if err != nil {
			return err
		}
		b, err := p.signed.id(uint32(x.Value))
		if err != nil || a != b { // of three, the third is compared with the first only
			return err
		}
		e, _ := p.signed.entry(uint32(last.Value))
		f, _ := p.signed.entry(uint32(x.Value))
		return fmt.Errorf("%w: %q, in %s and in %s", ErrDuplicate, a, e.in.name, f.in.name)
	})
}

// list makes the pairs of a list.
func (p *pairer) list(i int) error {
	if err := p.ctx.Err(); err != nil {
		return err
	}
	if err := p.sort(keyLists + i); err != nil {
		return err
	}
	p.came = 0
	if err := p.keys.each(p.item); err != nil {
		return err
	}
	return p.endBucket()
}

// item takes the next key of a list.
func (p *pairer) item(x item) error {
	if x.Key != p.key || p.came == 0 {
		if err := p.endBucket(); err != nil {
			return err
		}
		p.key = x.Key
	}
	p.came++
	if p.came&1023 == 0 && p.ctx.Err() != nil {
		return p.ctx.Err()
	}
	m := member{uint32(x.Value >> 32), uint32(x.Value)}
	if i := p.like(m); i >= 0 {
		equal, err := p.equal(p.bucket[i].number, m.number)
		if err != nil {
			return err
		}
		if equal {
			return p.add(p.bucket[i].number, m.number)
		}
	}
	if len(p.bucket) == maxGroup {
		p.group()
		p.sent += maxGroup
		p.bucket = p.bucket[:0]
		clear(p.index)
	}
	p.report.Passed += p.sent // later members are not compared with those that were written
	p.bucket = append(p.bucket, m)
	if p.index != nil {
		p.index[m.tag] = len(p.bucket) - 1
	}
	return nil
}

// maxGroup is the greatest number of texts in a group, which is held in memory.
const maxGroup = 1 << 20

// indexed is the size of a bucket from which on tags are looked up in a map.
const indexed = 16

// like returns a member with the tag of m, or -1.
func (p *pairer) like(m member) int {
	if p.index == nil && len(p.bucket) == indexed {
		p.index = make(map[uint32]int)
		for i, x := range p.bucket {
			p.index[x.tag] = i
		}
	}
	if p.index != nil {
		if i, ok := p.index[m.tag]; ok {
			return i
		}
		return -1
	}
	for i, x := range p.bucket {
		if x.tag == m.tag {
			return i
		}
	}
	return -1
}

// equal reports whether the sets of two texts are equal, judging by sizes and hashes
// of 64 bits; [Verify] counts. Copies meet in each band, but are looked up once.
func (p *pairer) equal(a, b uint32) (bool, error) {
	pair := uint64(a)<<32 | uint64(b)
	known := &p.copies[mix(pair)%uint64(len(p.copies))]
	if *known == pair && a != b {
		return true, nil
	}
	x, err := p.signed.entry(a)
	if err != nil {
		return false, err
	}
	y, err := p.signed.entry(b)
	if err != nil || x.hash != y.hash || x.size != y.size {
		return false, err
	}
	*known = pair
	return true, nil
}

func (p *pairer) add(a, b uint32) error {
	if a == b {
		return nil
	}
	return p.found.add(uint64(min(a, b))<<32|uint64(max(a, b)), 0)
}

// endBucket makes the pairs of the bucket.
func (p *pairer) endBucket() error {
	if p.came > 1 {
		p.report.Buckets++
	}
	if len(p.bucket) > p.most {
		p.report.Large++
		p.group()
	} else {
		for i, x := range p.bucket {
			for _, y := range p.bucket[:i] {
				if err := p.add(x.number, y.number); err != nil {
					return err
				}
			}
		}
	}
	p.bucket, p.index, p.came, p.sent = p.bucket[:0], nil, 0, 0
	return p.out.err
}

// group writes the bucket as a group.
func (p *pairer) group() {
	p.groups++
	numbers := make([]uint32, len(p.bucket))
	for i, m := range p.bucket {
		numbers[i] = m.number
	}
	p.buf = appendGroup(p.buf[:0], numbers)
	p.out.write(p.buf)
}

// write writes the pairs, each once, and returns the foot.
func (p *pairer) write() ([]byte, error) {
	foot := binary.LittleEndian.AppendUint64(nil, uint64(p.groupsAt))
	foot = binary.LittleEndian.AppendUint64(foot, uint64(p.groups))
	t := newTable(p.out, pairSize)
	var last uint64 // no pair is 0
	err := p.found.each(func(x item) error {
		if x.Key != last {
			binary.LittleEndian.PutUint64(t.record(), x.Key)
			last = x.Key
			if t.count&1023 == 0 && p.ctx.Err() != nil {
				return p.ctx.Err()
			}
		}
		return p.out.err
	})
	p.report.Pairs = t.count
	return appendReport(t.appendTo(foot), p.report), err
}
