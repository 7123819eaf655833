package shingle

import "math/bits"

// letterLanes returns the high bits of the lanes of x that hold letters of ASCII.
func letterLanes(x uint64) uint64 {
	y := (x | 0x20*lanes) &^ highLanes
	return (y + (0x80-'a')*lanes) &^ (y + (0x7f-'z')*lanes) &^ x & highLanes
}

// blankLanes returns the high bits of the lanes of x that hold white space of ASCII.
func blankLanes(x uint64) uint64 {
	y := x &^ highLanes
	space := ^((y ^ ' '*lanes) + 0x7f*lanes)
	return (space | (y+(0x80-'\t')*lanes)&^(y+(0x7f-'\r')*lanes)) &^ x & highLanes
}

// partingLanes returns the high bits of the lanes of x whose bytes have the class
// isParting.
func partingLanes(x uint64) uint64 {
	y := x &^ highLanes
	quote := (y ^ '"'*lanes) + 0x7f*lanes
	brackets := (y + (0x80-'\'')*lanes) &^ (y + (0x7f-')')*lanes) // ' ( )
	stops := (y + (0x80-',')*lanes) &^ (y + (0x7f-'/')*lanes)     // , - . /
	colons := (y + (0x80-':')*lanes) &^ (y + (0x7f-';')*lanes)
	return (^quote | brackets | stops | colons) &^ x & highLanes
}

// commonPrefix returns the offset of the first byte from s[i:] on that is no letter,
// white space or parting mark of ASCII, or one of less than eight bytes before the end.
// It takes a fifth of the time of a look at each byte.
func commonPrefix(s string, i int) int {
	for ; i+8 <= len(s); i += 8 {
		x := load8(s[i:])
		if odd := highLanes &^ (letterLanes(x) | blankLanes(x) | partingLanes(x)); odd != 0 {
			return i + bits.TrailingZeros64(odd)>>3
		}
	}
	return i
}

// plainLanes returns how many lanes of x, from the first on, hold letters and white space
// of ASCII, and how many words end before white space in these. letter
// says whether a letter is before x; ends, whether the last of these lanes, or what is
// before x if there are none, is one.
func plainLanes(x uint64, letter bool) (n, words int, ends bool) {
	letters, blanks := letterLanes(x), blankLanes(x)
	n = bits.TrailingZeros64(highLanes&^(letters|blanks)) >> 3 // 8 if all are
	before := letters << 8                                     // whether the lane before has a letter
	if letter {
		before |= 0x80
	}
	within := ^(^uint64(0) << (8 * n)) // the first n lanes
	return n, bits.OnesCount64(before & blanks & within), n == 0 && letter || n > 0 && letters>>(8*n-1)&1 != 0
}
