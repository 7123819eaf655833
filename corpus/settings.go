package corpus

import (
	"context"
	"fmt"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// Settings say how a corpus finds and compares texts. The zero Settings work.
type Settings struct {
	// Language is that of all texts; [shingle.Auto] guesses text by text. What
	// is guessed otherwise for a text than for its copy is found by its word
	// shingles alone.
	Language shingle.Language

	// WholeTexts keeps nothing but what finds texts that are alike from end to
	// end: a fifth of the space, and excerpts are not found.
	WholeTexts bool

	// Window is how many features in a row have one posting at least, 1 to 64; 0
	// means 4. Texts of fewer than 100 words have twice as many postings. See the
	// package comment for what it costs and finds.
	Window int

	// Common is how many texts of a tenant a feature may stand in and still be
	// used to find passages; 0 means 500. Whole texts are found among 8 times as many
	// texts of others that are like them, and of more the oldest are looked at, and any
	// number of the author's own; where the store is no [OthersStore], among 128 times
	// as many in all.
	Common int

	// Candidates is how many texts a Check compares with the suspect at most; 0
	// means 10.
	Candidates int

	// TrustTimes says that the times of texts are the operator's, and not the word of
	// whoever sent them: then they say which of two texts was there first. Otherwise
	// the order of arrival does, and a time only makes it doubtful. See [Order].
	TrustTimes bool

	// Comparer compares the suspect with candidates.
	Comparer compare.Comparer

	// Texts has the texts if the store is not to keep them. Nil lets it.
	Texts Loader
}

// A Loader has the texts of a corpus that does not keep them itself.
type Loader interface {
	// Load returns the text that was added with this id. If it is not there any
	// more the error should wrap [ErrNotFound]: a Check then passes it over.
	Load(ctx context.Context, tenant, id string) (string, error)
}

const (
	defaultWindow     = 4
	defaultCommon     = 500
	defaultCandidates = 10
	maxWindow         = 64
	maxCommon         = 1 << 20
	maxCandidates     = 1 << 10
)

// withDefaults returns s with its zero fields filled in. The error wraps
// ErrSettings.
func (s Settings) withDefaults() (Settings, error) {
	for _, f := range [...]struct {
		name     string
		value    *int
		def, max int
	}{
		{"Window", &s.Window, defaultWindow, maxWindow},
		{"Common", &s.Common, defaultCommon, maxCommon},
		{"Candidates", &s.Candidates, defaultCandidates, maxCandidates},
	} {
		if *f.value == 0 {
			*f.value = f.def
		}
		if *f.value < 1 || *f.value > f.max {
			return s, fmt.Errorf("%w: %s %d, want 1 to %d", ErrSettings, f.name, *f.value, f.max)
		}
	}
	if s.Comparer.MaxBytes < 0 {
		return s, fmt.Errorf("%w: Comparer.MaxBytes %d, want 0 or more", ErrSettings, s.Comparer.MaxBytes)
	}
	return s, nil
}
