// SPDX-License-Identifier: Apache-2.0

package main

import "math"

// The actors of the wide scenarios that do not leak.

//go:noinline
func openSession(size int) any { return make([]byte, size) }

// newBurstyLoad serves requests that come in bursts.
func newBurstyLoad(w *world) *requests {
	r := newRequests(w, handleRequest, w.between(3, 10), w.between(1, 6))
	burst, perTick := 0, w.between(5, 20)/float64(w.total*ticksPerSnapshot)
	r.load = func(w *world) float64 {
		if w.random.Float64() < perTick {
			burst = 4 * ticksPerSnapshot
		}
		if burst > 0 {
			burst--
			return 4
		}
		return 0.3
	}
	return r
}

func newGrowingCaller(w *world) []actor {
	var actors []actor
	for _, alloc := range []allocate{cloneForReply, cloneForLog, cloneForIndex} {
		actors = append(actors, newRequests(w, alloc, w.between(3, 12), w.between(0.5, 6)))
	}
	factor := w.between(2, 6)
	actors[0].(*requests).load = func(w *world) float64 { return 1 + (factor-1)*w.progress }
	return actors
}

// lazyIndex is built in pieces, the last of which comes well before the end.
type lazyIndex struct {
	at     []float64
	pieces []step
}

func newLazyIndex(w *world) *lazyIndex {
	l := &lazyIndex{}
	for n := 2 + w.random.Intn(4); n > 0; n-- {
		piece := newStep(w)
		piece.at = 0.02 + 0.5*w.random.Float64()
		piece.bytes /= 2
		l.pieces = append(l.pieces, *piece)
	}
	return l
}

func (l *lazyIndex) tick(w *world) {
	for i := range l.pieces {
		l.pieces[i].tick(w)
	}
}

// logRing holds lines of different lengths.
type logRing struct {
	lines []any
	next  int
	rate  float64
	size  int
	debt  debt
}

func newLogRing(w *world) *logRing {
	r := &logRing{size: int(w.between(100, 2000))}
	units, fullAt := w.between(15, 80), w.between(0.05, 0.5)
	r.lines = make([]any, int(units*float64(w.rate))/r.size)
	r.rate = w.perTick(units / fullAt)
	return r
}

func (r *logRing) tick(w *world) {
	for n := r.debt.objects(w.bursty(r.rate), r.size); n > 0; n-- {
		r.lines[r.next] = writeLine(r.size/2 + w.random.Intn(r.size))
		r.next = (r.next + 1) % len(r.lines)
	}
}

//go:noinline
func writeLine(size int) any { return make([]byte, size) }

// newSlowCache is a cache of random keys whose gaps close with the given time constant, a share of the series.
func newSlowCache(w *world, alloc allocate, constant float64) *warmUp {
	c := newWarmUp(w, alloc, w.cacheUnits)
	c.asked = w.perTick(w.cacheUnits / constant)
	return c
}

// mapReuse fills a map, empties it and fills it again.
type mapReuse struct {
	entries map[int][4]int64
	full    int
	rate    float64
	debt    debt
	next    int
}

func newMapReuse(w *world) *mapReuse {
	units, rounds := w.between(15, 60), w.between(3, 12)
	return &mapReuse{
		entries: map[int][4]int64{},
		full:    int(units * float64(w.rate) / 80),
		rate:    w.perTick(units * rounds),
	}
}

func (m *mapReuse) tick(w *world) {
	for n := m.debt.objects(w.bursty(m.rate), 80); n > 0; n-- {
		m.add()
		if len(m.entries) >= m.full*(8+w.random.Intn(3))/9 {
			for key := range m.entries {
				delete(m.entries, key)
			}
		}
	}
}

//go:noinline
func (m *mapReuse) add() {
	m.next++
	m.entries[m.next] = [4]int64{}
}

// nightly takes memory for the time of a job.
type nightly struct {
	size, every, lasts, ticks int
	bytes, growth             float64
	queue                     []any
}

func newNightly(w *world) *nightly {
	jobs := w.between(3, 9)
	n := &nightly{size: w.size(), every: int(float64(w.total*ticksPerSnapshot) / jobs)}
	n.lasts = n.every * (20 + w.random.Intn(40)) / 100
	n.bytes = w.between(20, 80) * float64(w.rate)
	n.growth = w.between(1, 1.1)
	return n
}

func (n *nightly) tick(w *world) {
	n.ticks++
	phase := n.ticks % n.every
	length := 0.0
	if phase >= n.every-n.lasts {
		length = n.bytes * math.Pow(n.growth, float64(n.ticks/n.every)) * math.Min(1, 4*float64(phase-n.every+n.lasts)/float64(n.lasts))
	}
	resize(&n.queue, int(length)/n.size, n.size)
}

// doublingPool is as pool, but grows by doubling.
type doublingPool struct{ *pool }

func newDoublingPool(w *world) doublingPool { return doublingPool{newPool(w)} }

func (p doublingPool) tick(w *world) {
	p.stray(w)
	for float64(len(p.all)*p.size) < p.inUse {
		for n := len(p.all) + 1; n > 0; n-- {
			p.all = append(p.all, takeFromPool(p.size))
		}
	}
}

// newRampThenFlat is a load that rises over a part of the series.
func newRampThenFlat(w *world) *requests {
	r := newRequests(w, handleRequest, w.between(3, 12), w.between(0.5, 6))
	from := 0.05 + 0.25*w.random.Float64()
	to, factor := from+0.1+0.3*w.random.Float64(), w.between(2, 6)
	r.load = func(w *world) float64 {
		return 1 + (factor-1)*math.Max(0, math.Min(1, (w.progress-from)/(to-from)))
	}
	return r
}

// strayingQueue comes back to its mean within some part of the series.
type strayingQueue struct {
	size                  int
	mean, length, recover float64
	queue                 []any
}

func newStrayingQueue(w *world) *strayingQueue {
	mean := w.between(20, 80) * float64(w.rate)
	return &strayingQueue{
		size: w.size(), mean: mean, length: mean,
		recover: 1 / (w.between(0.02, 0.1) * float64(w.total*ticksPerSnapshot)),
	}
}

func (q *strayingQueue) tick(w *world) {
	q.length += q.recover*(q.mean-q.length) + 0.4*q.mean*math.Sqrt(2*q.recover)*w.random.NormFloat64()
	resize(&q.queue, int(math.Max(0, q.length))/q.size, q.size)
}

// timeToLive drops each entry a fixed time after it came.
type timeToLive struct {
	size, lives, now int
	rate             float64
	entries          []request
	debt             debt
}

func newTimeToLive(w *world) *timeToLive {
	share := w.between(0.03, 0.25)
	return &timeToLive{
		size:  w.size(),
		lives: int(share * float64(w.total*ticksPerSnapshot)),
		rate:  w.perTick(w.between(20, 100) / share),
	}
}

func (t *timeToLive) tick(w *world) {
	t.now++
	ended := 0
	for ended < len(t.entries) && t.entries[ended].ends <= t.now {
		ended++
	}
	if ended > 0 {
		t.entries = append([]request(nil), t.entries[ended:]...)
	}
	for n := t.debt.objects(w.bursty(t.rate), t.size); n > 0; n-- {
		t.entries = append(t.entries, request{fillCache(t.size), t.now + t.lives})
	}
}

func newCacheOfHelper(w *world) []actor {
	var actors []actor
	for _, alloc := range []allocate{cloneA, cloneB, cloneC} {
		actors = append(actors, newRequests(w, alloc, w.between(2, 8), w.between(0.5, 4)))
	}
	return append(actors, newSlowCache(w, cloneD, w.between(0.05, 0.15)))
}

// mapHighWater is a map of what is in use at a time, whose demand strays as that of a pool does.
type mapHighWater struct {
	*pool
	entries map[int][4]int64
	next    int
}

func newMapHighWater(w *world) *mapHighWater {
	return &mapHighWater{pool: newPool(w), entries: map[int][4]int64{}}
}

func (m *mapHighWater) tick(w *world) {
	m.stray(w)
	m.serve()
}

// serve makes the map as large as the demand is.
func (m *mapHighWater) serve() {
	wanted := int(m.inUse / 80)
	for key := range m.entries {
		if len(m.entries) <= wanted {
			break
		}
		delete(m.entries, key)
	}
	for len(m.entries) < wanted {
		m.add()
	}
}

//go:noinline
func (m *mapHighWater) add() {
	m.next++
	m.entries[m.next] = [4]int64{}
}
