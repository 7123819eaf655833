package pgstore

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/storetest"
)

func TestStore(t *testing.T) {
	url(t)
	storetest.Run(t, storetest.Suite{
		Open: func(t *testing.T) corpus.Store {
			return connect(t, Settings{Schema: newSchema(t)})
		},
		Reopen: func(t *testing.T, s corpus.Store) corpus.Store {
			require.NoError(t, s.Close())
			return connect(t, s.(*Store).settings)
		},
		Crash: func(t *testing.T, s corpus.Store) corpus.Store {
			require.NoError(t, server.Kill())
			require.NoError(t, server.Restart())
			t.Cleanup(func() { require.NoError(t, s.Close()) })
			return connect(t, s.(*Store).settings)
		},
		Peer: func(t *testing.T, s corpus.Store) corpus.Store {
			return connect(t, s.(*Store).settings)
		},
	})
}

// connect opens a store that has a pool of its own, as a process has.
func connect(t testing.TB, settings Settings) *Store {
	t.Helper()
	s, err := Connect(context.Background(), fmt.Sprintf("%s pool_max_conns=10", url(t)), settings)
	require.NoError(t, err)
	s.clock = longAgo // so that old times of expiry get windows
	return s
}
