//go:build !race

package minhash

const raceEnabled = false

func unlessRace(many, few int) int { return many }
