package synth

import "slices"

// Two independent generators change function words, so that a model fitted on one
// can be judged on the other. The first takes words of much the same meaning from a
// table, and contractions. The second takes a random word of the same class.

// A functionChanger changes function words of a revision.
type functionChanger struct{ revision }

// swap changes a share of the kept function words, by the table of the language and
// by its contractions, and returns how many it changed. gold says whether they
// count as exchanges.
func (c functionChanger) swap(share float64, gold bool) int {
	return c.replace(stretch{0, len(c.words)}, share, gold, c.swapOf)
}

// mix changes them to others of their class.
func (c functionChanger) mix(share float64, gold bool) int {
	return c.replace(stretch{0, len(c.words)}, share, gold, c.sameClass)
}

// replace changes a share of the function words of s to what of returns. If of has
// no answer for a word, it goes on to the next.
func (c functionChanger) replace(s stretch, share float64, gold bool, of func(i int) string) int {
	var places []int
	all := 0
	for i := s.from; i < s.to; i++ {
		if !c.function(i) {
			continue
		}
		all++
		if c.kept(i) && !c.joined(i) && c.words[i].Disguise == 0 {
			places = append(places, i)
		}
	}
	c.r.Shuffle(len(places), func(i, j int) { places[i], places[j] = places[j], places[i] })
	target, n := int(share*float64(all)+0.5), 0
	for _, i := range places {
		if n >= target {
			break
		}
		to := of(i)
		if to == "" {
			continue
		}
		if gold {
			n += exchanger{draft: c.draft}.exchange(site{from: i, to: i + 1}, to)
		} else {
			c.set(i, recase(to, c.word(i)))
			n++
		}
	}
	return n
}

// swapOf returns another way to say a function word, or writes out its contraction
// with the word after it. The result is empty if the table has neither.
func (c functionChanger) swapOf(i int) string {
	form := c.words[i].Form
	list := c.lists.Swaps[form]
	for _, x := range c.lists.Contractions {
		if lowered(x.To) == form {
			list = append(slices.Clone(list), lowered(x.From))
			break
		}
	}
	if len(list) == 0 {
		return ""
	}
	return list[c.r.IntN(len(list))]
}

// sameClass returns a random word of the class of a function word; empty if it
// is in none.
func (c functionChanger) sameClass(i int) string {
	form := c.words[i].Form
	for _, class := range c.lists.Classes {
		if slices.Contains(class, form) {
			return other(class, form, c.r)
		}
	}
	return ""
}
