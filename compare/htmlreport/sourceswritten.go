// Code generated from page/sources.tmpl by go test -run TestWritten -update. DO NOT EDIT.

package htmlreport

import (
	"cmp"
	"fmt"
)

// write writes the page of sources.
func (p *sourcesPage) write(w *writer) {
	w.raw(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="`)
	w.text(p.Policy)
	w.raw(`">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>Sources of a text: `)
	w.text(fmt.Sprint(len(p.Sources)))
	w.raw(`</title>
<style>`)
	w.raw(p.Style)
	w.raw(`</style>
</head>
<body>
<a class="skip" href="#text">Skip to the text</a>
<header>
<p class="tool">Palimpsest <span>sources of a text</span></p>
<h1>`)
	w.text(p.Title)
	w.raw(`</h1>
<p class="means">`)
	if d1 := p.Name; d1 != "" {
		w.raw(`What <bdi>`)
		w.text(d1)
		w.raw(`</bdi> was made from`)
	} else {
		w.raw(`What the text was made from`)
	}
	w.raw(`, as far as was found among the texts it was compared with.</p>
`)
	if len(p.Sources) > 0 {
		w.raw(`<ul class="shares">
<li><strong>`)
		w.text(p.Covered)
		w.raw(`</strong> of its `)
		w.text(fmt.Sprint(p.Words))
		w.raw(` words are in passages of a source</li>
</ul>
`)
	}
	w.raw(`</header>
<main>
`)
	if len(p.Sources) > 0 {
		w.raw(`<section aria-labelledby="sources">
<h2 id="sources">Sources</h2>
<div class="scroll all" tabindex="0" role="region" aria-labelledby="sources">
<table>
<thead><tr><th scope="col" class="n">Number</th><th scope="col">Verdict</th><th scope="col" class="n">Confidence</th><th scope="col">Source</th><th scope="col" class="n">Of the source</th><th scope="col" class="n">Of the text</th><th scope="col" class="n">Exchanges</th></tr></thead>
<tbody>`)
		for _, d2 := range p.Sources {
			w.raw(`
<tr><th scope="row" class="n"><span class="p `)
			w.text(d2.Color)
			w.raw(`"><i class="g" data-n="`)
			w.text(fmt.Sprint(d2.Number))
			w.raw(`"></i></span></th><td>`)
			if d2.Page != "" {
				w.raw(`<a href="`)
				w.address(d2.Page)
				w.raw(`">`)
				w.text(fmt.Sprint(d2.Report.Verdict))
				w.raw(`</a>`)
			} else {
				w.text(fmt.Sprint(d2.Report.Verdict))
			}
			w.raw(`</td><td class="n">`)
			w.text(d2.Confidence)
			w.raw(`</td><td><bdi>`)
			w.text(cmp.Or(d2.Report.Source.Name, "–"))
			w.raw(`</bdi></td><td class="n">`)
			w.text(p.Percent(d2.Report.Coverage.Source))
			w.raw(`</td><td class="n">`)
			w.text(p.Percent(d2.Report.Coverage.Suspect))
			w.raw(`</td><td class="n">`)
			w.text(fmt.Sprint(d2.Exchanges))
			w.raw(`</td></tr>`)
		}
		w.raw(`
</tbody>
</table>
</div>
<p class="note">A confidence behind ~ is not calibrated: the report says why.</p>
<figure class="strip sources">
`)
		w.raw(p.Strip)
		w.raw(`
<figcaption>The text from beginning to end, a row for each source in the order of the table; faint where its words are shown under a source above.</figcaption>
</figure>
</section>
`)
	}
	w.raw(`<section id="text" aria-labelledby="whole" tabindex="-1">
<h2 id="whole">The text</h2>
<p class="note">The number before a passage is that of its source. Words that were exchanged are underlined; point at one to see what stands in the source.</p>
<div class="text whole" lang="`)
	w.text(p.Lang)
	w.raw(`" tabindex="0" role="region" aria-labelledby="whole">`)
	w.raw(p.Text)
	w.raw(`</div>
</section>
`)
	if len(p.Excluded) > 0 {
		w.raw(`<section aria-labelledby="excluded">
<h2 id="excluded">Left out of the judgement</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="excluded">
<table>
<thead><tr><th scope="col">Reason</th><th scope="col" class="n">Places</th></tr></thead>
<tbody>`)
		for _, d3 := range p.Excluded {
			w.raw(`
<tr><td>`)
			w.text(d3.Reason)
			w.raw(`</td><td class="n">`)
			w.text(fmt.Sprint(d3.Places))
			w.raw(`</td></tr>`)
		}
		w.raw(`
</tbody>
</table>
</div>
</section>
`)
	}
	w.raw(`</main>
</body>
</html>
`)
}
