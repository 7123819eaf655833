package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
	"github.com/palimpsest-go/palimpsest/corpus/pebblestore"
	"github.com/palimpsest-go/palimpsest/corpus/pgstore"
)

// openStore opens the store that -store names.
func openStore(ctx context.Context, name string) (corpus.Store, error) {
	kind, rest, _ := strings.Cut(name, ":")
	switch {
	case name == "mem":
		return new(memstore.Store), nil
	case kind == "pebble" && rest != "":
		return pebblestore.Open(rest, pebblestore.Settings{})
	case strings.HasPrefix(name, "postgres://"), strings.HasPrefix(name, "postgresql://"):
		return openPostgres(ctx, name)
	}
	// The rest may hold a password.
	return nil, fmt.Errorf("-store %.40q: mem, pebble:DIR or postgres://HOST/DATABASE is wanted", kind)
}

// A postgres is a store with the connections that it was opened with.
type postgres struct {
	*pgstore.Store
	pool *pgxpool.Pool
}

func openPostgres(ctx context.Context, url string) (corpus.Store, error) {
	pool, err := pgxpool.New(ctx, url)
	if err != nil {
		return nil, err
	}
	s, err := pgstore.Open(ctx, pool, pgstore.Settings{})
	if err != nil {
		pool.Close()
		return nil, err
	}
	return postgres{s, pool}, nil
}

// Close implements [corpus.Store].
func (p postgres) Close() error {
	defer p.pool.Close()
	return p.Store.Close()
}

// openCorpus returns the corpus of the texts in a store.
func openCorpus(ctx context.Context, store corpus.Store, s settings) (*corpus.Corpus, error) {
	if s.reindex {
		if err := corpus.Reindex(ctx, store, s.corpusSettings()); err != nil {
			return nil, err
		}
	}
	c, err := corpus.New(ctx, store, s.corpusSettings())
	if errors.Is(err, corpus.ErrScheme) {
		err = fmt.Errorf("%w (-reindex makes it anew)", err)
	}
	return c, err
}
