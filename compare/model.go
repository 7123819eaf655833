package compare

import "github.com/palimpsest-go/palimpsest/compare/internal/verdict"

// Model names the constants behind every verdict and confidence, as [Provenance] does in
// each report. A threshold that was chosen for one model means nothing for another.
const Model = verdict.ModelName
