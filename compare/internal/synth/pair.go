package synth

// A Pair is a labelled pair for package compare/score, with further fields that say
// how it was made. Gold and Passages hold places in bytes, half-open: source start
// and end, suspect start and end.
//
// Each property that can be kept from a model, to judge the model on it, has its
// own field: the kind, the maker, the noise, the dictionary, the cut, the lay-out.
type Pair struct {
	ID       string   `json:"id"`
	Label    string   `json:"label"`
	Kind     string   `json:"kind"`  // honest kind with "made-" before it, or spin style with "made-spun-"
	Maker    string   `json:"maker"` // which of the ways to make the kind
	Source   string   `json:"source"`
	Suspect  string   `json:"suspect"`
	Gold     [][4]int `json:"gold"`     // substitutions; nil if there are none to report
	Passages [][4]int `json:"passages"` // nil if the suspect follows the source from end to end

	Language string  `json:"language"`           // of the base text
	Genre    string  `json:"genre,omitempty"`    // of the base text
	Group    string  `json:"group,omitempty"`    // of the base text
	Strength float64 `json:"strength,omitempty"` // of an honest edit, 0 to 1: which share of the changeable places it was to change
	Turned   bool    `json:"turned,omitempty"`   // source and suspect changed places

	Dictionary string   `json:"dictionary"`          // the spinner's
	Replaced   float64  `json:"replaced"`            // share of words replaced
	Style      string   `json:"style,omitempty"`     // kind without the prefix
	Rate       float64  `json:"rate,omitempty"`      // share of words that was to be replaced
	Choice     string   `json:"choice,omitempty"`    // of replacements: consistent or free
	Noise      string   `json:"noise,omitempty"`     // generator of changes of function words: table or class
	Functions  float64  `json:"functions,omitempty"` // share of function words to change
	Noised     float64  `json:"noised,omitempty"`    // share of function words changed: less if the lists are short
	Fillers    float64  `json:"fillers,omitempty"`   // share of sentences with fillers put in
	Cut        string   `json:"cut,omitempty"`       // what was left out or jostled
	Layout     string   `json:"layout,omitempty"`    // what lay-out was put in, and into which side
	Traits     []string `json:"traits,omitempty"`    // what else was done
}

// mostlyShared reports whether the passages are half or more of both texts, in
// bytes. Such texts are near-duplicates as much as one is an excerpt.
func (p *Pair) mostlyShared() bool {
	source, suspect := 0, 0
	for _, s := range p.Passages {
		source += s[1] - s[0]
		suspect += s[3] - s[2]
	}
	return 2*source >= len(p.Source) && 2*suspect >= len(p.Suspect)
}
