package synth

import "math/rand/v2"

// loosened exchanges function words too, two fifths of the rate, by the
// dictionary that has them.
func loosened(j *job) []unit {
	dict, rate := j.dict, j.how.Rate
	j.how.Functions = true
	j.dict, j.how.Rate = j.g.functions, 0.4*rate
	j.spin(j.all())
	j.dict, j.how.Rate = dict, rate-float64(j.done)/float64(j.of)
	j.how.Functions = dict.Functions
	j.of = 0
	j.spin(j.all())
	return j.whole()
}

func copyEdited(j *job) []unit {
	j.spin(j.all())
	if n := (copyEditor{j.draft, j.r}).edit(0.02 + 0.03*j.r.Float64()); n == 0 {
		return nil
	}
	return j.whole()
}

func shuffled(r *rand.Rand, s []stretch) []stretch {
	out := make([]stretch, len(s))
	for i, k := range r.Perm(len(s)) {
		out[i] = s[k]
	}
	return out
}

func shuffleSentences(j *job) []unit {
	if len(j.sentences) < 4 {
		return nil
	}
	j.spin(j.all())
	return j.in(j.sentences, shuffled(j.r, j.sentences))
}

func shuffleParagraphs(j *job) []unit {
	if len(j.paragraphs) < 3 {
		return nil
	}
	j.spin(j.all())
	return j.in(j.paragraphs, shuffled(j.r, j.paragraphs))
}

func embedded(j *job) []unit {
	s := j.passage(60, 220, j.r)
	host := j.g.other(j.Text, j.r)
	if s.len() == 0 || host == nil {
		return nil
	}
	j.spin(s)
	return within(host, j.r, []unit{j.unit(s)})
}

// embeddedLong puts 60 to 160 spun words into a text of up to 4,000.
func embeddedLong(j *job) []unit {
	s := j.passage(60, 160, j.r)
	host := j.g.long(j.Text, j.Language, length(j.r), j.r)
	if s.len() == 0 || host == nil {
		return nil
	}
	j.spin(s)
	return within(host, j.r, []unit{j.unit(s)})
}

// alternate spins every second block of one to four sentences and keeps the others.
func alternate(j *job) []unit {
	per := 1 + j.r.IntN(4)
	for i := j.r.IntN(2) * per; i < len(j.sentences); i += 2 * per {
		j.spin(stretch{j.sentences[i].from, j.sentences[min(i+per, len(j.sentences))-1].to})
	}
	return j.whole()
}

// firstHalf spins the first half of a text and leaves the rest out.
func firstHalf(j *job) []unit {
	k := len(j.sentences) / 2
	if k == 0 || j.sentences[k].from < 60 {
		return nil
	}
	s := stretch{0, j.sentences[k].from}
	j.spin(s)
	return []unit{j.unit(s)}
}

// humanizer spins a text and then makes its words, openers and contractions chatty,
// like tools that hide that a machine wrote a text.
func humanizer(j *job) []unit {
	j.spin(j.all())
	j.humanize(0.7)
	return j.whole()
}

// humanizerTable only applies the table of such a tool.
func humanizerTable(j *job) []unit {
	j.dict, j.how.Free, j.how.Functions, j.how.Rate = j.g.humanize, true, true, 1
	newSpinner(j.draft, j.dict, j.how, j.r).spin(j.all())
	n := 0
	for i := range j.words {
		if j.at(i, word).gold {
			n++
		}
	}
	if n < 8 {
		return nil
	}
	j.done, j.of = n, len(j.words)
	j.how.Rate = float64(n) / float64(len(j.words))
	j.regions = append(j.regions, j.all())
	padder{j.revision}.addMarkers(j.lists.Openers, 0.3)
	return j.whole()
}

// wrong inflects irregular words by rule, or does not inflect at all.
func wrong(j *job) []unit {
	j.how.Regular, j.how.Bare = true, j.r.IntN(2) == 0
	j.spin(j.all())
	return j.whole()
}

// part spins some paragraphs, about half of the text, and keeps the others.
func part(j *job) []unit {
	if len(j.paragraphs) < 2 {
		return nil
	}
	for _, k := range j.r.Perm(len(j.paragraphs)) {
		if s := j.paragraphs[k]; 2*j.of < len(j.words) {
			j.spin(s)
		}
	}
	return j.whole()
}

// mixed spins the second half of a text, by paragraphs, and copy-edits the
// first.
func mixed(j *job) []unit {
	if len(j.paragraphs) < 2 {
		return nil
	}
	at := j.paragraphs[len(j.paragraphs)/2].from
	j.spin(stretch{at, len(j.words)})
	if n := (copyEditor{j.draft, j.r}).edit(0.05); n == 0 {
		punctuate(j.task, 0.5)
	}
	return j.whole()
}

// stitched alternates spun paragraphs of two texts.
func stitched(j *job) []unit {
	host := j.g.other(j.Text, j.r)
	if host == nil || len(j.paragraphs) < 2 {
		return nil
	}
	j.spin(j.all())
	second := newDraft(host)
	newSpinner(second, j.dict, j.how, j.r).spin(stretch{0, len(host.words)})
	var out []unit
	for i := range max(len(j.paragraphs), len(host.paragraphs)) {
		if i < len(j.paragraphs) {
			out = append(out, j.unit(j.paragraphs[i]), unit{foreign: "\n\n"})
		}
		if i < len(host.paragraphs) {
			text, _, _ := second.render([]unit{second.unit(host.paragraphs[i])})
			out = append(out, unit{foreign: text}, unit{foreign: "\n\n"})
		}
	}
	return out[:len(out)-1]
}

// tailCut leaves the last sentences out, up to two fifths of the words.
func tailCut(j *job) []unit {
	k := len(j.sentences) - 1
	least := len(j.words) * (6 + j.r.IntN(4)) / 10
	for k > 0 && j.sentences[k-1].to > least {
		k--
	}
	if k < 1 || j.sentences[k-1].to < 50 {
		return nil
	}
	s := stretch{0, j.sentences[k-1].to}
	j.spin(s)
	return []unit{j.unit(s)}
}

func headline(j *job) []unit {
	first := j.g.headline(j.Text, j.r)
	if first == "" {
		return nil
	}
	j.spin(j.all())
	return append([]unit{{foreign: first + "\n\n"}}, j.unit(j.all()))
}
