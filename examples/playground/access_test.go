package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// named are the roles of what a person uses or must tell from others, which need a name.
var named = []string{"button", "textbox", "combobox", "checkbox", "link", "option", "progressbar", "group", "form", "region", "Iframe", "image", "heading", "RootWebArea"}

// A node is one of the accessibility tree, which screen readers read.
type node struct {
	Ignored    bool
	Role, Name struct{ Value any }
}

// tree returns what a screen reader finds, by roles.
func (b *browser) tree() map[string][]string {
	b.t.Helper()
	var r struct{ Nodes []node }
	b.do("Accessibility.getFullAXTree", nil, &r)
	found := make(map[string][]string)
	for _, n := range r.Nodes {
		role, _ := n.Role.Value.(string)
		name, _ := n.Name.Value.(string)
		if !n.Ignored {
			found[role] = append(found[role], name)
		}
	}
	return found
}

// allNamed checks that whatever a person uses has a name, and returns the tree.
func (b *browser) allNamed() map[string][]string {
	b.t.Helper()
	found := b.tree()
	for _, role := range named {
		require.NotContains(b.t, found[role], "", role)
	}
	require.Len(b.t, found["main"], 1)
	require.Len(b.t, found["status"], 1)
	return found
}

// TestBrowserTree checks the tree before a report is there, while one is made, and after.
func TestBrowserTree(t *testing.T) {
	b := openBrowser(t, 1280, 900)
	b.open(served(t))
	b.wait(`document.getElementById("sample").options.length > 1`)
	found := b.allNamed()
	require.ElementsMatch(t, []string{"Compare", "Swap", "Clear", "Open a file as the source", "Open a file as the suspect"}, found["button"])
	require.ElementsMatch(t, []string{"Text of the source", "Text of the suspect"}, found["textbox"])
	require.Equal(t, []string{"Sample"}, found["combobox"])
	require.ElementsMatch(t, []string{"Was one text made from another?", "Report"}, found["heading"])

	source, suspect := longPair(t, 20_000)
	b.fill(source, suspect)
	b.eval(`document.getElementById("compare").click()`, nil)
	found = b.allNamed()
	require.Contains(t, found["button"], "Cancel")
	require.Equal(t, []string{"Comparison"}, found["progressbar"])
	b.eval(`document.getElementById("cancel").click()`, nil)

	b.choose(sampleNames[0].title)
	b.eval(`document.getElementById("make-link").click()`, nil)
	b.wait(`!document.getElementById("link").hidden`)
	found = b.allNamed()
	require.Subset(t, found["button"], []string{"Download the report (HTML)", "Download the data (JSON)", "Make a link to both texts", "Copy"})
	require.Contains(t, found["textbox"], "Link that carries both texts")
	require.Equal(t, []string{"Comparison report"}, found["Iframe"])
	require.Contains(t, found["heading"], "Report: spun")
	require.Empty(t, b.complaints())
}

// TestBrowserKeyboard compares two texts, and makes a link to them, without a mouse.
func TestBrowserKeyboard(t *testing.T) {
	b := openBrowser(t, 1280, 900)
	b.open(served(t))
	tab := func() string {
		b.key("Tab", "", 9, 0)
		var id string
		b.eval(`document.activeElement.id`, &id)
		return id
	}
	tabTo := func(id string) {
		t.Helper()
		var passed []string
		for range 20 {
			at := tab()
			if at == id {
				return
			}
			passed = append(passed, at)
		}
		require.Fail(t, "Tab does not reach "+id, passed)
	}
	var order []string
	for range 8 {
		order = append(order, tab())
	}
	require.Equal(t, []string{"sample", "source-text", "source-open", "suspect-text", "suspect-open", "compare", "swap", "clear"}, order)

	b.open(b.address() + "?again")
	b.wait(`document.getElementById("sample").options.length > 1`)
	tabTo("compare")
	b.key("Enter", "\r", 13, 0)
	b.wait(`document.activeElement.id === "source-text" && ` + status + `.includes("no text in the source")`)
	b.do("Input.insertText", map[string]any{"text": "The old bridge over the river was shut on Monday, and the town woke to a long queue of cars."}, nil)
	tabTo("suspect-text")
	b.do("Input.insertText", map[string]any{"text": "The old bridge over the river was shut on Monday, and the town woke to a long queue of cars."}, nil)
	b.key("Enter", "\r", 13, 2)
	b.wait(status + `.startsWith("Verdict: identical")`)
	tabTo("make-link")
	b.key(" ", " ", 32, 0)
	b.wait(`document.activeElement.id === "link-text"`)
	require.Equal(t, "copy-link", tab())
	tab()
	b.wait(`document.activeElement.id === "frame"`)
	require.Empty(t, b.complaints())
}

// address returns the address of the page without what follows the path.
func (b *browser) address() string {
	b.t.Helper()
	var address string
	b.eval(`location.origin + location.pathname`, &address)
	return address
}
