package verdict

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/change"
	"github.com/palimpsest-go/palimpsest/compare/internal/sentence"
)

// An Outcome is the verdict on two texts that follows from their changes.
type Outcome struct {
	Judgement
	Calibrated bool   // the model was fitted on such texts
	Why        string // why it is not calibrated; "" if it is
	Coverage   Coverage
	Repeats    [2]int // words of source and suspect that are outside of passages and repeat a part of one
	Likeness   Likeness
	Signals    Vector
	Passages   []PassageOutcome // of each passage
	Evidence   []Evidence       // first for the verdict, then against it; strongest first
	Changes    *change.Changes  // the changes that were judged, with the passages of sentences said again

	question Question // whether the texts are spun
	again    bool     // the verdict rests on sentences that were said again, not on passages
}

// A PassageOutcome is the verdict on one passage. The shares are of the suspect's
// words in it.
type PassageOutcome struct {
	Judgement
	Equal       float64 // words that are equal in the source
	Substituted float64 // words that took the place of others
}

// Of judges the changes between two texts. Time is linear in the words of both
// texts and the steps of all passages.
func Of(c *change.Changes) *Outcome {
	o := &Outcome{Likeness: likeness(c.Source, c.Suspect), Changes: c}
	counter := newCounter(c)
	m := counter.measure(c.Passages)
	m.Coverage, m.repeats = coverage(c)
	m.Likeness = o.Likeness
	sentences := m.alignSentences(c)
	o.Signals = m.vector()
	o.question = spun(c)
	o.Judgement = o.whole(c, &m)
	o.again = o.Verdict == Paraphrase && models[Reuse].probability(&o.Signals) < 0.5
	o.Calibrated, o.Why = calibrated(c, o)
	resaid := o.showSentences(sentences, &m)
	for i := range o.Changes.Passages {
		if resaid[i] {
			o.Passages = append(o.Passages, o.saidAgain(i))
			continue
		}
		o.Passages = append(o.Passages, o.passage(counter, i, &m))
	}
	o.Repeats = m.repeats
	o.Evidence = o.evidence(c, &m)
	return o
}

// whole judges two texts.
func (o *Outcome) whole(c *change.Changes, m *Measures) Judgement {
	longer := max(len(c.Source.Words)-m.repeats[0], len(c.Suspect.Words)-m.repeats[1])
	if min(len(c.Source.Words), len(c.Suspect.Words)) < align.MinWords {
		return short(m.All.Equal+sames(&m.All.steps), longer)
	}
	equal := share(float64(m.All.Equal+sames(&m.All.steps)), longer)
	k := caseOf{m, &o.Signals, o.question, equal, possiblySpun(c, m, &o.Signals)}
	return k.judge()
}

// short returns the judgement on texts that are too short for the model. The longer
// has so many words, and so many of them are equal. If nearly all are, the
// judgement is near-duplicate, and otherwise it is insufficient. Its confidence is
// Laplace's estimate of how often the next word would be equal too.
func short(equal, words int) Judgement {
	if !align.MostlyEqual(equal, words) {
		return Certain(Insufficient)
	}
	p := float64(equal+1) / float64(words+2)
	return Judgement{NearDuplicate, p, map[Verdict]float64{NearDuplicate: p, Insufficient: 1 - p}}
}

// passage returns the outcome of a passage of texts whose measures are known.
func (o *Outcome) passage(counter *counter, i int, texts *Measures) PassageOutcome {
	all := o.Changes.Passages
	out := o.saidAgain(i)
	if o.Verdict != Insufficient && (len(all) > 1 || texts.Coverage != Coverage{1, 1}) {
		m := *texts
		if len(all) > 1 {
			m = counter.measure(all[i : i+1])
		}
		j := o.judgePassage(&m, out.Equal, texts.Coverage, o.Verdict == Spun && exchanges(&m.Densest.decisions) >= leastDecisions)
		if o.Verdict != Paraphrase || j.Verdict > SameTopic {
			out.Judgement = j // in texts that were said again, a passage that alone would be same-topic was said again too
		}
	}
	return out
}

// saidAgain returns the outcome of a passage whose verdict is that of the texts.
func (o *Outcome) saidAgain(i int) PassageOutcome {
	p := &o.Changes.Passages[i]
	equal, substituted := int32(0), int32(0)
	for k := range p.Steps {
		switch s := &p.Steps[k]; s.Op {
		case align.Equal:
			equal += s.N
		case align.Substitute:
			substituted += s.N
		}
	}
	words := int(p.BEnd - p.B)
	return PassageOutcome{o.Judgement, Round(share(float64(equal), words)), Round(share(float64(substituted), words))}
}

// judgePassage judges a passage as if it were the whole of both texts, with two
// exceptions. Whether verbatim words make it an excerpt or a near-duplicate depends
// on how much of the whole texts is covered, and it is spun only if the whole texts
// are. A passage that shares only its form is called same-topic.
func (o *Outcome) judgePassage(m *Measures, equal float64, whole Coverage, spun bool) Judgement {
	words := max(m.All.words[0], m.All.words[1])
	if j := short(m.All.Equal, words); words < align.MinWords && j.Verdict == NearDuplicate {
		if min(whole.Source, whole.Suspect) < mostWords {
			j.Verdict = Excerpt
		}
		return j
	}
	m.Coverage, m.Likeness = Coverage{1, 1}, Likeness{Cosine: equal}
	m.Sentences, m.pairs = sentence.Measures{}, [3]int{}
	signals := m.vector()
	k := caseOf{m, &signals, o.question, min(equal, whole.Source, whole.Suspect), spun}
	return k.judge()
}

// calibrated reports whether the models were fitted on such texts and, if not, why.
func calibrated(c *change.Changes, o *Outcome) (bool, string) {
	lang := c.Suspect.Language
	switch {
	case c.Source.Language != lang:
		return false, "the texts are in different languages"
	case c.Source.Mixed || c.Suspect.Mixed:
		return false, "only a part of one text is in the language of the other"
	case min(len(c.Source.Words), len(c.Suspect.Words)) < align.MinWords:
		return false, "the texts are shorter than those the model was fitted on"
	case !slices.Contains(languages, lang.String()):
		return false, "the model was not fitted on texts of the language"
	case o.again:
		return false, "of texts whose sentences were said again the model has seen few that people made"
	case c.Repetitive:
		return false, "the texts repeat themselves more often than the alignment follows"
	case !models[o.question].within(&o.Signals) || !models[Reuse].within(&o.Signals) || !models[Verbatim].within(&o.Signals):
		return false, "the texts differ from all that the model was fitted on"
	}
	return true, ""
}
