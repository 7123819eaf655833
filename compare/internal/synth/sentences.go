package synth

// These functions leave out, put in or move sentences, and put texts into frames
// and into other texts. They return nil if a text does not lend itself to it.

// sentencesCut leaves out sentences, up to a quarter of the words.
func sentencesCut(t *task) []unit {
	gone := make(map[int]bool)
	left := len(t.words) / 4
	for _, k := range t.r.Perm(len(t.sentences)) {
		if n := t.sentences[k].len(); n <= left && len(gone) < 4 {
			gone[k] = true
			left -= n
		}
	}
	if len(gone) == 0 {
		return nil
	}
	var kept []stretch
	for k, s := range t.sentences {
		if !gone[k] {
			kept = append(kept, s)
		}
	}
	return t.in(kept, kept)
}

// sentencesAdded puts in one to three sentences of another text.
func sentencesAdded(t *task) []unit {
	host := t.g.other(t.Text, t.r)
	if host == nil || len(t.sentences) < 2 {
		return nil
	}
	add := make(map[int]string)
	for range 1 + t.r.IntN(3) {
		s := host.sentences[t.r.IntN(len(host.sentences))]
		if s.len() <= len(t.words)/8 {
			add[t.r.IntN(len(t.sentences))] = excerpt(host, s)
		}
	}
	if len(add) == 0 {
		return nil
	}
	var out []unit
	for k, s := range t.sentences {
		if k > 0 {
			out = append(out, t.separator(s))
		}
		out = append(out, t.unit(s))
		if add[k] != "" {
			out = append(out, unit{foreign: " " + add[k]})
		}
	}
	return out
}

// sentencesReordered moves one sentence or paragraph that holds at most a fifth of
// the words.
func sentencesReordered(t *task) []unit {
	original := t.sentences
	if t.r.IntN(2) == 0 {
		original = t.paragraphs
	}
	if len(original) < 4 {
		return nil
	}
	from, to := t.r.IntN(len(original)), t.r.IntN(len(original)-1)
	if from == to || original[from].len() > len(t.words)/5 || original[from].len() < 5 {
		return nil
	}
	var order []stretch
	order = append(order, original[:from]...)
	order = append(order, original[from+1:]...)
	order = append(order[:to], append([]stretch{original[from]}, order[to:]...)...)
	return t.in(original, order)
}

// truncated ends a text early, in the middle of a sentence as feeds do.
func truncated(t *task) []unit {
	n := len(t.words) * (30 + t.r.IntN(60)) / 100
	if n < 40 {
		return nil
	}
	u := t.unit(stretch{0, n})
	u.to-- // what closes it
	return []unit{u, {foreign: []string{"…", "...", "", " [read more]"}[t.r.IntN(4)]}}
}

// boilerplate puts a head and a foot around a text, like those on the pages of
// sites in the language.
func boilerplate(t *task) []unit {
	if len(t.lists.Heads) == 0 || len(t.lists.Feet) == 0 {
		return nil
	}
	out := []unit{t.unit(stretch{0, len(t.words)})}
	if t.r.IntN(3) > 0 {
		out = append([]unit{{foreign: t.lists.Heads[t.r.IntN(len(t.lists.Heads))] + "\n\n"}}, out...)
	}
	return append(out, unit{foreign: "\n\n" + t.lists.Feet[t.r.IntN(len(t.lists.Feet))]})
}

// quoted quotes a passage in a foreign text.
func quoted(t *task) []unit {
	s, host := t.passage(50, 200, t.r), t.g.other(t.Text, t.r)
	if s.len() == 0 || host == nil {
		return nil
	}
	return within(host, t.r, []unit{t.unit(s)})
}
