//go:build race

package pebblestore

// Raced says that the race detector is on. It finds nothing in tests that do one thing
// after the other, and makes them take many times as long: they do less then, or nothing.
// Without it they do all.
const Raced = true
