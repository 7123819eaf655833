package synth

import "math/rand/v2"

// passage draws a run of sentences with low to high words. The run is empty if
// there is none in the places that it tries.
func (t *Text) passage(low, high int, r *rand.Rand) stretch {
	if len(t.sentences) == 0 {
		return stretch{}
	}
	want := low + r.IntN(high-low+1)
	from := r.IntN(len(t.sentences))
	for from > 0 && len(t.words)-t.sentences[from].from < want {
		from--
	}
	s := t.sentences[from]
	for _, next := range t.sentences[from+1:] {
		if s.len() >= want || next.to-s.from > high {
			break
		}
		s.to = next.to
	}
	if s.len() < low || s.len() > high {
		return stretch{}
	}
	return s
}

// within puts units inside a foreign text, between two of its sentences.
func within(host *Text, r *rand.Rand, inner []unit) []unit {
	if len(host.sentences) < 2 {
		return nil
	}
	at := host.sentences[1+r.IntN(len(host.sentences)-1)].from
	out := []unit{{foreign: excerpt(host, stretch{0, at}) + "\n\n"}}
	out = append(out, inner...)
	return append(out, unit{foreign: "\n\n" + excerpt(host, stretch{at, len(host.words)})})
}
