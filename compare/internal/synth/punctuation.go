package synth

import "strings"

// These functions change the marks between words and leave the words.

// quotes changes the style of quotation marks and apostrophes, and returns 1 if
// there are any.
func quotes(t *task) int {
	if strings.ContainsAny(t.Body, "«»") {
		marks := [][]string{{"«", "“", "»", "”"}, {"«", "„", "»", "“"}, {"«", `"`, "»", `"`}}[t.r.IntN(3)]
		for i := range t.pieces {
			t.pieces[i].text = strings.NewReplacer(marks...).Replace(t.pieces[i].text)
		}
		return 1
	}
	if !strings.ContainsAny(t.Body, `'"’‘“”`) {
		return 0
	}
	requote(t.draft)
	return 1
}

// noPunctuation leaves out all marks between words but hyphens.
func noPunctuation(t *task) int {
	n := 0
	for i := range t.words {
		for _, part := range []int{closing, opening} {
			if p := t.at(i, part); strings.Trim(p.text, "-'’ ") != "" && !t.joined(i) {
				p.text = ""
				n++
			}
		}
	}
	return n
}

// dashes replaces commas with dashes.
func dashes(t *task) int {
	n := 0
	for i := 1; i < len(t.words); i++ {
		if p := t.at(i, closing); p.text == "," && t.at(i, space).text == " " {
			p.text = " –"
			n++
		}
	}
	return n
}

// punctuate removes a share of the commas and replaces others with semicolons or
// dashes.
func punctuate(t *task, share float64) int {
	n := 0
	for i := 1; i < len(t.words); i++ {
		p := t.at(i, closing)
		if p.text != "," || t.at(i, space).text == "" || t.r.Float64() >= share {
			continue
		}
		p.text = []string{"", "", ";", " –"}[t.r.IntN(4)]
		n++
	}
	return n
}

// requote turns the quotation marks and apostrophes from straight to curly, or
// back. All words stay the same.
func requote(d *draft) {
	curly := strings.ContainsAny(d.Body, "’“”")
	for i := range d.pieces {
		p := &d.pieces[i]
		if !strings.ContainsAny(p.text, `'"’‘“”`) {
			continue
		}
		if curly {
			p.text = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`).Replace(p.text)
		} else if i%pieces == opening {
			p.text = strings.NewReplacer("'", "‘", `"`, "“").Replace(p.text)
		} else {
			p.text = strings.NewReplacer("'", "’", `"`, "”").Replace(p.text)
		}
	}
}
