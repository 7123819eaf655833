package corpus_test

import (
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

func init() {
	corpus.NewStore = func() corpus.Store { return new(memstore.Store) }
}
