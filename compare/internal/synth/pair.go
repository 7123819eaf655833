package synth

// A Pair is a labelled pair as package compare/score reads it, with more that
// tells how it was made. Gold and Passages hold places in bytes, half-open:
// source start and end, suspect start and end.
type Pair struct {
	ID       string   `json:"id"`
	Label    string   `json:"label"`
	Kind     string   `json:"kind"`
	Source   string   `json:"source"`
	Suspect  string   `json:"suspect"`
	Gold     [][4]int `json:"gold"`     // substitutions; nil if there are none to tell
	Passages [][4]int `json:"passages"` // nil if the suspect follows the source from end to end

	Dictionary string   `json:"dictionary"`       // the spinner's
	Replaced   float64  `json:"replaced"`         // share of words replaced
	Style      string   `json:"style,omitempty"`  // what was done, without the rate
	Rate       float64  `json:"rate,omitempty"`   // share of words that was to be replaced
	Choice     string   `json:"choice,omitempty"` // of replacements: consistent or free
	Traits     []string `json:"traits,omitempty"` // what else was done
	Group      string   `json:"group,omitempty"`  // the source text's
}
