package prepare

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/require"
)

// quotationsSlowly is quotations without what an unclosed one is remembered for:
// each paragraph is read anew with all that may close what it opens.
func quotationsSlowly(t *Text) (out []Part) {
	reader := newQuotationReader(t)
	for from := int32(0); int(from) < len(t.Words); {
		to := reader.paragraphEnd(from)
		found, open := reader.quoted(from, to, 0)
		for end := to; open != 0 && int(end) < len(t.Words) && end-from < 2*maxQuotation; {
			end = reader.paragraphEnd(end)
			var more []Part
			if more, open = reader.quoted(from, end, 0); more != nil {
				found, to = more, end
			}
		}
		for _, q := range found {
			if n := q.To - q.From; n >= minQuotation && n <= maxQuotation && reader.attributed(q, from, to) {
				out = append(out, q)
			}
		}
		from = to
	}
	return out
}

// TestUnclosed: what is remembered of unclosed quotations makes no difference.
func TestUnclosed(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	parts := []string{"she said ", "word ", "word ", "word ", "\n\n", "\n\n", "\n\n“", "\n\n“", "“", "”", "„", "«", "»", `"`, ". ", "\n", "\r\n\r\n", "\n \n", "\u200b", "\n\n”\n\n"}
	found := 0
	for range 400 {
		weights := make([]int, len(parts))
		for i := range weights {
			weights[i] = 1 + r.IntN(1+r.IntN(12))*r.IntN(2)
		}
		var bag []string
		for i, n := range weights {
			for range n {
				bag = append(bag, parts[i])
			}
		}
		var b strings.Builder
		for range r.IntN(1 + r.IntN(1500)) {
			b.WriteString(bag[r.IntN(len(bag))])
		}
		text := New(b.String(), shingle.English)
		want := quotationsSlowly(text)
		found += len(want)
		require.Equal(t, want, Quotations(text), "%q", b.String())
	}
	require.Positive(t, found)
}

func TestQuotations(t *testing.T) {
	const said = "The mayor said: “We will mend the bridge before winter comes.” Nobody answered him."
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"attributed", said, []string{"We will mend the bridge before winter comes"}},
		{"straight marks", `"We will mend the bridge before winter comes," the mayor said.`, []string{"We will mend the bridge before winter comes"}},
		{"French", "« Nous allons réparer le pont avant l’hiver », a déclaré le maire.", []string{"Nous allons réparer le pont avant l’hiver"}},
		{"German marks", "Hon skrev: „Vi lagar bron innan vintern kommer hit.“", []string{"Vi lagar bron innan vintern kommer hit"}},
		{"Swedish", "”Vi lagar bron innan vintern kommer hit”, sade hon.", []string{"Vi lagar bron innan vintern kommer hit"}},
		{"citation", "One report calls it “a bridge that should never have been built” (Harlow 1987) and no more.", []string{"a bridge that should never have been built"}},
		{"two", `"One must not close the bridge now," he said. "It is the only one we have," she wrote.`,
			[]string{"One must not close the bridge now", "It is the only one we have"}},
		{"nobody's", "There it stood: “We will mend the bridge before winter comes.” And a dog barked.", nil},
		{"short", "The mayor said it was “quite safe” and left.", nil},
		{"unbalanced", "The mayor said: “We will mend the bridge before winter comes. Nobody answered him.", nil},
		{"closed twice", said + "”", nil},
		{"mixed marks", "The mayor said: “We will mend the bridge before winter comes.\" Nobody answered him.", nil},
		{"hidden mark", "The mayor said: \u200b“We will mend the bridge before winter comes.” Nobody answered him.", nil},
		{"two paragraphs", "The mayor said: “We will mend the bridge before winter comes.\n\nNobody answered me.” He sat down.",
			[]string{"We will mend the bridge before winter comes.\n\nNobody answered me"}},
		{"marks again", "The mayor said: “We will mend the bridge before winter comes.\n\n“Nobody answered me.” He sat down.",
			[]string{"We will mend the bridge before winter comes.\n\n“Nobody answered me"}},
		{"straight marks over a paragraph", "The mayor said: \"We will mend the bridge before winter comes.\n\nNobody answered me.\"", nil},
		{"block with source", "It begins well.\n\n“We will mend the bridge before winter comes.” (The Ledger, p. 41)\n\nAnd so on.", []string{"We will mend the bridge before winter comes"}},
		{"colon before block", "Early on, Harrow has her narrator remember:\n\n“We will mend the bridge before winter comes.”", []string{"We will mend the bridge before winter comes"}},
		{"other paragraph", "One mark “ too many.\n\n" + said, []string{"We will mend the bridge before winter comes"}},
		{"too long", "He said: “" + strings.Repeat("word ", maxQuotation+1) + "”", nil},
		{"apostrophes", "The dogs' owners said 'we will mend the bridge before winter comes' and left.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := New(c.text, shingle.English)
			var got []string
			for _, q := range Quotations(text) {
				span := text.Span(q.From, q.To-q.From)
				got = append(got, c.text[span.Start:span.End])
			}
			require.Equal(t, c.want, got)
		})
	}
}
