//go:build race

package batch

// unlessRace returns few with the race detector, which makes everything ten times
// slower and has nothing to find in many.
func unlessRace(many, few int) int { return few }
