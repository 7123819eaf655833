package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/spinner"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
	"github.com/palimpsest-go/palimpsest/corpus/pebblestore"
)

// sourceTexts puts articles into a tenant, by the paper that printed them.
func sourceTexts(t *testing.T, server, tenant string, n int) {
	t.Helper()
	for i := range n {
		r := sendJSON(t, "PUT", fmt.Sprintf("%s/texts/article-%02d", server, i), map[string]string{"text": article(t, i), "tenant": tenant, "author": "The Paper"})
		require.Equal(t, http.StatusCreated, r.status, r.body)
	}
}

// post has a text checked and stored.
func post(t *testing.T, server, tenant, author, id, text string) result {
	t.Helper()
	r := sendJSON(t, "POST", server+"/check?mode=check-add", map[string]string{"id": id, "tenant": tenant, "author": author, "text": text})
	require.Equal(t, http.StatusOK, r.status, r.body)
	return decode[result](t, r)
}

// posts has an author spin articles.
func posts(t *testing.T, server, tenant, author string, spinner int, articles ...int) {
	t.Helper()
	for _, i := range articles {
		got := post(t, server, tenant, author, fmt.Sprintf("%s/%02d", author, i), spun(spinner, article(t, i)))
		require.Equal(t, "spun", got.Verdict.String())
		require.Equal(t, fmt.Sprintf("article-%02d", i), got.Matches[0].ID)
	}
}

func linksOf(t *testing.T, server, tenant string) clusters {
	t.Helper()
	return decode[clusters](t, send(t, "GET", server+"/authors/links?tenant="+tenant, ""))
}

// stores are those that profiles are tested with; open opens one again after Close.
func stores(t *testing.T, do func(t *testing.T, open func() corpus.Store)) {
	t.Run("memory", func(t *testing.T) {
		s := new(memstore.Store)
		do(t, func() corpus.Store { return s })
	})
	t.Run("pebble", func(t *testing.T) {
		dir := t.TempDir()
		var last corpus.Store
		do(t, func() corpus.Store {
			if last != nil {
				require.NoError(t, last.Close())
			}
			s, err := pebblestore.Open(dir, pebblestore.Settings{})
			require.NoError(t, err)
			last = s
			t.Cleanup(func() { s.Close() })
			return s
		})
	})
}

// TestLinks: two accounts of one spinner are linked, with mappings of its dictionary. One
// of another spinner, people who copy and edit and quote, and other tenants are not.
func TestLinks(t *testing.T) {
	stores(t, func(t *testing.T, open func() corpus.Store) {
		server, v, _ := testServer(t, open(), "-profiles")
		for _, tenant := range []string{"north", "south"} {
			sourceTexts(t, server.URL, tenant, 17)
		}
		posts(t, server.URL, "north", "Ann/1", 0, 0, 1, 2, 3, 4, 5, 6, 7)
		posts(t, server.URL, "north", "Ben", 0, 8, 9, 10, 11, 12, 13, 14, 15)
		posts(t, server.URL, "north", "Cid", 1, 0, 2, 4, 6, 8, 10, 12, 14)
		posts(t, server.URL, "south", "Ben", 0, 8, 9)
		for i := range 4 { // honest
			post(t, server.URL, "north", "Dora", fmt.Sprint("dora", i), strings.ReplaceAll(article(t, i), ". ", "! "))
			post(t, server.URL, "north", "Eve", fmt.Sprint("eve", i), "They wrote this: "+article(t, i)[:300])
			post(t, server.URL, "north", "Finn", fmt.Sprint("finn", i), passing(i))
			post(t, server.URL, "north", "Gus", fmt.Sprint("gus", i), spun(0, article(t, i))) // copies what Ann spun
		}
		posts(t, server.URL, "north", "Hal", 0, 16)
		putPart(t, v, "north", "Ida", "ida", time.Now(), time.Time{}, 3) // too little

		got := linksOf(t, server.URL, "north&floor=0.9") // for Hal, of whom little is known
		require.Len(t, got.Clusters, 1, "%+v", got)
		c := got.Clusters[0]
		require.Len(t, c.Authors, 3)
		for i, want := range []linkedAuthor{{"Ann/1", 8, 100}, {"Ben", 8, 100}, {"Hal", 1, 10}} {
			a := c.Authors[i]
			assert.Equal(t, want, linkedAuthor{a.Author, a.Posts, want.Exchanges})
			assert.InDelta(t, want.Exchanges, a.Exchanges, 30)
		}
		require.Len(t, c.Links, 2)
		l := c.Links[0]
		assert.Equal(t, c.Authors[:2], l.Authors, "the strongest")
		assert.GreaterOrEqual(t, float64(l.Confidence), .99)
		assert.Less(t, float64(l.Confidence), 1.)
		assert.GreaterOrEqual(t, c.Links[1].Score, got.Needed)
		d := dictionary(0)
		require.GreaterOrEqual(t, len(l.Shared), 5)
		right := 0
		for _, m := range l.Shared {
			if d[m.Word] == m.Target {
				right++
			}
			assert.Equal(t, 2, m.Authors)
			assert.GreaterOrEqual(t, m.Sources, 2)
		}
		assert.GreaterOrEqual(t, right*10, 9*len(l.Shared), "%+v", l.Shared)
		assert.Zero(t, got.Background, "four are too few")
		assert.Equal(t, []int{4, 1, 0, 0}, []int{got.Judged, got.Insufficient, got.LeftOut, got.Unread}, "Ann, Ben, Cid and Hal; Ida")
		assert.Empty(t, linksOf(t, server.URL, "south").Clusters)
		assert.Empty(t, linksOf(t, server.URL, "").Clusters)

		one := decode[linksOfOne](t, send(t, "GET", server.URL+"/authors/Ann%2F1/links?tenant=north&floor=0.9", ""))
		require.Len(t, one.Links, 2, "%+v", one)
		assert.Equal(t, c.Authors[0], one.Author)
		assert.Equal(t, l, one.Links[0])
		assert.Equal(t, []int{3, 1}, []int{one.Judged, one.Insufficient}, "Ida")
		requireProblem(t, send(t, "GET", server.URL+"/authors/Dora/links?tenant=north", ""), 404, "not_found")
		requireProblem(t, send(t, "GET", server.URL+"/authors/Ann%2F1/links?tenant=south", ""), 404, "not_found")
		high := decode[clusters](t, send(t, "GET", server.URL+"/authors/links?tenant=north", ""))
		require.Len(t, high.Clusters, 1)
		assert.Len(t, high.Clusters[0].Authors, 2, "without a floor: of Hal too little is known")
		assert.Greater(t, high.Needed, got.Needed)
		for _, bad := range []string{"floor=0", "floor=1", "floor=x", "floor=NaN", "limit=0", "author=Ann"} {
			requireProblem(t, send(t, "GET", server.URL+"/authors/links?"+bad, ""), 400, "bad_request")
		}

		again, _, _ := testServer(t, open(), "-profiles")
		require.Equal(t, got, linksOf(t, again.URL, "north&floor=0.9"), "after a restart")
	})
}

// TestBackgroundOfAuthors: where many authors are known, what they do shows what is usual.
func TestBackgroundOfAuthors(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store), "-profiles")
	for i := range 2 * spinner.FewestAccounts {
		putDrawn(t, v, fmt.Sprint(i), uint64(i/2), uint64(i))
	}
	got := linksOf(t, server.URL, "")
	require.Equal(t, spinner.FewestAccounts, got.Background, "two accounts of each spinner")
	require.Len(t, got.Clusters, spinner.FewestAccounts)
	for _, c := range got.Clusters {
		require.Len(t, c.Authors, 2)
		a, b := c.Authors[0].Author, c.Authors[1].Author
		one := decode[linksOfOne](t, send(t, "GET", server.URL+"/authors/"+a+"/links", ""))
		require.Equal(t, got.Background, one.Background)
		require.Len(t, one.Links, 1)
		require.Equal(t, b, one.Links[0].Authors[1].Author)
		if a == "0" {
			break
		}
	}
}

// putDrawn puts three parts of an author: exchanges by the dictionary of a made spinner.
func putDrawn(t *testing.T, v *service, author string, spinnerID, seed uint64) {
	t.Helper()
	d := drawnDictionary(spinnerID)
	r := rand.New(rand.NewPCG(seed, 5))
	for i := range 3 {
		putPost(t, v, author, fmt.Sprint(author, i), r.Perm(len(headwords()))[:60], func(word string, _ []string) string { return d[word] })
	}
}

// parts returns who has parts of profiles, with how many.
func parts(t *testing.T, v *service, tenant string) map[string]int {
	t.Helper()
	list, err := v.profiles.parts(t.Context(), tenant)
	require.NoError(t, err)
	out := make(map[string]int)
	for _, x := range list {
		out[x.Author]++
	}
	return out
}

// TestConcurrentProfiles: checks of one author at the same time lose nothing, and make
// the profile that they make one after the other, while parts are swept.
func TestConcurrentProfiles(t *testing.T) {
	stores(t, func(t *testing.T, open func() corpus.Store) {
		server, v, _ := testServer(t, open(), "-profiles", "-queue=100", "-concurrency=8")
		for _, tenant := range []string{"once", "turns"} {
			sourceTexts(t, server.URL, tenant, 10)
		}
		stop := make(chan struct{})
		var sweeper, all sync.WaitGroup
		sweeper.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					assert.NoError(t, v.profiles.sweep(t.Context(), time.Now()))
				}
			}
		})
		for i := range 10 {
			all.Go(func() { posts(t, server.URL, "once", "Ann", 0, i) })
		}
		all.Wait()
		close(stop)
		sweeper.Wait()
		for i := range 10 {
			posts(t, server.URL, "turns", "Ann", 0, i)
		}
		profile := func(tenant string) (posts int, bytes []byte) {
			list, err := v.profiles.parts(t.Context(), tenant)
			require.NoError(t, err)
			authors, _ := profiledAuthors(list, time.Now())
			require.Len(t, authors, 1)
			p, posts, unread := authors[0].profile()
			require.Zero(t, unread)
			bytes, err = p.MarshalBinary()
			require.NoError(t, err)
			return posts, bytes
		}
		n, once := profile("once")
		require.Equal(t, 10, n)
		_, turns := profile("turns")
		require.Equal(t, turns, once)
		require.Contains(t, send(t, "GET", server.URL+"/metrics", "").body, "moderate_profiled_texts_total 20")
	})
}

// TestProfilesFollowTexts: what a text shows of its author goes when the text goes, or
// another takes its place.
func TestProfilesFollowTexts(t *testing.T) {
	stores(t, func(t *testing.T, open func() corpus.Store) {
		server, v, _ := testServer(t, open(), "-profiles")
		sourceTexts(t, server.URL, "", 9)
		posts(t, server.URL, "", "Ann", 0, 0, 1, 2, 3, 4)
		posts(t, server.URL, "", "Ben", 1, 5, 6)
		require.Equal(t, map[string]int{"Ann": 5, "Ben": 2}, parts(t, v, ""))
		require.Equal(t, 204, send(t, "DELETE", server.URL+"/texts/Ann%2F00", "").status)
		require.Equal(t, 4, parts(t, v, "")["Ann"], "removed")
		post(t, server.URL, "", "Ann", "Ann/01", passing(1))
		require.Equal(t, 3, parts(t, v, "")["Ann"], "replaced by an honest one")
		require.Equal(t, 200, sendJSON(t, "PUT", server.URL+"/texts/Ann%2F02", map[string]string{"text": "one"}).status)
		require.Equal(t, 2, parts(t, v, "")["Ann"], "replaced unchecked")
		post(t, server.URL, "", "Ben", "Ann/03", spun(0, article(t, 7)))
		require.Equal(t, map[string]int{"Ann": 1, "Ben": 3}, parts(t, v, ""), "replaced by another author's")
		sendJSON(t, "POST", server.URL+"/check?mode=check", map[string]string{"id": "x", "author": "Ann", "text": spun(0, article(t, 8))})
		require.Equal(t, 1, parts(t, v, "")["Ann"], "only checked")
		post(t, server.URL, "", "", "y", spun(0, article(t, 8)))
		require.Equal(t, map[string]int{"Ann": 1, "Ben": 3}, parts(t, v, ""), "by nobody known")

		require.Equal(t, removal{3, 3}, decode[removal](t, send(t, "DELETE", server.URL+"/texts?tenant=&author=Ben", "")))
		require.Equal(t, map[string]int{"Ann": 1}, parts(t, v, ""))
		again, off, _ := testServer(t, open()) // without -profiles
		requireProblem(t, send(t, "GET", again.URL+"/authors/links", ""), 404, "not_found")
		posts(t, again.URL, "", "Ann", 0, 6)
		require.Equal(t, map[string]int{"Ann": 1}, parts(t, off, ""), "nothing is added")
		require.Equal(t, 1, decode[removal](t, send(t, "DELETE", again.URL+"/texts?tenant=&all=true", "")).Forgotten)
		require.Empty(t, parts(t, off, ""))
	})
}

// TestBlockedProfiles: what the policy blocks is not stored, and counts.
func TestBlockedProfiles(t *testing.T) {
	policy := filepath.Join(t.TempDir(), "policy.json")
	require.NoError(t, os.WriteFile(policy, []byte(`{"rules": [{"name": "spun", "action": "block", "verdicts": ["spun"]}]}`), 0o600))
	server, v, _ := testServer(t, new(memstore.Store), "-profiles", "-policy="+policy)
	sourceTexts(t, server.URL, "", 3)
	got := post(t, server.URL, "", "Ann", "a", spun(0, article(t, 0)))
	require.Equal(t, corpus.Block, got.Action)
	require.False(t, *got.Stored)
	require.Equal(t, map[string]int{"Ann": 1}, parts(t, v, ""))
	require.Equal(t, 404, send(t, "DELETE", server.URL+"/texts/a", "").status, "there is no such text")
	require.Empty(t, parts(t, v, ""))
	post(t, server.URL, "", "Ann", "b", spun(0, article(t, 1)))
	require.Equal(t, removal{0, 1}, decode[removal](t, send(t, "DELETE", server.URL+"/texts?tenant=&author=Ann", "")))
	require.Empty(t, parts(t, v, ""))
}

// TestVictimHasNoProfile: whoever posts the original again, after a spun copy of it that
// came first, exchanged nothing.
func TestVictimHasNoProfile(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store), "-profiles", "-trust-time")
	send := func(author, id, at, text string) {
		r := sendJSON(t, "POST", server.URL+"/check?mode=check-add", map[string]string{"id": id, "author": author, "text": text, "time": at})
		require.Equal(t, 200, r.status)
	}
	send("Thief", "copy", "2026-02-01T00:00:00Z", spun(0, article(t, 0)))
	send("Victim", "original", "2026-01-01T00:00:00Z", article(t, 0))
	require.Empty(t, parts(t, v, ""))
	send("Thief", "copy 2", "2026-03-01T00:00:00Z", spun(0, article(t, 0)))
	require.Equal(t, map[string]int{"Thief": 1}, parts(t, v, ""))
}

// TestOriginal: where the best match derives from another, the exchanges are those from
// that one, and so is the source.
func TestOriginal(t *testing.T) {
	match := func(id, derived string, v compare.Verdict, order corpus.Order) corpus.Match {
		return corpus.Match{Source: corpus.Text{ID: id}, Derived: derived, Report: &compare.Report{Verdict: v}, Order: order}
	}
	a := &corpus.Answer{Matches: []corpus.Match{
		match("copy", "spun", compare.Spun, corpus.SourceFirst), match("other", "", compare.Spun, corpus.SourceFirst),
		match("spun", "original", compare.Spun, corpus.SourceFirst), match("original", "", compare.Spun, corpus.OrderUnknown),
	}}
	require.Equal(t, "original", original(a).Source.ID)
	require.Equal(t, "text original", sourceName(original(a)))
	a.Matches[3].Order = corpus.SuspectFirst
	require.Equal(t, "spun", original(a).Source.ID)
	require.Equal(t, "text original", sourceName(original(a)), "by its name")
	a.Matches[2].Derived = "copy" // a circle ends
	original(a)
	a.Matches[0].Source.Group = "story"
	require.Equal(t, "group story", sourceName(&a.Matches[0]))
	a.Matches[0].Report.Verdict = compare.NearDuplicate
	none, err := exchanged(corpus.Text{Author: "Ann"}, a)
	require.NoError(t, err)
	require.Nil(t, none, "who copies a spun text has exchanged nothing")
}

// TestProfileSpace: no request can ask for what the store keeps of profiles, and a check
// does not read it with the notes of its tenant.
func TestProfileSpace(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store), "-profiles")
	for _, tenant := range []string{"", "north"} {
		putPart(t, v, tenant, "Ann", "a", time.Now(), time.Time{}, 20)
		for range v.store.Notes(t.Context(), tenant) {
			require.Fail(t, "the tenant has a note")
		}
		space := url.QueryEscape(profileSpace + tenant)
		requireProblem(t, send(t, "POST", server.URL+"/check?tenant="+space, "one two", "Content-Type", "text/plain"), 400, "bad_request")
		require.NotContains(t, send(t, "GET", server.URL+"/boilerplate?tenant="+space, "").body, "text/")
		requireProblem(t, send(t, "GET", server.URL+"/texts?tenant="+space, ""), 400, "bad_request")
	}
}

// putPart puts a part with so many exchanges of made words.
func putPart(t *testing.T, v *service, tenant, author, id string, at, expires time.Time, n int) {
	t.Helper()
	x := madePart(t, author, at, expires, n)
	require.NoError(t, v.profiles.put(t.Context(), corpus.Text{ID: id, Tenant: tenant, Expires: expires}, x))
}

// TestProfileBounds: of an author the newest parts are kept, what has expired counts for
// nothing, and a sweep removes the others.
func TestProfileBounds(t *testing.T) {
	_, v, _ := testServer(t, new(memstore.Store), "-profiles")
	now := time.Now()
	for i := range 12 {
		putPart(t, v, "", "Ann", fmt.Sprintf("%02d", (i*7)%12), now.Add(time.Duration((i*7)%12)*time.Minute), time.Time{}, 500)
	}
	putPart(t, v, "", "Ben", "old", now, now.Add(-time.Second), 20)
	putPart(t, v, "", "Ben", "new", now, now.Add(time.Hour), 20)
	putPart(t, v, "", "Cid", "much", now, time.Time{}, 3*mostOfAuthor/2)
	known, err := v.linked(t.Context(), "", "")
	require.NoError(t, err)
	require.Equal(t, linkedAuthor{"Ann", 8, 500}, known.sizes["Ann"], "eight of 500 are 4,000; they are the same words")
	require.Equal(t, linkedAuthor{"Ben", 1, 20}, known.sizes["Ben"])
	require.Equal(t, linkedAuthor{"Cid", 1, mostOfAuthor}, known.sizes["Cid"])
	require.Equal(t, map[string]int{"Ann": 12, "Ben": 2, "Cid": 1}, parts(t, v, ""))
	require.NoError(t, v.profiles.sweep(t.Context(), now))
	require.Equal(t, map[string]int{"Ann": 8, "Ben": 1, "Cid": 1}, parts(t, v, ""))
	list, err := v.profiles.parts(t.Context(), "")
	require.NoError(t, err)
	for _, x := range list {
		require.False(t, x.Author == "Ann" && x.name < partNote+"04", "%s is older than those kept", x.name)
	}

	// Nothing is swept again before it is worth it, or something expires.
	v.profiles.tenants[""].rest = time.Time{}
	require.Empty(t, v.profiles.due(now))
	require.Equal(t, []string{""}, v.profiles.due(now.Add(time.Hour)))
	v.profiles.tenants[""].added = leastSwept
	require.Equal(t, []string{""}, v.profiles.due(now))
	v.profiles.tenants[""].held = leastSwept + 1
	require.Empty(t, v.profiles.due(now))

	// A part that is put anew after it was read stays.
	v.profiles.begin("")
	putPart(t, v, "", "Ben", "new", now, time.Time{}, 20)
	require.NoError(t, v.profiles.drop(t.Context(), "", partNote+"new"))
	require.NoError(t, v.profiles.drop(t.Context(), "", partNote+"much"))
	require.Equal(t, map[string]int{"Ann": 8, "Ben": 1}, parts(t, v, ""))
}

// TestUnreadParts: a part that cannot be read is left out and counted, and can be removed.
func TestUnreadParts(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store), "-profiles")
	now := time.Now()
	putPart(t, v, "", "Ann", "1", now, time.Time{}, 20)
	putPart(t, v, "", "Ann", "2", now, time.Time{}, 20)
	space := profileSpace
	require.NoError(t, v.store.PutNote(t.Context(), space, corpus.Note{Name: partNote + "3", Value: "{"}))
	require.NoError(t, v.store.PutNote(t.Context(), space, corpus.Note{Name: partNote + "4", Value: `{"author": "Ann", "profile": "AAAA"}`}))
	got := linksOf(t, server.URL, "")
	require.Equal(t, 2, got.Unread)
	known, err := v.linked(t.Context(), "", "")
	require.NoError(t, err)
	require.Equal(t, 2, known.sizes["Ann"].Posts)
	require.Equal(t, 4, decode[removal](t, send(t, "DELETE", server.URL+"/texts?tenant=&all=true", "")).Forgotten)
}

// TestLinksAlone: one request looks for links at a time, in no slot of the queue, and it
// ends with its context.
func TestLinksAlone(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store), "-profiles", "-concurrency=1", "-queue=0")
	putPart(t, v, "", "Ann", "1", time.Now(), time.Time{}, 20)
	v.links.Lock()
	r := send(t, "GET", server.URL+"/authors/links", "")
	requireProblem(t, r, 429, "too_many_requests")
	require.NotEmpty(t, r.header.Get("Retry-After"))
	require.Contains(t, send(t, "GET", server.URL+"/metrics", "").body, `moderate_rejected_total{reason="links"} 1`)
	v.links.Unlock()
	end, err := v.queue.start(t.Context(), "somebody")
	require.NoError(t, err)
	defer end()
	require.Equal(t, 200, send(t, "GET", server.URL+"/authors/links", "").status, "the queue is full, and it needs no place")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = v.linked(ctx, "", "")
	require.ErrorIs(t, err, context.Canceled)
}

// TestMostLinked: beyond the bounds the authors about whom least is known are left out,
// and never the one that is asked for.
func TestMostLinked(t *testing.T) {
	_, v, _ := testServer(t, new(memstore.Store), "-profiles")
	for i := range 7 {
		putPart(t, v, "", fmt.Sprint("author ", i), fmt.Sprint(i), time.Now(), time.Time{}, 10+i)
	}
	v.most = bounds{authors: 3, exchanges: 1000}
	names := func(author string) (out []string, leftOut int) {
		known, err := v.linked(t.Context(), "", author)
		require.NoError(t, err)
		for _, a := range known.accounts {
			out = append(out, a.ID)
		}
		return out, known.leftOut
	}
	got, left := names("")
	require.Equal(t, []string{"author 6", "author 5", "author 4"}, got)
	require.Equal(t, 4, left)
	got, _ = names("author 0")
	require.Equal(t, []string{"author 0", "author 6", "author 5"}, got)
	v.most = bounds{authors: 100, exchanges: 32}
	got, left = names("")
	require.Equal(t, []string{"author 6", "author 5"}, got)
	require.Equal(t, 5, left)
}
