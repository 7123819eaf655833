//go:build !race

package pebblestore

const Raced = false
