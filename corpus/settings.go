package corpus

import (
	"context"
	"fmt"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// Settings say how a corpus finds and compares texts. The zero Settings work.
type Settings struct {
	// Language is the language of all texts; [shingle.Auto] guesses it for each
	// text. If the guesses for a text and its copy differ, the copy is found by its
	// word shingles alone.
	Language shingle.Language

	// WholeTexts keeps only what finds texts that are alike from end to end: it
	// takes a fifth of the space, and excerpts are not found.
	WholeTexts bool

	// Window is how many features in a row have at least one posting, 1 to 64; 0
	// means 4. Texts of fewer than 100 words have twice as many postings.
	// docs/SPEED.md says what it costs and finds.
	Window int

	// Common is the most texts of a tenant that a feature may be in and still be used
	// fully to find passages; 0 means 500. Whole texts are found among 8 times as many
	// similar texts of others (if there are more, the oldest are looked at) and as many
	// of the author's own as the store skips, see [OthersStore]: 32 times Common at
	// least. If the store is no OthersStore, among 128 times as many in all.
	Common int

	// Candidates is the most texts that a Check compares with the suspect; 0 means
	// 10.
	Candidates int

	// TrustTimes says that the operator sets the times of texts, not their senders:
	// then the times decide which of two texts was there first. Otherwise the order
	// of arrival decides, and a time can only make it doubtful. See [Order].
	TrustTimes bool

	// Comparer compares the suspect with candidates.
	Comparer compare.Comparer

	// Texts loads the texts if the store should not keep them. With nil the store keeps
	// them.
	Texts Loader
}

// A Loader returns the texts of a corpus that does not keep them itself.
type Loader interface {
	// Load returns the text that was added with this id. If it is no longer there
	// the error should wrap [ErrNotFound]: then a Check skips it.
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
