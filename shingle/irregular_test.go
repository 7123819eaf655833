package shingle

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// irregularDigests are those of the lists of irregular forms, without comments.
var irregularDigests = map[string]string{
	"en": "12002fe50a5c9ba4",
}

// TestIrregularDigests: whoever changes an irregular form changes stems.
func TestIrregularDigests(t *testing.T) {
	for _, l := range Languages() {
		name := "irregular/" + l.String() + ".txt"
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		require.Equal(t, string(text), l.row.irregular, "the row of %s names another list", l)
		if digest := digestOf(string(text)); digest != irregularDigests[l.String()] {
			t.Errorf("%s is not what it was: raise the number behind the plus sign of %q in stemversion.go; then write %q: %q in irregularDigests",
				name, l.row.stemmer, l.String(), digest)
		}
	}
	require.Len(t, irregularDigests, len(Languages()))
}

// TestIrregularLists: every line is a form and its lemma, both words in normal form and
// content; no form is listed twice; the lemma is not itself irregular; and the line
// is needed, because the stemmer alone keeps the two apart.
func TestIrregularLists(t *testing.T) {
	for _, l := range Languages() {
		forms, stems := make(map[string]string), make(map[string]string)
		for line := range strings.Lines(l.row.irregular) {
			line = strings.TrimSuffix(line, "\n")
			if line == "" || line[0] == '#' {
				continue
			}
			fields := strings.Fields(line)
			require.Len(t, fields, 2, "%s: %q", l, line)
			require.Equal(t, strings.Join(fields, " "), line, l)
			form, star := strings.CutSuffix(fields[0], "*")
			lemma := fields[1]
			assert.NoError(t, checkForms(line, []string{form, lemma}), l)
			assert.False(t, l != English && l.IsFunctionWord(form), "%s: %s: Stem does not look at a function word", l, line)
			assert.False(t, l != English && l.IsFunctionWord(lemma), "%s: %s: the lemma is a function word", l, line)
			assert.NotContains(t, forms, form, "%s: %s", l, line)
			forms[form] = lemma
			plain := l.row.stem(form)
			assert.NotEqual(t, l.row.stem(lemma), plain, "%s: %s is not needed", l, line)
			assert.NotEqual(t, lemma, stems[plain], "%s: %s is not needed, a line with a star holds for it", l, line)
			if star {
				assert.NotContains(t, stems, plain, "%s: %s: another line has that stem", l, line)
				stems[plain] = lemma
			}
			assert.Equal(t, l.Stem(lemma), l.Stem(form), "%s: %s", l, line)
			if l != English || !l.IsFunctionWord(lemma) {
				assert.Equal(t, l.row.stem(lemma), l.Stem(lemma), "%s: %s: the lemma is irregular", l, line)
			}
		}
		require.Greater(t, len(forms), 50, l)
		t.Logf("%s: %d lines, %d with a star", l, len(forms), len(stems))
	}
}

// TestStemIrregularForms: forms of one word share a stem, and words that only look
// like forms keep their own.
func TestStemIrregularForms(t *testing.T) {
	for _, c := range []struct {
		l           Language
		same, apart string
	}{
		{English, "bring brought; man men man's; say said; child children children's; good better best; go went goes; " +
			"mouse mice; take taken; speak spoken spake; bad worse; wife wives; analysis analyses; run running; dog dogs; " +
			"spokesman spokesmen; big biggest", "leave leaves; bear bored"},
	} {
		for group := range strings.SplitSeq(c.same, "; ") {
			words := strings.Fields(group)
			for _, w := range words[1:] {
				assert.Equal(t, c.l.Stem(words[0]), c.l.Stem(w), "%s: %s, %s", c.l, words[0], w)
			}
		}
		for pair := range strings.SplitSeq(c.apart, "; ") {
			v, w, _ := strings.Cut(pair, " ")
			assert.NotEqual(t, c.l.Stem(v), c.l.Stem(w), "%s: %s, %s", c.l, v, w)
		}
	}
}
