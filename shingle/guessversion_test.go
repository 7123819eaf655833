package shingle

import (
	"fmt"
	"testing"
)

// goldenGuess is a digest of what Auto chooses among, and by which lists and
// bounds, under the name that schemes give to it.
var goldenGuess = struct{ version, digest string }{"2", "72b156f69e77d264"}

// TestGuessVersion: a text for which another language is guessed gets other hashes,
// and programs may have stored those of Auto.
func TestGuessVersion(t *testing.T) {
	var lists []string
	for _, l := range Languages() {
		lists = append(lists, l.String(), l.row.list, l.row.marks)
	}
	lists = append(lists, rivalText, fmt.Sprintln(guessForms, guessHits, guessShare, guessLead, mostLetters,
		aloneShare, aloneLead, guessEarly, earlyShare, earlyLead, closeLead, closeWords, closeFactor, maxMark))
	if got := digestOf(lists...); guessVersion != goldenGuess.version || got != goldenGuess.digest {
		t.Errorf("a language, a list or a bound of the guess has changed: raise guessVersion in languagescheme.go, now %q, "+
			"unless no release had it; then write it and %q in goldenGuess", guessVersion, got)
	}
}
