package storetest

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// randomPrograms runs random programs, each on the store and on the model.
func randomPrograms(s *store) {
	seeds := s.suite.Seeds
	if seeds == nil {
		seeds = []uint64{1, 2, 3}
	}
	steps := s.suite.Steps
	if steps == 0 {
		steps = fewer(300)
	}
	for _, seed := range seeds {
		s.t.Run(fmt.Sprint("Seed", seed), func(t *testing.T) {
			program := make([]byte, 10*steps) // a step takes some 10 bytes
			var key [32]byte
			binary.LittleEndian.PutUint64(key[:], seed)
			rand.NewChaCha8(key).Read(program)
			Replay(t, s.suite, program)
		})
	}
}

// Replay runs a program on a new store and on a slow and simple model, and compares
// their answers after each step. Any bytes are a program, so that a store's fuzz
// target is
//
//	func FuzzStore(f *testing.F) {
//		f.Fuzz(func(t *testing.T, program []byte) { storetest.Replay(t, suite, program) })
//	}
//
// If it fails, it logs the steps that it made.
func Replay(t *testing.T, suite Suite, program []byte) {
	p := newPlayer(open(t, suite), program)
	t.Cleanup(func() {
		if t.Failed() {
			for i, step := range p.steps {
				t.Logf("step %d: %s", i, step)
			}
		}
	})
	for len(p.program) > 0 && !t.Failed() {
		p.step()
		p.compare()
	}
	for tenant := range playTenants {
		p.compareTenant(tenant, 1000)
	}
}

func newPlayer(s *store, program []byte) *player {
	m := newModel()
	require.NoError(s.t, m.Adopt(s.ctx(), first))
	p := &player{store: s, program: program, model: m, steps: []string{"open"}}
	for range playTenants {
		p.numbers = append(p.numbers, make(map[uint64]uint64))
	}
	return p
}
