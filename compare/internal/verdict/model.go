package verdict

import "github.com/palimpsest-go/palimpsest/compare/internal/additive"

const ModelName = "none"

var languages = []string{}

var models = [Questions]Fitted{
	SpunRelated: {Model: additive.Model{}}, SpunPlain: {}, Reuse: {}, Verbatim: {}, SameSubject: {},
}
