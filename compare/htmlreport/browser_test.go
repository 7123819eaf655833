package htmlreport

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/testtext"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

// hostileTexts would do something in a page that takes them for mark-up, or turn
// the direction of what follows.
var hostileTexts = []string{
	`<script>document.title='owned'</script>`,
	`<img src=x onerror="document.title='owned'">`,
	`</textarea></style></script><svg onload="document.title='owned'">`,
	`</div></section></body></html><style>*{display:none}</style>`,
	`"><a href="javascript:document.title='owned'" autofocus onfocus=document.title='owned'>`,
	`' title='x' onmouseover='document.title=1 &lt;script&gt; {{.}} ` + "`${document.title='owned'}`",
	"<!-- <script> <![CDATA[ ]]> --> &#60;script&#62;",
	"Hebrew: הנהר עלה בלילה והגשר נסגר, Arabic: ارتفع النهر في الليل",
	"\u202eright to left\u202c and \u2066isolated\u2069 \u200bhid\u00adden \u2028 \x00\x1b[31m\x7f\u0085",
	"👩\u200d👩\u200d👧\u200d👦 🏳\ufe0f\u200d🌈 ❤\ufe0f 👍🏽 नमस्ते क्\u200dष",
	"Z\u0335\u0321\u0301\u0323\u0301\u0323\u0301\u0323\u0301\u0323\u0301\u0323\u0301\u0323\u0301\u0323\u0301\u0323\u0301\u0323\u0301\u0323algo",
	"bad \xff\xfe\xc3( bytes",
}

// chromium runs a browser without a window on a page, and returns what it prints.
func chromium(t *testing.T, args ...string) string {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium on the PATH: that no script of a text runs in a browser was not checked (apt-get install chromium)")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	args = append([]string{"--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--user-data-dir=" + t.TempDir(), "--virtual-time-budget=3000"}, args...)
	out, err := exec.CommandContext(ctx, program, args...).Output()
	require.NoError(t, err)
	return string(out)
}

// opened writes a page into a file, opens it in a browser and returns what the
// browser made of it.
func opened(t *testing.T, page string) *html.Node { return openedAt(t, page, "") }

// openedAt opens a page at a place in it, such as #t5.
func openedAt(t *testing.T, page, place string) *html.Node {
	t.Helper()
	name := filepath.Join(t.TempDir(), "page.html")
	require.NoError(t, os.WriteFile(name, []byte(page), 0o666))
	doc, err := html.Parse(strings.NewReader(chromium(t, "--dump-dom", "file://"+name+place)))
	require.NoError(t, err)
	return doc
}

// pageTitle returns the title of a page.
func pageTitle(doc *html.Node) string {
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "title" {
			return textOf(n)
		}
	}
	return ""
}

// TestBrowser opens a page in a browser, which runs the scripts that it takes to
// be there. The page's own must run: the tools are hidden until it has.
func TestBrowser(t *testing.T) {
	w := testtext.NewWriter(9)
	source := strings.Join(hostileTexts, "\n") + "\n" + w.Text(300)
	suspect := w.Spun(source)
	r, err := compare.Comparer{ExcludeQuotations: true}.Texts(source, suspect)
	require.NoError(t, err)
	require.NotEmpty(t, r.Substitutions)
	r.Source.Name, r.Suspect.Name = hostileTexts[0], "</title>"+hostileTexts[1]
	r.Evidence[0].Text = hostileTexts[2]
	r.Substitutions[0].Kind = compare.Kind(hostileTexts[4])
	r.Provenance.Lexicon = hostileTexts[0]
	doc := opened(t, written(t, r, source, suspect))
	require.Equal(t, "Comparison report: "+r.Verdict.String(), pageTitle(doc))
	for _, a := range byID(t, doc, "tools").Attr {
		require.NotEqual(t, "hidden", a.Key, "the page's own script did not run")
	}
	require.Equal(t, asShown(source), paneText(byID(t, doc, "source")))
	require.Equal(t, asShown(suspect), paneText(byID(t, doc, "suspect")))
	checkAllowed(t, doc)

	// What the page holds back from the browser does run.
	require.Equal(t, "owned", pageTitle(opened(t, "<!DOCTYPE html><title>page</title>"+hostileTexts[0])))
}

// TestBrowserPolicy: the policy alone, without escaping, stops what a text could
// bring.
func TestBrowserPolicy(t *testing.T) {
	r, err := compare.Texts(testtext.OwnTexts[5], testtext.OwnTexts[6])
	require.NoError(t, err)
	page := written(t, r, testtext.OwnTexts[5], testtext.OwnTexts[6])
	doc := opened(t, strings.Replace(page, "<main>", "<main>"+strings.Join(hostileTexts[:2], ""), 1))
	require.Equal(t, "Comparison report: "+r.Verdict.String(), pageTitle(doc))
}

// TestBrowserScript does in a page what readers do. A script of the test's own
// does it, for which the policy is taken out.
func TestBrowserScript(t *testing.T) {
	w := testtext.NewWriter(11)
	moved, first := w.Text(900), w.Text(900)
	source := first + moved
	suspect := moved + w.Text(300) + w.Spun(first)
	r, err := compare.Texts(source, suspect)
	require.NoError(t, err)
	require.Greater(t, len(r.Passages), 1)
	require.Equal(t, "done", pageTitle(opened(t, used(t, written(t, r, source, suspect), reader))))
}

// used returns a page in which a script does what a reader does, and says in the
// title what did not work first. The policy, which would not let it run, is taken
// out.
func used(t *testing.T, page, script string) string {
	policy := regexp.MustCompile(`<meta http-equiv[^>]*>`)
	require.Len(t, policy.FindAllString(page, -1), 1)
	page = policy.ReplaceAllString(page, "")
	return strings.Replace(page, "</body>", "<script>"+tools+script+`
    document.title = "done";
  } catch (what) { document.title = String(what); }
})();</script></body>`, 1)
}

// tools is what scripts that use a page have in common.
const tools = `(() => {
  const byId = id => document.getElementById(id), source = byId("source"), suspect = byId("suspect");
  const expect = (what, is) => { if (!is) throw what; };
  const inView = (el, pane) => {
    const e = el.getBoundingClientRect(), p = pane.getBoundingClientRect();
    return e.top >= p.top - 1 && e.bottom <= p.bottom + 1;
  };
  const word = (pane, text) => {
    const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(text);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + text.length);
      return range;
    }
    throw text + " is not in the " + pane.id;
  };
  const scrolled = (pane, el) => {
    pane.dispatchEvent(new WheelEvent("wheel"));
    pane.scrollTop += el.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3 + 1;
    pane.dispatchEvent(new Event("scroll")); // without a window there are no frames, at which browsers tell of it
  };
  const press = key => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const links = [...suspect.querySelectorAll("a.s[id], ins[id], del[id], .gap[id]")];
  try {`

// reader uses the keys, the links and the wheel.
const reader = `
    press("n");
    expect("n goes to the first exchange", document.activeElement === links[0]);
    press("n"); press("n"); press("p");
    const el = links[1], other = byId(el.hash.slice(1));
    expect("n and p go to and fro", document.activeElement === el);
    expect("the position is said", byId("position").textContent === "change 2 of " + links.length);
    expect("both sides are marked", el.classList.contains("on") && other.classList.contains("on"));
    expect("both sides are in view", inView(el, suspect) && inView(other, source));
    expect("it is said", byId("said").textContent === el.title && el.title !== "");
    links[5].focus();
    expect("what has the focus is said", byId("said").textContent === links[5].title && links[5].title !== el.title);
    el.focus();
    byId("keys").checked = false;
    press("n");
    expect("keys can be turned off", document.activeElement === el);
    byId("keys").checked = true;
    press("N"); press("N"); press("P");
    const passages = suspect.querySelectorAll("a.g");
    expect("N and P go from passage to passage", document.activeElement === passages[0]);
    expect("the passage is said", byId("position").textContent === "passage 1 of " + passages.length);

    // A kind that is switched off is neither marked nor stepped to.
    const kind = links[0].tagName === "A" ? "." + [...links[0].classList].find(c => c.startsWith("k-")) : "ins, del, .gap";
    const filter = document.querySelector('.filter[value="' + kind + '"]');
    filter.click();
    const left = links.filter(el => !el.matches(kind));
    expect("it is one kind of several", left.length > 0 && left.length < links.length);
    expect("the mark is gone", getComputedStyle(links[0]).textDecorationLine === "none" && getComputedStyle(links[0]).outlineStyle === "none");
    press("n");
    expect("n goes to a change that is on", left.includes(document.activeElement));
    expect("the changes that are on are counted", byId("position").textContent.endsWith(" of " + left.length));
    filter.click();
    press("p"); press("n");
    expect("switched on it is there again", byId("position").textContent.endsWith(" of " + links.length));
    expect("marks are no tab stops", document.querySelectorAll(".text a:not([tabindex='-1'])").length === 0);

    // The decision as text.
    document.querySelector("input[value='not derived']").click();
    byId("reasons").value = "read both";
    byId("record").click();
    expect("the decision is text", byId("recorded").textContent.includes("Decision: not derived\nReasons: read both"));
    expect("the decision names the texts", /Suspect, SHA-256: [0-9a-f]{64}/.test(byId("recorded").textContent));
    byId("reasons").focus();
    press("n");
    expect("what is typed moves nothing", document.activeElement === byId("reasons"));

    const last = links[links.length - 1];
    byId(last.hash.slice(1)).click();
    expect("the counterpart of a click is in view", inView(last, suspect) && last.classList.contains("on"));

    // Scrolling moves the other pane to what corresponds, in passages that were moved too.
    for (const [pane, away, letter] of [[suspect, source, "t"], [source, suspect, "s"]]) {
      for (const id of ["p0", "p1"]) {
        const here = byId(letter + id), there = byId((letter === "t" ? "s" : "t") + id);
        scrolled(pane, here);
        expect("scrolling to " + letter + id + " shows its counterpart", away.scrollTop === 0 || inView(there, away));
      }
    }
    byId("together").checked = false;
    const before = source.scrollTop;
    suspect.dispatchEvent(new WheelEvent("wheel"));
    suspect.scrollTop = suspect.scrollTop > 500 ? 0 : 1000;
    suspect.dispatchEvent(new Event("scroll"));
    expect("scrolling together can be turned off", source.scrollTop === before);`

// TestBrowserPlace opens a page as it is, policy and all, at an exchange: both
// sides of it are marked, and what it is is said.
func TestBrowserPlace(t *testing.T) {
	w := testtext.NewWriter(11)
	source := w.Text(900)
	suspect := w.Spun(source)
	r, err := compare.Texts(source, suspect)
	require.NoError(t, err)
	last := len(r.Substitutions) - 1
	require.Positive(t, last)
	doc := openedAt(t, written(t, r, source, suspect), fmt.Sprintf("#t%d", last))
	el := byID(t, doc, fmt.Sprintf("t%d", last))
	require.Contains(t, strings.Fields(attribute(el, "class")), "on")
	require.Contains(t, strings.Fields(attribute(byID(t, doc, fmt.Sprintf("s%d", last)), "class")), "on")
	require.Equal(t, attribute(el, "title"), textOf(byID(t, doc, "said")))
}

// TestBrowserWrapped scrolls a text beside the same text with a word a line in
// its first half: what corresponds is far from what is as far down.
func TestBrowserWrapped(t *testing.T) {
	w := testtext.NewWriter(5)
	first, second, third := w.Text(900), w.Text(900), w.Text(900)
	source := first + " zebra " + second + third
	suspect := strings.Join(strings.Fields(first), "\n") + " zebra " + second + third + " Amen."
	r, err := compare.Texts(source, suspect)
	require.NoError(t, err)
	require.Len(t, r.Passages, 1)
	require.Empty(t, r.Substitutions)
	require.Equal(t, "done", pageTitle(opened(t, used(t, written(t, r, source, suspect), `
    for (const [pane, away] of [[suspect, source], [source, suspect]]) {
      scrolled(pane, word(pane, "zebra"));
      expect("the word is in view in the " + away.id, inView(word(away, "zebra"), away));
    }`))))
}
