package storetest

import (
	"testing"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// models is the suite of the model, which keeps its contents if asked to.
var models = Suite{
	Open:   func(*testing.T) corpus.Store { return newModel() },
	Reopen: func(_ *testing.T, s corpus.Store) corpus.Store { return reopened(s.(*model)) },
	Crash:  func(_ *testing.T, s corpus.Store) corpus.Store { return reopened(s.(*model)) },
	Peer:   func(_ *testing.T, s corpus.Store) corpus.Store { return &model{contents: s.(*model).contents} },
}

// reopened closes a model and returns one that holds the same.
func reopened(m *model) *model {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	return &model{contents: m.contents}
}

func TestModel(t *testing.T) { Run(t, models) }
