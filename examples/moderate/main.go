// Moderate checks texts against a corpus of known ones.
//
//	usage: moderate [flags] [FILE...]
//
//	Moderate checks texts against a corpus of known ones and says what each was made
//	from and what to do about it. It reads JSON lines from FILEs or, without any or
//	where one is "-", from standard input. With -http it is a service.
//
//	  -store STORE       where the corpus is: mem (default; it is empty, and forgotten
//	                     at the end), pebble:DIR or postgres://...
//	  -mode MODE         check: without storing; add: store without checking;
//	                     check-add (default): both. With -http, what POST /check does
//	                     where the request does not say (default check)
//	  -resume            with -mode add, skip texts that are already stored unchanged: to
//	                     continue an import that ended early, or to import what has changed
//	  -top N             matches in a result at most, 0 to 1000 (default 10)
//	  -policy FILE       JSON that says what to do about what is found
//	  -store-blocked     with check-add, store what the policy blocks as well
//	  -profiles          keep, for each author, which words the author's spun texts put for
//	                     which, and serve GET /authors/links (default off: these are data
//	                     about people, from blocked texts too)
//	  -trust-time        use the times of texts to decide which was first, not only their
//	                     arrival (default where lines are read; use -trust-time=false
//	                     if other people set the times. With -http the default is false)
//	  -boilerplate FILE  text that anybody may use, left out of every text and listed as
//	                     "excluded"; may be given several times
//	  -shadow            allow everything, and report what would have been done
//	  -lang LANGUAGE     of all texts: auto (default), en, fr, es, ru, sv, no, hu,
//	                     de, it, pt, nl, da or none
//	  -candidates N      most known texts that a text is compared with, 1 to 1000
//	                     (default 10, or -top if that is more)
//	  -expire DURATION   remove texts this long after they were added (72h; default 0,
//	                     never)
//	  -max-bytes N       longest text, 1 to 16777216 (default 16777216, with -http
//	                     1048576)
//	  -reindex           if STORE was filled with another -lang or by another version,
//	                     index its texts again first
//	  -verify            read all of a store pebble:DIR, write a line for each problem,
//	                     and end: status 1 if there is one
//	  -backup TO         copy a store pebble:DIR to the new directory TO and end; with
//	                     -verify, only if that finds no problem
//	  -version           print version, commit and model, and end
//
//	  -http ADDRESS      serve at ADDRESS (localhost:8080, :80)
//	  -concurrency N     requests worked on at a time (default: number of processors)
//	  -queue N           further requests that may wait (default 256)
//	  -timeout DURATION  longest time for a request, its body included (default
//	                     30s)
//	  -tokens FILE       JSON with the tokens that requests must have, and what each
//	                     may do
//	  -tls-cert FILE, -tls-key FILE
//	                     certificate and key: serve over TLS
//	  -hosts NAMES       names of the service, separated by commas; requests for other
//	                     names are refused (default without tokens: localhost and the
//	                     name in ADDRESS; with tokens: any)
//	  -proxies LIST      addresses and networks of proxies, separated by commas, whose
//	                     X-Forwarded-For names the client (default none)
//	  -client-rate N     requests a second of one client address (default 20, 0 for
//	                     no limit; without tokens no limit)
//	  -client-bytes N    bytes of bodies a second of one client (default 4194304, as above)
//	  -client-open N     bodies of one client open at a time (default 16, as above)
//
//	With -http, MODERATE_TOKEN in the environment is a token that may do everything. Exit
//	status: 0 done, 1 some lines were bad, 2 error.
//
// # Lines
//
// A line is an object with a text and its identity:
//
//	{"id": "post-81", "text": "...", "author": "Bo", "tenant": "north", "time": "2026-03-05T16:30:00Z", "group": "pier-story"}
//
// All but the id and the text may be missing or null. An unknown field makes the line a bad
// one; so does a known name in other capitals, or a field that occurs twice. "format" says
// how the text is written: "text" (default) is read unchanged; "html" is reduced to what a
// browser would show; "auto" is HTML if it has tags of HTML, and loses the tags of BBCode.
// The text that is read is what is stored. Texts of one author or of one group, such as
// revisions of one text, are not compared with each other. Tenants never see each other.
// The same id of the same tenant replaces the text.
//
// Each line has one answer, in order, and is checked against all earlier ones:
//
//	{"id": "post-81", "status": "ok", "verdict": "spun", "confidence": 0.99, "calibrated": true, "language": "en",
//	 "action": "review", "rule": "spun", "match": "pier",
//	 "matches": [{"id": "pier", "verdict": "spun", "confidence": 0.99, "coverage": {"source": 1.0, "suspect": 1.0},
//	              "substitutions": 25, "order": "source-first"}]}
//
// The verdict is that of the best match. If no text was near enough to be compared, the
// confidence is 0: nothing was estimated. "action" is what the policy asks for, see
// [corpus.Policy], "rule" is the name of the rule that decided, and "match" is the id of
// the text that it decided about. In shadow mode "would" is what the action would have
// been. "softened" says that the rule blocks, but that the confidence is not calibrated for
// the language, or that its guarantee does not hold. "guarantee" is the guarantee of the
// rule, if it has one: the false-positive budget, its bound, and the sample and the date
// that it rests on, see [score.Guarantee]; "no_guarantee" says why it does not cover the
// text. "capped" says that more texts were near than -candidates allows to compare.
//
// "order" is by the times of both texts, and the sender of a text may claim any time. A
// policy that asks for an order protects authors only if the operator sets "time": remove
// it from what outsiders send, or put the time of arrival there.
//
// A policy that "score -budget" wrote keeps the share of honest texts that its rule flags
// within that budget. A version with another model refuses it: score the labelled texts
// again.
//
// A bad line, even an empty one, is answered in its place, and the run continues:
//
//	{"id": "post-82", "status": "error", "error": "line 3: no field \"text\""}
//
// A line that was answered is stored, permanently if the store is permanent. An
// interrupt cuts off no line; lines that were not answered may be stored or not,
// and sending them again does no harm. An error of the store concerns one line. The
// command ends, with status 2, when the store is closed or has failed ten times in
// a row.
//
// # Import
//
// "moderate -store STORE -mode add FILE" imports known texts. If it was stopped or
// killed, the same command with -resume continues: a text that is already stored with
// the same author, group and time is skipped, its answer says "unchanged", and it keeps
// its time of expiry. Without -resume it is stored again: it then arrived later than
// what was stored meanwhile, the corpus forgets what it was found to derive from, and a
// directory takes longer than for a new text. Answers are in order, so you can also
// leave out as many lines as there are complete answers.
//
// # Damage
//
// With -verify each problem of the store is a line, about a file or a text:
//
//	{"status": "damaged", "tenant": "north", "id": "post-81", "error": "..."}
//
// With -backup the copy is a store; if the directory exists, the copy is complete.
// Neither can open a store that another process uses.
//
// # Service
//
// A request contains a text as such an object, or as plain text with Content-Type:
// text/plain, both in UTF-8. The other fields of an object can also be in the query
// (?tenant=north&author=Bo), which may hold nothing else. Ids are quoted in paths: %2F is a
// slash.
//
//	GET /texts          lists the texts of a tenant without their content (?tenant=, author=,
//	                    after=, limit=), a page at a time
//	DELETE /texts       removes the texts of an author (?tenant=north&author=Bo) or all
//	                    of a tenant (?tenant=north&all=true), and profiles
//	PUT /texts/{id}     stores a text: 201, or 200 if it replaced one
//	DELETE /texts/{id}  removes it: 204
//	POST /check         answers like a line; the id may be missing.
//	                    ?mode=check-add stores the text, too; with
//	                    ?evidence=report each match has its report, with html
//	                    the report as a page, with report,html both
//	POST /batch         answers lines (?mode=add, check, check-add; ?tenant= for
//	                    lines that name none), see below
//	PUT /boilerplate/{id}     declares text that anybody of a tenant may use, sent like a text:
//	                          201, or 200 if it replaced one. From then on it is
//	                          left out of texts that are checked, and listed as "excluded"
//	DELETE /boilerplate/{id}  takes that back: 204
//	GET /boilerplate          lists it, by id and size
//	GET /boilerplate/proposed passages in texts of ?owners=10 or more authors, at
//	                          most ?limit=100, for a person to read: nothing is declared. It
//	                          reads all texts of the tenant, which must finish within -timeout.
//	                          No boilerplate can have the id "proposed"
//	GET /authors/links        authors of a tenant that probably spin with one dictionary, see
//	                          "Authors"; ?floor=0.99 is the part of the links that should be
//	                          right, ?limit=100 how many clusters are listed
//	GET /authors/{author}/links the same for one author against all others
//	GET /               a page on which people check a text, see all matches, what
//	                    the policy says and by which rule, and open reports
//	GET /metrics        for Prometheus
//	GET /healthz        200 while the store can be read
//	GET /openapi.json   this description as OpenAPI 3.1
//
// Errors are {"error": {"code": "...", "message": "..."}}:
//
//	400 bad_request             the text or the query is malformed
//	401 unauthorized            no token, or a wrong one
//	403 forbidden               the token may not do this
//	403 cross_origin            a browser sent this for a page of another origin
//	404 not_found
//	405 method_not_allowed
//	409 conflict                the path, the query and the body disagree about the id, the tenant or another field
//	413 too_large               the text is longer than -max-bytes
//	415 unsupported_media_type
//	421 wrong_host              the service has no such name, see -hosts
//	429 too_many_requests       there is no room, or none for this client; try again after Retry-After
//	503 timeout, full, unchecked, stopping, unavailable
//
// The page shows errors in words, and so does an address where nothing is to whoever
// accepts text/html.
//
// "unchecked" says that ?mode=check-add checked the text and stored it, but could not
// compare it with what was stored meanwhile: send it again. With any other error the text
// was not stored, or it is not known whether it was. "full" says that space for texts is
// running out.
//
// A report in JSON, "report", has the format of examples/compare; a page, "html", is one
// string of HTML, see [htmlreport.Write], to be shown in a frame with
// sandbox="allow-scripts". All reports of an answer take 8 MiB at most, those of the best
// matches first; "unreported" counts the matches without a report for lack of room. The
// page at / keeps nothing: to open a report, or to show all matches in the text, it checks
// the text again.
//
// # Batches
//
// POST /batch takes the lines described above, each with an id, with Content-Type:
// application/x-ndjson or application/jsonl. It answers them in order, each as soon as it
// is done, while others are sent. A client that does not read meanwhile is cut off after
// 30 s, and a proxy in between must not buffer. The status is 200 once a line was
// answered; an earlier failure is an error as above. The answer of a bad line has the
// "code" of such an error: lines with timeout, full, unchecked, unavailable and
// too_many_requests may be sent again.
//
//	{"status": "cut", "lines": 4711, "code": "stopping", "error": "..."}
//
// is the last line if a batch ends before its lines do: the service stops, a line took
// longer than -timeout to arrive or had to wait that long, there was no room for a long
// line, the store has failed ten times in a row, the token is no longer valid, or there
// were 1048576 lines. The number of answers before it, or before the connection broke, is
// the number of lines that are done: send the lines after them again. Lines that were not
// answered may be stored or not, and sending them again does no harm.
//
// A line counts as a request, and its bytes as those of a body. A line over a limit is
// not refused: the batch waits, and leaves half of the allowed burst to other requests
// of the client. Each line waits for the turn of its client. Only with mode=add are
// lines that have already arrived, up to 32 KiB of them, stored together.
//
// # Authors
//
// With -profiles the service keeps, for each author of a tenant, which words the author's
// texts put for which words of the texts that they were spun from, see package
// [github.com/palimpsest-go/palimpsest/compare/spinner]. Two authors who replace the same
// words by the same words, where others choose differently, probably use the same program.
// GET /authors/links lists such authors in clusters, with the posts and exchanges of each,
// the score and the confidence of each link, and mappings that are evidence for it. That is
// a lead for people. It is no proof and never a reason to act by itself: unrelated authors
// may have bought one program. No policy sees it.
//
// A text counts if it has an author, is checked with ?mode=check-add, whether stored or
// blocked, and is spun from its best match, unless the author's text is the earlier one. A
// text that is only checked does not count, because otherwise any client that may check
// could add to anybody's profile. Texts that may be spun do not count either, because some
// of them are by people who reworded a text. Each text adds its own part, which is removed
// when the text is removed, replaced or expires. An author's newest parts are kept, with at
// most 4,096 exchanges together. Older and expired parts do not count. They are removed
// from the store within minutes, and the older ones of a large tenant when as many parts
// were added as there were; both only if a part was added since the service began. DELETE
// /texts removes profiles too, including what they hold of blocked texts, whether -profiles
// is set or not: that is how an author is forgotten. Profiles are off by default because
// they are data about people, and outlive a text that was blocked.
//
// Authors about whom too little is known are counted as "insufficient". At most 20,000
// authors and 4,000,000 exchanges are linked, beginning with the authors about whom most is
// known; "left_out" counts the others. Parts made by a version that reads words differently
// are counted as "unread". What is usual is learnt from the authors of the tenant
// themselves, if they are at least 100 spinners ("background" says how many; authors that
// seem to share a dictionary are one). With fewer, the linker is careful, finds less, and
// "background" is 0. Package spinner says how much is found then.
//
// Of 1,000 made authors of three posts, sent over HTTP, all of the 127 links found were
// right; any two of their dictionaries agreed on every third word. Without a background, and
// with .9 as the default of floor, 159 of 173 had been. Of 20,000 such authors whose
// profiles were put into the store, 3,991 of 4,000 links were found, and no other; that took
// 25 s of processor time and 1.5 GB. One request at a time looks for links, on one processor
// and outside the slots of -concurrency, for five minutes at most; another is answered 429.
// Nothing of it is kept.
//
// # Tokens and limits
//
// If there is a token, from MODERATE_TOKEN or from -tokens, every request but GET
// /healthz and GET /openapi.json must have the header "Authorization: Bearer TOKEN".
// For the page, browsers ask for it as a password. Tokens are valid for all tenants.
// A file of tokens looks like this:
//
//	{"tokens": [{"name": "editors", "may": "all", "token": "..."},
//	            {"name": "form", "may": "check", "token": "...", "rate": 50, "bytes": 1000000, "open": 20}]}
//
// A token has 16 bytes or more. A token that may "check" can check without storing, and use
// the page. It sees no more of a text that others stored than a report in JSON contains:
// its id and the words that were exchanged. Pages also show the words that the checked text
// contains too, and "[…]" for the rest, see [htmlreport.Options]. A token that may "review"
// can do the same and sees the whole texts of matches; it is for people who decide. A token
// may have its own limits: requests and bytes of bodies a second, and bodies open at a
// time. Requests count for the address they come from (for IPv6, its first 64 bits) and for
// the token; those with a token that may do everything count for the token alone. After ten
// wrong tokens an address gets one more try every five seconds; a token that was right from
// that address before is still accepted.
//
// On SIGHUP the policy, the tokens and the certificate are read again. If one of them
// cannot be read, all stay as they were, and the log says why.
//
// What was acknowledged is stored. After SIGTERM or an interrupt the service takes
// no new requests and finishes those it has, for at most 30 seconds; then its
// status is 0. If the store closes itself after a fault, or another process gives
// it another scheme (-reindex), the service ends with status 2. Texts that have
// expired are removed within a minute.
//
// The log, JSON on standard error, has a line for each request, with the address of
// the client and the name of the token. It never has anything of a text. It names a text by
// a digest (the first six bytes of SHA-256 of tenant, NUL, id); errors of the store may
// name an id. In metrics the first 50 tenants have their own names, all others share one.
//
// # Memory
//
// Lines are read ahead, 64 MiB at most. Comparing two texts takes memory of about a
// hundred times their length, which is why a service takes texts of up to 1 MiB
// unless -max-bytes sets another limit.
//
// A body counts with the bytes that were read of it, and with 64 KiB at least; a batch
// counts with the line that is being worked on. All bodies that are read, wait or are
// worked on share the room of -concurrency plus -queue bodies of the greatest length; at
// most 64 of -queue count, and the greatest length is six times -max-bytes plus 64 KiB.
// One client may use a fourth of that room. A request waits in the queue once its body
// has been read. The next request is of the client that was worked for least. Clients
// that take long, or that had more than twice an equal share of the last seconds, share
// half of -concurrency, so that others find a free processor. If the queue is full, a
// client with few requests takes the place of a request of the client with the most. A
// client that finds no room is answered 429.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"

	"github.com/palimpsest-go/palimpsest/examples/internal/command"
)

// Exit statuses.
const (
	statusDone  = 0
	statusBad   = 1
	statusError = 2
)

func main() { os.Exit(command.Main(run)) }

// about is what -h and -version print.
var about = command.About{Name: "moderate", Usage: usage, Parts: versionParts}

// run runs the command and returns its exit status. It does not close the
// streams. When ctx ends it returns as soon as the work in progress is done.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s, err := parse(args)
	answered, err := about.Answer(stdout, err)
	if answered {
		return statusDone
	}
	bad := 0
	if err == nil {
		bad, err = s.run(ctx, stdin, stdout, stderr)
	}
	if err != nil {
		if ctx.Err() != nil && errors.Is(err, context.Canceled) {
			err = errors.New("interrupted")
		}
		fmt.Fprintln(stderr, command.ErrorLine("moderate", err))
		return statusError
	}
	if bad > 0 {
		return statusBad
	}
	return statusDone
}

// run does what the settings say. It returns how many lines were bad.
func (s *settings) run(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer) (bad int, err error) {
	if err := s.declare(); err != nil {
		return 0, err
	}
	m := &moderator{top: s.top, maxBytes: s.maxBytes, expire: s.expire, storeBlocked: s.storeBlocked, metrics: newMetrics()}
	first, err := s.readOrder()
	if err != nil {
		return 0, err
	}
	m.order.Store(first)
	var l net.Listener
	if s.http != "" {
		if l, err = net.Listen("tcp", s.http); err != nil {
			return 0, err
		}
		defer l.Close()
	}
	store, err := openStore(ctx, s.store)
	if err != nil {
		return 0, err
	}
	defer func() {
		if e := store.Close(); err == nil {
			err = e
		}
	}()
	m.store, m.profiles = store, newProfiles(store, s.profiles)
	if m.corpus, err = openCorpus(ctx, store, *s); err != nil {
		return 0, err
	}
	if s.keeps() {
		return s.keep(ctx, m.corpus, store, stdout)
	}
	if l != nil {
		return 0, s.serve(ctx, m, l, stderr)
	}
	return s.stream(ctx, m, stdin, stdout, stderr)
}

// stream answers lines. It returns how many were bad.
func (s *settings) stream(ctx context.Context, m *moderator, stdin io.Reader, stdout, stderr io.Writer) (bad int, err error) {
	st := &stream{moderator: m, mode: s.mode, resume: s.resume}
	// A text of one-byte characters may be written with six bytes for each.
	err = st.run(ctx, newFeed(ctx, s.inputs, stdin, 6*s.maxBytes+overhead), stdout)
	return st.bad, err
}

// serve runs the service.
func (s *settings) serve(ctx context.Context, m *moderator, l net.Listener, stderr io.Writer) error {
	v := s.service(m, stderr)
	a, ok := l.Addr().(*net.TCPAddr)
	v.warn(v.log, ok && a.IP.IsLoopback())
	return v.serve(ctx, l)
}

// service returns a service that writes its log to stderr.
func (s *settings) service(m *moderator, stderr io.Writer) *service {
	most := mostBody(s.maxBytes)
	tokens := len(m.order.Load().tokens) > 0
	v := &service{
		moderator: m, mode: s.mode, timeout: s.timeout, log: slog.New(slog.NewJSONHandler(stderr, nil)),
		proxies:  s.proxies,
		hosts:    newHosts(s.hosts, s.http),
		accounts: newAccounts(s.clientLimits(tokens), most),
		gate:     &gate{room: int64(s.concurrency+min(s.queue, bodyPlaces)) * most},
		queue:    newQueue(s.concurrency, s.concurrency+s.queue),
		most:     linkBounds,
		reload:   s.readOrder,
		closed:   make(chan error, 1),
		stopping: make(chan struct{}),
	}
	m.metrics.observeService(v.queue, m.corpus, v.log)
	return v
}
