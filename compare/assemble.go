package compare

import (
	"maps"
	"math"
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// libraryVersion is recorded in reports. It is changed with each release.
const libraryVersion = "v0.1.0-dev"

// newReport returns a report on two texts without a verdict.
func newReport(source, suspect *Text) *Report {
	a, b := source.document(), suspect.document()
	return &Report{
		Version:       1,
		Source:        a,
		Suspect:       b,
		digests:       [2]string{a.SHA256, b.SHA256},
		Language:      suspect.lang,
		Passages:      []Passage{},
		Substitutions: []Substitution{},
		Edits:         []Edit{},
		Excluded:      append(source.exclusions("source"), suspect.exclusions("suspect")...),
		Disguises:     append(disguises("source", source), disguises("suspect", suspect)...),
		Evidence:      []Evidence{},
		Provenance: Provenance{
			Library: libraryVersion,
			Scheme:  shingle.Shingler{Family: shingle.Masked, Size: maskSize, Language: suspect.lang}.Scheme(),
			Model:   modelName,
			Lexicon: "none",
		},
	}
}

// set sets the verdict.
func (r *Report) set(j judgement) {
	r.Verdict, r.Confidence, r.Probabilities = j.verdict, round(j.confidence), maps.Clone(j.probabilities)
	for v, p := range r.Probabilities {
		r.Probabilities[v] = round(p)
	}
}

// round returns p to four decimals: more than the sample can tell apart, and
// the same on every machine.
func round(p float64) float64 { return math.Round(p*1e4) / 1e4 }

// report judges an alignment.
func (al *alignment) report() *Report {
	source, suspect := al.texts()
	r := newReport(source, suspect)
	if al.lex != nil {
		r.Provenance.Lexicon = al.lex.Version()
	}
	r.Coverage = al.coverage()
	r.likeness = al.likeness()
	counted := al.tallies(al.passages)
	r.signals = counted.vector(r.Coverage, r.likeness)
	longer := max(len(source.words), len(suspect.words))
	var j judgement
	if min(len(source.words), len(suspect.words)) < minWords {
		j = shortJudgement(counted.all.equal, longer)
	} else {
		// Of a language without function words no skeleton is known that could stand.
		j = judge(r.signals, share(float64(counted.all.equal), longer), r.Language != shingle.None)
	}
	r.Calibrated = calibrated(r.Language, len(source.words), len(suspect.words))
	r.set(j)
	r.steps = al.allSteps()
	for id, p := range al.passages {
		one := counted
		if len(al.passages) > 1 {
			one = al.tallies(al.passages[id : id+1])
		}
		al.passage(r, id, p, &one, j)
	}
	r.Coverage.Source, r.Coverage.Suspect = round(r.Coverage.Source), round(r.Coverage.Suspect)
	r.Evidence = al.evidence(r, &counted.all, j.verdict)
	return r
}

// shortJudgement returns the judgement on texts too short for the model, of
// which the longer has so many words, and so many of them equal: a
// near-duplicate if nearly all are, and nothing otherwise. Its confidence is
// Laplace's estimate of how often the next word would be equal too.
func shortJudgement(equal, words int) judgement {
	if words < 2 || float64(equal) < shortEqual*float64(words) {
		return certain(Insufficient)
	}
	p := float64(equal+1) / float64(words+2)
	return judgement{NearDuplicate, p, map[Verdict]float64{NearDuplicate: p, Insufficient: 1 - p}}
}

// passage adds what a report says of one passage of texts on which there is a
// judgement.
func (al *alignment) passage(r *Report, id int, p passage, counted *tallies, texts judgement) {
	source, suspect := al.texts()
	from, to := al.suspectWords(p)
	begin, end := al.sourceWords(p)
	out := Passage{
		ID:     id,
		Source: source.span(begin, end-begin), Suspect: suspect.span(from, to-from),
		Words: int(to - from),
	}
	r.Substitutions = slices.Grow(r.Substitutions, substitutions(p.steps))
	equal, substituted := int32(0), int32(0)
	for i := range p.steps {
		s := al.turned(&p.steps[i])
		switch s.op {
		case Equal:
			equal += s.N
		case Substitute:
			substituted += s.N
			r.Substitutions = append(r.Substitutions, al.substitution(s, id))
		case Insert, Delete:
			for s := range al.whole(s) {
				r.Edits = append(r.Edits, Edit{
					Passage: id, Op: s.op.String(),
					Source: source.spanOrGap(s.A, s.M), Suspect: suspect.spanOrGap(s.B, s.N),
				})
			}
		}
	}
	out.Equal, out.Substituted = round(share(float64(equal), out.Words)), round(share(float64(substituted), out.Words))
	j := texts
	if texts.verdict != Insufficient && (len(al.passages) > 1 || r.Coverage != Coverage{1, 1}) {
		j = judgePassage(counted, out.Equal, r.Coverage, texts.verdict == Spun)
	}
	out.Verdict, out.Confidence = j.verdict, round(j.confidence)
	r.Passages = append(r.Passages, out)
}

// judgePassage judges a passage as if it were all there is. Only what its
// verbatim words make of it, an excerpt or a near-duplicate, depends on how
// much of the whole texts is covered, and it is spun only if they are. A passage
// that has nothing but its form in common is called same-topic.
func judgePassage(counted *tallies, equal float64, whole Coverage, spun bool) judgement {
	words := max(counted.all.words[0], counted.all.words[1])
	if j := shortJudgement(counted.all.equal, words); words < minWords && j.verdict == NearDuplicate {
		if min(whole.Source, whole.Suspect) < mostWords {
			j.verdict = Excerpt
		}
		return j
	}
	signals := counted.vector(Coverage{1, 1}, likeness{cosine: equal})
	return judge(signals, min(equal, whole.Source, whole.Suspect), spun)
}

// identicalReport returns the report on two identical texts of two words at
// least.
func identicalReport(source, suspect *Text) *Report {
	r := newReport(source, suspect)
	r.set(certain(Identical))
	r.Calibrated = true
	n := len(suspect.words)
	r.Coverage = Coverage{1, 1}
	a, b := source.span(0, int32(n)), suspect.span(0, int32(n))
	r.Passages = []Passage{{Verdict: Identical, Confidence: 1, Source: a, Suspect: b, Words: n, Equal: 1}}
	r.steps = []Step{{Op: Equal, Source: a, Suspect: b, SourceWords: n, SuspectWords: n}}
	v := Identical
	r.Evidence = []Evidence{{Code: "canonically-equivalent", For: &v, Value: 1, Count: n, Of: n,
		Text: "all words and marks of both texts are the same, in the same order"}}
	return r
}
