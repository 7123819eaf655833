package shingle

import (
	"iter"
	"strings"
)

// A reading is a text with its character references and other escapes read, its
// garbled characters restored, and its framed letters, reversed letters and invisible
// characters replaced. All code that cuts, folds or classifies words sees only the
// reading, and only spans are mapped back to the text as given, so no rule about
// words can depend on how a text was escaped.
//
// A reading is made in up to eight steps. Each reads the result of the one before:
// references, [quoted]-printable, [percents], [backslashes], [mojibake], mojibake
// of mojibake, [cyrillic], and the rest, see [rewrite].
type reading struct {
	text  string
	refs  []reference
	next  int      // index of the first reference that may not be before the next word
	given *reading // the reading that this one was made from; nil for the text as given
}

// A reference says that the bytes from:to of a text as given stand for the
// bytes at:end of its reading, and why.
type reference struct {
	at, end, from, to int
	kind              Disguises
}

// read returns the reading of a text, which is the text itself if nothing in it
// stands for anything else. That costs one look at each byte. Otherwise it takes
// about 40 bytes of memory for each reference, and a copy of the text for each
// step.
func read(text string) reading {
	r := reading{text: text}
	if strings.IndexByte(text, '&') >= 0 {
		r = readPart(text, len(text))
	}
	return r.steps()
}

// steps returns the reading that the steps after the references make of this one.
func (r reading) steps() reading {
	r = r.then(quoted).then(percents).then(backslashes)
	if special(r.text, 0) == len(r.text) {
		return r // all visible ASCII: the other steps find nothing
	}
	once := r.then(mojibake)
	if len(once.text) < len(r.text) { // a text in which nothing was restored needs no second time
		once = once.then(mojibake)
	}
	return once.then(cyrillic).then(rewrite)
}

// then returns the reading that a step makes of this one. A step returns nil if
// there is nothing for it to replace.
func (r reading) then(step func(string) *editor) reading {
	e := step(r.text)
	if e == nil || len(e.refs) == 0 {
		return r
	}
	out := reading{text: e.finish(), refs: e.refs}
	if r.refs != nil {
		given := r // in its own variable, or each reading would be allocated
		out.given = &given
	}
	return out
}

// composed is like then, but the references of the result map to the text that this
// reading was made from. If a step reads one character from several that stand for
// something, they become one reference.
func (r reading) composed(step func(string) *editor) reading {
	e := step(r.text)
	if e == nil || len(e.refs) == 0 {
		return r
	}
	out := reading{text: e.finish(), refs: make([]reference, 0, len(r.refs)+len(e.refs))}
	n, shift := 0, 0 // refs[:n] are done; how much longer the new reading is than this one, so far
	keep := func(limit int) {
		for ; n < len(r.refs) && r.refs[n].end <= limit; n++ {
			ref := r.refs[n]
			ref.at, ref.end = ref.at+shift, ref.end+shift
			out.refs = append(out.refs, ref)
		}
	}
	for _, ref := range e.refs {
		keep(ref.from)
		from := r.origin(ref.from, n)
		kind := ref.kind
		for ; n < len(r.refs) && r.refs[n].at < ref.to; n++ {
			kind |= r.refs[n].kind
		}
		out.refs = append(out.refs, reference{ref.at, ref.end, from, r.origin(ref.to, n), kind})
		shift = ref.end - ref.to
	}
	keep(len(r.text))
	return out
}

// An editor writes a reading.
type editor struct {
	text string
	out  []byte
	refs []reference
	done int // all before it is in out
}

// replace makes the bytes from:to stand for s. Calls must go from front to back.
func (e *editor) replace(from, to int, s string, kind Disguises) {
	e.out = append(e.out, e.text[e.done:from]...)
	at := len(e.out)
	e.out = append(e.out, s...)
	e.refs = append(e.refs, reference{at, len(e.out), from, to, kind})
	e.done = to
}

// finish returns the reading.
func (e *editor) finish() string {
	return string(append(e.out, e.text[e.done:]...))
}

// readPart returns the first limit bytes of the reading of a text.
func readPart(text string, limit int) reading {
	var r reading
	var b strings.Builder
	done := 0 // all before it is in b
	for ref, chars := range references(text, limit) {
		b.WriteString(text[done:ref.from])
		b.Write(chars)
		r.refs = append(r.refs, ref)
		done = ref.to
	}
	r.text = text[done:]
	if done > 0 {
		b.WriteString(r.text[:min(len(r.text), limit)])
		r.text = b.String()
	}
	r.text = r.text[:min(len(r.text), limit)]
	return r
}

// references returns an iterator over the character references of text that
// begin within the first limit bytes of its reading, and what they stand for, which
// is valid until the next one. It looks no further, whatever else begins with an
// ampersand: a reference is never shorter than the text that it stands for.
func references(text string, limit int) iter.Seq2[reference, []byte] {
	return func(yield func(reference, []byte) bool) {
		var buf [8]byte
		shift := 0 // how much shorter the reading is than the text, so far
		for i := 0; i-shift < limit; {
			k := strings.IndexByte(text[i:min(len(text), limit+shift)], '&')
			if k < 0 {
				return
			}
			i += k
			chars, n := appendReference(buf[:0], text, i)
			if n == 0 {
				i++
				continue
			}
			at := i - shift
			if !yield(reference{at, at + len(chars), i, i + n, Entity}, chars) {
				return
			}
			i += n
			shift += n - len(chars)
		}
	}
}

// place maps the span of a word of the reading back to the text as given. Calls
// must go from front to back.
func (r *reading) place(w *Word) {
	for ; r != nil && r.refs != nil; r = r.given {
		var kinds Disguises
		w.Start, w.End, kinds = r.span(w.Start, w.End)
		w.Disguise |= kinds
	}
}

// span returns the bytes of the underlying text for which the bytes i:j of the
// reading stand, and the kinds of the references among them. Calls must go from
// front to back. No reference stands for the beginnings of two words, so disjoint
// words have disjoint spans.
func (r *reading) span(i, j int) (from, to int, kinds Disguises) {
	for r.next < len(r.refs) && r.refs[r.next].end <= i {
		r.next++
	}
	from, last := r.origin(i, r.next), r.next
	for last < len(r.refs) && r.refs[last].at < j {
		kinds |= r.refs[last].kind
		last++
	}
	if last > r.next && r.refs[last-1].end >= j {
		return from, r.refs[last-1].to, kinds
	}
	return from, r.origin(j, last), kinds
}

// origin returns where in the text as given the byte i of its reading is; that byte
// comes after the first n references.
func (r *reading) origin(i, n int) int {
	if n < len(r.refs) && r.refs[n].at <= i {
		return r.refs[n].from
	}
	if n > 0 {
		i += r.refs[n-1].to - r.refs[n-1].end
	}
	return i
}

// Runes returns an iterator over the characters that text stands for, with the
// byte offset of each: those of text, and in place of a character reference those
// that it stands for, all at its offset. A byte that is not UTF-8 is U+FFFD, as in
// a range over a string.
func Runes(text string) iter.Seq2[int, rune] {
	return func(yield func(int, rune) bool) {
		done := 0
		for ref, chars := range references(text, len(text)) {
			for i, r := range text[done:ref.from] {
				if !yield(done+i, r) {
					return
				}
			}
			for _, r := range string(chars) {
				if !yield(ref.from, r) {
					return
				}
			}
			done = ref.to
		}
		for i, r := range text[done:] {
			if !yield(done+i, r) {
				return
			}
		}
	}
}
