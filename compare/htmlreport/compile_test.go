package htmlreport

import (
	"bytes"
	"fmt"
	"go/format"
	"html/template"
	"io"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template/parse"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

// escapedTemplate returns a template of the folder page as html/template escapes it, which
// Execute does first.
func escapedTemplate(tb testing.TB, name string, data any) *template.Template {
	t, err := template.ParseFiles("page/" + name)
	require.NoError(tb, err)
	require.NoError(tb, t.Execute(io.Discard, data))
	return t
}

// A trustedPage is a page with its markup in the types that html/template trusts.
type trustedPage struct {
	*page
	Style                  template.CSS
	Script                 template.JS
	Strip, Source, Suspect template.HTML
}

func trust(p *page) trustedPage {
	return trustedPage{p, template.CSS(p.Style), template.JS(p.Script), template.HTML(p.Strip), template.HTML(p.Source), template.HTML(p.Suspect)}
}

// A trustedIndex is the same for an index.
type trustedIndex struct {
	index
	Style template.CSS
}

// A trustedSources is the same for the sources of a text.
type trustedSources struct {
	*sourcesPage
	Style       template.CSS
	Strip, Text template.HTML
}

func trustSources(p *sourcesPage) trustedSources {
	return trustedSources{p, template.CSS(p.Style), template.HTML(p.Strip), template.HTML(p.Text)}
}

func emptySources(tb testing.TB) *sourcesPage {
	p, err := newSources("", nil)
	require.NoError(tb, err)
	return p
}

// emptyPage returns the page of two texts without words.
func emptyPage(tb testing.TB) *page {
	r, err := compare.Texts("", "")
	require.NoError(tb, err)
	a, err := assets()
	require.NoError(tb, err)
	return newPage(r, a, Options{}, "", "")
}

// TestWritten: the functions that write pages are what their templates come to, each in a
// file of its own. Where a field was renamed and a file does not compile, cut the body of its
// function first.
func TestWritten(t *testing.T) {
	for _, f := range []struct {
		name, what, head string
		data             any
		root             value
	}{
		{"page", "the page", "(p *page)", trust(emptyPage(t)), value{"p", reflect.TypeFor[*page]()}},
		{"index", "the index", "(x index)", trustedIndex{}, value{"x", reflect.TypeFor[index]()}},
		{"sources", "the page of sources", "(p *sourcesPage)", trustSources(emptySources(t)), value{"p", reflect.TypeFor[*sourcesPage]()}},
	} {
		g := generator{t: t, templates: escapedTemplate(t, f.name+".tmpl", f.data), root: f.root}
		g.list(g.templates.Lookup(f.name+".tmpl").Tree.Root, g.root)
		g.flush()
		code := g.file(f.name, fmt.Sprintf("// write writes %s.\nfunc %s write(w *writer) {", f.what, f.head))
		file := f.name + "written.go"
		if *update {
			require.NoError(t, os.WriteFile(file, code, 0o666))
		}
		have, err := os.ReadFile(file)
		require.NoError(t, err)
		require.Equal(t, string(code), string(have), "go test -run TestWritten -update rewrites it")
	}
}

// file returns a file with the function that a template comes to.
func (g *generator) file(name, head string) []byte {
	body := g.code.String()
	var imports string
	for _, pkg := range []string{"cmp", "fmt"} {
		if strings.Contains(body, pkg+".") {
			imports += strconv.Quote(pkg) + "\n"
		}
	}
	code, err := format.Source([]byte(fmt.Sprintf("// Code generated from page/%s.tmpl by go test -run TestWritten -update. DO NOT EDIT.\n\n"+
		"package htmlreport\n\nimport (\n%s)\n\n%s\n%s}\n", name, imports, head, body)))
	require.NoError(g.t, err, body)
	return code
}

// A value is an expression of Go and its type.
type value struct {
	code string
	typ  reflect.Type
}

// A generator turns the nodes of a template into statements of Go. It knows what page.tmpl
// uses, and fails on all else.
type generator struct {
	t         *testing.T
	templates *template.Template
	root      value
	code      strings.Builder
	raw       strings.Builder // that is to be written before the next statement
	dots      int
}

// flush writes the statement for raw text.
func (g *generator) flush() {
	if g.raw.Len() == 0 {
		return
	}
	quoted := strconv.Quote(g.raw.String())
	if s := g.raw.String(); !strings.Contains(s, "`") {
		quoted = "`" + s + "`"
	}
	fmt.Fprintf(&g.code, "w.raw(%s)\n", quoted)
	g.raw.Reset()
}

// emit adds a line of code.
func (g *generator) emit(format string, args ...any) {
	g.flush()
	fmt.Fprintf(&g.code, format+"\n", args...)
}

func (g *generator) list(list *parse.ListNode, dot value) {
	if list == nil {
		return
	}
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			g.raw.Write(n.Text)
		case *parse.ActionNode:
			g.action(n.Pipe, dot)
		case *parse.IfNode:
			g.emit("if %s {", g.truth(g.pipe(n.Pipe, dot)))
			g.list(n.List, dot)
			g.alternative(n.ElseList, dot)
		case *parse.WithNode:
			inner := g.newDot(g.pipe(n.Pipe, dot))
			g.emit("if %s := %s; %s {", inner.code, g.pipe(n.Pipe, dot).code, g.truth(inner))
			g.list(n.List, inner)
			g.alternative(n.ElseList, dot)
		case *parse.RangeNode:
			over := g.pipe(n.Pipe, dot)
			inner := g.newDot(value{typ: over.typ.Elem()})
			require.Nil(g.t, n.ElseList, "%s", n)
			g.emit("for _, %s := range %s {", inner.code, over.code)
			g.list(n.List, inner)
			g.emit("}")
		case *parse.TemplateNode:
			g.list(g.templates.Lookup(n.Name).Tree.Root, g.pipe(n.Pipe, dot))
		default:
			require.Fail(g.t, "unknown node", "%T %s", n, n)
		}
	}
}

func (g *generator) alternative(list *parse.ListNode, dot value) {
	if list != nil {
		g.emit("} else {")
		g.list(list, dot)
	}
	g.emit("}")
}

// newDot returns a variable for what the dot is inside of a with or range.
func (g *generator) newDot(v value) value {
	g.dots++
	return value{"d" + strconv.Itoa(g.dots), v.typ}
}

// truth returns the condition that a value is not empty.
func (g *generator) truth(v value) string {
	switch v.typ.Kind() {
	case reflect.Bool:
		return v.code
	case reflect.String:
		return v.code + ` != ""`
	case reflect.Int:
		return v.code + " != 0"
	case reflect.Slice:
		return "len(" + v.code + ") > 0"
	}
	require.Fail(g.t, "no truth", "%s %s", v.code, v.typ)
	return ""
}

// trusting are the escapers that html/template puts behind markup where it is trusted.
var trusting = []string{"_html_template_htmlescaper", "_html_template_cssvaluefilter", "_html_template_jsvalescaper"}

// action writes a value, escaped as html/template would.
func (g *generator) action(pipe *parse.PipeNode, dot value) {
	require.Empty(g.t, pipe.Decl, "%s", pipe)
	v := g.pipe(pipe, dot)
	var escapers []string
	for _, c := range pipe.Cmds[1:] {
		escapers = append(escapers, c.String())
	}
	if v.typ == reflect.TypeFor[markup]() {
		require.Len(g.t, escapers, 1, "%s", pipe)
		require.Contains(g.t, trusting, escapers[0], "%s", pipe)
		g.emit("w.raw(%s)", v.code)
		return
	}
	code := v.code
	require.NotEqual(g.t, reflect.Bool, v.typ.Kind(), "%s", pipe)
	if v.typ != reflect.TypeFor[string]() {
		code = "fmt.Sprint(" + code + ")"
	}
	switch strings.ReplaceAll(strings.Join(escapers, " "), "_html_template_", "") {
	case "htmlescaper", "attrescaper", "rcdataescaper":
		g.emit("w.text(%s)", code)
	case "urlescaper attrescaper", "urlescaper":
		g.emit("w.query(%s)", code)
	case "urlfilter urlnormalizer attrescaper", "urlfilter urlnormalizer":
		g.emit("w.address(%s)", code)
	default:
		require.Fail(g.t, "unknown escapers", "%s: %s", pipe, escapers)
	}
}

// pipe returns the value of a pipe before it is escaped.
func (g *generator) pipe(pipe *parse.PipeNode, dot value) value {
	return g.command(pipe.Cmds[0].Args, dot)
}

// command returns the value of a function or method with its arguments, or of a single one.
func (g *generator) command(args []parse.Node, dot value) value {
	switch first := args[0].(type) {
	case *parse.IdentifierNode:
		return g.function(first.Ident, g.operands(args[1:], dot))
	case *parse.FieldNode:
		return g.chain(dot, first.Ident, g.operands(args[1:], dot))
	case *parse.VariableNode:
		require.Equal(g.t, "$", first.Ident[0])
		return g.chain(g.root, first.Ident[1:], g.operands(args[1:], dot))
	}
	require.Len(g.t, args, 1)
	return g.operand(args[0], dot)
}

func (g *generator) operands(args []parse.Node, dot value) []value {
	out := make([]value, len(args))
	for i, a := range args {
		out[i] = g.operand(a, dot)
	}
	return out
}

func (g *generator) operand(n parse.Node, dot value) value {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.StringNode:
		return value{n.Quoted, reflect.TypeFor[string]()}
	case *parse.NumberNode:
		return value{n.Text, reflect.TypeFor[int]()}
	case *parse.PipeNode:
		return g.pipe(n, dot)
	case *parse.ChainNode:
		return g.chain(g.operand(n.Node, dot), n.Field, nil)
	case *parse.FieldNode, *parse.VariableNode:
		return g.command([]parse.Node{n}, dot)
	}
	require.Fail(g.t, "unknown operand", "%T %s", n, n)
	return value{}
}

// function returns the value of a function that templates have.
func (g *generator) function(name string, args []value) value {
	switch name {
	case "len":
		return value{"len(" + args[0].code + ")", reflect.TypeFor[int]()}
	case "index":
		return value{args[0].code + "[" + args[1].code + "]", args[0].typ.Elem()}
	case "or":
		if text := reflect.TypeFor[string](); args[0].typ == text && args[1].typ == text {
			return value{"cmp.Or(" + args[0].code + ", " + args[1].code + ")", text}
		}
		return value{g.truth(args[0]) + " || " + g.truth(args[1]), reflect.TypeFor[bool]()} // good for a condition
	case "gt":
		return value{args[0].code + " > " + args[1].code, reflect.TypeFor[bool]()}
	}
	require.Fail(g.t, "unknown function", name)
	return value{}
}

// chain returns the value of fields and methods, one of the other. The last has the arguments.
func (g *generator) chain(v value, names []string, args []value) value {
	for i, name := range names {
		if m, ok := v.typ.MethodByName(name); ok {
			var codes []string
			if i == len(names)-1 {
				for _, a := range args {
					codes = append(codes, a.code)
				}
			}
			v = value{v.code + "." + name + "(" + strings.Join(codes, ", ") + ")", m.Type.Out(0)}
			continue
		}
		of := v.typ
		if of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		f, ok := of.FieldByName(name)
		require.True(g.t, ok, "%s has no %s", of, name)
		v = value{v.code + "." + name, f.Type}
	}
	return v
}

// pairTexts returns the texts of a pair.
func pairTexts(tb testing.TB, name string) (source, suspect string) {
	archive, err := txtar.ParseFile(name)
	require.NoError(tb, err)
	return string(archive.Files[0].Data), string(archive.Files[1].Data)
}

// TestWrittenPages: the pages of all pairs, and one of hostile texts, are what html/template
// makes of the template.
func TestWrittenPages(t *testing.T) {
	tmpl := escapedTemplate(t, "page.tmpl", trust(emptyPage(t)))
	a, err := assets()
	require.NoError(t, err)
	check := func(name string, r *compare.Report, source, suspect string) {
		for _, o := range []Options{{}, {WithholdSource: true}} {
			var want, got bytes.Buffer
			require.NoError(t, tmpl.Execute(&want, trust(newPage(r, a, o, source, suspect))))
			require.NoError(t, o.Write(&got, r, source, suspect))
			require.Equal(t, want.String(), got.String(), name)
		}
	}
	for i, name := range pairFiles(t) {
		if testing.Short() && i%10 > 0 {
			continue
		}
		source, suspect := pairTexts(t, name)
		r, err := compare.Texts(source, suspect)
		require.NoError(t, err)
		check(name, r, source, suspect)
	}
	source, suspect := strings.Join(hostileTexts, "\n"), strings.Join(hostileTexts[2:], "\n")
	r, err := compare.Texts(source, suspect)
	require.NoError(t, err)
	r.Source.Name, r.Suspect.Name, r.Provenance.Lexicon = hostileTexts[0]+"\x00+", hostileTexts[4], hostileTexts[5]
	check("hostile", r, source, suspect)
}

// TestWrittenIndex does the same for an index with addresses of all kinds.
func TestWrittenIndex(t *testing.T) {
	r, err := compare.Texts(hostileTexts[0], hostileTexts[1])
	require.NoError(t, err)
	r.Source.Name = hostileTexts[4] + "+"
	var entries []Entry
	for _, address := range append(slices.Clone(hostileTexts), "", "0001.html", "a b/ä%20%2x%.html?q=1&r='#+", "JavaScript:1", "/a:b", "HTTPS://a.b/c", "data:x", "%6a:1") {
		entries = append(entries, Entry{Report: r, Page: address})
	}
	tmpl := escapedTemplate(t, "index.tmpl", trustedIndex{})
	for _, entries := range [][]Entry{nil, entries} {
		var want, got bytes.Buffer
		x, err := newIndex(entries)
		require.NoError(t, err)
		require.NoError(t, tmpl.Execute(&want, trustedIndex{x, template.CSS(x.Style)}))
		require.NoError(t, WriteIndex(&got, entries))
		require.Equal(t, want.String(), got.String())
	}
}

// TestWrittenSources does the same for the sources of a text.
func TestWrittenSources(t *testing.T) {
	suspect := strings.Join(hostileTexts, "\n")
	var entries []Entry
	for i, source := range append([]string{suspect}, hostileTexts...) {
		r, err := compare.Comparer{ExcludeQuotations: true}.Texts(source, suspect)
		require.NoError(t, err)
		r.Source.Name, r.Suspect.Name = source, hostileTexts[4]+"+"
		entries = append(entries, Entry{Report: r, Page: hostileTexts[i%len(hostileTexts)]})
	}
	tmpl := escapedTemplate(t, "sources.tmpl", trustSources(emptySources(t)))
	for _, entries := range [][]Entry{nil, entries} {
		var want, got bytes.Buffer
		p, err := newSources(suspect, entries)
		require.NoError(t, err)
		require.NoError(t, tmpl.Execute(&want, trustSources(p)))
		require.NoError(t, WriteSources(&got, suspect, entries))
		require.Equal(t, want.String(), got.String())
	}
}
