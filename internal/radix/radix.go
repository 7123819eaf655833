// Package radix sorts items by integer keys, least significant digit first.
//
// Package compare and the stores of package corpus sort so often that comparisons
// show in their profiles. The key is a field of the item and not the result of a
// function: Go does not inline such a function, and calling it twice for each item
// and digit takes longer than the rest of the work.
package radix

import (
	"math/bits"
	"slices"
)

// An Unsigned is a type of keys.
type Unsigned interface{ ~uint32 | ~uint64 }

// An Item is a value with the key that it is sorted by.
type Item[K Unsigned, V any] struct {
	Key   K
	Value V
}

// Sort returns the items in ascending order of their keys. It is stable: items with
// equal keys keep their order.
//
// It moves the items between their array and another of the same length: that of
// spare if its capacity suffices, otherwise a new one. The result is in one of the
// two. Sort also returns the other, for the next call; its items are undefined.
//
// There must be fewer than 1<<31 items. A digit has 8 or 11 bits, whichever takes
// less time. Time is linear in the number of items for each digit of the keys;
// digits that are zero in all keys cost nothing. It is algorithm R of Knuth, The
// Art of Computer Programming, volume 3, section 5.2.5, with counts in place of
// lists.
func Sort[K Unsigned, V any](items, spare []Item[K, V]) (sorted, other []Item[K, V]) {
	var all K // the bits that any key has
	for i := range items {
		all |= items[i].Key
	}
	spare = slices.Grow(spare[:0], len(items))[:len(items)]
	width := bits.Len64(uint64(all))
	if cost(width, 8, len(items)) < cost(width, 11, len(items)) {
		return sortDigits[[1 << 8]int32](items, spare, all)
	}
	return sortDigits[[1 << 11]int32](items, spare, all)
}

// cost returns about how long it takes to sort n items by keys of width bits.
// Clearing and adding up two counts takes as long as counting and moving one item.
func cost(width, digit, n int) int {
	return (width + digit - 1) / digit * (n + 1<<digit/2)
}

// A counts has a count for each value of a digit.
type counts interface{ [1 << 8]int32 | [1 << 11]int32 }

// sortDigits sorts by digits; C holds the counts of a digit. The length of C is a
// constant in each instance, so that indexes need no check.
func sortDigits[C counts, K Unsigned, V any](from, to []Item[K, V], all K) (sorted, other []Item[K, V]) {
	var none C
	mask, digit := K(len(none)-1), bits.Len(uint(len(none)-1))
	for shift := 0; all>>shift != 0; shift += digit {
		if all>>shift&mask == 0 {
			continue
		}
		var ends C // first how many items have a digit, then where the next of them goes
		for i := range from {
			ends[from[i].Key>>shift&mask]++
		}
		sum := int32(0)
		for d := range len(ends) {
			ends[d], sum = sum, sum+ends[d]
		}
		for i := range from {
			d := from[i].Key >> shift & mask
			to[ends[d]] = from[i]
			ends[d]++
		}
		from, to = to, from
	}
	return from, to
}
