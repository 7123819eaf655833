package lexicon

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// TestAuxiliary: forms of one verb belong together, and those of two verbs do not.
func TestAuxiliary(t *testing.T) {
	tried := make(map[shingle.Language]bool)
	for _, c := range []struct {
		lang        shingle.Language
		same, apart string
	}{
		{shingle.English, "is was; have had; does did", "is has; may might"},
		{shingle.German, "ist war; kann konnte; wird wurde", "kann muss; ist hat"},
		{shingle.French, "est était; peut pouvait; c'est c'était; j'ai j'avais", "est a; peut doit; c'est j'était"},
		{shingle.Spanish, "es era; fue va; fue es; puede podía", "es está; va es"},
		{shingle.Italian, "è era; c'è c'era; può poteva", "è ha; può deve"},
		{shingle.Portuguese, "é era; está estava; pode podia", "é está; pode deve"},
		{shingle.Dutch, "is was; kan kon; heeft had", "is heeft; kan moet"},
		{shingle.Swedish, "är var; kan kunde; blir blev", "är blir; kan får"},
		{shingle.Norwegian, "er var; har hadde; blir ble", "er blir; kan må"},
		{shingle.Danish, "er var; har havde; bliver blev", "er bliver; kan må"},
		{shingle.Russian, "был будет; может мог", "был мог"},
		{shingle.Hungarian, "van volt; kell kellett", "van kell; van nincs"},
	} {
		tried[c.lang] = true
		for want, list := range map[bool]string{true: c.same, false: c.apart} {
			for pair := range strings.SplitSeq(list, "; ") {
				v, w, _ := strings.Cut(pair, " ")
				assert.Equal(t, want, Auxiliary(c.lang, v, w), "%s: %s, %s", c.lang, v, w)
				assert.Equal(t, want, Auxiliary(c.lang, w, v), "%s: %s, %s", c.lang, w, v)
			}
		}
	}
	require.Len(t, tried, len(listed), "each list is read")
	assert.False(t, Auxiliary(shingle.None, "is", "was"))
	for text, want := range map[string]string{"am is\nam am": `line 2: "am" twice`, "Is": `"Is" is no normal form`} {
		_, err := parseAuxiliaries(text, shingle.English)
		assert.ErrorIs(t, err, errList)
		assert.ErrorContains(t, err, want)
	}
}
