// SPDX-License-Identifier: Apache-2.0

package main

import (
	"math"
	"math/rand"
	"runtime"
	"time"
)

const (
	// ticks of work between two snapshots.
	ticksPerSnapshot = 8
	// the simulated time between two snapshots, before jitter.
	interval = time.Minute
)

// planned is what the seed decides before any process starts.
type planned struct {
	// rate is the sampling rate. All amounts of the scenarios are in units of it, so a series at
	// 64 KiB is statistically what a heap eight times as big is at Go's default of 512 KiB.
	rate int
	// parts holds the number of snapshots of each process of the series.
	parts []int
}

// total is the number of snapshots of the whole series.
func (p planned) total() int {
	total := 0
	for _, snapshots := range p.parts {
		total += snapshots
	}
	return total
}

func plan(seed int, s scenario) planned {
	random := rand.New(rand.NewSource(int64(seed)*7919 + 17))
	p := planned{rate: 64 << 10}
	switch {
	case s.period != 0:
		p.rate = s.period
	case seed%10 == 0:
		p.rate = 512 << 10
	case seed%5 == 3:
		p.rate = 128 << 10
	}
	count := s.snapshots
	if count == (span{}) {
		count = span{80, 160}
	}
	snapshots := count.low + random.Intn(count.high-count.low+1)
	restarts := 0
	if s.restarts {
		restarts = 1 + random.Intn(2)
	}
	for ; restarts > 0; restarts-- {
		part := snapshots / (restarts + 1) * (70 + random.Intn(60)) / 100
		p.parts = append(p.parts, part)
		snapshots -= part
	}
	p.parts = append(p.parts, snapshots)
	return p
}

// world is one process of a series: its random numbers, its clock, and the work that goes on in it.
type world struct {
	random *rand.Rand
	rate   int
	// total is the number of snapshots of the planned series, done how many this process has taken.
	total, done int
	// cacheUnits is the size of a cache, in units of the sampling rate: the same in each process of the series.
	cacheUnits float64
	// now is the simulated time.
	now time.Time
	// progress runs from 0 to 1 over the planned series, and on when it is watched for longer.
	progress float64
	// lazyGC leaves garbage collection to moments of its own, as in life: some snapshots then show
	// the state of an earlier one.
	lazyGC bool
	actors []actor
}

// actor does a share of the program's work, ticksPerSnapshot times between two snapshots.
type actor interface {
	tick(w *world)
}

func newWorld(seed, part int, p planned) *world {
	w := &world{random: rand.New(rand.NewSource(int64(seed)*1009 + int64(part)*31 + 5)), rate: p.rate, total: p.total()}
	w.lazyGC = seed%5 == 1 || seed%5 == 3
	w.cacheUnits = 20 * math.Exp(math.Log(6)*rand.New(rand.NewSource(int64(seed)*613+11)).Float64())
	return w
}

func (w *world) run(s scenario, from, snapshots int, rec *recorder) error {
	if from == 0 {
		if err := rec.writeTruth(); err != nil {
			return err
		}
	}
	w.progress = float64(from) / float64(w.total)
	w.actors = background(w)
	w.actors = append(w.actors, s.start(w)...)
	w.now = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(from) * interval)
	for i := from; i < from+snapshots; i++ {
		ticks := w.ticks(s)
		for t := 0; t < ticks; t++ {
			w.progress = (float64(i) + float64(t)/float64(ticks)) / float64(w.total)
			w.now = w.now.Add(interval / ticksPerSnapshot)
			for _, a := range w.actors {
				a.tick(w)
			}
			if w.lazyGC && w.random.Intn(ticksPerSnapshot) == 0 {
				runtime.GC()
			}
		}
		if !w.lazyGC && ticks > 0 {
			runtime.GC()
		}
		w.done++
		jitter := time.Duration(w.random.Intn(4000)) * time.Millisecond
		if err := rec.snapshot(i, w.now.Add(jitter)); err != nil {
			return err
		}
	}
	for _, a := range w.actors {
		if l, is := a.(interface{ truth() *leaked }); is && l.truth() != nil && l.truth().bytes > 0 {
			if err := rec.writeRate(l.truth(), w.now); err != nil {
				return err
			}
		}
	}
	runtime.KeepAlive(w)
	return nil
}

// ticks is how many there are to the next snapshot. Where snapshots are irregular, one in ten shows the same
// garbage collection as the one before, and some are missing.
func (w *world) ticks(s scenario) int {
	switch {
	case !s.irregular:
		return ticksPerSnapshot
	case w.random.Intn(10) == 0:
		return 0
	case w.random.Intn(20) == 0:
		return ticksPerSnapshot * (4 + w.random.Intn(12))
	default:
		return 1 + w.random.Intn(2*ticksPerSnapshot)
	}
}

// between draws a number from low to high, evenly on a logarithmic scale.
func (w *world) between(low, high float64) float64 {
	return low * math.Exp(w.random.Float64()*math.Log(high/low))
}

// size draws the size of an object in bytes.
func (w *world) size() int {
	return int(w.between(200, 6000))
}

// perTick turns "units of the sampling rate over the whole series" into bytes per tick.
func (w *world) perTick(units float64) float64 {
	return units * float64(w.rate) / float64(w.total*ticksPerSnapshot)
}

// perSnapshot turns "units of the sampling rate per snapshot" into bytes per tick.
func (w *world) perSnapshot(units float64) float64 {
	return units * float64(w.rate) / ticksPerSnapshot
}

// bursty scales a mean by a random factor of mean one: work never comes evenly.
func (w *world) bursty(mean float64) float64 {
	return mean * w.random.ExpFloat64()
}

// debt turns amounts of bytes into whole objects and carries the remainder over.
type debt float64

func (d *debt) objects(bytes float64, size int) int {
	*d += debt(bytes)
	n := int(float64(*d) / float64(size))
	*d -= debt(n * size)
	return n
}

// retain keeps those that stay, in their array, so that the bookkeeping of an actor is no part of what is measured.
func retain[T any](all []T, stays func(T) bool) []T {
	kept := all[:0]
	for _, one := range all {
		if stays(one) {
			kept = append(kept, one)
		}
	}
	clearFrom(all, len(kept))
	return kept
}

// dropFirst lets go of so many at the front.
func dropFirst[T any](all []T, count int) []T {
	if count == 0 {
		return all
	}
	left := copy(all, all[count:])
	clearFrom(all, left)
	return all[:left]
}

func clearFrom[T any](all []T, from int) {
	var zero T
	for i := from; i < len(all); i++ {
		all[i] = zero
	}
}
