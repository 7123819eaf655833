package shingle

import "github.com/blevesearch/snowballstem"

// The names of the stemmers in schemes: a module and its version, and after a plus
// sign the version of what this package does first. They must change whenever a
// stem does.
const (
	// snowballVersion names github.com/kljensen/snowball, used after the lists of
	// irregular forms and the French elisions.
	snowballVersion = "snowball-0.10.0+3"
	// snowballstemVersion names github.com/blevesearch/snowballstem, used after the
	// lists of irregular forms and the Italian elisions.
	snowballstemVersion = "snowballstem-0.9.0+1"
)

// stemBySnowballstem returns the stem of a form by one of the stemmers of that module.
func stemBySnowballstem(form string, stem func(*snowballstem.Env) bool) string {
	env := snowballstem.NewEnv(form)
	stem(env)
	return env.Current()
}
