// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"math"
	"sync"
)

// The actors of the fresh scenarios that do not leak, and whose memory follows what they are asked to do.

// curve is a load that is known at some moments, and changes evenly between them.
type curve []point

type point struct{ at, load float64 }

func (c curve) load(w *world) float64 {
	for i := 1; i < len(c); i++ {
		if w.progress < c[i].at {
			share := (w.progress - c[i-1].at) / (c[i].at - c[i-1].at)
			return c[i-1].load + share*(c[i].load-c[i-1].load)
		}
	}
	return c[len(c)-1].load
}

//go:noinline
func openDesk(size int) any { return make([]byte, size) }

//go:noinline
func answerCall(size int) any { return make([]byte, size) }

// newWorkingDay is the load of one day from before work to after it, with a rest at noon (as in
// m-lab/ndt-server#311).
func newWorkingDay(w *world) []actor {
	noon := 0.42 + 0.1*w.random.Float64()
	day := curve{
		{0, 0.05}, {noon - 0.32, 0.2}, {noon - 0.15, w.between(0.8, 1)}, {noon - 0.05, 1}, {noon, w.between(0.5, 0.8)},
		{noon + 0.08, 1}, {noon + 0.2, w.between(1, 1.3)}, {noon + 0.3, 0.5}, {0.92, 0.1}, {1, 0.05},
	}
	desks := newRequests(w, openDesk, w.between(2, 6), float64(w.total)*w.between(0.03, 0.09))
	calls := newRequests(w, answerCall, w.between(4, 16), w.between(0.5, 4))
	desks.load, calls.load = day.load, day.load
	return []actor{desks, calls}
}

//go:noinline
func openStream(size int) any { return make([]byte, size) }

// newLoadTest raises the load in steps. Then it holds the highest to the end, or stops the test (as in
// traefik/traefik#5149).
func newLoadTest(w *world) []actor {
	streams := newRequests(w, openStream, w.between(3, 8), w.between(1, 5))
	steps := 4 + w.random.Intn(3)
	last := 0.55 + 0.1*w.random.Float64()
	test := curve{{0, 1}}
	for i := 0; i < steps; i++ {
		at := last * float64(i+1) / float64(steps)
		test = append(test, point{at, float64(i + 1)}, point{at + 0.01, float64(i + 2)})
	}
	if w.random.Intn(2) == 0 {
		stops := 0.8 + 0.1*w.random.Float64()
		test = append(test, point{stops, float64(steps + 1)}, point{stops + 0.02, 0.2})
	}
	streams.load = test.load
	return []actor{streams}
}

// tailed serves sessions whose lives follow a power law up to a longest one. Most are short, and the few that are
// not hold most of the memory (as in gorilla/websocket#134).
type tailed struct {
	size                        int
	arriving                    float64
	shortest, longest, exponent float64
	live                        []request
	now                         int
	debt                        debt
}

//go:noinline
func upgradeConn(size int) any { return make([]byte, size) }

func newTailed(w *world) *tailed {
	t := &tailed{size: int(w.between(1000, 8000)), exponent: w.between(1.03, 1.3)}
	t.shortest = w.between(1, 4)
	t.longest = w.between(0.22, 0.36) * float64(w.total*ticksPerSnapshot)
	// The mean life under the law, when it is cut at the longest.
	cut := math.Pow(t.shortest/t.longest, t.exponent-1)
	mean := t.shortest * (t.exponent - cut) / (t.exponent - 1)
	t.arriving = w.between(40, 140) * float64(w.rate) / mean
	return t
}

func (t *tailed) tick(w *world) {
	t.now++
	t.live = retain(t.live, func(r request) bool { return r.ends > t.now })
	for n := t.debt.objects(w.bursty(t.arriving), t.size); n > 0; n-- {
		life := math.Min(t.longest, t.shortest*math.Pow(1-w.random.Float64(), -1/t.exponent))
		t.live = append(t.live, request{upgradeConn(t.size), t.now + int(life)})
	}
}

// bounded is a queue that refuses what comes when it is full. What comes is a little more than what is sent, and
// now and then the receiver makes up for it (as in open-telemetry/opentelemetry-collector#802).
type bounded struct {
	size, limit    int
	coming, sent   float64
	batches        []any
	recovers, ends float64
	comes, goes    debt
}

//go:noinline
func newBatch(size int) any { return make([]byte, size) }

func newBounded(w *world) *bounded {
	q := &bounded{size: w.size()}
	units := w.between(40, 140)
	q.limit = int(units*float64(w.rate)) / q.size
	surplus := units / w.between(0.25, 0.5)
	q.sent = w.perTick(surplus * w.between(3, 10))
	q.coming = q.sent + w.perTick(surplus)
	q.recovers = w.between(2, 6) / float64(w.total*ticksPerSnapshot)
	return q
}

func (q *bounded) tick(w *world) {
	if w.random.Float64() < q.recovers {
		q.ends = w.progress + w.between(0.004, 0.012)
	}
	sent := q.sent
	if w.progress < q.ends {
		sent = 2 * q.coming
	}
	gone := q.goes.objects(w.bursty(sent), q.size)
	if gone > len(q.batches) {
		gone = len(q.batches)
	}
	q.batches = dropFirst(q.batches, gone)
	for n := q.comes.objects(w.bursty(q.coming), q.size); n > 0 && len(q.batches) < q.limit; n-- {
		q.batches = append(q.batches, newBatch(q.size))
	}
}

// snapshotSender builds one large snapshot out of parts, sends it, and lets it go part by part (as in
// etcd-io/etcd#2662).
type snapshotSender struct {
	built curve
	parts []any
	count int
	size  int
}

//go:noinline
func buildPart(size int) any { return make([]byte, size) }

func newSnapshotSender(w *world) []actor {
	at := 0.15 + 0.4*w.random.Float64()
	full := at + w.between(0.05, 0.12)
	sent := full + w.between(0.04, 0.12)
	s := &snapshotSender{size: int(w.between(0.5, 4) * float64(w.rate))}
	s.count = int(w.between(60, 220)*float64(w.rate)) / s.size
	s.built = curve{{0, 0}, {at, 0}, {full, 1}, {sent, 1}, {sent + w.between(0.03, 0.1), 0}}
	return []actor{s, newRequests(w, handleRequest, w.between(3, 10), w.between(0.5, 3))}
}

func (s *snapshotSender) tick(w *world) {
	wanted := int(s.built.load(w) * float64(s.count))
	for len(s.parts) < wanted {
		s.parts = append(s.parts, buildPart(s.size))
	}
	if len(s.parts) > wanted {
		s.parts = dropFirst(s.parts, len(s.parts)-wanted)
	}
}

// window aggregates samples for some time, and lets them go as a whole at its end (as in influxdata/telegraf#780).
type window struct {
	alloc        allocate
	size         int
	share, phase float64
	rate         float64
	at           float64
	kept         []any
	debt         debt
}

//go:noinline
func aggregateShort(size int) any { return make([]byte, size) }

//go:noinline
func aggregateMedium(size int) any { return make([]byte, size) }

//go:noinline
func aggregateLong(size int) any { return make([]byte, size) }

func newWindows(w *world) []actor {
	return []actor{
		newWindow(w, aggregateShort, w.between(0.03, 0.07)),
		newWindow(w, aggregateMedium, w.between(0.1, 0.18)),
		newWindow(w, aggregateLong, w.between(0.24, 0.31)),
	}
}

func newWindow(w *world, alloc allocate, share float64) *window {
	a := &window{alloc: alloc, size: w.size(), share: share, phase: w.random.Float64()}
	a.rate = w.perTick(w.between(20, 80) / share)
	return a
}

func (a *window) tick(w *world) {
	at := math.Floor(w.progress/a.share + a.phase)
	if at > a.at {
		a.at, a.kept = at, nil
	}
	for n := a.debt.objects(w.bursty(a.rate), a.size); n > 0; n-- {
		a.kept = append(a.kept, a.alloc(a.size))
	}
}

// encoders take buffers from a sync.Pool, give them back larger, and drop those that have become too large. The
// garbage collector empties the pool over two cycles (as in golang/go#27735).
type encoders struct {
	pool    sync.Pool
	busy    []encoding
	typical float64
	mean    float64
	burst   int
	now     int
	perTick float64
}

type encoding struct {
	buffer *bytes.Buffer
	ends   int
}

func newEncoders(w *world) *encoders {
	e := &encoders{mean: w.between(12, 80), perTick: w.between(4, 16) / float64(w.total*ticksPerSnapshot)}
	e.pool.New = func() any { return new(bytes.Buffer) }
	e.typical = w.between(15, 60) * float64(w.rate) / e.mean / 1.6
	return e
}

func (e *encoders) tick(w *world) {
	e.now++
	e.busy = retain(e.busy, func(b encoding) bool {
		if b.ends > e.now {
			return true
		}
		if b.buffer.Reset(); b.buffer.Cap() < int(4*e.typical) {
			e.pool.Put(b.buffer)
		}
		return false
	})
	if e.burst--; e.burst < 0 && w.random.Float64() < e.perTick {
		e.burst = 3 * ticksPerSnapshot
	}
	wanted := e.mean * w.between(0.8, 1.2)
	if e.burst > 0 {
		wanted *= 3
	}
	for len(e.busy) < int(wanted) {
		buffer := e.pool.Get().(*bytes.Buffer)
		encodeInto(buffer, int(math.Min(12, math.Exp(w.random.NormFloat64()))*e.typical))
		e.busy = append(e.busy, encoding{buffer, e.now + 1 + w.random.Intn(ticksPerSnapshot)})
	}
}

//go:noinline
func encodeInto(buffer *bytes.Buffer, size int) { buffer.Grow(size) }
