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

// lettersPrefix returns the offset of the first byte from s[i:] on that is neither a letter
// nor white space of ASCII, or one of less than eight bytes before the end.
func lettersPrefix(s string, i int) int {
	for ; i+8 <= len(s); i += 8 {
		x := load8(s[i:])
		if odd := highLanes &^ (letterLanes(x) | blankLanes(x)); odd != 0 {
			return i + bits.TrailingZeros64(odd)>>3
		}
	}
	return i
}

// commonPrefix is lettersPrefix where parting marks count as white space.
func commonPrefix(s string, i int) int {
	for ; i+8 <= len(s); i += 8 {
		x := load8(s[i:])
		if odd := highLanes &^ (letterLanes(x) | blankLanes(x) | partingLanes(x)); odd != 0 {
			return i + bits.TrailingZeros64(odd)>>3
		}
	}
	return i
}
