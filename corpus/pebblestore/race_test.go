//go:build race

package pebblestore_test

// raced says that the race detector is on. It finds nothing in tests that do one thing
// after the other, and makes them take many times as long; they do less then.
const raced = true
