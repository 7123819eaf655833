package corpus

// winnow calls keep with the features that represent all: the least by rank of
// every w in a row, or the last of these if several are equal. It therefore keeps
// at least one feature of any run of w that two texts share (Schleimer, Wilkerson,
// Aiken, Winnowing, SIGMOD 2003). About 2 in w+1 of different features are kept. If
// a feature is repeated in a row, each repetition may be kept. Fewer than w
// features are one window. Time is linear, with up to w steps for each feature if
// ranks ascend.
func winnow(features []feature, w int, keep func(feature)) {
	if len(features) == 0 {
		return
	}
	w = min(w, len(features))
	least := -1
	for end := w; end <= len(features); end++ {
		start := end - w
		last := least
		switch {
		case least < start:
			least = start
			for i := start + 1; i < end; i++ {
				if rank(features[i]) <= rank(features[least]) {
					least = i
				}
			}
		case rank(features[end-1]) <= rank(features[least]):
			least = end - 1
		}
		if least != last {
			keep(features[least])
		}
	}
}

// rank orders features differently from their hashes, so that the kept ones are
// spread over all numbers.
func rank(f feature) uint64 { return f.hash * 0xd6e8feb86659fd93 }
