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
//	  -resume            with -mode add, pass over texts that are stored already as they are:
//	                     to go on where an import ended, or to import what has changed
//	  -top N             matches in a result at most, 0 to 1000 (default 10)
//	  -policy FILE       JSON that says what to do about what is found
//	  -store-blocked     with check-add, store what the policy blocks as well
//	  -profiles          keep, for each author, what his texts that are found spun put for
//	                     what, and serve GET /authors/links (default off: it is held about
//	                     people, of blocked texts too)
//	  -trust-time        go by the times of texts to say which was first, and not by their
//	                     arrival alone (default where lines are read; -trust-time=false
//	                     if they are what other people say. With -http default false)
//	  -boilerplate FILE  text that anybody may use, left out of every text and listed as
//	                     "excluded"; may be given several times
//	  -shadow            allow everything, and tell what would have been done
//	  -lang LANGUAGE     of all texts: auto (default), en, fr, es, ru, sv, no, hu,
//	                     de, it, pt, nl, da or none
//	  -candidates N      known texts that a text is compared with at most, 1 to 1000
//	                     (default 10, or -top if that is more)
//	  -expire DURATION   remove texts so long after they were added (72h; default 0,
//	                     never)
//	  -max-bytes N       longest text, 1 to 16777216 (default 16777216, with -http
//	                     1048576)
//	  -reindex           if STORE was filled with another -lang or by another version,
//	                     index its texts anew first
//	  -verify            read all of a store pebble:DIR, write a line for each problem,
//	                     and end: status 1 if there is one
//	  -backup TO         copy a store pebble:DIR to the new directory TO, after -verify
//	                     if that is given and finds nothing, and end
//	  -version           print version, commit and model, and end
//
//	  -http ADDRESS      serve at ADDRESS (localhost:8080, :80)
//	  -concurrency N     requests worked on at a time (default: processors)
//	  -queue N           requests that may wait beside these (default 256)
//	  -timeout DURATION  longest time for a request, its body included (default
//	                     30s)
//	  -tokens FILE       JSON with the tokens that requests must have, and what each
//	                     may do
//	  -tls-cert FILE, -tls-key FILE
//	                     certificate and key: serve over TLS
//	  -hosts NAMES       names of the service, with commas; requests for others are
//	                     refused (without tokens default localhost and that of
//	                     ADDRESS, else any)
//	  -proxies LIST      addresses and networks of proxies, with commas, whose
//	                     X-Forwarded-For names the client (default none)
//	  -client-rate N     requests a second of one client address (default 20, 0 for
//	                     no limit; without tokens no limit)
//	  -client-bytes N    bytes of bodies a second of one (default 4194304, as above)
//	  -client-open N     bodies open at a time of one (default 16, as above)
//
//	With -http, MODERATE_TOKEN in the environment is a token that may do all. Exit
//	status: 0 done, 1 some lines were bad, 2 error.
//
// # Lines
//
// A line is an object with a text and who it is:
//
//	{"id": "post-81", "text": "...", "author": "Bo", "tenant": "north", "time": "2026-03-05T16:30:00Z", "group": "pier-story"}
//
// All but the id and the text may be missing or null. A field of another name, in
// other capitals too, and one that stands twice make the line a bad one. A "format"
// says how the text is written: "text" (default) is read as it is, of "html" what a
// browser would show, and "auto" is HTML where there are tags of HTML and goes
// without the tags of BBCode. What is read of it is stored. Texts of one author, or of one group, as revisions of one text are,
// are not held against each other. Tenants never see each other. The same id
// again, of the same tenant, replaces the text.
//
// Each line is answered by one, in order, and sees every earlier one:
//
//	{"id": "post-81", "status": "ok", "verdict": "spun", "confidence": 0.99, "calibrated": true, "language": "en",
//	 "action": "review", "rule": "spun", "match": "pier",
//	 "matches": [{"id": "pier", "verdict": "spun", "confidence": 0.99, "coverage": {"source": 1.0, "suspect": 1.0},
//	              "substitutions": 25, "order": "source-first"}]}
//
// The verdict is that of the best match. Where no text was near enough to be
// compared, the confidence is 0: nothing was estimated. "action" is what the policy asks for,
// see [corpus.Policy], "rule" the name of the rule that decided and "match" the id of the
// text that it decided about. In shadow mode "would" is what the action would
// have been. "softened" says that the rule blocks, but that the confidence is not
// calibrated for the language, or that its guarantee does not hold. "guarantee" is that of
// the rule, if it has one: the false-positive budget, its bound, and the sample and the date
// that it rests on, see [score.Guarantee]; "no_guarantee" says why it does not cover the
// text. "capped" says that more texts were near than
// -candidates let be compared.
//
// "order" is by the times of both texts, which whoever sends a text may claim. A policy
// that asks for an order protects authors only where the operator sets "time": leave it out
// of what people outside send, or put the moment of arrival there.
//
// A policy that "score -budget" wrote keeps the share of honest texts that its rule flags
// within that budget. It is refused by a version with another model: score the labelled
// texts again.
//
// A bad line, an empty one too, is answered in its place, and the run goes on:
//
//	{"id": "post-82", "status": "error", "error": "line 3: no field \"text\""}
//
// A line that was answered is stored, for good if the store is. On an interrupt
// no line is cut off, and those not answered may be stored or not; to send them
// again does no harm. An error of the store is that of one line. The command ends,
// with status 2, when the store is closed or has failed ten times in a row.
//
// # Import
//
// "moderate -store STORE -mode add FILE" imports known texts. Where it was stopped, or
// killed, the same command with -resume goes on: a text that is stored as it is, with
// the same author, group and time, is passed over, its answer says "unchanged", and it
// keeps the time when it expires. Without -resume it is stored anew: it then has come
// later than what was stored meanwhile, what it was found to derive from is
// forgotten, and a directory takes longer than for a new text. Answers are in order, so
// that to leave out as many lines as there are whole answers is right as well.
//
// # Damage
//
// With -verify a problem of the store is a line, of a file or of a text:
//
//	{"status": "damaged", "tenant": "north", "id": "post-81", "error": "..."}
//
// With -backup the copy is a store, whole if it is there. A store in use by another
// process cannot be opened for either.
//
// # Service
//
// Requests bring a text as such an object, or as it is with Content-Type:
// text/plain, either in UTF-8. What an object has beside the text can stand in
// the query as well (?tenant=north&author=Bo), and nothing else. Ids are quoted in paths: %2F is
// a slash.
//
//	GET /texts          lists who the texts of a tenant are (?tenant=, author=,
//	                    after=, limit=), a page at a time
//	DELETE /texts       removes those of an author (?tenant=north&author=Bo) or all
//	                    of a tenant (?tenant=north&all=true), and profiles
//	PUT /texts/{id}     stores a text: 201, or 200 if it replaced one
//	DELETE /texts/{id}  removes it: 204
//	POST /check         answers as a line is answered; the id may be missing.
//	                    ?mode=check-add stores the text, too; with
//	                    ?evidence=report each match has its report, with html
//	                    the report as a page, with report,html both
//	POST /batch         answers lines (?mode=add, check, check-add; ?tenant= for
//	                    lines that name none), see below
//	PUT /boilerplate/{id}     declares text that anybody of a tenant may use, as a text is
//	                          brought: 201, or 200 if it replaced one. From then on it is
//	                          left out of texts that are checked, and listed as "excluded"
//	DELETE /boilerplate/{id}  takes that back: 204
//	GET /boilerplate          lists it, by id and size
//	GET /boilerplate/proposed passages that texts of ?owners=10 authors or more have, at
//	                          most ?limit=100, for a person to read: nothing is declared. It
//	                          reads all texts of the tenant, which has to end within -timeout.
//	                          No boilerplate can have the id "proposed"
//	GET /authors/links        authors of a tenant that probably spin with one dictionary, see
//	                          "Authors"; ?floor=0.9 is the confidence that a link must have,
//	                          ?limit=100 how many clusters are listed
//	GET /authors/{author}/links one author held against all others, likewise
//	GET /               a page where people check a text, see all matches, what
//	                    the policy says and by which rule, and open reports
//	GET /metrics        for Prometheus
//	GET /healthz        200 while the store can be read
//	GET /openapi.json   all this as OpenAPI 3.1
//
// Errors are {"error": {"code": "...", "message": "..."}}:
//
//	400 bad_request             the text or the query is not as it should be
//	401 unauthorized            no token, or another
//	403 forbidden               the token may not do this
//	403 cross_origin            a browser sent this for a page of another origin
//	404 not_found
//	405 method_not_allowed
//	409 conflict                the path, the query and the body have two ids, tenants and so on
//	413 too_large               the text is longer than -max-bytes
//	415 unsupported_media_type
//	421 wrong_host              the service has no such name, see -hosts
//	429 too_many_requests       there is no room, or none for this client; come back after Retry-After
//	503 timeout, full, unchecked, stopping, unavailable
//
// "unchecked" says that ?mode=check-add checked the text and stored it, and could not hold
// it against what was stored meanwhile: send it again. With any other error the text was not
// stored, or it is not known whether it was.
// "full" says that space for texts runs out.
//
// A report in JSON, "report", is that of examples/compare; a page, "html", is one string
// of HTML, see [htmlreport.Write], to be shown in a frame with sandbox="allow-scripts". All of
// an answer take 8 MiB at most, those of the best matches first; "unreported" is how many
// matches have none for want of room. The page at / keeps nothing: to open a report, or
// to show all matches in the text, it checks the text again.
//
// # Batches
//
// POST /batch takes lines as they are above, each with an id, with Content-Type:
// application/x-ndjson or application/jsonl. It answers them in order, each as soon as
// it is done, while others are sent: who does not read meanwhile is cut off when 30 s have
// gone by, and a proxy between must not buffer. The status is 200 once a line was
// answered; what goes wrong before is an error as above. The answer of a bad line has
// the "code" of such an error: lines with timeout, full, unchecked, unavailable and
// too_many_requests may be sent again.
//
//	{"status": "cut", "lines": 4711, "code": "stopping", "error": "..."}
//
// is the last line where a batch ends before its lines do: the service stops, a line took
// longer than -timeout to come or had to wait so long, a long one found no room, the
// store has failed ten times in a row, the token is good no more, or there were 1048576
// lines. As many lines are done as answers stand before it, or came before the
// connection broke: send those after them again. What was not answered may be stored
// or not, and to send it again does no harm.
//
// A line counts as a request, and its bytes as those of a body. A line over a limit is
// not refused: the batch waits, and leaves half of what may come at once to other
// requests of the client. Each line waits for the turn of its client. Only with
// mode=add lines that have come already, up to 32 KiB of them, are stored together.
//
// # Authors
//
// With -profiles the service keeps, for each author of a tenant, what his texts put for
// what in the texts that they were spun from, see package
// [github.com/palimpsest-go/palimpsest/compare/spinner]. Who puts the same for the same
// as another, where others put something else, probably uses the same program. GET
// /authors/links lists such authors in clusters, with the posts and exchanges of each, the
// score and the confidence of each link, and mappings that speak for it. That is a lead for
// people, never a reason to act by itself and no proof: authors who have nothing to do with
// each other may have bought one program. No policy sees it.
//
// What counts is a text with an author that is checked with ?mode=check-add, be it stored or
// blocked, and that is spun from its best match, unless its author's is the earlier one. A
// text that is only checked counts for nothing, or whoever may check could add to what is
// held of anybody; nor do those that may be spun, as people who re-say a text are among
// them. Each text adds a part of its own, which goes when the text is removed, replaced or
// expires. Of an author the newest parts are kept, of at most 4,096 exchanges together.
// Older and expired ones count for nothing. They are removed from the store within minutes,
// the older ones of a large tenant when as many parts were added as there were, and both
// only where a part was added since the service began. DELETE /texts removes profiles too,
// what they hold of blocked texts included, whether -profiles is set or not: that is how an
// author is forgotten. It is off by default because it is held about people, and outlives a
// text that was blocked.
//
// Authors of whom too little is known to say anything are counted as "insufficient". At
// most 20,000 authors are linked, and 4,000,000 exchanges, those of whom most is known;
// "left_out" counts the others. What profiles were made of by a version that reads words
// otherwise is counted as "unread". The linker has no background of unrelated spinners, and
// is careful then; package spinner says how much it finds so. Links are looked for by one
// request at a time, on one processor and in no slot of -concurrency, for five minutes at
// most; another is answered 429. Nothing of it is kept.
//
// # Tokens and limits
//
// Where there is a token, from MODERATE_TOKEN or from -tokens, every request but GET
// /healthz and GET /openapi.json must have the header Authorization: Bearer and one.
// For the page browsers ask for it as a password. Tokens are good for all tenants. A
// file of tokens is
//
//	{"tokens": [{"name": "editors", "may": "all", "token": "..."},
//	            {"name": "form", "may": "check", "token": "...", "rate": 50, "bytes": 1000000, "open": 20}]}
//
// with 16 bytes or more in a token. One that may "check" checks without storing, and
// uses the page. Of a text that others stored it gets no more than a report in JSON has,
// its id and the words that were exchanged: pages show beside these what the checked text
// has, too, and "[…]" for the rest, see [htmlreport.Options]. One that may "review" does the
// same and sees all of the texts of matches, which is for people who decide. Limits of its own are optional: requests and bytes of bodies a
// second, and bodies open at a time. Requests count for the address they come from,
// of IPv6 for its first 64 bits, and for the token; those with a token that may do all
// for the token alone. After ten wrong tokens an address gets one more try in five
// seconds; a token that was right from there before still is.
//
// On SIGHUP the policy, the tokens and the certificate are read again. If one of them
// cannot be, all stay as they were, and the log says why.
//
// What was acknowledged is stored. SIGTERM and an interrupt let the service
// take no new requests and end those it has, for at most 30 seconds; its status
// is 0 then. If the store closes itself after a fault, or another process gives
// it another scheme (-reindex), the service ends with status 2. Texts that have
// expired are removed within a minute.
//
// The log, JSON on standard error, has a line for each request, with the address of
// the client and the name of the token. It never has anything of a text, and of an id and its tenant a digest (the first six bytes
// of SHA-256 of tenant, NUL, id); errors of the store may name an id. In metrics
// the first 50 tenants have their names, all others share one.
//
// # Memory
//
// Lines are read ahead, 64 MiB at most. To compare two texts takes about a
// hundred times their length, which is why a service takes texts of up to 1 MiB
// unless -max-bytes says otherwise.
//
// A body counts for what was read of it, and for 64 KiB at least; of a batch the line
// that is worked on counts. All that are read, wait or are worked on take as much as
// -concurrency and -queue, up to 64 of it, of the longest, which have six times
// -max-bytes and 64 KiB; one client has a fourth of that. A request waits in the queue
// when its body has been read. The next is of the client that was worked for least.
// Clients that take long, or that had more than twice an equal share of the last seconds,
// have half of -concurrency between them, so that others find a processor free. Where the
// queue is full, a client with few requests takes the place of one of the client with the
// most. Who finds no room is answered 429.
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
// streams. When ctx ends it returns as soon as what is under way is done.
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
