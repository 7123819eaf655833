package layout

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// plainTags have angle and square brackets that are no mark-up.
var plainTags = []string{
	"Set a[i] to b[i] when both are read, and leave c[u] alone.",
	"It returns a List<String>, or a Map<String, Integer> if keys are wanted.",
	"As long as x < y > z holds, nothing is to be done.",
	"Write to Hanna Weiss <hanna.weiss@example.org> before Friday.",
	"If a<b and c>d, the two lines cross.",
	"See <https://example.org/a?b=c> for the rest.",
	"Type <your name> and then <password>, and press <Enter>.",
	"Send it to <address> by <time>, with the <title of the work> and <object of the claim>.",
	"for (i = 0; i<b and j>0; i++) while (p<q and r>s)",
	"<T extends Comparable<T>> void sort(List<T> list)",
	"We love cats <3 and dogs <3 alike.",
	"The arrow <- points left, -> right and <-> both ways.",
	"He said [sic] that they [the owners] had left [b] open.",
	"In the list [a, b, c] the second is b.",
	"template<typename T> struct pair<T, T> { T first; };",
	"A vector<int> v; holds for i<n; i++ in every case.",
	"The test [ -f file ] comes before [ -d dir ].",
	"Rates fell from <5 % to <1 % and rose to >2 %.",
	"<Unknown speaker> was heard to say nothing.",
	"Page [i] of the preface and page [u] were lost.",
	"generics such as Option<i32> and Vec<u8> are usual",
	"<!-- a comment that nobody ends, in a text about comments.",
	"A tag such as <a that never ends is only a sign < and a letter.",
	"[size] and [color] are placeholders of our form.",
	"The note [quote needed] was left, [url missing] as well.",
}

var tagged = []string{
	"⟦<!DOCTYPE html>⟧\n⟦<p>⟧A page.",
	"⟦<?xml version=\"1.0\"?>⟧ A page.",
	"⟦<title>⟧A page⟦</title>⟧ and ⟦<time datetime=\"x\">⟧noon.",

	"A ⟦<b>⟧bold⟦</b>⟧ word.",
	"An ⟦<B>⟧upper⟦</B>⟧ and a ⟦<Em>⟧mixed⟦</eM>⟧ one.",
	"One line⟦<br>⟧and⟦<br/>⟧another⟦<br />⟧still.",
	`See ⟦<a href="https://example.org/?a=1&b=2" title='a > b'>⟧the page⟦</a>⟧ for more.`,
	"⟦<p>⟧An open paragraph that nobody closes.",
	"⟦<div class=\"x\">⟧⟦<span style='color: red'>⟧Deep ⟦<i>⟧inside⟦</i>⟧⟦</span>⟧⟦</div>⟧",
	"Before ⟦<!-- not shown > at all -->⟧ and behind.",
	"A te⟦<!---->⟧ar in a w⟦<wbr>⟧ord.",
	"⟦<td\n  align=\"left\"\n>⟧A cell over lines⟦</td>⟧",
	"⟦<h1>⟧Title⟦</h1>⟧\n⟦<ul>⟧⟦<li>⟧one⟦</li>⟧⟦<li>⟧two⟦</li>⟧⟦</ul>⟧",
	"⟦<img src=a.png alt=\"two > one\">⟧ shows it.",
	"A word with ⟦<font color=#f00>⟧colour⟦</font>⟧ and ⟦<sup>⟧up⟦</sup>⟧.",
	"⟦[b]⟧Bold⟦[/b]⟧ and ⟦[i]⟧leaning⟦[/i]⟧ and ⟦[B]⟧both⟦[/B]⟧.",
	"⟦[quote=Anna]⟧She said⟦[/quote]⟧ and I agree.",
	"⟦[url=https://example.org/x]⟧here⟦[/url]⟧",
	"⟦[url]⟧the address⟦[/url]⟧",
	"⟦[img]https://example.org/a.png[/img]⟧ was the picture.",
	"⟦[list]⟧\n⟦[*]⟧ one\n⟦[*]⟧ two\n⟦[/list]⟧",
	"⟦[b]⟧Outside ⟦[i]⟧crossed⟦[/b]⟧ over⟦[/i]⟧.",
	"⟦[color=red]⟧red ⟦[size=4]⟧large⟦[/size]⟧⟦[/color]⟧",
	"⟦[quote name=\"Jo\" post=12]⟧Never.⟦[/quote]⟧",
	"Above\n⟦[hr]⟧\nbelow",
	"Left un⟦[b]⟧closed at the end, ⟦[b]⟧once⟦[/b]⟧.",
	"⟦[spoiler]⟧he did it⟦[/spoiler]⟧",
}

func TestTags(t *testing.T) {
	wantNone(t, plainTags)
	wantMarked(t, Tag, tagged)
}

// TestJoins: tags within a line of text part no words, those of blocks do.
func TestJoins(t *testing.T) {
	for text, want := range map[string]string{
		"wo<b>r</b>d":             "word",
		"wo<!-- x -->rd":          "word",
		"wo<wbr>rd":               "word",
		"wo[b]r[/b]d":             "word",
		"one<br>two":              "one two",
		"one<p>two":               "one two",
		"<td>one</td><td>two":     " one  two",
		"one[quote]two[/quote]":   "one two ",
		"one[img]a.png[/img]two":  "one two",
		"wo<span class='x'>rd":    "word",
		"one<li>two":              "one two",
		"re<sub>d</sub>e<b></b>r": "reder",
	} {
		require.Equal(t, want, Read(text, Find(text)).Text, text)
	}
}

// TestAhead holds looking ahead against a search from each place.
func TestAhead(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		text := make([]byte, r.IntN(60))
		for i := range text {
			text[i] = "ab-->"[r.IntN(5)]
		}
		a := ahead{of: "-->"}
		for i := 0; i <= len(text); i += r.IntN(4) + 1 {
			want := len(text)
			if n := strings.Index(string(text[i:]), "-->"); n >= 0 {
				want = i + n
			}
			require.Equal(t, want, a.from(string(text), i), "%s from %d", text, i)
		}
	}
	a := ahead{of: "-->"}
	require.Equal(t, 9, a.from("no end at", 0))
	require.Equal(t, 9, a.from("-->-->-->", 3), "a text that was found to have none is not searched again")
}
