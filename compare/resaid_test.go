package compare

import (
	"testing"

	"github.com/palimpsest-go/palimpsest/compare/internal/testtext"
	"github.com/palimpsest-go/palimpsest/compare/internal/verdict"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

// TestParaphraseIsShown: where texts are said to say the same in other words, a reader
// sees what of the source each passage says, and whole sentences where nothing stands.
func TestParaphraseIsShown(t *testing.T) {
	seen := 0
	for _, name := range pairFiles(t) {
		archive, err := txtar.ParseFile(name)
		require.NoError(t, err)
		source, suspect := string(archive.Files[0].Data), string(archive.Files[1].Data)
		r, err := Texts(source, suspect)
		require.NoError(t, err)
		if r.Verdict != Paraphrase {
			continue
		}
		seen++
		require.NotEmpty(t, r.Passages, name)
		require.Positive(t, r.Coverage.Source, name)
		require.Positive(t, r.Coverage.Suspect, name)
		require.Contains(t, verdictsOf(r), Paraphrase, name)
		checkReport(t, source, suspect)
	}
	require.GreaterOrEqual(t, seen, 5)
}

func verdictsOf(r *Report) (out []Verdict) {
	for _, p := range r.Passages {
		out = append(out, p.Verdict)
	}
	return out
}

// TestSaidAgain: sentences that share no three words in a row are shown beside those they
// say again.
func TestSaidAgain(t *testing.T) {
	const source = `The ferry to the island was cancelled on Tuesday because of thick fog. Forty passengers spent the night in the school gymnasium. A baker brought warm rolls and butter at six in the morning. The shipping company promised to refund every ticket within a fortnight. Two schoolchildren played the accordion until the lamps were put out. By noon on Wednesday the boats were sailing again, an hour apart.`
	const suspect = `Thick fog on Tuesday meant that no ferry ran to the island; it was cancelled. In the gymnasium, which belongs to the school, forty stranded passengers slept that night. Morning came, and about six a baker appeared with butter and rolls, still warm. Every ticket, the company that does the shipping has promised, will see a refund inside a fortnight. Until somebody put out the lamps, an accordion was played by two schoolchildren. Boats, an hour apart, sailed again from noon of Wednesday.`
	r, err := Texts(source, suspect)
	require.NoError(t, err)
	require.Equal(t, Paraphrase, r.Verdict)
	require.Greater(t, r.Coverage.Suspect, 0.6)
	require.Empty(t, r.Substitutions)
	for _, p := range r.Passages {
		require.Equal(t, Paraphrase, p.Verdict)
	}
	checkReport(t, source, suspect)
	checkPrepared(t, source, suspect)
	checkMirror(t, source, suspect)
}

// TestSentencesAreNotAsked: where passages decide, sentences are not aligned, which takes
// time, and the signals of sentences are 0.
func TestSentencesAreNotAsked(t *testing.T) {
	w := testtext.NewWriter(7)
	source := w.Text(600)
	for name, suspect := range map[string]string{
		"edited":  w.Edited(source),
		"spun":    w.Spun(source),
		"excerpt": w.Text(400) + source[:len(source)/4] + w.Text(400),
	} {
		r, err := Texts(source, suspect)
		require.NoError(t, err)
		for signal, x := range r.Signals() {
			if signal == verdict.Nearest.String() {
				require.Zero(t, x, name)
			}
		}
	}
}
