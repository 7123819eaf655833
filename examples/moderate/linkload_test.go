package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	runtimemetrics "runtime/metrics"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/spinner"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
	"github.com/palimpsest-go/palimpsest/corpus/pebblestore"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// accountsEnv says how many accounts TestLinkLoad makes.
const accountsEnv = "MODERATE_ACCOUNTS"

// The accounts of TestLinkLoad. Every fourth account belongs to an operation, which has
// one dictionary; each other has its own.
const (
	accountPosts   = 3
	postExchanges  = 40 // words of a source that every dictionary has
	accountsSource = 10 // accounts for each source: so thirty posts are made of it
	operationSize  = 5
)

// headwords returns the words of the thesaurus that one word stands for, with what
// stands for them.
var headwords = sync.OnceValue(func() (all []string) {
	for entry := range strings.SplitSeq(strings.ReplaceAll(thesaurus, "\n", ";"), ";") {
		if word, targets, ok := strings.Cut(strings.TrimSpace(entry), ": "); ok {
			all = append(all, word+" "+targets)
		}
	}
	return all
})

// spinnable returns a made text with words of the thesaurus.
func spinnable(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 2))
	var b strings.Builder
	for i, n := range r.Perm(len(headwords()))[:postExchanges] {
		word, _, _ := strings.Cut(headwords()[n], " ")
		fmt.Fprintf(&b, "%s %s %s", madeWords[r.IntN(20)], word, madeWords[20+r.IntN(len(madeWords)-20)])
		if i%5 == 4 {
			b.WriteString(". ")
		} else {
			fmt.Fprintf(&b, " %s ", madeWords[r.IntN(20)])
		}
	}
	return b.String()
}

// drawnDictionary returns the dictionary of a made spinner: for each word one of what
// stands for it.
func drawnDictionary(spinner uint64) map[string]string {
	d := make(map[string]string)
	r := rand.New(rand.NewPCG(spinner, 4))
	for _, entry := range headwords() {
		list := strings.Fields(entry)
		d[list[0]] = list[1+r.IntN(len(list)-1)]
	}
	return d
}

// operationOf returns the spinner of an account.
func operationOf(account int) uint64 {
	if account%4 == 0 {
		return uint64(account / (4 * operationSize))
	}
	return uint64(1<<32 + account)
}

// writeAccounts writes sources, and the posts of so many accounts, as lines of a batch.
func writeAccounts(w io.Writer, accounts int) {
	lines := json.NewEncoder(w)
	sources := max(2*accountPosts, accounts/accountsSource)
	for i := range sources {
		lines.Encode(map[string]string{"id": fmt.Sprint("source ", i), "author": "The Paper", "text": spinnable(uint64(i))})
	}
	for a := range accounts {
		r := rand.New(rand.NewPCG(uint64(a), 3))
		d := drawnDictionary(operationOf(a))
		for p, source := range r.Perm(sources)[:accountPosts] {
			text := words.ReplaceAllStringFunc(spinnable(uint64(source)), func(w string) string {
				if to, ok := d[w]; ok {
					return to
				}
				return w
			})
			lines.Encode(map[string]string{"id": fmt.Sprint(a, "/", p), "author": strconv.Itoa(a), "text": text})
		}
	}
}

// A spending is the processor time of this process, and the most memory of live objects and
// those not yet collected, since it began.
type spending struct {
	began time.Time
	cpu   time.Duration
	peak  uint64
	stop  func()
}

func beginSpending(t *testing.T) *spending {
	u := &spending{began: time.Now(), cpu: cpuTime(t)}
	done := make(chan struct{})
	var sampling sync.WaitGroup
	sampling.Go(func() {
		sample := []runtimemetrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		for {
			runtimemetrics.Read(sample)
			u.peak = max(u.peak, sample[0].Value.Uint64())
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	})
	u.stop = func() { close(done); sampling.Wait() }
	return u
}

// end returns what was used, in words.
func (u *spending) end(t *testing.T) string {
	u.stop()
	return fmt.Sprintf("%.1f s of processor time in %.1f s, heap at most %.0f MB", (cpuTime(t) - u.cpu).Seconds(), time.Since(u.began).Seconds(), float64(u.peak)/1e6)
}

func cpuTime(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// TestLinkLoad has many accounts post spun texts, looks for links, and says what that
// takes. Of 20,000 accounts the aim is at most 60 s of processor time for the links.
func TestLinkLoad(t *testing.T) {
	accounts, _ := strconv.Atoi(os.Getenv(accountsEnv))
	if accounts <= 0 {
		t.Skipf("%s is not set: it says how many accounts post, 20000 take half an hour", accountsEnv)
	}
	for name, open := range map[string]func() corpus.Store{
		"memory": func() corpus.Store { return new(memstore.Store) },
		"pebble": func() corpus.Store {
			s, err := pebblestore.Open(filepath.Join(t.TempDir(), "store"), pebblestore.Settings{})
			require.NoError(t, err)
			t.Cleanup(func() { s.Close() })
			return s
		},
	} {
		t.Run(name, func(t *testing.T) { linkLoad(t, open(), accounts) })
	}
}

func linkLoad(t *testing.T, store corpus.Store, accounts int) {
	v, _ := newService(t, store, "-profiles")
	v.log = slog.New(slog.NewJSONHandler(io.Discard, nil))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- v.serve(ctx, l) }()
	url := "http://" + l.Addr().String()

	u := beginSpending(t)
	post := postAccounts(t, url, accounts)
	t.Logf("%d accounts: verdicts on their posts %v; %s", accounts, post, u.end(t))
	require.Greater(t, post["spun"], accountPosts*accounts/2)

	debug.FreeOSMemory()
	t.Logf("heap before links %.0f MB", float64(heap())/1e6)
	var got clusters
	u = beginSpending(t)
	requireGet(t, url+"/authors/links?limit="+strconv.Itoa(mostListed), &got)
	t.Logf("links: %d judged, %d insufficient, %d clusters, needed %.1f; %s", got.Judged, got.Insufficient, len(got.Clusters), got.Needed, u.end(t))
	require.Greater(t, got.Judged, accounts*9/10)
	require.Zero(t, got.LeftOut)
	right, wrong := linksRight(t, got)
	t.Logf("links listed: %d right, %d wrong", right, wrong)

	var one linksOfOne
	u = beginSpending(t)
	requireGet(t, url+"/authors/0/links", &one)
	t.Logf("links of one author: %d; %s", len(one.Links), u.end(t))
	stop()
	require.NoError(t, <-served)
}

// posted counts the answers to posts, by verdict.
type posted map[string]int

// postAccounts sends the texts of accounts in one batch, and counts the answers.
func postAccounts(t *testing.T, url string, accounts int) posted {
	t.Helper()
	n := make(posted)
	in, out := io.Pipe()
	go func() {
		w := bufio.NewWriter(out)
		writeAccounts(w, accounts)
		out.CloseWithError(w.Flush())
	}()
	resp, err := http.Post(url+"/batch?mode=check-add", "application/x-ndjson", in)
	require.NoError(t, err)
	defer resp.Body.Close()
	answers := bufio.NewScanner(resp.Body)
	answers.Buffer(nil, 1<<20)
	for answers.Scan() {
		var got struct{ ID, Status, Verdict string }
		require.NoError(t, json.Unmarshal(answers.Bytes(), &got))
		require.Equal(t, "ok", got.Status, answers.Text())
		if !strings.HasPrefix(got.ID, "source") {
			n[got.Verdict]++
		}
	}
	require.NoError(t, answers.Err())
	return n
}

func requireGet(t *testing.T, url string, into any) {
	t.Helper()
	resp, err := http.Get(url)
	require.NoError(t, err)
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, resp.StatusCode, "%s", b)
	require.NoError(t, json.Unmarshal(b, into))
}

// linksRight counts the links of clusters between accounts of one operation, and others.
func linksRight(t *testing.T, got clusters) (right, wrong int) {
	spinner := func(a linkedAuthor) uint64 {
		n, err := strconv.Atoi(a.Author)
		require.NoError(t, err)
		return operationOf(n)
	}
	for _, c := range got.Clusters {
		for _, l := range c.Links {
			if spinner(l.Authors[0]) == spinner(l.Authors[1]) {
				right++
			} else {
				wrong++
			}
		}
	}
	return right, wrong
}

// profilesEnv says how many accounts TestLinkProfiles makes, and consistentEnv in which part
// of the cases they take their own target, 1 if it is not set.
const (
	profilesEnv   = "MODERATE_PROFILES"
	consistentEnv = "MODERATE_CONSISTENT"
)

// TestLinkProfiles looks for links between the accounts of TestLinkLoad, whose profiles it
// puts into the store: every word that was exchanged is found, and no text is compared.
func TestLinkProfiles(t *testing.T) {
	accounts, _ := strconv.Atoi(os.Getenv(profilesEnv))
	if accounts <= 0 {
		t.Skipf("%s is not set: it says how many accounts have profiles", profilesEnv)
	}
	consistent, err := strconv.ParseFloat(os.Getenv(consistentEnv), 64)
	if err != nil {
		consistent = 1
	}
	server, v, _ := testServer(t, new(memstore.Store), "-profiles")
	sources := max(2*accountPosts, accounts/accountsSource)
	for a := range accounts {
		r := rand.New(rand.NewPCG(uint64(a), 3))
		d := drawnDictionary(operationOf(a))
		for _, source := range r.Perm(sources)[:accountPosts] {
			words := rand.New(rand.NewPCG(uint64(source), 2)).Perm(len(headwords()))[:postExchanges]
			putPost(t, v, strconv.Itoa(a), fmt.Sprint("source ", source), words, func(word string, targets []string) string {
				if r.Float64() > consistent {
					return targets[r.IntN(len(targets))]
				}
				return d[word]
			})
		}
	}
	var got clusters
	u := beginSpending(t)
	requireGet(t, server.URL+"/authors/links?limit="+strconv.Itoa(mostListed), &got)
	t.Logf("links: %d judged, %d spinners in the background, %d clusters, needed %.1f; %s", got.Judged, got.Background, len(got.Clusters), got.Needed, u.end(t))
	right, wrong := linksRight(t, got)
	t.Logf("links listed: %d right, %d wrong", right, wrong)
}

// putPost puts the part of a text by an author that exchanges some of the head words.
func putPost(t *testing.T, v *service, author, source string, words []int, take func(word string, targets []string) string) {
	t.Helper()
	x := &compare.Report{Verdict: compare.Spun, Language: shingle.English}
	for _, n := range words {
		entry := strings.Fields(headwords()[n])
		x.Substitutions = append(x.Substitutions, compare.Substitution{
			Source: compare.Quote{Text: entry[0]}, Suspect: compare.Quote{Text: take(entry[0], entry[1:])}, Kind: compare.KindSynonym,
		})
	}
	p := new(spinner.Profile)
	_, err := p.Add(x, source)
	require.NoError(t, err)
	data, err := p.MarshalBinary()
	require.NoError(t, err)
	b, err := json.Marshal(part{Author: author, At: time.Now(), Exchanges: p.Exchanges(), Profile: data})
	require.NoError(t, err)
	require.NoError(t, v.profiles.put(t.Context(), corpus.Text{ID: author + "/" + source}, string(b)))
}
