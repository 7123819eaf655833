// Code generated from page/index.tmpl by go test -run TestWritten -update. DO NOT EDIT.

package htmlreport

import (
	"cmp"
	"fmt"
)

// write writes the index.
func (x index) write(w *writer) {
	w.raw(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="`)
	w.text(x.Policy)
	w.raw(`">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>Comparison reports: `)
	w.text(fmt.Sprint(len(x.Entries)))
	w.raw(`</title>
<style>`)
	w.raw(x.Style)
	w.raw(`</style>
</head>
<body>
<header>
<p class="tool">Palimpsest <span>comparison reports</span></p>
<h1>`)
	w.text(x.Title)
	w.raw(`</h1>
<p class="means">`)
	w.text(x.Means)
	w.raw(`</p>
</header>
<main>
`)
	if len(x.Entries) > 0 {
		w.raw(`<section aria-labelledby="reports">
<h2 id="reports">Reports, best first</h2>
<div class="scroll all" tabindex="0" role="region" aria-labelledby="reports">
<table>
<thead><tr><th scope="col">Verdict</th><th scope="col" class="n">Confidence</th><th scope="col">Source</th><th scope="col">Suspect</th><th scope="col" class="n">Of the source</th><th scope="col" class="n">Of the suspect</th><th scope="col" class="n">Exchanges</th></tr></thead>
<tbody>`)
		for _, d1 := range x.Entries {
			w.raw(`
<tr><th scope="row">`)
			if d1.Page != "" {
				w.raw(`<a href="`)
				w.address(d1.Page)
				w.raw(`">`)
				w.text(fmt.Sprint(d1.Report.Verdict))
				w.raw(`</a>`)
			} else {
				w.text(fmt.Sprint(d1.Report.Verdict))
			}
			w.raw(`</th><td class="n">`)
			w.text(x.Confidence(d1.Report))
			w.raw(`</td><td><bdi>`)
			w.text(cmp.Or(d1.Report.Source.Name, "–"))
			w.raw(`</bdi></td><td>`)
			if d1.All != "" {
				w.raw(`<a href="`)
				w.address(d1.All)
				w.raw(`"><bdi>`)
				w.text(cmp.Or(d1.Report.Suspect.Name, "–"))
				w.raw(`</bdi></a>`)
			} else {
				w.raw(`<bdi>`)
				w.text(cmp.Or(d1.Report.Suspect.Name, "–"))
				w.raw(`</bdi>`)
			}
			w.raw(`</td><td class="n">`)
			w.text(x.Percent(d1.Report.Coverage.Source))
			w.raw(`</td><td class="n">`)
			w.text(x.Percent(d1.Report.Coverage.Suspect))
			w.raw(`</td><td class="n">`)
			w.text(fmt.Sprint(len(d1.Report.Substitutions)))
			w.raw(`</td></tr>`)
		}
		w.raw(`
</tbody>
</table>
</div>
<p class="note">A confidence behind ~ is not calibrated: the report says why.</p>
</section>
`)
	}
	w.raw(`</main>
</body>
</html>
`)
}
