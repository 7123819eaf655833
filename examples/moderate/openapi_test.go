package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// A described is the description that the service serves, for tests to hold answers
// against.
type described struct {
	mu       sync.Mutex // of the compiler, which is used by one at a time
	root     map[string]any
	compiler *jsonschema.Compiler
}

// readDescription returns the description. In it the objects of answers may have no
// fields but those described, which clients need not insist on.
var readDescription = sync.OnceValues(func() (*described, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(openAPI))
	if err != nil {
		return nil, err
	}
	d := &described{root: doc.(map[string]any), compiler: jsonschema.NewCompiler()}
	closeObjects(dig(d.root, "components", "schemas"))
	d.compiler.AssertFormat()
	return d, d.compiler.AddResource("openapi.json", doc)
})

// closeObjects lets objects have no other fields than those described.
func closeObjects(schema any) {
	switch s := schema.(type) {
	case map[string]any:
		if _, ok := s["properties"].(map[string]any); ok && s["type"] == "object" {
			s["additionalProperties"] = false
		}
		for _, v := range s {
			closeObjects(v)
		}
	case []any:
		for _, v := range s {
			closeObjects(v)
		}
	}
}

// dig returns what stands at a path of keys, nil if nothing does.
func dig(v any, keys ...string) any {
	for _, k := range keys {
		m, _ := v.(map[string]any)
		v = m[k]
	}
	return v
}

// follow returns an object, or the one that it refers to, and where it stands.
func (d *described) follow(pointer string) (map[string]any, string) {
	var v any = d.root
	for key := range strings.SplitSeq(strings.TrimPrefix(pointer, "#/"), "/") {
		v = dig(v, strings.NewReplacer("~1", "/", "~0", "~").Replace(key))
	}
	m, _ := v.(map[string]any)
	if to, ok := m["$ref"].(string); ok {
		return d.follow(to)
	}
	return m, pointer
}

// operation returns where the operation of a method and a path is described, "" if
// there is none.
func (d *described) operation(method, path string) string {
	path, _, _ = strings.Cut(path, "?")
	if method == http.MethodHead {
		method = http.MethodGet
	}
	for _, template := range slices.Sorted(maps.Keys(dig(d.root, "paths").(map[string]any))) {
		if fits(template, path) {
			if dig(d.root, "paths", template, strings.ToLower(method)) == nil {
				return ""
			}
			return "#/paths/" + strings.ReplaceAll(template, "/", "~1") + "/" + strings.ToLower(method)
		}
	}
	return ""
}

// fits reports whether a path is one of a template, in which {id} and {author} stand for
// any element.
func fits(template, path string) bool {
	parts, names := strings.Split(path, "/"), strings.Split(template, "/")
	return slices.EqualFunc(names, parts, func(name, part string) bool {
		return name == part || (name == "{id}" || name == "{author}") && part != ""
	})
}

// check returns an error if an answer is not as described. What is at no address that
// is described is not looked at.
func (d *described) check(method, path string, r reply) error {
	op := d.operation(method, path)
	if op == "" {
		return nil
	}
	response, at := d.follow(op + "/responses/" + strconv.Itoa(r.status))
	if response == nil {
		return fmt.Errorf("%s %s: status %d is not described", method, path, r.status)
	}
	for name := range asMap(response["headers"]) {
		if r.header.Get(name) == "" {
			return fmt.Errorf("%s %s: no header %s", method, path, name)
		}
	}
	content := asMap(response["content"])
	if len(content) == 0 && r.body == "" || method == http.MethodHead {
		return nil
	}
	media, _, err := mime.ParseMediaType(r.header.Get("Content-Type"))
	if err != nil || content[media] == nil {
		return fmt.Errorf("%s %s: %d is not described as %q", method, path, r.status, r.header.Get("Content-Type"))
	}
	values := []string{r.body}
	switch media {
	case "application/json":
	case "application/x-ndjson":
		values = slices.Collect(strings.Lines(r.body))
	default:
		return nil
	}
	d.mu.Lock()
	schema, err := d.compiler.Compile("openapi.json" + at + "/content/" + strings.ReplaceAll(media, "/", "~1") + "/schema")
	d.mu.Unlock()
	for _, value := range values {
		if err != nil {
			break
		}
		var v any
		if v, err = jsonschema.UnmarshalJSON(strings.NewReader(value)); err == nil {
			err = schema.Validate(v)
		}
	}
	return err
}

func asMap(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

// requireDescribed holds an answer against the description.
func requireDescribed(t *testing.T, method, path string, r reply) {
	t.Helper()
	d, err := readDescription()
	require.NoError(t, err)
	require.NoError(t, d.check(method, path, r), "%s", r.body)
}

// inPathX puts a name into a template.
var inPathX = strings.NewReplacer("{id}", "x", "{author}", "x")

// TestDescribedRoutes: the description has the routes of the service, with their
// parameters, bodies and tokens, and no others.
func TestDescribedRoutes(t *testing.T) {
	d, err := readDescription()
	require.NoError(t, err)
	require.Equal(t, "3.1.0", d.root["openapi"])
	v, _ := newService(t, new(memstore.Store))
	left := make(map[string]bool)
	for path, item := range asMap(d.root["paths"]) {
		for method := range asMap(item) {
			left[strings.ToUpper(method)+" "+path] = true
		}
	}
	ids := make(map[string]bool)
	for _, rt := range v.routes() {
		path := strings.TrimSuffix(rt.path, "{$}")
		name := rt.method + " " + path
		require.True(t, left[name], "%s is not described", name)
		delete(left, name)
		op, at := d.follow(d.operation(rt.method, inPathX.Replace(path)))
		require.NotNil(t, op, name)
		id, _ := op["operationId"].(string)
		require.NotEmpty(t, id, name)
		require.False(t, ids[id], "two operations are %s", id)
		ids[id] = true

		var query, inPath []string
		parameters, _ := op["parameters"].([]any)
		for i := range parameters {
			p, _ := d.follow(fmt.Sprintf("#/components/parameters/%s", strings.TrimPrefix(asMap(parameters[i])["$ref"].(string), "#/components/parameters/")))
			require.NotNil(t, p, "%s %d", at, i)
			if p["in"] == "path" {
				inPath = append(inPath, p["name"].(string))
			} else {
				require.Equal(t, "query", p["in"])
				query = append(query, p["name"].(string))
			}
		}
		assert.ElementsMatch(t, rt.query, query, name)
		for _, p := range []string{"id", "author"} {
			assert.Equal(t, strings.Contains(path, "{"+p+"}"), slices.Contains(inPath, p), name)
		}
		assert.Equal(t, rt.method == "PUT" || rt.method == "POST", op["requestBody"] != nil, name)
		security, described := op["security"].([]any)
		require.True(t, described, name)
		assert.Equal(t, rt.may > mayNothing, len(security) > 0, name)
		_, unauthorized := asMap(op["responses"])["401"]
		assert.Equal(t, rt.may > mayNothing, unauthorized, name)
	}
	require.Empty(t, left, "described, and not there")
}

// TestDescribedText: what an object of a text may have is what the service takes.
func TestDescribedText(t *testing.T) {
	d, err := readDescription()
	require.NoError(t, err)
	text := dig(d.root, "components", "schemas", "Text")
	assert.ElementsMatch(t, textFields, slices.Collect(maps.Keys(asMap(dig(text, "properties")))))
	d.mu.Lock()
	schema, err := d.compiler.Compile("openapi.json#/components/schemas/Text")
	d.mu.Unlock()
	require.NoError(t, err)
	for body, good := range map[string]bool{
		`{"text": "one"}`: true, `{"text": "one", "tenant": null, "id": "a"}`: true, `{"text": ""}`: true,
		`{"id": "a", "text": "one", "format": "auto", "author": "b", "tenant": "c", "group": "d", "time": "2026-01-01T00:00:00Z"}`: true,
		`{}`: false, `{"text": null}`: false, `{"text": 1}`: false, `{"text": "one", "tenent": "x"}`: false, `{"text": "one", "Tenant": "x"}`: false,
		`{"text": "one", "expires": "2026-01-01T00:00:00Z"}`: false, `{"text": "one", "format": "rtf"}`: false,
		`{"text": "one", "time": "today"}`: false, `[]`: false,
	} {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
		require.NoError(t, err)
		assert.Equal(t, good, schema.Validate(v) == nil, body)
		server, _, _ := testServer(t, new(memstore.Store))
		r := send(t, "POST", server.URL+"/check", body, "Content-Type", "application/json")
		assert.Equal(t, map[bool]int{true: 200, false: 400}[good], r.status, "%s: %s", body, r.body)
	}
}

// TestServedDescription: it is served as it is, to everybody.
func TestServedDescription(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store))
	setToken(v, "secret")
	r := send(t, "GET", server.URL+"/openapi.json", "")
	require.Equal(t, 200, r.status)
	require.Equal(t, "application/json", r.header.Get("Content-Type"))
	require.Equal(t, string(openAPI), r.body)
	require.True(t, json.Valid(openAPI))
}

// TestFlawedAnswers: the check of answers finds what is wrong with one.
func TestFlawedAnswers(t *testing.T) {
	d, err := readDescription()
	require.NoError(t, err)
	ok := func() reply {
		return reply{200, http.Header{"Content-Type": {"application/json"}}, `{"id": "a", "status": "ok"}`}
	}
	require.NoError(t, d.check("PUT", "/texts/a?tenant=b", ok()))
	for want, flaw := range map[string]func(*reply){
		"status 206 is not described":        func(r *reply) { r.status = 206 },
		"not described as \"text/plain\"":    func(r *reply) { r.header.Set("Content-Type", "text/plain") },
		"additional properties 'x'":          func(r *reply) { r.body = `{"id": "a", "status": "ok", "x": 1}` },
		"missing property 'status'":          func(r *reply) { r.body = `{"id": "a"}` },
		"invalid character":                  func(r *reply) { r.body = `<` },
		"no header Retry-After":              func(r *reply) { r.status, r.body = 429, `{"error": {"code": "too_many_requests", "message": "m"}}` },
		"value must be one of 'bad_request'": func(r *reply) { r.status, r.body = 400, `{"error": {"code": "odd", "message": "m"}}` },
	} {
		r := ok()
		flaw(&r)
		require.ErrorContains(t, d.check("PUT", "/texts/a", r), want)
	}
}

// TestDescribedStatuses has the service give every status that is described of every
// operation, as described.
func TestDescribedStatuses(t *testing.T) {
	d, err := readDescription()
	require.NoError(t, err)
	seen := make(map[string]bool)
	do := func(server, method, path, body string, headers ...string) {
		t.Helper()
		r := send(t, method, server+path, body, headers...) // which holds it against the description
		seen[fmt.Sprintf("%s %d", d.operation(method, path), r.status)] = true
	}
	store := &faultyStore{Store: new(memstore.Store)}
	server, v, _ := testServer(t, store, "-max-bytes=100", "-timeout=200ms", "-profiles")
	putPart(t, v, "", "a", "spun", time.Now(), time.Time{}, 20)
	plain := []string{"Content-Type", "text/plain"}
	form := []string{"Content-Type", "application/x-www-form-urlencoded"}
	type call struct {
		method, path, body string
		headers            []string
	}
	calls := []call{
		{"PUT", "/texts/a", "one", plain}, {"POST", "/check", "one", plain}, {"POST", "/", "text=one", form},
		{"DELETE", "/texts/a", "", nil}, {"PUT", "/boilerplate/a", "one", plain}, {"DELETE", "/boilerplate/a", "", nil},
		{"POST", "/batch", "one", []string{"Content-Type", "application/x-ndjson"}},
		{"GET", "/boilerplate", "", nil}, {"GET", "/boilerplate/proposed", "", nil}, {"GET", "/texts", "", nil}, {"DELETE", "/texts", "", nil},
		{"GET", "/authors/links", "", nil}, {"GET", "/authors/a/links", "", nil},
		{"GET", "/healthz", "", nil}, {"GET", "/metrics", "", nil}, {"GET", "/openapi.json", "", nil}, {"GET", "/", "", nil},
	}
	every := func(with ...string) {
		t.Helper()
		for _, c := range calls {
			do(server.URL, c.method, c.path, c.body, append(slices.Clone(c.headers), with...)...)
		}
	}
	every()
	do(server.URL, "PUT", "/texts/b", "one", plain...)
	do(server.URL, "PUT", "/texts/b", "one", plain...)
	do(server.URL, "DELETE", "/texts/none", "")
	do(server.URL, "PUT", "/boilerplate/b", "one", plain...)
	do(server.URL, "PUT", "/boilerplate/b", "one", plain...)
	do(server.URL, "DELETE", "/boilerplate/none", "")
	do(server.URL, "DELETE", "/texts?tenant=&author=Bo", "")
	do(server.URL, "GET", "/authors/none/links", "")
	without, _, _ := testServer(t, new(memstore.Store))
	do(without.URL, "GET", "/authors/links", "")
	for _, c := range calls {
		do(server.URL, c.method, c.path+"?tenent=x", c.body, c.headers...)
	}
	for _, c := range calls {
		if c.method == "GET" {
			continue
		}
		do(server.URL, c.method, c.path+"?id=other", strings.Replace(c.body, "one", `{"id": "a", "text": "one"}`, 1), "Content-Type", "application/json")
		do(server.URL, c.method, c.path, c.body+strings.Repeat("x", 1<<20), c.headers...)
		do(server.URL, c.method, c.path, c.body, "Content-Type", "image/png")
		do(server.URL, c.method, c.path, c.body, append(slices.Clone(c.headers), "Sec-Fetch-Site", "cross-site")...)
	}
	every("Host", "evil.example")
	r := answerOf(t, stalled(t, strings.TrimPrefix(server.URL, "http://"), "POST", "/batch", "application/jsonl", 100))
	requireDescribed(t, "POST", "/batch", r)
	seen[fmt.Sprintf("%s %d", d.operation("POST", "/batch"), r.status)] = true

	store.scheme = fmt.Errorf("down")
	store.put = func(context.Context, []corpus.Entry) error { return store.scheme }
	store.lookup = func() error { return store.scheme }
	store.delete, store.notes, store.list = store.scheme, store.scheme, store.scheme
	long := "text=" + strings.Repeat("+a+b", 12)
	calls[1].body, calls[2].body = strings.Repeat("a b ", 12), long
	every()
	do(server.URL, "DELETE", "/texts?tenant=&all=true", "")
	setToken(v, "secret")
	every()
	o := *v.order.Load()
	o.tokens[0].may = mayCheck
	v.order.Store(&o)
	every("Authorization", "Bearer secret")

	limited, _, _ := testServer(t, new(memstore.Store), "-client-rate=0.001")
	for range 3 {
		for _, c := range calls {
			do(limited.URL, c.method, c.path, c.body, c.headers...)
		}
	}
	for path, item := range asMap(d.root["paths"]) {
		for method := range asMap(item) {
			at := d.operation(strings.ToUpper(method), inPathX.Replace(path))
			for status := range asMap(dig(d.root, "paths", path, method, "responses")) {
				assert.True(t, seen[at+" "+status], "%s %s %s was not seen", method, path, status)
			}
		}
	}
}
