package main

import (
	"context"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/palimpsest-go/palimpsest/corpus"
)

const (
	// namedTenants is how many tenants, the first ones met, have a name in the
	// metrics. The others share the name otherTenants: clients that make up tenants
	// must not fill the memory of the service and of Prometheus.
	namedTenants = 50
	otherTenants = "(other)"

	countTime = 5 * time.Second
)

// metrics are what GET /metrics reports.
type metrics struct {
	registry *prometheus.Registry
	handler  http.Handler

	checks   *prometheus.CounterVec   // by verdict, language and action
	tenants  *prometheus.CounterVec   // checks by tenant and action
	capped   prometheus.Counter       // checks with more candidates than were compared
	seconds  *prometheus.HistogramVec // by operation
	requests *prometheus.CounterVec   // by route and status
	rejected *prometheus.CounterVec   // by reason
	lines    *prometheus.CounterVec   // of POST /batch, by status
	learned  prometheus.Counter       // texts that were added to profiles

	mu    sync.Mutex
	named map[string]bool // tenants
}

func newMetrics() *metrics {
	const prefix = "moderate_"
	counters := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: prefix + name, Help: help}, labels)
	}
	m := &metrics{
		registry: prometheus.NewRegistry(),
		checks:   counters("checks_total", "Checks by what was found and done.", "verdict", "language", "action"),
		tenants:  counters("tenant_checks_total", "Checks by tenant; tenants beyond the first 50 are one.", "tenant", "action"),
		capped: prometheus.NewCounter(prometheus.CounterOpts{
			Name: prefix + "capped_checks_total", Help: "Checks that had more candidates than were compared.",
		}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: prefix + "seconds", Help: "Seconds that an operation of the corpus took.",
			Buckets: prometheus.ExponentialBuckets(0.0005, 2, 16),
		}, []string{"operation"}),
		requests: counters("requests_total", "Requests by route and status.", "route", "status"),
		rejected: counters("rejected_total", "Requests that there was no room for.", "reason"),
		lines:    counters("batch_lines_total", "Lines of POST /batch by the status of their answers.", "status"),
		learned: prometheus.NewCounter(prometheus.CounterOpts{
			Name: prefix + "profiled_texts_total", Help: "Texts whose exchanges were added to the profile of an author.",
		}),
		named: map[string]bool{},
	}
	m.registry.MustRegister(m.checks, m.tenants, m.capped, m.seconds, m.requests, m.rejected, m.lines, m.learned,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for _, reason := range []string{"queue", "bodies", "rate", "bytes", "open", "guesses", "links"} {
		m.rejected.WithLabelValues(reason) // is reported even when it is 0
	}
	for _, status := range []string{"ok", "error"} {
		m.lines.WithLabelValues(status)
	}
	return m
}

// observeService adds the metrics of a service: its requests in progress and its
// texts. A metric that cannot be read is left out of GET /metrics, and log has the
// reason.
func (m *metrics) observeService(q *queue, c *corpus.Corpus, log *slog.Logger) {
	m.handler = promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{
		ErrorHandling: promhttp.ContinueOnError, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelError),
	})
	gauge := func(name, help string, value func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "moderate_" + name, Help: help}, value)
	}
	m.registry.MustRegister(
		gauge("in_flight", "Requests that are worked on.", func() float64 { _, n := q.inside(); return float64(n) }),
		gauge("waiting", "Requests that wait to be worked on.", func() float64 {
			n, _ := q.inside()
			return float64(n)
		}),
		textCollector{m, c},
	)
}

// serve answers GET /metrics.
func (m *metrics) serve(w http.ResponseWriter, r *http.Request) error {
	m.handler.ServeHTTP(w, r)
	return nil
}

// time returns a function that ends an operation that begins now.
func (m *metrics) time(operation string) func() {
	start := time.Now()
	return func() { m.seconds.WithLabelValues(operation).Observe(time.Since(start).Seconds()) }
}

// checked counts a check.
func (m *metrics) checked(a *corpus.Answer, d corpus.Decision, tenant string) {
	m.checks.WithLabelValues(a.Verdict.String(), a.Language.String(), string(d.Action)).Inc()
	m.tenants.WithLabelValues(m.tenant(tenant), string(d.Action)).Inc()
	if a.Capped {
		m.capped.Inc()
	}
}

// tenant returns the name of a tenant in the metrics, which take UTF-8 only.
func (m *metrics) tenant(name string) string {
	if !utf8.ValidString(name) {
		return otherTenants
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.named[name] {
		if len(m.named) == namedTenants {
			return otherTenants
		}
		m.named[name] = true
	}
	return name
}

// A textCollector counts the texts of the tenants that have a name.
type textCollector struct {
	*metrics
	corpus *corpus.Corpus
}

var textsDesc = prometheus.NewDesc("moderate_texts", "Texts stored, by tenant, of the first 50 met.", []string{"tenant"}, nil)

// Describe implements [prometheus.Collector].
func (c textCollector) Describe(ch chan<- *prometheus.Desc) { ch <- textsDesc }

// Collect implements [prometheus.Collector]. What cannot be counted in a few
// seconds is left out.
func (c textCollector) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), countTime)
	defer cancel()
	c.mu.Lock()
	tenants := slices.Sorted(maps.Keys(c.named))
	c.mu.Unlock()
	for _, t := range tenants {
		if n, err := c.corpus.Count(ctx, t); err == nil {
			ch <- prometheus.MustNewConstMetric(textsDesc, prometheus.GaugeValue, float64(n), t)
		}
	}
}
