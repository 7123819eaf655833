package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
	"github.com/palimpsest-go/palimpsest/examples/internal/command"
	"github.com/palimpsest-go/palimpsest/examples/internal/provenance"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// usage is what -h prints. The package comment has the same text.
const usage = `usage: moderate [flags] [FILE...]

Moderate checks texts against a corpus of known ones and says what each was made
from and what to do about it. It reads JSON lines from FILEs or, without any or
where one is "-", from standard input. With -http it is a service.

  -store STORE       where the corpus is: mem (default; it is empty, and forgotten
                     at the end), pebble:DIR or postgres://...
  -mode MODE         check: without storing; add: store without checking;
                     check-add (default): both. With -http, what POST /check does
                     where the request does not say (default check)
  -resume            with -mode add, skip texts that are already stored unchanged: to
                     continue an import that ended early, or to import what has changed
  -top N             matches in a result at most, 0 to 1000 (default 10)
  -policy FILE       JSON that says what to do about what is found
  -store-blocked     with check-add, store what the policy blocks as well
  -profiles          keep, for each author, which words the author's spun texts put for
                     which, and serve GET /authors/links (default off: these are data
                     about people, from blocked texts too)
  -trust-time        use the times of texts to decide which was first, not only their
                     arrival (default where lines are read; use -trust-time=false
                     if other people set the times. With -http the default is false)
  -boilerplate FILE  text that anybody may use, left out of every text and listed as
                     "excluded"; may be given several times
  -shadow            allow everything, and report what would have been done
  -lang LANGUAGE     of all texts: auto (default), en, fr, es, ru, sv, no, hu,
                     de, it, pt, nl, da or none
  -candidates N      most known texts that a text is compared with, 1 to 1000
                     (default 10, or -top if that is more)
  -expire DURATION   remove texts this long after they were added (72h; default 0,
                     never)
  -max-bytes N       longest text, 1 to 16777216 (default 16777216, with -http
                     1048576)
  -reindex           if STORE was filled with another -lang or by another version,
                     index its texts again first
  -verify            read all of a store pebble:DIR, write a line for each problem,
                     and end: status 1 if there is one
  -backup TO         copy a store pebble:DIR to the new directory TO and end; with
                     -verify, only if that finds no problem
  -version           print version, commit and model, and end

  -http ADDRESS      serve at ADDRESS (localhost:8080, :80)
  -concurrency N     requests worked on at a time (default: number of processors)
  -queue N           further requests that may wait (default 256)
  -timeout DURATION  longest time for a request, its body included (default
                     30s)
  -tokens FILE       JSON with the tokens that requests must have, and what each
                     may do
  -tls-cert FILE, -tls-key FILE
                     certificate and key: serve over TLS
  -hosts NAMES       names of the service, separated by commas; requests for other
                     names are refused (default without tokens: localhost and the
                     name in ADDRESS; with tokens: any)
  -proxies LIST      addresses and networks of proxies, separated by commas, whose
                     X-Forwarded-For names the client (default none)
  -client-rate N     requests a second of one client address (default 20, 0 for
                     no limit; without tokens no limit)
  -client-bytes N    bytes of bodies a second of one client (default 4194304, as above)
  -client-open N     bodies of one client open at a time (default 16, as above)

With -http, MODERATE_TOKEN in the environment is a token that may do everything. Exit
status: 0 done, 1 some lines were bad, 2 error.
`

// Bounds of settings.
const (
	maxTop         = 1000
	maxCandidates  = 1000
	serviceBytes   = 1 << 20
	maxConcurrency = 1 << 10
	maxQueue       = 1 << 16
	bodyPlaces     = 64 // of -queue: there is room for this many of the longest bodies
	clientRate     = 20
	clientBytes    = 4 << 20
	clientOpen     = 16
)

// settings is what the command line asks for.
type settings struct {
	store        string
	mode         string
	resume       bool
	top          int // 0 to maxTop
	policyFile   string
	shadow       bool
	storeBlocked bool
	profiles     bool
	trustTime    bool
	boilerplate  []string      // files
	declared     *compare.Text // what they hold; nil if there are none
	lang         shingle.Language
	candidates   int
	expire       time.Duration // 0 is never
	maxBytes     int
	reindex      bool
	verify       bool
	backup       string // directory
	http         string // address; "" is a stream
	concurrency  int
	queue        int
	timeout      time.Duration
	tokensFile   string
	tlsCert      string
	tlsKey       string
	hosts        string // names with commas between; "" leaves it to the tokens
	proxies      proxies
	client       limits
	clientSet    map[string]bool // which of them were given
	inputs       []string        // "-" is standard input
}

// parse reads the command line. The error is [flag.ErrHelp] or [command.ErrVersion] if
// that was requested.
func parse(args []string) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("moderate", flag.ContinueOnError)
	flags.StringVar(&s.store, "store", "mem", "")
	flags.StringVar(&s.mode, "mode", "", "")
	flags.BoolVar(&s.resume, "resume", false, "")
	flags.IntVar(&s.top, "top", 10, "")
	flags.StringVar(&s.policyFile, "policy", "", "")
	flags.BoolVar(&s.shadow, "shadow", false, "")
	flags.BoolVar(&s.storeBlocked, "store-blocked", false, "")
	flags.BoolVar(&s.profiles, "profiles", false, "")
	flags.BoolVar(&s.trustTime, "trust-time", false, "")
	flags.Func("boilerplate", "", func(name string) error {
		s.boilerplate = append(s.boilerplate, name)
		return nil
	})
	lang := flags.String("lang", "auto", "")
	flags.IntVar(&s.candidates, "candidates", 0, "")
	flags.DurationVar(&s.expire, "expire", 0, "")
	flags.IntVar(&s.maxBytes, "max-bytes", 0, "")
	flags.BoolVar(&s.reindex, "reindex", false, "")
	flags.BoolVar(&s.verify, "verify", false, "")
	flags.StringVar(&s.backup, "backup", "", "")
	flags.StringVar(&s.http, "http", "", "")
	flags.IntVar(&s.concurrency, "concurrency", runtime.GOMAXPROCS(0), "")
	flags.IntVar(&s.queue, "queue", 256, "")
	flags.DurationVar(&s.timeout, "timeout", 30*time.Second, "")
	flags.StringVar(&s.tokensFile, "tokens", "", "")
	flags.StringVar(&s.tlsCert, "tls-cert", "", "")
	flags.StringVar(&s.tlsKey, "tls-key", "", "")
	flags.StringVar(&s.hosts, "hosts", "", "")
	trusted := flags.String("proxies", "", "")
	flags.Float64Var(&s.client.rate, "client-rate", clientRate, "")
	flags.Int64Var(&s.client.bytes, "client-bytes", clientBytes, "")
	flags.IntVar(&s.client.open, "client-open", clientOpen, "")
	var err error
	if s.inputs, err = command.Parse(flags, args); err != nil {
		return s, err
	}
	l, err := command.Language(*lang)
	if err != nil {
		return s, err
	}
	s.lang = l
	if s.proxies, err = parseProxies(*trusted); err != nil {
		return s, err
	}
	given := make(map[string]bool)
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	s.fill(given)
	if err := s.checkService(given); err != nil {
		return s, err
	}
	return s, s.check()
}

// fill sets the settings that were not given and depend on others.
func (s *settings) fill(given map[string]bool) {
	set := func(name string, v *int, to int) {
		if !given[name] {
			*v = to
		}
	}
	set("candidates", &s.candidates, max(10, s.top))
	if !given["trust-time"] {
		s.trustTime = s.http == ""
	}
	switch {
	case s.http != "":
		set("max-bytes", &s.maxBytes, serviceBytes)
		if s.mode == "" {
			s.mode = modeCheck
		}
	default:
		set("max-bytes", &s.maxBytes, compare.DefaultMaxBytes)
		if s.mode == "" {
			s.mode = modeCheckAdd
		}
		if len(s.inputs) == 0 && !s.keeps() {
			s.inputs = []string{"-"}
		}
	}
}

// serviceFlags are the flags that only a service has, besides -http.
var serviceFlags = []string{"tokens", "tls-cert", "tls-key", "hosts", "proxies", "client-rate", "client-bytes", "client-open"}

// checkService checks the flags of a service.
func (s *settings) checkService(given map[string]bool) error {
	for _, name := range serviceFlags {
		if given[name] && s.http == "" {
			return fmt.Errorf("-%s: only a service has it (-http)", name)
		}
	}
	if (s.tlsCert == "") != (s.tlsKey == "") {
		return errors.New("-tls-cert and -tls-key go together")
	}
	if err := s.client.check(); err != nil {
		return fmt.Errorf("-client-rate, -client-bytes and -client-open: %w", err)
	}
	s.clientSet = given
	return nil
}

// clientLimits returns the limits of a client address. Without tokens there are no
// limits but the given ones: then the service is for the person who started it.
func (s *settings) clientLimits(tokens bool) limits {
	l := s.client
	if tokens {
		return l
	}
	if !s.clientSet["client-rate"] {
		l.rate = 0
	}
	if !s.clientSet["client-bytes"] {
		l.bytes = 0
	}
	if !s.clientSet["client-open"] {
		l.open = 0
	}
	return l
}

// check checks the settings against each other.
func (s *settings) check() error {
	switch s.mode {
	case modeCheck, modeCheckAdd:
	case modeAdd:
		if s.http != "" {
			return errors.New("-mode add: a service stores with PUT /texts/{id}")
		}
	default:
		return fmt.Errorf("-mode %q: the modes are check, add and check-add", s.mode)
	}
	if s.resume && s.mode != modeAdd {
		return errors.New("-resume goes with -mode add")
	}
	if s.keeps() && (s.http != "" || len(s.inputs) > 0) {
		return errors.New("with -verify and -backup there are no FILEs and no -http")
	}
	if s.http != "" && len(s.inputs) > 0 {
		return errors.New("with -http there are no FILEs")
	}
	for _, n := range [...]struct {
		flag            string
		value, min, max int
	}{
		{"-top", s.top, 0, maxTop},
		{"-candidates", s.candidates, 1, maxCandidates},
		{"-max-bytes", s.maxBytes, 1, compare.DefaultMaxBytes},
		{"-concurrency", s.concurrency, 1, maxConcurrency},
		{"-queue", s.queue, 0, maxQueue},
	} {
		if n.value < n.min || n.value > n.max {
			return fmt.Errorf("%s must be from %d to %d, not %d", n.flag, n.min, n.max, n.value)
		}
	}
	if s.expire < 0 {
		return fmt.Errorf("-expire must be 0 or more, not %v", s.expire)
	}
	if s.timeout <= 0 {
		return fmt.Errorf("-timeout must be more than 0, not %v", s.timeout)
	}
	return nil
}

// policy reads the policy.
func (s *settings) policy() (corpus.Policy, error) {
	p := corpus.Policy{}
	if s.policyFile != "" {
		f, err := os.Open(s.policyFile)
		if err != nil {
			return p, fmt.Errorf("-policy: %w", command.Named(s.policyFile, err))
		}
		defer f.Close()
		if p, err = corpus.ReadPolicy(f); err != nil {
			return p, fmt.Errorf("-policy: %w", command.Named(s.policyFile, err))
		}
	}
	p.Shadow = p.Shadow || s.shadow
	return p, nil
}

// corpusSettings returns the settings of the corpus.
func (s *settings) corpusSettings() corpus.Settings {
	return corpus.Settings{
		Language: s.lang, Candidates: s.candidates, TrustTimes: s.trustTime,
		Comparer: compare.Comparer{Language: s.lang, Boilerplate: s.declared},
	}
}

// declare reads what -boilerplate names.
func (s *settings) declare() error {
	if len(s.boilerplate) == 0 {
		return nil
	}
	var all []string
	for _, name := range s.boilerplate {
		b, err := os.ReadFile(name)
		if err != nil {
			return fmt.Errorf("-boilerplate: %w", command.Named(name, err))
		}
		all = append(all, string(b))
	}
	declared, err := compare.Comparer{Language: s.lang}.Prepare(strings.Join(all, "\n\n"))
	if err == nil && declared.Len() == 0 {
		err = errors.New("there are no words in it")
	}
	if err != nil {
		return fmt.Errorf("-boilerplate %s: %w", strings.Join(s.boilerplate, ", "), err)
	}
	s.declared = declared
	return nil
}

// versionParts returns what -version prints of what results depend on: what reports record, and the
// scheme of a corpus without -lang.
func versionParts() ([]command.Part, error) {
	all, err := provenance.Parts()
	if err != nil {
		return nil, err
	}
	c, err := corpus.New(context.Background(), new(memstore.Store), corpus.Settings{})
	if err != nil {
		return nil, err
	}
	return append(all, command.Part{Name: "corpus", Version: c.Scheme()}), nil
}
