package shingle

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"
)

// Reading ASCII text eight bytes at a time, in the lanes of a 64-bit word. In
// every lane the high bit is free (the text is ASCII), so that additions never
// carry from lane to lane and can compare all eight bytes at once: x+(0x80-c)
// has the high bit where a byte is c or more (Warren, Hacker's Delight, 6-1).
const (
	lanes     = 0x0101010101010101
	highLanes = 0x80 * lanes
)

// pad is how many bytes must stand behind a text so that eight can be read
// from anywhere in it.
const pad = 8

// appendLower appends s to dst with A–Z in lower case and pad zero bytes behind
// it. It stops at the first byte that is not ASCII and reports whether there
// was none.
func appendLower(dst []byte, s string) ([]byte, bool) {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		x := load8(s[i:])
		if x&highLanes != 0 {
			return dst, false
		}
		upper := (x + (0x80-'A')*lanes) &^ (x + (0x7f-'Z')*lanes) & highLanes
		dst = binary.LittleEndian.AppendUint64(dst, x|upper>>2)
	}
	for ; i < len(s); i++ {
		c := s[i]
		if c >= 0x80 {
			return dst, false
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return binary.LittleEndian.AppendUint64(dst, 0), true
}

// notWord returns the high bits of the lanes of x that hold no letter in lower
// case, digit or low line.
func notWord(x uint64) uint64 {
	letter := (x + (0x80-'a')*lanes) &^ (x + (0x7f-'z')*lanes)
	digit := (x + (0x80-'0')*lanes) &^ (x + (0x7f-'9')*lanes)
	noLine := (x ^ '_'*lanes) + 0x7f*lanes
	return (^(letter | digit) & noLine) & highLanes
}

// wordEnd returns the end of the word segment of text that begins at i, like
// [asciiWord]. Text is as [appendLower] leaves it.
func wordEnd(text []byte, i int) int {
	for {
		m := notWord(binary.LittleEndian.Uint64(text[i:]))
		if m == 0 {
			i += 8
			continue
		}
		i += bits.TrailingZeros64(m) >> 3
		c := text[i]
		if c == ' ' || byteClass[c]&(midLetter|midNumber) == 0 {
			return i
		}
		around := byteClass[text[i-1]] & byteClass[text[i+1]]
		if (byteClass[c]&midLetter == 0 || around&isLetter == 0) && (byteClass[c]&midNumber == 0 || around&isDigit == 0) {
			return i
		}
		i++
	}
}

// hashAt returns the hash of text[i:j], like [hashForm].
func hashAt(text []byte, i, j int) uint64 {
	h := uint64(hashSeed)
	n := j - i
	for ; j-i > 8; i += 8 {
		h = fold(h^binary.LittleEndian.Uint64(text[i:]), hashMulA)
	}
	tail := binary.LittleEndian.Uint64(text[i:]) & (^uint64(0) >> (64 - 8*uint(j-i)))
	return fold(h^tail, hashMulB^uint64(n))
}

// appendWordHashes appends the hashes of the words of text, which is as
// appendLower leaves it and holds no address.
func appendWordHashes(dst []uint64, text []byte) []uint64 {
	n := len(text) - pad
	dst = slices.Grow(dst, n/2+1) // no text has more words
	for i := 0; i < n; {
		x := binary.LittleEndian.Uint64(text[i:])
		// Most words are shorter than eight letters and end at a space: they
		// are read once.
		m := notWord(x)
		if k := bits.TrailingZeros64(m) >> 3; m != 0 && k > 0 && text[i+k] == ' ' && text[i] != '_' && text[i+k-1] != '_' {
			tail := x & (1<<(8*uint(k)) - 1)
			dst = append(dst, fold(hashSeed^tail, hashMulB^uint64(k)))
			i += k + 1
			continue
		} else if k == 0 {
			i++
			continue
		}
		from, to, end := longWord(text, i)
		if from < to {
			dst = append(dst, hashAt(text, from, to))
		}
		i = end
	}
	return dst
}

// longWord returns the form text[from:to] of the word segment that begins at
// i, which low lines may surround, and the end of the segment. The form may be
// empty: then there is nothing but low lines.
func longWord(text []byte, i int) (from, to, end int) {
	end = wordEnd(text, i)
	from, to = i, end
	for from < to && text[from] == '_' {
		from++
	}
	for from < to && text[to-1] == '_' {
		to--
	}
	return from, to, end
}

// mayHoldAddressAt is [mayHoldAddress] for bytes.
func mayHoldAddressAt(text []byte) bool {
	return bytes.IndexByte(text, '@') >= 0 || bytes.Contains(text, []byte("://")) || bytes.Contains(text, []byte("www."))
}
