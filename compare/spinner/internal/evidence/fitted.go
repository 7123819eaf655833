package evidence

// Fitted returns the model in use. Its constants were chosen by hand in view of what
// TestConstants of package spinner prints for spinners with dictionaries drawn from
// WordNet and from the English thesaurus of MyThes, each with the other as background
// and with its own. They matter little: with [Model.Known] at 2 to 8 or [Model.Loose]
// at .4 to .8 recall moves by .05 at most, at scores that one in 5,000 unlike pairs has.
func Fitted() Model {
	return Model{
		Consistency: []Share{{Value: .95, Prior: .3}, {Value: .8, Prior: .3}, {Value: .6, Prior: .2}, {Value: .4, Prior: .2}},
		Chance:      []Share{{Value: 0, Prior: .4}, {Value: .05, Prior: .3}, {Value: .15, Prior: .2}, {Value: .3, Prior: .1}},
		Loose:       .6,
		Seen:        2,
		Unseen:      .05,
		Known:       4,
		Overlap:     .8,
		Strange:     .3,
	}
}
