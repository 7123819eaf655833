package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/score"
)

// report writes all tables that have rows, with an empty line between them.
func (s settings) report(w io.Writer, outcomes []score.Outcome) error {
	v := s.verdict
	sections := []func(io.Writer) error{
		score.NewConfusion(outcomes).WriteText,
		func(w io.Writer) error {
			return score.VerdictsBy(outcomes, byKind).WriteText(w, "verdicts by label and kind of pair")
		},
		func(w io.Writer) error {
			return score.VerdictsBy(outcomes, score.ByChange).WriteText(w, "verdicts by leading kind of change")
		},
		score.ChangesByKind(outcomes).WriteText,
		func(w io.Writer) error {
			return score.FalsePositives(outcomes, v).WriteText(w, fmt.Sprintf("called %s by mistake", v))
		},
		func(w io.Writer) error {
			return score.Found(outcomes, v).WriteText(w, fmt.Sprintf("rightly called %s", v))
		},
		func(w io.Writer) error {
			return score.Thresholds(outcomes, v, s.thresholds...).WriteText(w, fmt.Sprintf("%s, confidence", v))
		},
		func(w io.Writer) error {
			return score.WriteSubstitutions(w, outcomes, score.ByRate, score.ByKind, score.ByDictionary)
		},
		func(w io.Writer) error { return score.WriteFound(w, outcomes) },
		func(w io.Writer) error {
			given := slices.DeleteFunc(slices.Clone(outcomes), func(o score.Outcome) bool { return o.Pair.Passages == nil })
			return score.WritePassages(w, given, score.ByRate, score.ByKind)
		},
		func(w io.Writer) error { return s.calibration(w, outcomes) },
	}
	for i, section := range sections {
		in := &spaced{w: w, begin: i > 0}
		if err := section(in); err != nil {
			return err
		}
	}
	return nil
}

// byKind returns the label and the kind of a pair.
func byKind(o *score.Outcome) string { return score.ByKind(&o.Pair) }

// calibration writes how well the probability of the verdict is calibrated.
func (s settings) calibration(w io.Writer, outcomes []score.Outcome) error {
	forecasts := score.Forecasts(outcomes, s.verdict)
	if len(forecasts) == 0 {
		return nil
	}
	if err := score.Calibrate(forecasts).WriteText(w, fmt.Sprintf("P(%s) from", s.verdict)); err != nil {
		return err
	}
	precision, threshold := score.AtRecall(forecasts, 0.95)
	if precision.Of == 0 {
		return nil
	}
	i := precision.Interval()
	_, err := fmt.Fprintf(w, "At a recall of 0.95 (P ≥ %.3f) %d of %d flagged are right, %.1f–%.1f %%\n",
		threshold, precision.Count, precision.Of, 100*i.Low, 100*i.High)
	return err
}

// A spaced writer writes an empty line before the first line that is written.
type spaced struct {
	w     io.Writer
	begin bool
}

func (s *spaced) Write(p []byte) (int, error) {
	if s.begin {
		s.begin = false
		if _, err := io.WriteString(s.w, "\n"); err != nil {
			return 0, err
		}
	}
	return s.w.Write(p)
}
