// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
)

// The actors of the wide scenarios that leak.

//go:noinline
func newBuffer(size int) any { return make([]byte, size) }

// accelerating keeps sessions at a rate that rises from nothing.
type accelerating struct{ *leaking }

func newAccelerating(w *world) accelerating {
	l := newLeak(w, newSession, 1.5)
	l.load = func(w *world) float64 { return 0.1 + 1.8*w.progress }
	l.leaked = nil // its rate is not one number
	return accelerating{l}
}

// logBuffer is written to and never read.
type logBuffer struct {
	buffer bytes.Buffer
	rate   float64
	line   []byte
	debt   debt
}

func newLogBuffer(w *world) *logBuffer {
	return &logBuffer{rate: w.perTick(leakUnits(w)), line: make([]byte, 100)}
}

func (l *logBuffer) tick(w *world) {
	for n := l.debt.objects(w.bursty(l.rate), len(l.line)); n > 0; n-- {
		l.write()
	}
}

//go:noinline
func (l *logBuffer) write() { l.buffer.Write(l.line) }

// connections are opened and closed, but for a few.
type connections struct {
	*requests
	*leaking
}

func newConnections(w *world) *connections {
	l := newLeak(w, dial, 1)
	l.size = 4096
	served := newRequests(w, dial, 30*l.rate*ticksPerSnapshot/float64(w.rate), w.between(0.5, 4))
	served.size = l.size
	return &connections{served, l}
}

func (c *connections) tick(w *world) {
	c.requests.tick(w)
	c.leaking.tick(w)
}

//go:noinline
func dial(size int) any { return [2][]byte{make([]byte, size/2), make([]byte, size/2)} }

// supervisor starts tasks under a context that lives as long as the program.
type supervisor struct {
	root context.Context
	rate float64
	debt debt
}

func newSupervisor(w *world) *supervisor {
	root, cancel := context.WithCancel(context.Background())
	_ = cancel // it is never called: that is the leak
	return &supervisor{root: root, rate: w.perTick(leakUnits(w))}
}

func (s *supervisor) tick(w *world) {
	for n := s.debt.objects(w.bursty(s.rate), 200); n > 0; n-- {
		s.start()
	}
}

//go:noinline
func (s *supervisor) start() {
	_, cancel := context.WithCancel(s.root)
	_ = cancel
}

// bursts keeps what comes in bursts, at moments that are a Poisson process.
type bursts struct {
	*leaking
	perTick float64
	left    int
}

func newBursts(w *world) *bursts {
	count := w.between(14, 40)
	b := &bursts{leaking: newLeak(w, newRecord, 1.3), perTick: count / float64(w.total*ticksPerSnapshot)}
	b.rate *= float64(w.total*ticksPerSnapshot) / count / 2
	return b
}

func (b *bursts) tick(w *world) {
	if w.random.Float64() < b.perTick {
		b.left = 2
	}
	if b.left > 0 {
		b.left--
		b.leaking.tick(w)
	}
}

// fewOfMany serves requests and keeps one object in a hundred or so.
type fewOfMany struct {
	*requests
	*leaking
}

func newFewOfMany(w *world) *fewOfMany {
	l := newLeak(w, newSession, 1.3)
	served := newRequests(w, newSession, w.between(40, 150)*l.rate*ticksPerSnapshot/float64(w.rate), w.between(0.1, 0.6))
	served.size = l.size
	return &fewOfMany{served, l}
}

func (f *fewOfMany) tick(w *world) {
	f.requests.tick(w)
	f.leaking.tick(w)
}

// hiddenByLoad is as fewOfMany, with a load that rises and falls.
func newHiddenByLoad(w *world) *fewOfMany {
	l := newLeak(w, newSession, 1.5)
	served := newRequests(w, newSession, 15*l.rate*ticksPerSnapshot/float64(w.rate), w.between(0.5, 3))
	served.size = l.size
	served.load = wave(w, w.between(2, 8))
	return &fewOfMany{served, l}
}

//go:noinline
func copyOf[T any](from []T) []T { return append([]T(nil), from...) }

//go:noinline
func copyForReply(size int) any { return copyOf(blob[:size]) }

//go:noinline
func copyForTable(size int) any { return copyOf(words[:size/8]) }

//go:noinline
func copyForCache(size int) any { return copyOf(blob[:size]) }

var words = make([]int64, 8<<10)

func newGenericHelper(w *world) []actor {
	var actors []actor
	for _, alloc := range []allocate{copyForReply, copyForTable} {
		actors = append(actors, newRequests(w, alloc, w.between(2, 12), w.between(0.5, 4)))
	}
	l := newLeak(w, copyForCache, 1)
	l.leaked.function = "main.copyOf[...]"
	return append(actors, l)
}

// inlined keeps records that a helper makes which the compiler inlines.
type inlined struct {
	size int
	rate float64
	kept [][]byte
	debt debt
}

func inlinedRecord(size int) []byte { return make([]byte, size) }

func newInlined(w *world) *inlined { return &inlined{size: w.size(), rate: w.perTick(leakUnits(w))} }

func (l *inlined) tick(w *world) {
	for n := l.debt.objects(w.bursty(l.rate), l.size); n > 0; n-- {
		l.kept = append(l.kept, inlinedRecord(l.size))
	}
}

// newLargeBuffers keeps some dozens of objects, each so large that the profiler sees nearly all.
func newLargeBuffers(w *world) *leaking {
	l := newLeak(w, newBuffer, 1)
	l.size = int(w.between(1, 5) * float64(w.rate))
	l.rate = w.perTick(w.between(16, 50) * float64(l.size) / float64(w.rate))
	return l
}

//go:noinline
func cloneSlice(size int) any { return make([]byte, size) }

//go:noinline
func cloneForAudit(size int) any { return cloneSlice(size) }

//go:noinline
func cloneA(size int) any { return cloneSlice(size) }

//go:noinline
func cloneB(size int) any { return cloneSlice(size) }

//go:noinline
func cloneC(size int) any { return cloneSlice(size) }

//go:noinline
func cloneD(size int) any { return cloneSlice(size) }

//go:noinline
func cloneE(size int) any { return cloneSlice(size) }

func newOneCaller(w *world) []actor {
	var actors []actor
	for _, alloc := range []allocate{cloneA, cloneB, cloneC, cloneD, cloneE} {
		actors = append(actors, newRequests(w, alloc, w.between(2, 8), w.between(0.5, 4)))
	}
	l := newLeak(w, cloneForAudit, 1)
	l.leaked.function = "main.cloneSlice"
	return append(actors, l)
}

//go:noinline
func loadConfig(size int) any { return make([]byte, size) }

// newReloads keeps a structure of some size at each reload.
func newReloads(w *world) *batchLeak {
	b := newBatchLeak(w)
	runs := w.between(14, 36)
	b.alloc = loadConfig
	b.every = 1 + int(float64(w.total*ticksPerSnapshot)/runs)
	b.batch = 1.3 * leakUnits(w) * float64(w.rate) / runs
	return b
}

// leakySawtooth is as sawtooth, but a flush forgets a tenth or so of what it should let go.
type leakySawtooth struct {
	*sawtooth
	share float64
	lost  [][]any
}

func newLeakySawtooth(w *world) *leakySawtooth {
	l := &leakySawtooth{sawtooth: newSawtooth(w)}
	teeth := w.between(10, 24)
	l.full = int(float64(l.full) / teeth * w.between(3, 6))
	l.share = w.between(0.2, 0.5)
	return l
}

func (l *leakySawtooth) tick(w *world) {
	before := l.kept
	l.sawtooth.tick(w)
	if len(before) > 0 && len(l.kept) < len(before) {
		l.lost = append(l.lost, append([]any(nil), before[:int(l.share*float64(len(before)))]...))
	}
}

// dossier has parts that are copied when they become larger.
type dossier struct {
	parts [4][]byte
	step  float64
	every int
	ticks int
}

func newDossier(w *world) *dossier {
	steps := w.between(20, 60)
	return &dossier{step: leakUnits(w) * float64(w.rate) / steps, every: 1 + int(float64(w.total*ticksPerSnapshot)/steps)}
}

func (d *dossier) tick(w *world) {
	d.ticks++
	if d.ticks%d.every == 0 {
		d.extend(w.random.Intn(len(d.parts)), int(w.bursty(d.step))+1)
	}
}

//go:noinline
func (d *dossier) extend(part, more int) {
	larger := make([]byte, len(d.parts[part])+more)
	copy(larger, d.parts[part])
	d.parts[part] = larger
}

// intMap is a map from which nothing is deleted.
type intMap struct {
	entries map[int64]int64
	rate    float64
	debt    debt
}

func newIntMap(w *world) *intMap {
	return &intMap{entries: map[int64]int64{}, rate: w.perTick(leakUnits(w))}
}

func (m *intMap) tick(w *world) {
	for n := m.debt.objects(w.bursty(m.rate), 24); n > 0; n-- {
		m.add()
	}
}

//go:noinline
func (m *intMap) add() { m.entries[int64(len(m.entries))] = 1 }

// newSessionsLost serves sessions that last long, and loses some.
func newSessionsLost(w *world) *fewOfMany {
	l := newLeak(w, newSession, 2)
	served := newRequests(w, newSession, 7*l.rate*ticksPerSnapshot/float64(w.rate), float64(w.total)*w.between(0.05, 0.1))
	served.size = l.size
	return &fewOfMany{served, l}
}
