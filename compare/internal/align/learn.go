package align

// learn returns the exchanges made more than once in gaps that leave no choice:
// one word for one, or one for a phrase. It returns nil if there are none.
//
// A first pass that fills every gap and learns from what it finds between equal
// words was tried: it took a third of the time of a comparison and moved F1 of
// substitutions, on 200 labelled spun texts, from .935 to .935 in order and from
// .850 to .851 where sentences were moved.
func (p *pair) learn(pieces [][]segment) *ExchangeSet {
	seen, again := NewExchangeSet(), NewExchangeSet()
	for _, segs := range pieces {
		for k := 1; k < len(segs); k++ {
			i, j := segs[k-1].endA(), segs[k-1].endB()
			m, n := segs[k].A-i, segs[k].B-j
			if min(m, n) != 1 || max(m, n) > MaxPhrase {
				continue
			}
			x := p.exchangeOf(i, m, j, n)
			if _, isNew := seen.Add(x); !isNew {
				again.Add(x)
			}
		}
	}
	if len(again.held) == 0 {
		return nil
	}
	return again
}
