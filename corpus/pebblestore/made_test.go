package pebblestore_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/pebblestore"
	"github.com/stretchr/testify/require"
)

const scheme = "made"

// A maker makes texts with random postings: 80 % of the features are in one text
// only, the others come from a pool in which some are far more frequent than
// others.
type maker struct {
	*rand.Rand
	pool  []uint64
	zipf  *rand.Zipf
	words []string
}

func newMaker(seed uint64) *maker {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, 1))}
	for range 200_000 {
		m.pool = append(m.pool, m.feature())
	}
	m.zipf = rand.NewZipf(m.Rand, 1.05, 50, uint64(len(m.pool)-1))
	for range 3000 {
		m.words = append(m.words, strings.Repeat(string(rune('a'+m.IntN(26))), 1+m.IntN(3))+fmt.Sprintf("%x", m.IntN(4096)))
	}
	return m
}

func (m *maker) feature() uint64 { return m.Uint64() >> (64 - corpus.FeatureBits) }

func (m *maker) postings(n int) []corpus.Posting {
	seen := make(map[uint64]uint32, n)
	for p := uint32(0); len(seen) < n; p += 2 {
		f := m.feature()
		if m.IntN(5) == 0 {
			f = m.pool[m.zipf.Uint64()]
		}
		seen[f] = p
	}
	var ps []corpus.Posting
	for f, p := range seen {
		ps = append(ps, corpus.Posting{Feature: f, Position: p})
	}
	slices.SortFunc(ps, func(a, b corpus.Posting) int { return int(int64(a.Feature) - int64(b.Feature)) })
	return ps
}

func (m *maker) entry(id, tenant string, postings, bytes int) corpus.Entry {
	var b strings.Builder
	for b.Len() < bytes {
		b.WriteString(m.words[m.IntN(len(m.words))])
		b.WriteByte(' ')
	}
	return corpus.Entry{
		Record: corpus.Record{Text: corpus.Text{
			ID: id, Tenant: tenant, Author: fmt.Sprint("author ", m.IntN(1000)),
			Time: time.UnixMicro(1.7e15 + int64(m.IntN(1e9))).UTC(), Text: b.String()[:bytes],
		}},
		Postings: m.postings(postings),
	}
}

func (m *maker) entries(from, n, bytes int) []corpus.Entry {
	es := make([]corpus.Entry, n)
	for i := range es {
		es[i] = m.entry(fmt.Sprintf("https://example.org/%08d", from+i), "news", 140, bytes)
	}
	return es
}

// cpu returns the processor time that the process has used.
func cpu(t testing.TB) time.Duration {
	var u syscall.Rusage
	require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func open(t testing.TB, dir string, settings pebblestore.Settings) *pebblestore.Store {
	s, err := pebblestore.Open(dir, settings)
	require.NoError(t, err)
	return s
}
