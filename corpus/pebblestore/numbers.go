package pebblestore

import (
	"encoding/binary"
	"fmt"
	"sync"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// numbers gives numbers to texts, one sequence for all tenants. The store knows
// a mark above all that were given, so that none is given twice, even if the
// process ends before the text was kept; what is left below the mark is lost.
type numbers struct {
	mu   sync.Mutex
	next uint64 // the last number given
	mark uint64
}

// numberStep is how far the mark is moved ahead, with a sync of its own.
const numberStep = 1 << 12

// takeNumbers returns the first of n numbers in a row.
func (s *Store) takeNumbers(n int) (uint64, error) {
	s.numbers.mu.Lock()
	defer s.numbers.mu.Unlock()
	last := s.numbers.next + uint64(n)
	if last > s.numbers.mark {
		mark := last + numberStep
		if mark > maxNumber {
			return 0, fmt.Errorf("%w: all %d numbers were given", corpus.ErrFull, maxNumber)
		}
		b := s.db.NewBatch()
		if err := b.Set(keyNumbers, binary.BigEndian.AppendUint64(nil, mark), nil); err != nil {
			return 0, engineError("numbers", err)
		}
		if err := s.commit(b, forTexts); err != nil {
			return 0, err
		}
		s.numbers.mark = mark
	}
	first := s.numbers.next + 1
	s.numbers.next = last
	return first, nil
}
