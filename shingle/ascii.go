package shingle

// Word segmentation of ASCII text needs only a few of the rules of UAX #29:
// letters, digits and low lines stick together (WB5, WB8–WB10, WB13a/b), and so do
// letters with a full stop, apostrophe or colon between them (WB6, WB7), and digits
// with a full stop, apostrophe, comma or semicolon between them (WB11, WB12).

const (
	isLetter  = 1 << iota // A–Z a–z
	isDigit               // 0–9
	isLowLine             // _
	midLetter             // joins letters: : . '
	midNumber             // joins digits: , ; . '
	isBlank               // white space: always a word boundary
	isParting             // punctuation that ends a run of letters and of signs for letters: , . ; : ' " ( ) - /

	wordByte = isLetter | isDigit | isLowLine
)

// byteClass holds the classes of the ASCII bytes, and 0 for others.
var byteClass = [256]uint8{
	'a': isLetter, 'b': isLetter, 'c': isLetter, 'd': isLetter, 'e': isLetter, 'f': isLetter, 'g': isLetter,
	'h': isLetter, 'i': isLetter, 'j': isLetter, 'k': isLetter, 'l': isLetter, 'm': isLetter, 'n': isLetter,
	'o': isLetter, 'p': isLetter, 'q': isLetter, 'r': isLetter, 's': isLetter, 't': isLetter, 'u': isLetter,
	'v': isLetter, 'w': isLetter, 'x': isLetter, 'y': isLetter, 'z': isLetter,
	'A': isLetter, 'B': isLetter, 'C': isLetter, 'D': isLetter, 'E': isLetter, 'F': isLetter, 'G': isLetter,
	'H': isLetter, 'I': isLetter, 'J': isLetter, 'K': isLetter, 'L': isLetter, 'M': isLetter, 'N': isLetter,
	'O': isLetter, 'P': isLetter, 'Q': isLetter, 'R': isLetter, 'S': isLetter, 'T': isLetter, 'U': isLetter,
	'V': isLetter, 'W': isLetter, 'X': isLetter, 'Y': isLetter, 'Z': isLetter,
	'0': isDigit, '1': isDigit, '2': isDigit, '3': isDigit, '4': isDigit,
	'5': isDigit, '6': isDigit, '7': isDigit, '8': isDigit, '9': isDigit,
	'_': isLowLine,
	'.': midLetter | midNumber | isParting, '\'': midLetter | midNumber | isParting, ':': midLetter | isParting,
	',': midNumber | isParting, ';': midNumber | isParting, '"': isParting, '(': isParting, ')': isParting, '-': isParting, '/': isParting,
	' ': isBlank, '\t': isBlank, '\n': isBlank, '\v': isBlank, '\f': isBlank, '\r': isBlank,
}

// asciiWord returns the end of the word segment that begins at s[i], a letter,
// digit or low line. It reports whether the segment holds a letter or digit.
func asciiWord(s string, i int) (end int, ok bool) {
	seen := byteClass[s[i]]
	for i++; i < len(s); i++ {
		c := byteClass[s[i]]
		if c&wordByte != 0 {
			seen |= c
			continue
		}
		if c&(midLetter|midNumber) == 0 || i+1 == len(s) {
			break
		}
		around := byteClass[s[i-1]] & byteClass[s[i+1]]
		if c&midLetter != 0 && around&isLetter != 0 || c&midNumber != 0 && around&isDigit != 0 {
			continue
		}
		break
	}
	return i, seen&(isLetter|isDigit) != 0
}

// isASCII reports whether s has no byte above 0x7f.
func isASCII(s string) bool {
	for len(s) >= 8 {
		if load8(s)&0x8080808080808080 != 0 {
			return false
		}
		s = s[8:]
	}
	var all byte
	for i := range len(s) {
		all |= s[i]
	}
	return all < 0x80
}

// asciiPrefix returns how many bytes of s come before the first above 0x7f.
func asciiPrefix(s string) int {
	i := 0
	for ; i+32 <= len(s); i += 32 { // most of a text, with fewer instructions
		b := s[i : i+32]
		if (load8(b)|load8(b[8:])|load8(b[16:])|load8(b[24:]))&0x8080808080808080 != 0 {
			break
		}
	}
	for i+8 <= len(s) && load8(s[i:])&0x8080808080808080 == 0 {
		i += 8
	}
	for i < len(s) && s[i] < 0x80 {
		i++
	}
	return i
}
