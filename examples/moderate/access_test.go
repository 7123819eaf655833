package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

const (
	fullToken  = "a-token-that-may-do-all"
	checkToken = "a-token-that-may-check"
)

// tokensFile writes tokens to a file and returns its name.
func tokensFile(t *testing.T, content string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "tokens.json")
	require.NoError(t, os.WriteFile(name, []byte(content), 0o600))
	return name
}

// twoTokens is a file with one token of each scope.
const twoTokens = `{"tokens": [{"name": "editors", "may": "all", "token": "` + fullToken + `"}, {"name": "form", "may": "check", "token": "` + checkToken + `"}]}`

// TestScopes: a token that may check can check, and compare on the page, and nothing
// else; the log has its name and where the request came from, and neither a token nor
// a text.
func TestScopes(t *testing.T) {
	server, _, log := testServer(t, new(memstore.Store), "-tokens="+tokensFile(t, twoTokens))
	plain := []string{"Content-Type", "text/plain"}
	form := []string{"Content-Type", "application/x-www-form-urlencoded"}
	for _, c := range []struct {
		method, path, body string
		headers            []string
		check, full        int
	}{
		{"POST", "/check", pier, plain, 200, 200},
		{"POST", "/check?mode=check", pier, plain, 200, 200},
		{"POST", "/check?mode=check-add&id=a", pier, plain, 403, 200},
		{"PUT", "/texts/b", pier, plain, 403, 201},
		{"DELETE", "/texts/a", "", nil, 403, 204},
		{"GET", "/metrics", "", nil, 403, 200},
		{"PUT", "/boilerplate/a", pier, plain, 403, 201},
		{"GET", "/boilerplate", "", nil, 403, 200},
		{"GET", "/boilerplate/proposed", "", nil, 403, 200},
		{"DELETE", "/boilerplate/a", "", nil, 403, 204},
		{"GET", "/", "", nil, 200, 200},
		{"POST", "/", "text=one", form, 200, 200},
		{"GET", "/nowhere", "", nil, 404, 404},
		{"GET", "/texts/a", "", nil, 403, 405},
		{"GET", "/check", "", nil, 405, 405},
	} {
		for token, want := range map[string]int{checkToken: c.check, fullToken: c.full} {
			r := send(t, c.method, server.URL+c.path, c.body, append([]string{"Authorization", "Bearer " + token}, c.headers...)...)
			assert.Equal(t, want, r.status, "%s %s: %s", c.method, c.path, r.body)
			if want == 403 {
				requireProblem(t, r, 403, "forbidden")
			}
		}
	}
	send(t, "POST", server.URL+"/check", pier, append(plain, "Authorization", "Bearer wrong-wrong-wrong")...)
	server.Close()
	assert.Contains(t, log.String(), `"client":"127.0.0.1","token":"form"`)
	assert.Contains(t, log.String(), `"token":"editors"`)
	assert.Regexp(t, `"level":"WARN","msg":"request","method":"POST","route":"/check","status":401,"ms":[0-9.]+,"client":"127.0.0.1","code":"unauthorized"`, log.String())
	for _, secret := range []string{fullToken, checkToken, "wrong-wrong", "harbour"} {
		assert.NotContains(t, log.String(), secret)
	}
}

// TestBadTokens: a file of tokens that is not as it should be is refused, by name and
// without a token in the message.
func TestBadTokens(t *testing.T) {
	one := func(fields string) string { return `{"tokens": [{` + fields + `}]}` }
	const good = `"name": "a", "may": "all", "token": "0123456789abcdef"`
	require.Len(t, must(t)(readTokens("", tokensFile(t, one(good)))), 1)
	require.Len(t, must(t)(readTokens("short", tokensFile(t, one(good)))), 2)
	require.Empty(t, must(t)(readTokens("", "")))
	for content, want := range map[string]string{
		``: "not a JSON object", `[]`: "not a JSON object", `{}`: "list of 1", `{"tokens": []}`: "list of 1", `{"tokens": null}`: "list of 1",
		one(good) + "x": "invalid character",
		one(``):         `"name" must have`,
		one(`"name": "` + strings.Repeat("n", 65) + `", "may": "all", "token": "0123456789abcdef"`): `"name" must have`,
		one(`"name": "a", "token": "0123456789abcdef"`):                                             `"may" must be`,
		one(`"name": "a", "may": "some", "token": "0123456789abcdef"`):                              `"may" must be`,
		one(`"name": "a", "may": "all", "token": "0123456789abcde"`):                                "16 bytes",
		one(good + `, "rate": -1`):                                                                  "a limit is",
		one(good + `, "rate": "1"`):                                                                 `"rate" is not a number`,
		one(good + `, "bytes": 1.5`):                                                                `"bytes" is not a number`,
		one(good + `, "open": null`):                                                                `"open" is not a number`,
		one(good + `, "May": "check"`):                                                              `unknown field "May"; there is "may"`,
		one(good + `, "may": "check"`):                                                              "stands there twice",
		`{"tokens": [{` + good + `}, {"name": "a", "may": "all", "token": "0123456789abcdeX"}]}`:    `the name or the token of another, "a"`,
		`{"tokens": [{` + good + `}, {"name": "b", "may": "all", "token": "0123456789abcdef"}]}`:    `the name or the token of another, "a"`,
		"{\"tokens\": \"\xff\"}":                                                                    "not UTF-8",
		strings.Repeat(" ", maxTokensFile+1):                                                        "more than",
	} {
		file := tokensFile(t, content)
		_, err := readTokens("", file)
		require.ErrorIs(t, err, errTokens, content)
		require.ErrorContains(t, err, file)
		require.ErrorContains(t, err, want)
		require.NotContains(t, err.Error(), "0123456789abcde")
	}
	_, err := readTokens("", filepath.Join(t.TempDir(), "none"))
	require.ErrorIs(t, err, errTokens)
	status, _, stderr := runCommand(t, "", "-http=:0", "-tokens=none.json")
	requireError(t, status, stderr, "none.json: no such file")
}

// must returns a function that returns what another did, if there was no error.
func must(t *testing.T) func(tokens, error) tokens {
	return func(list tokens, err error) tokens {
		t.Helper()
		require.NoError(t, err)
		return list
	}
}

// TestGuesses: who guesses tokens is soon not listened to any more, not even where a
// guess is right; whoever had a right one from the same address before, and everybody
// elsewhere, still is.
func TestGuesses(t *testing.T) {
	server, _, log := testServer(t, new(memstore.Store), "-tokens="+tokensFile(t, twoTokens), "-client-rate=0")
	try := func(from, token string) int {
		return sendFrom(t, from, "GET", server.URL+"/", "", "Authorization", "Bearer "+token).status
	}
	require.Equal(t, 200, try("127.0.0.2", checkToken))
	for _, from := range []string{"127.0.0.2", "127.0.0.3"} {
		refused := 0
		for i := range 3 * guesses {
			switch status := try(from, fmt.Sprint("guess", i)); status {
			case 401:
			case 429:
				refused++
			default:
				require.Fail(t, "let in", "%d", status)
			}
		}
		require.GreaterOrEqual(t, refused, 2*guesses-2) // one more in five seconds
	}
	require.Equal(t, 429, try("127.0.0.3", fullToken), "a right guess tells")
	require.Equal(t, 200, try("127.0.0.2", checkToken), "it was right here before")
	require.Equal(t, 429, try("127.0.0.2", fullToken))
	require.Equal(t, 200, try("127.0.0.4", fullToken))
	require.Contains(t, log.String(), `"client":"127.0.0.3","code":"too_many_requests","limit":"guesses"`)
	require.Equal(t, 401, sendFrom(t, "127.0.0.3", "GET", server.URL+"/", "").status, "without a token nothing is guessed")
}

// TestGuessesComeBack: an account lets one more guess in after a while.
func TestGuessesComeBack(t *testing.T) {
	a := newAccounts(limits{}, 1).of("x")
	now := time.Unix(1e9, 0)
	for range guesses {
		require.GreaterOrEqual(t, a.failures.TokensAt(now), 1.0)
		require.True(t, a.failures.AllowN(now, 1))
	}
	require.Less(t, a.failures.TokensAt(now.Add(guessingTime-time.Second)), 1.0)
	require.GreaterOrEqual(t, a.failures.TokensAt(now.Add(guessingTime+time.Second)), 1.0)
}

// TestClientLimits: each limit of a client holds, for it alone, and none for a token
// that may do all, whose own are those of its file.
func TestClientLimits(t *testing.T) {
	file := tokensFile(t, `{"tokens": [{"name": "editors", "may": "all", "token": "`+fullToken+`"},
		{"name": "form", "may": "check", "token": "`+checkToken+`"},
		{"name": "slow", "may": "all", "token": "a-slow-token-of-somebody", "rate": 0.001, "bytes": 1, "open": 1},
		{"name": "slow form", "may": "check", "token": "a-slow-token-of-a-form", "rate": 0.001}]}`)
	few := func(from string, n int, server, token, body string) (passed int) {
		for range n {
			r := sendFrom(t, from, "POST", server+"/check", body, "Content-Type", "text/plain", "Authorization", "Bearer "+token)
			if r.status == 200 {
				passed++
				continue
			}
			requireProblem(t, r, 429, "too_many_requests")
			require.NotEmpty(t, r.header.Get("Retry-After"))
		}
		return passed
	}
	server, _, _ := testServer(t, new(memstore.Store), "-tokens="+file, "-client-rate=0.01", "-max-bytes=10000")
	require.Equal(t, 1, few("127.0.0.2", 3, server.URL, checkToken, "one"))
	require.Equal(t, 1, few("127.0.0.3", 3, server.URL, checkToken, "one"))
	require.Equal(t, 5, few("127.0.0.2", 5, server.URL, fullToken, "one"), "a server speaks for many")
	require.Equal(t, 1, few("127.0.0.4", 3, server.URL, "a-slow-token-of-somebody", "one"))
	require.Equal(t, 1, few("127.0.0.5", 1, server.URL, "a-slow-token-of-a-form", "one"))
	require.Equal(t, 0, few("127.0.0.6", 1, server.URL, "a-slow-token-of-a-form", "one"), "many addresses have one token")

	most := int(mostBody(10000))
	server, v, _ := testServer(t, new(memstore.Store), "-tokens="+file, "-client-rate=0", "-client-bytes=1", "-max-bytes=10000")
	n := few("127.0.0.2", most/10000+5, server.URL, checkToken, strings.Repeat("a ", 5000))
	require.Equal(t, most/10000, n)
	require.Equal(t, 1, few("127.0.0.3", 1, server.URL, checkToken, "one"))
	require.Equal(t, int64(0), v.gate.bodies.Load())

	server, _, _ = testServer(t, new(memstore.Store), "-tokens="+file, "-client-open=1")
	got := send(t, "GET", server.URL+"/metrics", "", "Authorization", "Bearer "+fullToken).body
	for _, reason := range []string{"queue", "bodies", "rate", "bytes", "open", "guesses"} {
		assert.Contains(t, got, `moderate_rejected_total{reason="`+reason+`"} 0`)
	}
}

// TestOpenBodies: a client has so many bodies open and no more, until one is done.
func TestOpenBodies(t *testing.T) {
	address, v, stop, served := serving(t, "-client-open=3")
	put := func(from string) int {
		return sendFrom(t, from, "PUT", "http://"+address+"/texts/b", "one", "Content-Type", "text/plain").status
	}
	var slow []net.Conn
	for range 3 {
		slow = append(slow, stalled(t, address, "PUT", "/texts/a", "text/plain", 100))
	}
	awaitBodies(v, 3*leastBody)
	require.Equal(t, 429, answerOf(t, chunked(t, address)).status) // at once
	require.Equal(t, 429, put("127.0.0.1"))
	require.Equal(t, 201, put("127.0.0.2"))
	require.Equal(t, 200, put("127.0.0.2"))
	require.NoError(t, slow[0].Close())
	awaitBodies(v, 2*leastBody)
	require.Equal(t, 200, put("127.0.0.1"))
	for _, c := range slow[1:] {
		require.NoError(t, c.Close())
	}
	stop()
	require.NoError(t, <-served)
}

// TestAccounts: clients that are forgotten begin anew, and their number is bounded.
func TestAccounts(t *testing.T) {
	a := newAccounts(limits{rate: 0.001}, 1)
	now := time.Unix(1e9, 0)
	first := a.of("first")
	require.NoError(t, first.request(now))
	require.Error(t, first.request(now))
	require.Same(t, first, a.of("first"))
	for i := range maxAccounts {
		a.of(fmt.Sprint(i))
	}
	require.Equal(t, maxAccounts, a.known.Len())
	require.NotSame(t, first, a.of("first"))
	p := &pass{name: "first"}
	require.NotSame(t, a.ofToken(p), a.of("first"))
	require.NotSame(t, a.ofToken(p), a.ofToken(&pass{name: "first", limits: limits{rate: 1}}))
}

// TestClient: the address of a client is the connection's, or what the proxies that the
// operator named say of it, as far as they can know.
func TestClient(t *testing.T) {
	for _, c := range []struct{ proxies, remote, forwarded, want string }{
		{"", "192.0.2.1:80", "", "192.0.2.1"},
		{"", "192.0.2.1:80", "198.51.100.7", "192.0.2.1"}, // nobody named it
		{"10.0.0.0/8", "192.0.2.1:80", "198.51.100.7", "192.0.2.1"},
		{"10.0.0.0/8", "10.1.2.3:80", "198.51.100.7", "198.51.100.7"},
		{"10.0.0.0/8", "10.1.2.3:80", "1.1.1.1, 198.51.100.7", "198.51.100.7"}, // the first is the client's word
		{"10.0.0.0/8", "10.1.2.3:80", "1.1.1.1,198.51.100.7 , 10.9.9.9", "198.51.100.7"},
		{"10.0.0.0/8", "10.1.2.3:80", "10.1.1.1", "10.1.1.1"},
		{"10.0.0.0/8", "10.1.2.3:80", "", "10.1.2.3"},
		{"10.0.0.0/8", "10.1.2.3:80", "198.51.100.7, unknown", "10.1.2.3"},
		{"10.0.0.0/8", "10.1.2.3:80", "198.51.100.7:4711", "198.51.100.7"},
		{"10.0.0.0/8,::1", "[::1]:80", "2001:db8::1", "2001:db8::1"},
		{"::1", "[::1]:80", "[2001:db8::1]", "2001:db8::1"},
		{"::1", "[::1]:80", "[2001:db8::1]:4711", "2001:db8::1"},
		{"192.0.2.1", "[::ffff:192.0.2.1]:80", "::ffff:198.51.100.7", "198.51.100.7"},
		{"192.0.2.1", "192.0.2.2:80", "198.51.100.7", "192.0.2.2"},
		{"", "[fe80::1%eth0]:80", "", "fe80::1"},
		{"", "@", "", "invalid IP"},
	} {
		p, err := parseProxies(c.proxies)
		require.NoError(t, err)
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.remote
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		assert.Equal(t, c.want, p.client(r).String(), "%+v", c)
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.RemoteAddr = "10.0.0.1:1"
	r.Header["X-Forwarded-For"] = []string{"1.1.1.1", "198.51.100.7"}
	assert.Equal(t, "198.51.100.7", proxies{netip.MustParsePrefix("10.0.0.0/8")}.client(r).String(), "two headers are one list")
	for _, bad := range []string{"x", "10.0.0.0/33", "10.0.0.1;10.0.0.2", "10.0.0"} {
		_, err := parseProxies(bad)
		require.ErrorContains(t, err, "-proxies")
	}
	assert.Equal(t, "2001:db8:1:2::/64", networkOf(netip.MustParseAddr("2001:db8:1:2:3:4:5:6")))
	assert.Equal(t, "192.0.2.1", networkOf(netip.MustParseAddr("192.0.2.1")))
}

// TestProxyInLog: behind a named proxy limits and log are of the client behind it.
func TestProxyInLog(t *testing.T) {
	server, _, log := testServer(t, new(memstore.Store), "-proxies=127.0.0.1", "-client-rate=0.01")
	for client, want := range map[string]int{"198.51.100.7": 200, "198.51.100.8": 200} {
		r := send(t, "GET", server.URL+"/healthz", "", "X-Forwarded-For", client)
		require.Equal(t, want, r.status)
		require.Equal(t, 429, send(t, "GET", server.URL+"/healthz", "", "X-Forwarded-For", client).status)
	}
	require.Contains(t, log.String(), `"client":"198.51.100.8"`)
}

// TestHosts: a page that has its own name point here (DNS rebinding) gets nothing where
// no token is asked for.
func TestHosts(t *testing.T) {
	store := new(memstore.Store)
	rebinding := []string{"Host", "evil.example:8080", "Origin", "http://evil.example:8080", "Sec-Fetch-Site", "same-origin", "Content-Type", "text/plain"}
	server, v, _ := testServer(t, store)
	requireProblem(t, send(t, "PUT", server.URL+"/texts/a", "one", rebinding...), 421, "wrong_host")
	requireProblem(t, send(t, "GET", server.URL+"/healthz", "", "Host", "evil.example"), 421, "wrong_host")
	requireProblem(t, send(t, "GET", server.URL+"/nowhere", "", "Host", "localhost.evil.example"), 421, "wrong_host")
	for _, good := range []string{"localhost", "LOCALHOST:1", "localhost.", "127.0.0.1:80", "[::1]:80", "192.0.2.7"} {
		assert.Equal(t, 200, send(t, "GET", server.URL+"/healthz", "", "Host", good).status, good)
	}
	n, err := v.corpus.Count(t.Context(), "")
	require.NoError(t, err)
	require.Zero(t, n)

	setToken(v, "secret") // which a page of another name has not
	assert.Equal(t, 200, send(t, "GET", server.URL+"/healthz", "", "Host", "moderate.example").status)

	server, v, _ = testServer(t, store, "-hosts=moderate.example, Other.example:80")
	for range 2 {
		for host, want := range map[string]int{"moderate.example": 200, "other.example": 200, "localhost": 200, "evil.example": 421} {
			assert.Equal(t, want, send(t, "GET", server.URL+"/healthz", "", "Host", host).status, host)
		}
		setToken(v, "secret")
	}
	assert.Nil(t, newHosts("", "box.example:80").check(&http.Request{Host: "box.example"}, false))
	assert.Nil(t, newHosts("", ":80").check(&http.Request{Host: ""}, false))
	assert.NotNil(t, newHosts("", ":80").check(&http.Request{Host: "x"}, false))
}

// TestFieldsTwin compares readFields with what a map of package json has, of objects
// made of few names: nothing is taken that a twin without order or case would read
// otherwise.
func TestFieldsTwin(t *testing.T) {
	seed := rand.Uint64()
	t.Log("seed", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	names := []string{"text", "id", "Text", "te\\u0078t", "x", ""}
	taken := 0
	for range 5000 {
		var b strings.Builder
		n := random.IntN(4)
		seen, good := make(map[string]bool), true
		for i := range n {
			name := names[random.IntN(len(names))]
			plain := strings.ReplaceAll(name, "\\u0078", "x")
			good = good && !seen[plain] && (plain == "text" || plain == "id")
			seen[plain] = true
			fmt.Fprintf(&b, `%s"%s": %d`, map[bool]string{true: ", "}[i > 0], name, i)
		}
		body := "{" + b.String() + "}" + map[bool]string{true: "x"}[random.IntN(5) == 0]
		fields, err := readFields([]byte(body), "text", "id")
		good = good && !strings.HasSuffix(body, "x")
		require.Equal(t, good, err == nil, "%s: %v", body, err)
		if err == nil {
			var want map[string]json.RawMessage
			require.NoError(t, json.Unmarshal([]byte(body), &want))
			require.Equal(t, want, fields)
			taken++
		}
	}
	require.Positive(t, taken)
}
