package shingle

import "github.com/blevesearch/snowballstem"

// The names of the stemmers in schemes: a module and its version, and after a
// plus sign the number of what this package does before it. They must change
// whenever a stem does.
const (
	// snowballVersion is that of github.com/kljensen/snowball, behind the lists of
	// irregular forms and the French elisions.
	snowballVersion = "snowball-0.10.0+3"
	// snowballstemVersion is that of github.com/blevesearch/snowballstem, behind the
	// lists of irregular forms and the Italian elisions.
	snowballstemVersion = "snowballstem-0.9.0+1"
)

// stemBySnowballstem returns the stem of a form by one of the stemmers of that module.
func stemBySnowballstem(form string, stem func(*snowballstem.Env) bool) string {
	env := snowballstem.NewEnv(form)
	stem(env)
	return env.Current()
}
