package memstore

// A run is a stretch of at least runLen entries of one feature in a segment whose
// texts are all by one author, or all of one group. With runs, the checks of an author
// who stores thousands of copies need not go through them one by one.
type run struct {
	owner      string
	first, end uint32 // in data: where the first entry ends, where the last does
	last       uint32 // number of the last
}

// runLen is the least number of entries of a run. A run takes as much room as eight
// entries.
const runLen = 32

// runs are the runs of a segment, by feature, in order of place.
type runs map[uint64][]run

// A runFinder finds runs among entries that are added in order.
type runFinder struct {
	of    func(number uint32) string // the author or the group of a text, "" if it has none
	found runs
	run
	n    int   // entries of the run so far
	from entry // the last of them
}

// add takes an entry that ends at a place of data. It looks up the owner of the
// text only if another entry has the same feature, which is rare.
func (f *runFinder) add(e entry, end uint32) {
	switch {
	case f.of == nil:
		return
	case f.n > 0 && f.from.feature == e.feature && f.continues(e):
		f.n++
	default:
		f.flush()
		f.n, f.owner, f.first = 1, "", end
	}
	f.from, f.end, f.last = e, end, e.number
}

// continues reports whether the text of an entry belongs to the owner of the run.
func (f *runFinder) continues(e entry) bool {
	if f.n == 1 {
		f.owner = f.of(f.from.number)
	}
	return f.owner != "" && f.of(e.number) == f.owner
}

// flush ends the run.
func (f *runFinder) flush() {
	if f.n < runLen {
		return
	}
	if f.found == nil {
		f.found = make(runs)
	}
	f.found[f.from.feature] = append(f.found[f.from.feature], f.run)
}

// jump moves a cursor from the first entry of a run of an owner to the last. It
// returns the runs that the cursor has not passed, and whether it has moved.
func (c *cursor) jump(rest []run, owner string) ([]run, bool) {
	for len(rest) > 0 && rest[0].first < c.at {
		rest = rest[1:]
	}
	if len(rest) == 0 || rest[0].first > c.at || rest[0].owner != owner {
		return rest, false
	}
	c.at, c.number = rest[0].end, rest[0].last
	return rest[1:], true
}
