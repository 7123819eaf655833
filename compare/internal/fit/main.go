// Fit fits the models behind the verdicts of package compare to tables of features and
// writes their constants.
//
//	fit [-o model.go] [-validate] [-test TABLE] TABLE...
//
// With -validate it prints the results of models that saw neither the text of a pair,
// nor the kind of an honest edit, nor the dictionary or the noise of a spun one: every
// number comes from a model that never saw anything similar. Fitting takes seconds,
// validation minutes.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/internal/features"
	"github.com/palimpsest-go/palimpsest/compare/internal/verdict"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("fit: ")
	out := flag.String("o", "", "write the constants to `FILE`, as Go")
	check := flag.Bool("validate", false, "print what models say of pairs whose kind they did not see")
	test := flag.String("test", "", "print what the models say of the pairs in the table `FILE`, which are not fitted on")
	flag.Parse()
	if flag.NArg() == 0 {
		log.Fatal("no tables given")
	}
	if err := run(os.Stdout, *out, *test, *check, flag.Args()); err != nil {
		log.Fatal(err)
	}
}

func run(w io.Writer, out, test string, check bool, files []string) error {
	rows, err := readAll(files)
	if err != nil {
		return err
	}
	var fresh []features.Row
	if test != "" {
		if fresh, err = readAll([]string{test}); err != nil {
			return err
		}
	}
	models := make([]fitted, verdict.Questions)
	for q := range verdict.Question(verdict.Questions) {
		all := subjects(q, rows)
		m, agree, deny := fitTo(q, all, func(*features.Row) bool { return true })
		models[q] = fitted{m, agree, deny}
		fmt.Fprintf(w, "%s: %d yes, %d no\n", verdict.QuestionNames[q], agree, deny)
		if check {
			report(w, q, all)
		}
		if test != "" && (q == verdict.SpunRelated || q == verdict.SpunPlain) {
			var ps []prediction
			for _, s := range subjects(q, fresh) {
				ps = append(ps, prediction{s.row, m.Predict(s.x), s.yes})
			}
			printSpun(w, "not fitted on, by kind", ps, ps, func(r *features.Row) string { return r.Label + " " + r.Kind + " " + r.Variant })
		}
	}
	if out == "" {
		return nil
	}
	return write(out, files, models, fittedLanguages(rows))
}

// report prints the validation of a question.
func report(w io.Writer, q verdict.Question, all []subject) {
	ps := validate(q, all, false)
	printCalibration(w, fmt.Sprintf("%s: calibration, out of sample", verdict.QuestionNames[q]), ps)
	if q != verdict.SpunRelated && q != verdict.SpunPlain {
		return
	}
	printThresholds(w, ps)
	seen := validate(q, all, true)
	printSpun(w, "called spun, in all", ps, seen, func(r *features.Row) string { return map[bool]string{true: "spun", false: "honest"}[r.Label == "spun"] })
	printSpun(w, "honest, by kind", ps, seen, func(r *features.Row) string {
		if r.Label == "spun" {
			return ""
		}
		return family(r.Kind)
	})
	printSpun(w, "spun, by dictionary, noise and lexicon", ps, seen, func(r *features.Row) string {
		if r.Label != "spun" {
			return ""
		}
		return r.Dictionary + " " + r.Noise + " " + r.Variant
	})
	printSpun(w, "spun, by style", ps, seen, func(r *features.Row) string {
		if r.Label != "spun" {
			return ""
		}
		return r.Kind
	})
	printSpun(w, "by language", ps, seen, func(r *features.Row) string {
		return r.Language + map[bool]string{true: " spun", false: " honest"}[r.Label == "spun"]
	})
}

func readAll(files []string) (rows []features.Row, err error) {
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		for r, err := range features.Read(f) {
			if err != nil {
				f.Close()
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			rows = append(rows, r)
		}
		f.Close()
	}
	return rows, nil
}

// leastSpun is how many spun pairs of a language, and how many honest ones, make it one
// that the models were fitted on.
const leastOfLanguage = 300

// fittedLanguages returns the languages with enough pairs in the sample, sorted.
func fittedLanguages(rows []features.Row) (out []string) {
	spun, honest := make(map[string]int), make(map[string]int)
	for i := range rows {
		if rows[i].Label == "spun" {
			spun[rows[i].Language]++
		} else {
			honest[rows[i].Language]++
		}
	}
	for lang, n := range spun {
		if n >= leastOfLanguage && honest[lang] >= leastOfLanguage && !strings.Contains("none", lang) {
			out = append(out, lang)
		}
	}
	slices.Sort(out)
	return out
}
