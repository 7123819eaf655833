//go:build !race

package pebblestore_test

const raced = false
