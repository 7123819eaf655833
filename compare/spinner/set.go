package spinner

// A Set is profiles prepared to be linked with each other, which saves work if one is
// compared with many. It keeps its own data: later changes of the profiles do not
// affect it. It must not be used by several goroutines at once.
type Set struct {
	pair  *pairing
	sides []*side
	at    levels
}

// Set prepares profiles. It takes time in proportion to them, plus a sort of their
// words. The error wraps [ErrSettings].
func (l Linker) Set(profiles ...*Profile) (*Set, error) {
	at, err := l.levels(DefaultPrior)
	if err != nil {
		return nil, err
	}
	model := l.model()
	lot := newLot(&model, l.Background, profiles...)
	s := &Set{pair: lot.pairing(l.CommonSources), at: at}
	s.pair.keep = true
	for _, p := range profiles {
		s.sides = append(s.sides, lot.side(p))
	}
	return s, nil
}

// Link compares the profiles that were given to [Linker.Set] at i and j, from 0 on, as
// [Linker.Link] does. It takes time in proportion to their size.
func (s *Set) Link(i, j int) Link { return s.pair.link(s.sides[i], s.sides[j], s.at, s.at.needed()) }
