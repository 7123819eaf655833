package storetest

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"time"
)

// Kinds maps the kinds of things that a Churn begins to how many of each a test may
// wait for.
var Kinds = map[string]int{Reindexing: 3, Declaring: 100, Copying: 3}

// A Killer ends a [Churn] while the Churn does something of a given kind.
type Killer struct {
	Kind string
	Most int // the greatest number of things of the kind that the process begins
	Rand *rand.Rand

	usual time.Duration // the time that one takes
}

// unknownTime is the assumed duration of a thing before one was seen.
const unknownTime = 100 * time.Millisecond

// Arm returns a function that follows lines and calls kill once: at a random time
// during one of the first things of the kind. The function stop cancels this, or waits
// until kill was called.
func (k *Killer) Arm(kill func()) (line func(string), stop func()) {
	var begun time.Time
	var killed sync.WaitGroup
	var timer *time.Timer
	left := 1 + k.Rand.IntN(k.Most)
	line = func(s string) {
		switch {
		case strings.HasPrefix(s, fmt.Sprintf("begin %s ", k.Kind)):
			begun = time.Now()
			if left--; left == 0 {
				killed.Add(1)
				timer = time.AfterFunc(time.Duration(k.Rand.Float64()*1.1*float64(cmp.Or(k.usual, unknownTime))), func() {
					defer killed.Done()
					kill()
				})
			}
		case strings.HasPrefix(s, fmt.Sprintf("done %s ", k.Kind)):
			k.usual = time.Since(begun)
		}
	}
	stop = func() {
		if timer == nil || timer.Stop() {
			return
		}
		killed.Wait()
	}
	return line, stop
}
