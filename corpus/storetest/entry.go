package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// entry returns a text without times that has these features, the first at
// position 0, the next at 1.
func entry(tenant, id string, features ...uint64) corpus.Entry {
	var postings []corpus.Posting
	for i, f := range features {
		postings = append(postings, corpus.Posting{Feature: f, Position: uint32(i)})
	}
	slices.SortFunc(postings, byFeature)
	return corpus.Entry{
		Record:   corpus.Record{Text: corpus.Text{ID: id, Tenant: tenant, Text: "text of " + id}},
		Postings: postings,
	}
}

func byFeature(a, b corpus.Posting) int { return cmp.Compare(a.Feature, b.Feature) }

// entries returns n texts of a tenant that share a feature. Each also has a feature
// of its own: own, own+1 and so on. Their ids begin with name.
func entries(tenant, name string, n int, shared, own uint64) []corpus.Entry {
	all := make([]corpus.Entry, n)
	for i := range all {
		all[i] = entry(tenant, fmt.Sprintf("%s%d", name, i), shared, own+uint64(i))
	}
	return all
}

// of returns the entry of a record, with features that differ from those it was put
// with.
func of(r corpus.Record, features ...uint64) corpus.Entry {
	return corpus.Entry{Record: r, Postings: entry("", "", features...).Postings}
}

// expiring returns e with a time of expiry.
func expiring(e corpus.Entry, at time.Time) corpus.Entry {
	e.Expires = at
	return e
}

// revised returns e with another content.
func revised(e corpus.Entry, content string) corpus.Entry {
	e.Text.Text = content
	return e
}

// fewer returns n, or with -short a share of it.
func fewer(n int) int {
	if testing.Short() {
		return max(n/10, 1)
	}
	return n
}
