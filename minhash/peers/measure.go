//go:build unix

package main

import (
	"fmt"
	"runtime"
	"slices"
	"syscall"
	"time"
)

// A cost is the time and memory that a piece of work took.
type cost struct {
	cpu, wall time.Duration // cpu is user and system time of all threads
	allocs    uint64
	bytes     uint64 // allocated
}

// measure runs work after a garbage collection. CPU time comes from getrusage.
// Other processes on the machine disturb it much less than the clock; this is why
// the program builds on Unix only.
func measure(work func()) cost {
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start, cpu := time.Now(), cpuTime()
	work()
	c := cost{cpu: cpuTime() - cpu, wall: time.Since(start)}
	runtime.ReadMemStats(&after)
	c.allocs, c.bytes = after.Mallocs-before.Mallocs, after.TotalAlloc-before.TotalAlloc
	return c
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // only for other arguments
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// live returns the bytes of the heap that are in use.
func live() float64 {
	runtime.GC()
	runtime.GC() // the second run frees what pools held
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// A sample is one quantity measured several times.
type sample []float64

func (s sample) median() float64 {
	t := slices.Sorted(slices.Values(s))
	if n := len(t); n%2 == 0 {
		return (t[n/2-1] + t[n/2]) / 2
	}
	return t[len(t)/2]
}

// String returns the median, the least and the greatest value.
func (s sample) String() string {
	return fmt.Sprintf("%.2f (%.2f..%.2f)", s.median(), slices.Min(s), slices.Max(s))
}

// each divides the samples of two quantities measured in the same rounds.
func (s sample) each(t sample) sample {
	q := make(sample, len(s))
	for i := range s {
		q[i] = s[i] / t[i]
	}
	return q
}
