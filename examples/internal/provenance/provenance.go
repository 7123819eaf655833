// Package provenance names what reports depend on beside the program that makes them, for the
// commands that print it with -version.
package provenance

import (
	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/examples/internal/command"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// Parts returns library, scheme, model and lexicon as reports on English texts record them
// ([compare.Provenance]). It compares two words for that.
func Parts() ([]command.Part, error) {
	report, err := compare.Comparer{Language: shingle.English}.Texts("source", "suspect")
	if err != nil {
		return nil, err
	}
	p := report.Provenance
	return []command.Part{
		{Name: "library", Version: p.Library},
		{Name: "scheme", Version: p.Scheme},
		{Name: "model", Version: p.Model},
		{Name: "lexicon", Version: p.Lexicon},
	}, nil
}
