package lexicon

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAmerican(t *testing.T) {
	for british, want := range map[string]string{
		"colour": "color", "colourful": "colorful", "centres": "centers", "centred": "centered", "kilometres": "kilometers",
		"organise": "organize", "organisations": "organizations", "organising": "organizing", "organisers": "organizers",
		"analysed": "analyzed", "paralyse": "paralyze", "travelled": "traveled", "traveller": "traveler",
		"favourable": "favorable", "harbour": "harbor", "defence": "defense", "programme": "program", "smouldering": "smoldering",
		"realise": "realize", "jewellery": "jewelry", "neighbourhood": "neighborhood", "civilisation": "civilization",
		// not British
		"advise": "advise", "advised": "advised", "raised": "raised", "rising": "rising", "exercises": "exercises",
		"four": "four", "hour": "hour", "pour": "pour", "filled": "filled", "called": "called", "programmed": "programmed",
		"taxes": "taxes", "martyred": "martyred", "chilling": "chilling", "maximum": "maximum", "basis": "basis",
		"analysis": "analysis", "analyses": "analyses", "acres": "acres", "promising": "promising", "is": "is", "s": "s", "": "",
		"noises": "noises", "bruised": "bruised", "discovers": "discovers", "history": "history", "wise": "wise",
		"controlled": "controlled", "smaller": "smaller", "visited": "visited", "diameter": "diameter", "poised": "poised",
		"size": "size", "prized": "prized", "isation": "isation", "physical": "physical", "glamour": "glamour",
	} {
		assert.Equal(t, want, american(british), british)
		assert.Equal(t, want, american(want), "twice: %s", british)
	}
}
