package htmlreport

import (
	"bufio"
	"fmt"
	"strings"
)

// A writer writes a page in pieces. Errors come from Flush.
//
// The page is written by a function that is made of its template, not by html/template itself:
// that looks methods up by their names, for which the linker must keep every method of every
// type of a program. A program in a browser is a fifth larger for it.
type writer struct{ *bufio.Writer }

// raw writes HTML.
func (w *writer) raw(s string) { w.WriteString(s) }

// escaper escapes what html/template does in text and in attributes between quotation marks.
var escaper = strings.NewReplacer("\x00", "\ufffd", `"`, "&#34;", "&", "&amp;", "'", "&#39;", "+", "&#43;", "<", "&lt;", ">", "&gt;")

// text writes text, in an element or in an attribute between quotation marks.
func (w *writer) text(s string) { escaper.WriteString(w, s) }

// query writes text in the query or the fragment of an address: all but letters, digits and a
// few marks as bytes.
func (w *writer) query(s string) {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0:
			w.WriteByte(c)
		default:
			fmt.Fprintf(w, "%%%02x", c)
		}
	}
}
