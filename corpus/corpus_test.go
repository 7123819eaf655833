package corpus

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
)

const knownText = `The town library will close its basement for three months while workers repair the damage that the flood left behind in March.
Most of the books were saved because a neighbour noticed the water early and called the fire brigade, which pumped it out until the morning.
The mayor said that the repairs would cost about 40,000 dollars and that the council had agreed to pay half of the sum from its reserves.`

const spunText = `The town archive will shut its cellar for three months while labourers mend the harm that the deluge left behind in March.
Most of the volumes were rescued because a neighbour spotted the water early and phoned the fire brigade, which pumped it out until the dawn.
The mayor stated that the fixes would cost about 40,000 dollars and that the board had consented to fund half of the sum from its reserves.`

func TestCheck(t *testing.T) {
	ctx := t.Context()
	c, err := New(ctx, NewStore(), Settings{})
	require.NoError(t, err)
	require.NoError(t, c.Add(ctx, Text{ID: "a", Text: knownText}, Text{ID: "b", Text: strings.ToUpper(spunText)}))
	answer, err := c.Check(ctx, Text{ID: "s", Text: spunText})
	require.NoError(t, err)
	require.Len(t, answer.Matches, 2)
	for _, m := range answer.Matches {
		t.Log(m.Source.ID, m.Report.Verdict, m.Report.Confidence)
	}
	assert.Equal(t, compare.NearDuplicate, answer.Verdict)
	assert.Equal(t, compare.Spun, answer.Matches[1].Report.Verdict)
}
