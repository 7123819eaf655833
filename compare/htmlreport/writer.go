package htmlreport

import (
	"bufio"
	"fmt"
	"strings"
)

// A markup is HTML, or a style or a script for it, in which everything is escaped that must be.
type markup string

// A writer writes a page in pieces. Errors come from Flush.
//
// Pages are written by functions that are made of their templates, not by html/template itself.
// That looks methods up by their names, so that the linker must keep every method of every
// type of a program; one in a browser is a fifth larger for it.
type writer struct{ *bufio.Writer }

// raw writes markup.
func (w *writer) raw(s markup) { w.WriteString(string(s)) }

// Escapers for text in an element and in an attribute between quotation marks. In text,
// html/template escapes the plus sign as well.
var (
	textEscaper   = strings.NewReplacer("\x00", "\ufffd", `"`, "&#34;", "&", "&amp;", "'", "&#39;", "+", "&#43;", "<", "&lt;", ">", "&gt;")
	markupEscaper = strings.NewReplacer("\x00", "\ufffd", `"`, "&#34;", "&", "&amp;", "'", "&#39;", "<", "&lt;", ">", "&gt;")
)

// escaped returns text as markup has it.
func escaped(s string) string { return markupEscaper.Replace(s) }

// text writes text, in an element or in an attribute between quotation marks.
func (w *writer) text(s string) { textEscaper.WriteString(w, s) }

// address writes an address into an attribute between quotation marks. One with another scheme
// than http, https and mailto is not written, as a script would be.
func (w *writer) address(s string) {
	if scheme, _, ok := strings.Cut(s, ":"); ok && !strings.Contains(scheme, "/") {
		switch strings.ToLower(scheme) {
		case "http", "https", "mailto":
		default:
			s = "#ZgotmplZ" // as html/template has it
		}
	}
	w.percent(s, "-._~!#$&*+,/:;=?@[]%")
}

// query writes text in the query or the fragment of an address.
func (w *writer) query(s string) { w.percent(s, "-._~") }

// percent writes letters, digits and some marks of an address as they are, and other bytes
// with a percent sign.
func (w *writer) percent(s, marks string) {
	for i := range len(s) {
		switch c := s[i]; {
		case c == '%' && !isEscape(s[i:]):
			w.WriteString("%25")
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte(marks, c) >= 0:
			w.text(s[i : i+1])
		default:
			fmt.Fprintf(w, "%%%02x", c)
		}
	}
}

// isEscape reports whether an address begins with a byte written with a percent sign.
func isEscape(s string) bool {
	const digits = "0123456789abcdefABCDEF"
	return len(s) > 2 && strings.IndexByte(digits, s[1]) >= 0 && strings.IndexByte(digits, s[2]) >= 0
}
