// SPDX-License-Identifier: Apache-2.0

package main

import "math"

// The actors of the scenarios that the thresholds of the verdicts were not tuned on.

// lossy serves requests and forgets to free a few of them.
type lossy struct {
	*requests
	lost float64
	kept shelf
	debt debt
}

func newLossy(w *world) *lossy {
	lost := leakUnits(w) * 1.5
	served := newRequests(w, newSession, lost*9/float64(w.total), w.between(0.3, 3))
	return &lossy{requests: served, lost: w.perTick(lost)}
}

func (l *lossy) tick(w *world) {
	l.requests.tick(w)
	for n := l.debt.objects(w.bursty(l.lost), l.size); n > 0; n-- {
		l.kept.put(newSession(l.size))
	}
}

// batchLeak leaks in a job that runs every so many ticks.
type batchLeak struct {
	alloc              allocate
	size, every, ticks int
	batch              float64
	kept               shelf
}

func newBatchLeak(w *world) *batchLeak {
	runs := w.between(6, 16)
	return &batchLeak{
		alloc: newRecord,
		size:  w.size(),
		every: int(float64(w.total*ticksPerSnapshot) / runs),
		batch: leakUnits(w) * float64(w.rate) / runs,
	}
}

func (b *batchLeak) tick(w *world) {
	b.ticks++
	if b.ticks%b.every != 0 {
		return
	}
	for bytes := b.batch; bytes > 0; bytes -= float64(b.size) {
		b.kept.put(b.alloc(b.size))
	}
}

// oscillation follows a slow wave with noise on it.
type oscillation struct {
	size          int
	middle, noise float64
	wave          func(w *world) float64
	queue         []any
}

func newOscillation(w *world) *oscillation {
	middle := w.between(20, 80) * float64(w.rate)
	return &oscillation{
		size:   w.size(),
		middle: middle,
		noise:  0.02 * middle,
		wave:   wave(w, w.between(1.2, 3)),
	}
}

func (o *oscillation) tick(w *world) {
	length := math.Max(0, o.middle*o.wave(w)+o.noise*w.random.NormFloat64())
	resize(&o.queue, int(length)/o.size, o.size)
}

// backlog grows evenly from one moment to another, and is then worked off faster than it grew.
type backlog struct {
	size           int
	from, to, done float64
	bytes          float64
	queue          []any
}

func newBacklog(w *world) *backlog {
	from := 0.05 + 0.3*w.random.Float64()
	to := from + 0.2 + 0.25*w.random.Float64()
	return &backlog{
		size:  w.size(),
		from:  from,
		to:    to,
		done:  to + 0.05 + 0.1*w.random.Float64(),
		bytes: w.between(20, 120) * float64(w.rate),
	}
}

func (b *backlog) tick(w *world) {
	share := 0.0
	switch {
	case w.progress > b.from && w.progress <= b.to:
		share = (w.progress - b.from) / (b.to - b.from)
	case w.progress > b.to && w.progress < b.done:
		share = (b.done - w.progress) / (b.done - b.to)
	}
	resize(&b.queue, int(share*b.bytes)/b.size, b.size)
}

// pool takes what is free before it allocates, and never gives back to the heap.
type pool struct {
	size    int
	mean    float64
	all     []any
	inUse   float64
	recover float64
}

func newPool(w *world) *pool {
	return &pool{size: w.size(), mean: w.between(10, 60) * float64(w.rate), recover: w.between(0.02, 0.3)}
}

// stray moves the demand away from its mean, or back to it.
func (p *pool) stray(w *world) {
	p.inUse += p.recover*(p.mean-p.inUse) + 0.3*p.mean*math.Sqrt(p.recover)*w.random.NormFloat64()
}

func (p *pool) tick(w *world) {
	p.stray(w)
	for float64(len(p.all)*p.size) < p.inUse {
		p.all = append(p.all, takeFromPool(p.size))
	}
}

//go:noinline
func takeFromPool(size int) any { return make([]byte, size) }
