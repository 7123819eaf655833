package prepare

// A SeedTable finds the seeds of one family of a text by hash. It is a hash
// table with linear probing over their distinct hashes. Seeds of one hash form
// a chain, first to last.
type SeedTable struct {
	Seeds  []Seed
	slots  []int32 // index of the first seed of a hash, plus 1; 0 if free
	links  []seedLink
	spread Spread
}

// A seedLink leads from a seed to the following ones with the same hash.
type seedLink struct {
	next  int32 // index, or -1
	count int32 // of seeds from this one on
}

func newSeedTable(seeds []Seed) *SeedTable {
	size := 4
	for size < 2*len(seeds) {
		size *= 2
	}
	t := &SeedTable{seeds, make([]int32, size), make([]seedLink, len(seeds)), SpreadOver(size)}
	for i := len(seeds) - 1; i >= 0; i-- { // backwards, so that chains run forwards
		slot := t.slot(seeds[i].Hash)
		t.links[i] = seedLink{-1, 1}
		if first := *slot - 1; first >= 0 {
			t.links[i] = seedLink{first, t.links[first].count + 1}
		}
		*slot = int32(i) + 1
	}
	return t
}

// slot returns the slot of hash, or the empty slot where it would be.
func (t *SeedTable) slot(hash uint64) *int32 {
	mask := uint64(len(t.slots) - 1)
	for i := t.spread.Of(hash); ; i = (i + 1) & mask {
		if s := &t.slots[i]; *s == 0 || t.Seeds[*s-1].Hash == hash {
			return s
		}
	}
}

// First returns the index of the first seed of a hash, or -1.
func (t *SeedTable) First(hash uint64) int32 { return *t.slot(hash) - 1 }

// Next returns the index of the next seed with the hash of seed i, or -1.
func (t *SeedTable) Next(i int32) int32 { return t.links[i].next }

// Count returns the number of seeds with a hash.
func (t *SeedTable) Count(hash uint64) int32 {
	if i := t.First(hash); i >= 0 {
		return t.links[i].count
	}
	return 0
}

// Matches calls emit for each pair of a seed of the table's text and one of others
// with the same hash, if that hash is rare enough in both. Pairs come in the order
// of others, then of the table's text.
func (t *SeedTable) Matches(others []Seed, limit int32, emit func(own, other int)) {
	if len(t.Seeds) == 0 || len(others) == 0 {
		return
	}
	firsts := make([]int32, len(others))
	times := make([]uint8, len(t.Seeds)) // occurrences among others, by first seed, up to limit+1
	for i := range others {
		first := t.First(others[i].Hash)
		firsts[i] = first
		if first >= 0 && int32(times[first]) <= limit {
			times[first]++
		}
	}
	for i, first := range firsts {
		if first < 0 || t.links[first].count > limit || int32(times[first]) > limit {
			continue
		}
		for j := first; j >= 0; j = t.links[j].next {
			emit(int(j), i)
		}
	}
}

// Frequent calls emit for each of others whose hash Matches skips, with one seed of the
// table's text: its n-th occurrence with the n-th there, or with the first if there are
// fewer. A text that was pasted nine times has no other seeds.
func (t *SeedTable) Frequent(others []Seed, limit int32, emit func(own, other int)) {
	if len(t.Seeds) == 0 {
		return
	}
	times := make([]int32, len(t.Seeds)) // occurrences among others, by first seed
	for i := range others {
		if first := t.First(others[i].Hash); first >= 0 {
			times[first]++
		}
	}
	next := make([]int32, len(t.Seeds)) // seed of the next occurrence, by first seed, plus 1
	for i := range others {
		first := t.First(others[i].Hash)
		if first < 0 || t.links[first].count <= limit && times[first] <= limit {
			continue
		}
		at := next[first] - 1
		if next[first] == 0 {
			at = first
		}
		if at < 0 {
			emit(int(first), i)
			continue
		}
		emit(int(at), i)
		if next[first] = t.links[at].next + 1; next[first] == 0 {
			next[first] = -1 // none is left
		}
	}
}

// Square returns the sum of the squares of how often each hash occurs.
func (t *SeedTable) Square() (sum int) {
	for _, l := range t.links {
		sum += 2*int(l.count) - 1 // n² is the sum of the first n odd numbers
	}
	return sum
}

// Once reports whether the hash of seed i, which must be the first with that hash,
// occurs only once.
func (t *SeedTable) Once(i int32) bool { return t.links[i].count == 1 }
