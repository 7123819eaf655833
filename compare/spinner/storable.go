package spinner

import "unicode/utf8"

// storable reports whether a profile may hold a choice: texts that are not empty, not
// too long, and valid UTF-8.
func storable(w word, c choice) bool {
	if len(w.language) > MaxBytes || !utf8.ValidString(w.language) {
		return false
	}
	for _, s := range [...]string{w.stem, c.target, c.from, c.to} {
		if s == "" || len(s) > MaxBytes || !utf8.ValidString(s) {
			return false
		}
	}
	return true
}
