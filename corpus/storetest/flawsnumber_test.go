package storetest

import (
	"math/rand/v2"
	"sync"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// numbering returns a store that gives texts the numbers that next returns.
func numbering(next func(m *model) uint64) flawed {
	return onePut(func(m *model, _ corpus.Entry) {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.last = next(m) - 1
	})
}

// numberFlaws give numbers to texts that are not in the order in which they came.
var numberFlaws = []flaw{
	{
		name: "takes numbers in blocks, one for each process", laws: "NumbersRise",
		calls: numbering(func() func(m *model) uint64 {
			const size = 100
			var mu sync.Mutex
			last := make(map[*model]uint64)      // number that a process gave
			blocks := make(map[*contents]uint64) // that were taken
			return func(m *model) uint64 {
				mu.Lock()
				defer mu.Unlock()
				if last[m]%size == 0 {
					last[m] = blocks[m.contents] * size
					blocks[m.contents]++
				}
				last[m]++
				return last[m]
			}
		}()),
	},
	{
		name: "draws numbers at random", laws: "NumbersRise LookupOrder ReopenKeepsNumbers RandomPrograms",
		calls: numbering(func(*model) uint64 { return 1 + rand.Uint64N(1<<40-1) }),
	},
	{
		name: "counts numbers down", laws: "NumbersRise LookupOrder LookupOldest RandomPrograms",
		calls: numbering(func(m *model) uint64 {
			if m.last == 0 {
				return 1<<40 - 1
			}
			return m.last - 1
		}),
	},
	{
		name: "gives numbers that it had passed over when it is opened again", laws: "ReopenKeepsNumbers",
		calls:  numbering(func(m *model) uint64 { return m.last + 11 }),
		reopen: func(m *model) { m.last -= 15 }, crash: func(m *model) { m.last -= 15 },
	},
}
