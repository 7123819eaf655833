package layout

import "strings"

// leastLettered is how many lines must begin with the letters of the alphabet in order for these
// to count lines. The options of a question (a to d) are part of what it says.
const leastLettered = 8

// lettered returns the letters before lines that count them: A: and B: and so on, and A again
// after Z. A mark and a space are behind each. Nearly all texts cost a look at each line.
func lettered(text string) (out []Span) {
	from, last := 0, byte(0) // out[from:] are letters in order
	for start := 0; start < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
		if letter, to := letterBefore(text[start:end]); letter != 0 {
			if last != 0 && letter != last+1 && (letter|0x20 != 'a' || last|0x20 != 'z') {
				if len(out)-from < leastLettered {
					out = out[:from]
				}
				from = len(out)
			}
			out = append(out, trimmed(text, start, start+to, LineNumber))
			last = letter
		}
		start = end + 1
	}
	if len(out)-from < leastLettered {
		out = out[:from]
	}
	return out
}

// letterBefore returns the letter that a line begins with and where the text after it and its
// mark begins, 0 if there is none.
func letterBefore(line string) (letter byte, end int) {
	s := strings.TrimLeft(line, " \t")
	if strings.HasPrefix(s, "(") || strings.HasPrefix(s, "[") {
		s = s[1:]
	}
	if len(s) < 3 || !isLetter(s[0]) || strings.IndexByte(":.)]|-", s[1]) < 0 || s[2] != ' ' && s[2] != '\t' {
		return 0, 0
	}
	return s[0], len(line) - len(s) + 3
}
