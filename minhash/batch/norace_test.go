//go:build !race

package batch

func unlessRace(many, few int) int { return many }
