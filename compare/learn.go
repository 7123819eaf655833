package compare

// An exchange identifies a substitution by the words on its sides.
type exchange struct{ a, b uint64 }

// exchangeOf returns the exchange of a[i:i+m] for b[j:j+n].
func (p *pair) exchangeOf(i, m, j, n int32) exchange {
	return exchange{phraseHash(p.a.words[i : i+m]), phraseHash(p.b.words[j : j+n])}
}

// An induced dictionary holds the exchanges that a pair of texts makes more
// than once. It is asked for every cell of every table, nearly always in vain:
// a few bits of each exchange in it keep most questions from the map.
type induced struct {
	exchanges map[exchange]struct{}
	filter    [1 << 6]uint64
}

func newInduced(exchanges ...exchange) *induced {
	d := &induced{exchanges: make(map[exchange]struct{})}
	for _, x := range exchanges {
		d.add(x)
	}
	return d
}

func (d *induced) add(x exchange) {
	d.exchanges[x] = struct{}{}
	d.filter[x.bit()/64] |= 1 << (x.bit() % 64)
}

// has reports whether the dictionary has an exchange; that of nil has none.
func (d *induced) has(x exchange) bool {
	if d == nil {
		return false
	}
	bit := x.bit()
	if d.filter[bit/64]&(1<<(bit%64)) == 0 {
		return false
	}
	_, ok := d.exchanges[x]
	return ok
}

// bit returns the number of the filter's bit for an exchange.
func (x exchange) bit() uint64 { return (x.a ^ x.b*0x9e3779b97f4a7c15) * 0xd6e8feb86659fd93 >> 52 }

// learn returns the exchanges made more than once in gaps that leave no choice:
// one word for one, or one for a phrase. It returns nil if there are none.
//
// A first pass that fills every gap and learns from what it finds between equal
// words was tried: it took a third of the time of a comparison and moved F1 of
// substitutions, on 200 labelled spun texts, from .935 to .935 in order and from
// .850 to .851 where sentences were moved.
func (al *alignment) learn(pieces [][]segment) *induced {
	seen := make(map[exchange]bool)
	d := newInduced()
	for _, segs := range pieces {
		for k := 1; k < len(segs); k++ {
			i, j := segs[k-1].endA(), segs[k-1].endB()
			m, n := segs[k].A-i, segs[k].B-j
			if min(m, n) != 1 || max(m, n) > maxPhrase {
				continue
			}
			x := al.exchangeOf(i, m, j, n)
			if seen[x] {
				d.add(x)
			}
			seen[x] = true
		}
	}
	if len(d.exchanges) == 0 {
		return nil
	}
	return d
}
