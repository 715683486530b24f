// SPDX-License-Identifier: Apache-2.0

package main

import "math"

//go:noinline
func fillBuffer(size int) any { return make([]byte, size) }

//go:noinline
func fillCache(size int) any { return make([]byte, size) }

//go:noinline
func loadDataSet(size int) any { return make([]byte, size) }

//go:noinline
func enqueue(size int) any { return make([]byte, size) }

//go:noinline
func handleRequest(size int) any { return make([]byte, size) }

// sawtooth fills evenly and is flushed when full.
type sawtooth struct {
	size, full int
	rate       float64
	kept       []any
	debt       debt
}

func newSawtooth(w *world) *sawtooth {
	units, teeth := w.between(20, 120), w.between(2, 12)
	s := &sawtooth{size: w.size(), rate: w.perTick(units * teeth)}
	s.full = int(units*float64(w.rate)) / s.size
	return s
}

func (s *sawtooth) tick(w *world) {
	for n := s.debt.objects(w.bursty(s.rate), s.size); n > 0; n-- {
		if len(s.kept) >= s.full {
			s.kept = nil
		}
		s.kept = append(s.kept, fillBuffer(s.size))
	}
}

// cacheFill gains entries until it is full; then it either serves from what it has or evicts the
// oldest entry for each new one.
type cacheFill struct {
	size, full, next int
	evicts           bool
	rate             float64
	entries          []any
	debt             debt
}

func newCacheFill(w *world, evicts bool) *cacheFill {
	units, fullAt := w.between(20, 120), 0.15+0.45*w.random.Float64()
	c := &cacheFill{size: w.size(), evicts: evicts, rate: w.perTick(units / fullAt)}
	c.full = int(units*float64(w.rate)) / c.size
	c.entries = make([]any, 0, c.full)
	return c
}

func (c *cacheFill) tick(w *world) {
	for n := c.debt.objects(w.bursty(c.rate), c.size); n > 0; n-- {
		switch {
		case len(c.entries) < c.full:
			c.entries = append(c.entries, fillCache(c.size))
		case c.evicts:
			c.entries[c.next] = fillCache(c.size)
			c.next = (c.next + 1) % c.full
		}
	}
}

// step loads a data set at one moment.
type step struct {
	at    float64
	bytes float64
	size  int
	kept  []any
}

func newStep(w *world) *step {
	return &step{at: 0.2 + 0.6*w.random.Float64(), bytes: w.between(20, 120) * float64(w.rate), size: w.size()}
}

func (s *step) tick(w *world) {
	if s.kept != nil || w.progress < s.at {
		return
	}
	for bytes := s.bytes; bytes > 0; bytes -= float64(s.size) {
		s.kept = append(s.kept, loadDataSet(s.size))
	}
}

// randomWalk is a queue that gains or loses a batch at each tick.
type randomWalk struct {
	size   int
	length float64
	stride float64
	queue  []any
}

func newRandomWalk(w *world) *randomWalk {
	r := &randomWalk{size: w.size(), length: w.between(10, 60) * float64(w.rate)}
	// The walk strays by about as much as a leak would grow.
	r.stride = w.between(20, 80) * float64(w.rate) / math.Sqrt(float64(w.total*ticksPerSnapshot))
	return r
}

func (r *randomWalk) tick(w *world) {
	r.length = math.Abs(r.length + r.stride*w.random.NormFloat64())
	resize(&r.queue, int(r.length)/r.size, r.size)
}

// resize makes a queue that long: new objects join at its end, old ones leave from its front.
func resize(queue *[]any, length, size int) {
	for len(*queue) < length {
		*queue = append(*queue, enqueue(size))
	}
	if surplus := len(*queue) - length; surplus > 0 {
		*queue = append([]any(nil), (*queue)[surplus:]...)
	}
}

// wave is a load that goes up and down around 1, so many times over the series.
func wave(w *world, periods float64) func(w *world) float64 {
	phase := 2 * math.Pi * w.random.Float64()
	depth := 0.6 + 0.4*w.random.Float64()
	return func(w *world) float64 {
		return 1 + depth*math.Sin(2*math.Pi*periods*w.progress+phase)
	}
}

func newDiurnal(w *world) *requests {
	r := newRequests(w, handleRequest, w.between(4, 20), w.between(0.5, 6))
	r.load = wave(w, w.between(0.7, 3))
	return r
}

// stackMaker allocates through ever new call paths, and keeps nothing for long.
type stackMaker struct {
	perTick int
	next    uint32
	kept    [64]any
}

func newStackMaker(w *world) *stackMaker { return &stackMaker{perTick: 2 + w.random.Intn(6)} }

func (s *stackMaker) tick(w *world) {
	for i := 0; i < s.perTick; i++ {
		s.next++
		// As large as the sampling rate: two of three are sampled, and each makes a bucket.
		s.kept[s.next%64] = left(s.next*2654435761, 16, w.rate)
	}
}

//go:noinline
func left(path uint32, depth, size int) any { return walk(path, depth, size) }

//go:noinline
func right(path uint32, depth, size int) any { return walk(path, depth, size) }

//go:noinline
func walk(path uint32, depth, size int) any {
	switch {
	case depth == 0:
		return make([]byte, size)
	case path&1 == 0:
		return left(path>>1, depth-1, size)
	default:
		return right(path>>1, depth-1, size)
	}
}
