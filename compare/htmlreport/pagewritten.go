// Code generated from page/page.tmpl by go test -run TestWritten -update. DO NOT EDIT.

package htmlreport

import (
	"cmp"
	"fmt"
)

// write writes the page.
func (p *page) write(w *writer) {
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
<title>Comparison report: `)
	w.text(fmt.Sprint(p.Report.Verdict))
	w.raw(`</title>
<style>`)
	w.raw(p.Style)
	w.raw(`</style>
</head>
<body>
<a class="skip" href="#texts">Skip to the texts</a>
<header>
<p class="tool">Palimpsest <span>comparison report</span></p>
<h1 class="v-`)
	w.text(fmt.Sprint(p.Report.Verdict))
	w.raw(`">`)
	w.text(fmt.Sprint(p.Report.Verdict))
	w.raw(`</h1>
<p class="means">`)
	w.text(p.Means)
	w.raw(`</p>
<p class="sure"><strong>`)
	w.text(p.Confidence)
	w.raw(`</strong>`)
	if d1 := p.InWords; d1 != "" {
		w.raw(`: `)
		w.text(d1)
	}
	if d2 := p.Others; d2 != "" {
		w.raw(`; in question besides: `)
		w.text(d2)
	}
	w.raw(`</p>
`)
	if d3 := p.Report.Doubt(); d3 != "" {
		w.raw(`<p class="sure">`)
		w.text(d3)
		w.raw(`</p>
`)
	}
	if d4 := p.Shares; len(d4) > 0 {
		w.raw(`<ul class="shares">`)
		for _, d5 := range d4 {
			w.raw(`
<li><strong>`)
			w.text(d5.Figure)
			w.raw(`</strong> `)
			w.text(d5.Of)
			w.raw(`</li>`)
		}
		w.raw(`
</ul>
`)
	}
	if p.InWords != "" {
		w.raw(`<details class="measured">
<summary>What the confidence was measured on</summary>
<p>Pairs of texts, kinds of change, dictionaries and programs that the model had not seen. docs/ACCURACY.md of the library has the counts, with intervals, kind by kind. Texts of other sorts may fare otherwise: where a decision weighs heavily, read both texts.</p>
</details>
`)
	}
	w.raw(`</header>
<main>
<section class="evidence" aria-label="Evidence">
<div>
<h2>For `)
	w.text(fmt.Sprint(p.Report.Verdict))
	w.raw(`</h2>
`)
	if len(p.For) > 0 {
		w.raw(`<ul>`)
		for _, d6 := range p.For {
			w.raw(`<li dir="auto">`)
			if d6.Why != "" {
				w.raw(`<details><summary>`)
				w.text(d6.Text)
				w.raw(` <span>why this matters</span></summary><p>`)
				w.text(d6.Why)
				w.raw(`</p></details>`)
			} else {
				w.text(d6.Text)
			}
			w.raw(`</li>`)
		}
		w.raw(`</ul>`)
	} else {
		w.raw(`<p class="none">Nothing was counted.</p>`)
	}
	w.raw(`
</div>
<div>
<h2>Against `)
	w.text(fmt.Sprint(p.Report.Verdict))
	w.raw(`</h2>
`)
	if len(p.Against) > 0 {
		w.raw(`<ul>`)
		for _, d7 := range p.Against {
			w.raw(`<li dir="auto">`)
			if d7.Why != "" {
				w.raw(`<details><summary>`)
				w.text(d7.Text)
				w.raw(` <span>why this matters</span></summary><p>`)
				w.text(d7.Why)
				w.raw(`</p></details>`)
			} else {
				w.text(d7.Text)
			}
			w.raw(`</li>`)
		}
		w.raw(`</ul>`)
	} else {
		w.raw(`<p class="none">Nothing that was counted speaks against it.</p>`)
	}
	w.raw(`
</div>
</section>
<section aria-labelledby="where">
<h2 id="where">Where it lies</h2>
<table class="documents">
<thead><tr><th scope="col">Text</th><th scope="col">Name</th><th scope="col" class="n">Words</th><th scope="col" class="n">Bytes</th><th scope="col" class="n">In passages</th></tr></thead>
<tbody>`)
	for _, d8 := range p.Documents {
		w.raw(`
<tr><th scope="row">`)
		w.text(d8.Role)
		w.raw(`</th><td><bdi>`)
		w.text(cmp.Or(d8.Name, "–"))
		w.raw(`</bdi></td><td class="n">`)
		w.text(fmt.Sprint(d8.Words))
		w.raw(`</td><td class="n">`)
		w.text(fmt.Sprint(d8.Bytes))
		w.raw(`</td><td class="n">`)
		w.text(p.Percent(d8.Covered))
		w.raw(`</td></tr>`)
	}
	w.raw(`
</tbody>
</table>
`)
	for _, d9 := range p.Documents {
		if d9.Repeats != 0 {
			w.raw(`<p class="note">`)
			w.text(p.Count(d9.Repeats, "word"))
			w.raw(` of the `)
			w.text(d9.Lower())
			w.raw(` outside of the passages repeat what stands in one. They count as covered.</p>
`)
		}
	}
	w.raw(`<figure class="strip">
<span class="end" aria-hidden="true">source</span>
`)
	w.raw(p.Strip)
	w.raw(`
<span class="end" aria-hidden="true">suspect</span>
<figcaption>`)
	if len(p.Passages) > 0 {
		w.raw(`Both texts from beginning to end; bands join the passages that correspond, the dashes stand out where more was exchanged. The table of passages says the same in numbers.`)
	} else {
		w.raw(`No part of one text corresponds to a part of the other.`)
	}
	w.raw(`</figcaption>
</figure>
</section>
<section id="texts" aria-labelledby="both" tabindex="-1">
<h2 id="both">Both texts</h2>
`)
	if p.Withheld {
		w.raw(`<p class="note">The source is not shown as a whole: only words that the suspect has too, and those that were exchanged.</p>
`)
	}
	w.raw(`<details class="legend" open>
<summary>What the marks mean, and which are shown</summary>
`)
	if len(p.Legend) > 0 || p.Edits != 0 {
		w.raw(`<ul>`)
		for _, d10 := range p.Legend {
			w.raw(`
<li><label><input type="checkbox" class="filter" value=".`)
			w.text(d10.Class)
			w.raw(`" checked hidden> <span class="s `)
			w.text(d10.Class)
			w.raw(` r-medium">`)
			w.text(d10.Name)
			w.raw(`</span> <span class="n">`)
			w.text(fmt.Sprint(d10.Count))
			w.raw(` ×</span>`)
			if d11 := d10.Is; d11 != "" {
				w.raw(` – `)
				w.text(d11)
			}
			w.raw(`</label></li>`)
		}
		if p.Edits != 0 {
			w.raw(`
<li><label><input type="checkbox" class="filter" value="ins, del, .gap" checked hidden> <ins>put in</ins> <del>taken out</del> <i class="gap"></i> <span class="n">`)
			w.text(fmt.Sprint(p.Edits))
			w.raw(` ×</span> – or the place of it in the other text</label></li>`)
		}
		w.raw(`
</ul>
`)
		if len(p.Legend) > 0 {
			w.raw(`<p>How the words are known to be related: <span class="s k-synonym r-strong">strong</span> <span class="s k-synonym r-medium">medium</span> <span class="s k-synonym r-weak">weak</span> <span class="s k-synonym r-learned">learned</span> from these texts <span class="s k-synonym r-none">none</span></p>`)
		}
	}
	w.raw(`
<p><span class="p">in a passage</span> · outside of all passages`)
	if len(p.Report.Excluded) > 0 {
		w.raw(` · <span class="x">left out of the judgement</span>`)
	}
	if len(p.Disguises) > 0 {
		w.raw(` · <span class="d">disguised characters</span>`)
	}
	w.raw(` · <b class="h">U+200B</b> what does not show`)
	if p.Withheld {
		w.raw(` · <i class="w">[…]</i> of the source, not shown`)
	}
	w.raw(`</p>
</details>
<div id="tools" hidden>
<span class="group" role="group" aria-label="changes"><button type="button" id="previous">Previous</button><button type="button" id="next">Next change</button></span>
<span class="group" role="group" aria-label="passages"><button type="button" id="previous-passage">Previous</button><button type="button" id="next-passage">Next passage</button></span>
<span id="position" class="n"></span>
<label><input type="checkbox" id="together" checked> scroll together</label>
<label><input type="checkbox" id="keys" checked> keys <kbd>n</kbd> <kbd>p</kbd>, passages <kbd>N</kbd> <kbd>P</kbd></label>
<span id="said" dir="auto" role="status"></span>
</div>
<p class="cut">What stands outside of passages is not printed.</p>
<div class="panes">
<section aria-labelledby="source-title">
<h3 id="source-title">Source <bdi>`)
	w.text(p.Documents[0].Name)
	w.raw(`</bdi></h3>
<div class="text" id="source" lang="`)
	w.text(p.Lang)
	w.raw(`" tabindex="0" role="region" aria-label="text of the source">`)
	w.raw(p.Source)
	w.raw(`</div>
</section>
<section aria-labelledby="suspect-title">
<h3 id="suspect-title">Suspect <bdi>`)
	w.text(p.Documents[1].Name)
	w.raw(`</bdi></h3>
<div class="text" id="suspect" lang="`)
	w.text(p.Lang)
	w.raw(`" tabindex="0" role="region" aria-label="text of the suspect">`)
	w.raw(p.Suspect)
	w.raw(`</div>
</section>
</div>
</section>
`)
	if len(p.Pairs) > 0 {
		w.raw(`<section aria-labelledby="dictionary">
<h2 id="dictionary">What was exchanged</h2>
<p class="note">`)
		w.text(p.Count(len(p.Report.Substitutions), "exchange"))
		w.raw(`, `)
		w.text(p.Count(len(p.Pairs), "different pair"))
		w.raw(`.</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="dictionary">
<table>
<thead><tr><th scope="col" class="n">Count</th><th scope="col">Source</th><th scope="col">Suspect</th><th scope="col">Kind</th><th scope="col">Relation</th></tr></thead>
<tbody>`)
		for _, d12 := range p.Pairs {
			w.raw(`
<tr><td class="n">`)
			w.text(fmt.Sprint(d12.Count))
			w.raw(`</td><td><bdi>`)
			w.text(d12.Source)
			w.raw(`</bdi></td><td><a href="#`)
			w.query(d12.First)
			w.raw(`"><bdi>`)
			w.text(d12.Suspect)
			w.raw(`</bdi></a></td><td><span class="s `)
			w.text(d12.Class)
			w.raw(` `)
			w.text(d12.RelationClass)
			w.raw(`">`)
			w.text(d12.Kind)
			w.raw(`</span></td><td>`)
			w.text(d12.Relation)
			w.raw(`</td></tr>`)
		}
		w.raw(`
</tbody>
</table>
</div>
`)
		if len(p.Pairs) > 40 {
			w.raw(`<p class="cut">The first 40 of `)
			w.text(fmt.Sprint(len(p.Pairs)))
			w.raw(` rows.</p>
`)
		}
		w.raw(`</section>
`)
	}
	if len(p.Passages) > 0 {
		w.raw(`<section aria-labelledby="passages">
<h2 id="passages">Passages</h2>
<p class="note">`)
		if len(p.Passages) > 1 {
			w.raw(`Those that were derived come first, then by confidence. `)
		}
		w.raw(`Places count bytes.</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="passages">
<table>
<thead><tr><th scope="col" class="n">Passage</th><th scope="col">Verdict</th><th scope="col" class="n">Confidence</th><th scope="col" class="n">Words</th><th scope="col" class="n">Equal</th><th scope="col" class="n">Exchanged</th><th scope="col">In the source</th><th scope="col">In the suspect</th></tr></thead>
<tbody>`)
		for _, d13 := range p.Passages {
			w.raw(`
<tr><th scope="row" class="n">`)
			w.text(fmt.Sprint(d13.ID))
			w.raw(`</th><td>`)
			w.text(fmt.Sprint(d13.Verdict))
			w.raw(`</td><td class="n">`)
			w.text(p.Number(d13.Confidence))
			w.raw(`</td><td class="n">`)
			w.text(fmt.Sprint(d13.Words))
			w.raw(`</td><td class="n">`)
			w.text(p.Percent(d13.Equal))
			w.raw(`</td><td class="n">`)
			w.text(p.Percent(d13.Substituted))
			w.raw(`</td><td class="place"><a href="#sp`)
			w.query(fmt.Sprint(d13.ID))
			w.raw(`">`)
			w.text(fmt.Sprint(d13.Source.Start))
			w.raw(`–`)
			w.text(fmt.Sprint(d13.Source.End))
			w.raw(`</a></td><td class="place"><a href="#tp`)
			w.query(fmt.Sprint(d13.ID))
			w.raw(`">`)
			w.text(fmt.Sprint(d13.Suspect.Start))
			w.raw(`–`)
			w.text(fmt.Sprint(d13.Suspect.End))
			w.raw(`</a></td></tr>`)
		}
		w.raw(`
</tbody>
</table>
</div>
`)
		if len(p.Passages) > 40 {
			w.raw(`<p class="cut">The first 40 of `)
			w.text(fmt.Sprint(len(p.Passages)))
			w.raw(` rows.</p>
`)
		}
		w.raw(`</section>
`)
	}
	if len(p.Report.Excluded) > 0 {
		w.raw(`<section aria-labelledby="excluded">
<h2 id="excluded">Left out of the judgement</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="excluded">
<table>
<thead><tr><th scope="col">Text</th><th scope="col">Reason</th><th scope="col" class="n">Bytes</th></tr></thead>
<tbody>`)
		for _, d14 := range p.Report.Excluded {
			w.raw(`
<tr><td>`)
			w.text(d14.In)
			w.raw(`</td><td>`)
			w.text(d14.Reason)
			w.raw(`</td><td class="n">`)
			w.text(fmt.Sprint(d14.Start))
			w.raw(`–`)
			w.text(fmt.Sprint(d14.End))
			w.raw(`</td></tr>`)
		}
		w.raw(`
</tbody>
</table>
</div>
`)
		if len(p.Report.Excluded) > 40 {
			w.raw(`<p class="cut">The first 40 of `)
			w.text(fmt.Sprint(len(p.Report.Excluded)))
			w.raw(` rows.</p>
`)
		}
		w.raw(`</section>
`)
	}
	if len(p.Layout) > 0 {
		w.raw(`<section aria-labelledby="layout">
<h2 id="layout">Read as lay-out</h2>
<p class="note">No part of what the texts say, and left out of the comparison.</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="layout">
<table>
<thead><tr><th scope="col">Text</th><th scope="col">Kind</th><th scope="col" class="n">Places</th></tr></thead>
<tbody>`)
		for _, d15 := range p.Layout {
			w.raw(`
<tr><td>`)
			w.text(d15.In)
			w.raw(`</td><td>`)
			w.text(d15.Kind)
			w.raw(`</td><td class="n">`)
			w.text(fmt.Sprint(d15.Places))
			w.raw(`</td></tr>`)
		}
		w.raw(`
</tbody>
</table>
</div>
</section>
`)
	}
	if len(p.Disguises) > 0 {
		w.raw(`<section aria-labelledby="disguises">
<h2 id="disguises">Disguised characters</h2>
<p class="note">They hide what a text says and were made undone before the texts were compared.</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="disguises">
<table>
<thead><tr><th scope="col">Text</th><th scope="col">Kind</th><th scope="col">Characters</th><th scope="col" class="n">Bytes</th></tr></thead>
<tbody>`)
		for _, d16 := range p.Disguises {
			w.raw(`
<tr><td>`)
			w.text(d16.In)
			w.raw(`</td><td>`)
			w.text(d16.Kind)
			w.raw(`</td><td><bdi>`)
			w.text(d16.Hides)
			w.raw(`</bdi></td><td class="n">`)
			w.text(fmt.Sprint(d16.Start))
			w.raw(`–`)
			w.text(fmt.Sprint(d16.End))
			w.raw(`</td></tr>`)
		}
		w.raw(`
</tbody>
</table>
</div>
`)
		if len(p.Disguises) > 40 {
			w.raw(`<p class="cut">The first 40 of `)
			w.text(fmt.Sprint(len(p.Disguises)))
			w.raw(` rows.</p>
`)
		}
		w.raw(`</section>
`)
	}
	w.raw(`<section aria-labelledby="decision" class="decision">
<h2 id="decision">Decision</h2>
<p class="note">For whoever decides. What is written here stays in this page as long as it is open: print it, or take it as text.</p>
<div class="fields">
<span role="radiogroup" aria-labelledby="decision"><label><input type="radio" name="decision" value="derived, not allowed"> derived, not allowed</label> <label><input type="radio" name="decision" value="derived, allowed"> derived, allowed</label> <label><input type="radio" name="decision" value="not derived"> not derived</label> <label><input type="radio" name="decision" value="open"> open</label></span>
<label class="wide">Reasons <textarea id="reasons" rows="3" dir="auto"></textarea></label>
<label>Decided by <input type="text" id="by" dir="auto"></label>
<label>Date <input type="text" id="date"></label>
<button type="button" id="record" hidden>As text</button>
</div>
<pre id="recorded" tabindex="0" aria-label="the decision as text" hidden></pre>
<p class="print"><label><input type="checkbox" id="whole"> print both texts and all tables whole, not passages and the first rows alone</label></p>
</section>
</main>
<footer>
<h2>Provenance</h2>
<dl>
<dt>Library</dt><dd>`)
	w.text(p.Report.Provenance.Library)
	w.raw(`, report version `)
	w.text(fmt.Sprint(p.Report.Version))
	w.raw(`</dd>
<dt>Words read as</dt><dd>`)
	w.text(p.Report.Provenance.Scheme)
	w.raw(`</dd>
<dt>Model</dt><dd>`)
	w.text(p.Report.Provenance.Model)
	w.raw(`</dd>
<dt>Lexicon</dt><dd>`)
	w.text(p.Report.Provenance.Lexicon)
	w.raw(`</dd>
<dt>Language</dt><dd>`)
	w.text(fmt.Sprint(p.Report.Language))
	w.raw(`</dd>
`)
	for _, d17 := range p.Documents {
		w.raw(`<dt>`)
		w.text(d17.Role)
		w.raw(`, SHA-256</dt><dd><code>`)
		w.text(d17.SHA256)
		w.raw(`</code></dd>
`)
	}
	w.raw(`</dl>
<p>Equal texts and equal provenance give equal reports. The report says that a text was derived from another, and how. It does not say which of them came first, who did it, or whether it was allowed.</p>
</footer>
<script>`)
	w.raw(p.Script)
	w.raw(`</script>
</body>
</html>
`)
}
