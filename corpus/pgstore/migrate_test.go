package pgstore

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

func TestOpenAtOnce(t *testing.T) {
	settings := Settings{Schema: newSchema(t)}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			s, err := Connect(context.Background(), url(t), settings)
			if assert.NoError(t, err) {
				assert.NoError(t, s.Adopt(context.Background(), "s"))
				assert.NoError(t, s.Close())
			}
		})
	}
	wg.Wait()
	s := connect(t, settings)
	defer s.Close()
	assert.Equal(t, 2, query[int](t, s, "SELECT version FROM palimpsest.version"))
	assert.Equal(t, 1, query[int](t, s, "SELECT count(*) FROM palimpsest.schemes"))
}

func TestLaterVersion(t *testing.T) {
	s := newStore(t, Settings{})
	_, err := s.pool.Exec(context.Background(), s.sql("UPDATE palimpsest.version SET version = 1000"))
	require.NoError(t, err)
	_, err = Open(context.Background(), s.pool, s.settings)
	require.ErrorIs(t, err, ErrVersion)
	assert.Contains(t, err.Error(), "version 1000")
	assert.Contains(t, err.Error(), s.settings.Schema)
}

func TestSettings(t *testing.T) {
	for _, s := range []Settings{
		{Window: time.Minute}, {Window: -1}, {MaxWindows: -1}, {MaxWindows: 101}, {Schema: string(make([]byte, 64))},
	} {
		_, err := Open(context.Background(), nil, s)
		require.ErrorIs(t, err, corpus.ErrSettings, "%+v", s)
	}
}

// The names of schemas are quoted, in every statement.
func TestSchemaName(t *testing.T) {
	s := &Store{}
	s.settings.Schema = `a"b`
	s.names = schemaNames(s.settings.Schema)
	assert.Equal(t, `CREATE SCHEMA IF NOT EXISTS "a""b"; SELECT FROM "a""b".texts`, s.sql("CREATE SCHEMA IF NOT EXISTS palimpsest; SELECT FROM palimpsest.texts"))
}
