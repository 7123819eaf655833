// Package corpus checks texts against many known ones.
package corpus
