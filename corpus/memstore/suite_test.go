package memstore_test

import (
	"testing"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
	"github.com/palimpsest-go/palimpsest/corpus/storetest"
)

var suite = storetest.Suite{Open: func(*testing.T) corpus.Store { return new(memstore.Store) }}

func TestStore(t *testing.T) { storetest.Run(t, suite) }

func FuzzStore(f *testing.F) {
	f.Add([]byte("any bytes are a program"))
	f.Fuzz(func(t *testing.T, program []byte) { storetest.Replay(t, suite, program) })
}

func BenchmarkCorpus(b *testing.B) {
	storetest.Benchmark(b, func(*testing.B) corpus.Store { return new(memstore.Store) })
}
