// Package prepare decides what one text shows, before it is held against
// another: its words and their seeds, the letters that stand apart in it, its
// quotations, and the parts that are left out.
//
// It knows one text only. What two texts have in common is the matter of package
// align. The one exception is [Meet], which asks each of two texts for the words that
// letters set apart, digits, signs and odd spaces of the other may spell.
package prepare
