package sentence

import "slices"

const (
	// mostPlaces is the most sentences of the other text that a term may be in and still
	// point to them. A more frequent term says little, but still counts when two
	// sentences are compared.
	mostPlaces = 64

	// choices is how many sentences of the other text one is compared with in full: those
	// that share the rarest terms. 2, 3, 8 and 30 distinguished paraphrases from texts on
	// one topic equally well.
	choices = 3
)

// A couple is a sentence of the source and one of the suspect.
type couple struct{ source, suspect int32 }

// candidates returns the couples to be compared in full, in ascending order: for each
// sentence of either text those of the other that share most with it. shared is, for each
// sentence of both texts, the weight that all sentences of the other share with it. Time
// is linear in the words.
func (v *vocabulary) candidates(texts *[2][]Sentence) (out []couple, shared [2][]int64) {
	keys := make([]uint64, 0, choices*(len(texts[0])+len(texts[1])))
	for side := range texts {
		own, others := texts[side], texts[1-side]
		at := v.places(others)
		in := make([]int64, len(others))
		var touched []int32
		shared[side] = make([]int64, len(own))
		var best [choices]int32
		for k := range own {
			touched = touched[:0]
			for _, id := range own[k].terms {
				list := at.of(id)
				if len(list) > mostPlaces {
					continue
				}
				v.steps += len(list)
				weight := v.terms[id].weight
				for _, p := range list {
					if in[p] == 0 {
						touched = append(touched, p)
					}
					in[p] += weight
				}
			}
			for _, p := range best[:most(in, touched, &best)] {
				c := couple{p, int32(k)}
				if side == 0 {
					c = couple{int32(k), p}
				}
				keys = append(keys, c.key())
			}
			for _, p := range touched {
				shared[side][k] += in[p]
				in[p] = 0
			}
		}
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	out = make([]couple, len(keys))
	for i, key := range keys {
		out[i] = couple{int32(uint32(key)), int32(key >> 32)}
	}
	return out, shared
}

// key returns a number by which couples are in ascending order: by the suspect's
// sentence, then by the source's.
func (c couple) key() uint64 { return uint64(c.suspect)<<32 | uint64(uint32(c.source)) }

// most sets best to the choices touched places with the most weight, the first ones among
// equals, the best first, and returns how many there are. Most places weigh less than the
// last of these, so that one comparison passes them.
// Comparing texts of one vocabulary takes 7 % fewer instructions than with three.
func most(in []int64, touched []int32, best *[choices]int32) (n int) {
	for _, p := range touched {
		weight := in[p]
		before := func(q int32) bool { return weight > in[q] || weight == in[q] && p < q }
		if n == choices {
			if !before(best[n-1]) {
				continue
			}
			n--
		}
		at := n
		for ; at > 0 && before(best[at-1]); at-- {
			best[at] = best[at-1]
		}
		best[at] = p
		n++
	}
	return n
}

// places says in which sentences of a text each term is, ascending.
type places struct {
	ends []int32 // in list, by term
	list []int32
}

func (p *places) of(term int32) []int32 {
	from := int32(0)
	if term > 0 {
		from = p.ends[term-1]
	}
	return p.list[from:p.ends[term]]
}

// places returns the places of the terms in sentences.
func (v *vocabulary) places(all []Sentence) *places {
	p := &places{ends: make([]int32, len(v.terms))}
	for k := range all {
		for _, id := range all[k].terms {
			p.ends[id]++
		}
	}
	sum := int32(0)
	for id, n := range p.ends {
		p.ends[id] = sum // where its list begins; filled, where it ends
		sum += n
	}
	p.list = make([]int32, sum)
	for k := range all {
		for _, id := range all[k].terms {
			p.list[p.ends[id]] = int32(k)
			p.ends[id]++
		}
	}
	return p
}
