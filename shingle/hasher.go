package shingle

// A Hasher makes the features of many texts, one after the other, and keeps
// what it allocates from text to text. It gives the hashes that
// [Shingler.Features] gives, several times as fast for [Shingles]. It is not
// safe for concurrent use: give each goroutine one of its own. The zero Hasher
// makes what the zero [Shingler] makes.
type Hasher struct {
	Shingler

	ascii []byte  // a stretch of ASCII in lower case
	form  []byte  // the form of a word, where it is not a part of ascii
	scan  scanner // for the rest
	out   []uint64
	stems stemCache
}

// AppendHashes appends the hashes of the features of text to dst, in order and
// with repeats, and returns the extended slice. With shingles of ASCII text
// without addresses it allocates nothing when dst has room, but for words whose
// stems it has not seen lately.
func (h *Hasher) AppendHashes(dst []uint64, text string) []uint64 {
	if h.Family != Shingles {
		return h.appendFeatures(dst, text)
	}
	if h.Stem {
		lang := h.Language
		if lang == Auto {
			lang = Guess(text)
		}
		h.stems.use(lang)
	}
	h.out = dst
	h.words(text)
	out := h.out
	h.out = nil // it is the caller's
	return out[:len(dst)+rollShingles(out[len(dst):], h.size())]
}

// appendFeatures appends the hashes of features of any kind.
func (h *Hasher) appendFeatures(dst []uint64, text string) []uint64 {
	for f := range h.Features(text) {
		dst = append(dst, f.Hash)
	}
	return dst
}

// words appends the hashes of the words of text to h.out. It takes the parts
// of text as [scan] does.
func (h *Hasher) words(text string) {
	if h.scan.yield == nil {
		h.scan.yield = h.word
	}
	h.scan.begin(text)
	for i := 0; i < len(text); {
		from, to := nextChunk(text, i)
		// In a text of another script ASCII letters may be disguises.
		if h.ascii, _ = appendLower(h.ascii[:0], text[i:from]); h.scan.ownScript() == scriptLatin && !mayHoldAddressAt(h.ascii) {
			h.stretch()
		} else {
			h.scan.part(string(h.ascii[:from-i]), place{base: i})
		}
		if to > from {
			h.scan.chunk(from, to)
		}
		i = to
	}
}

// word appends the hash of a word that the scanner found.
func (h *Hasher) word(t token) bool {
	hash := hashForm(t.form)
	if h.Stem {
		h.form = append(h.form[:0], t.form...)
		hash = h.stems.hash(hash, h.form)
	}
	h.out = append(h.out, hash)
	return true
}

// stretch appends the hashes of the words of h.ascii.
func (h *Hasher) stretch() {
	if !h.Stem {
		h.out = appendWordHashes(h.out, h.ascii)
		return
	}
	for i, n := 0, len(h.ascii)-pad; i < n; {
		if byteClass[h.ascii[i]]&wordByte == 0 {
			i++
			continue
		}
		from, to, end := longWord(h.ascii, i)
		if from < to {
			h.out = append(h.out, h.stems.hash(hashAt(h.ascii, from, to), h.ascii[from:to]))
		}
		i = end
	}
}

// rollShingles puts the hashes of the runs of size words in the place of those
// of the words, and returns how many there are.
func rollShingles(words []uint64, size int) int {
	n := min(size, len(words))
	if n == 0 {
		return 0
	}
	ends := uint64(n) * hashSeed
	last := len(words) - n
	if n == 3 { // the sums are independent and overlap in the processor
		for i := range last + 1 {
			words[i] = avalanche((words[i]*shingleBy+words[i+1])*shingleBy + words[i+2] + ends)
		}
		return last + 1
	}
	drop, sum := uint64(1), uint64(0)
	for _, w := range words[:n] {
		drop *= shingleBy
		sum = sum*shingleBy + w
	}
	for i := range last + 1 {
		old := words[i]
		words[i] = avalanche(sum + ends)
		if i < last {
			sum = sum*shingleBy + words[i+n] - old*drop
		}
	}
	return last + 1
}
