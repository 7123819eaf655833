//go:build race

package pgstore

// raced says that the race detector is on, under which processes take many times as long.
const raced = true
