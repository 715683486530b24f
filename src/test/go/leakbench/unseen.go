// SPDX-License-Identifier: Apache-2.0

package main

import (
	"math"
	"time"
)

// The actors of the scenarios that were written last.

// emitter calls back all its listeners.
type emitter struct {
	listeners []func()
	rate      float64
	debt      debt
}

func newEmitter(w *world) *emitter { return &emitter{rate: w.perTick(leakUnits(w))} }

func (e *emitter) tick(w *world) {
	for n := e.debt.objects(w.bursty(e.rate), 150); n > 0; n-- {
		e.listen()
	}
}

//go:noinline
func (e *emitter) listen() {
	state := new([128]byte)
	e.listeners = append(e.listeners, func() { state[0]++ })
}

//go:noinline
func readLine(size int) any { return string(make([]byte, size)) }

// newPinnedLines keeps one line in twenty for the sake of a word.
func newPinnedLines(w *world) *fewOfMany {
	l := newLeak(w, readLine, 1.2)
	served := newRequests(w, readLine, 20*l.rate*ticksPerSnapshot/float64(w.rate), w.between(0.2, 2))
	served.size = l.size
	return &fewOfMany{served, l}
}

// scheduler sets timers.
type scheduler struct {
	timers []*time.Timer
	rate   float64
	debt   debt
}

func newScheduler(w *world) *scheduler { return &scheduler{rate: w.perTick(leakUnits(w))} }

func (s *scheduler) tick(w *world) {
	for n := s.debt.objects(w.bursty(s.rate), 250); n > 0; n-- {
		s.schedule()
	}
}

//go:noinline
func (s *scheduler) schedule() {
	state := new([128]byte)
	s.timers = append(s.timers, time.AfterFunc(1000*time.Hour, func() { state[0]++ }))
}

// twoStepCache is a cache whose limit is raised.
type twoStepCache struct {
	*cacheFill
	raised float64
	more   int
}

func newTwoStepCache(w *world) *twoStepCache {
	c := &twoStepCache{cacheFill: newCacheFill(w, false), raised: 0.35 + 0.25*w.random.Float64()}
	c.more = int(float64(c.full) * w.between(0.3, 1))
	c.rate *= 3
	return c
}

func (c *twoStepCache) tick(w *world) {
	if w.progress > c.raised {
		c.full += c.more
		c.more = 0
	}
	c.cacheFill.tick(w)
}

// configSwap replaces what it holds at random times.
type configSwap struct {
	size    int
	bytes   float64
	perTick float64
	kept    []any
}

func newConfigSwap(w *world) *configSwap {
	return &configSwap{
		size:    w.size(),
		bytes:   w.between(20, 100) * float64(w.rate),
		perTick: w.between(4, 20) / float64(w.total*ticksPerSnapshot),
	}
}

func (c *configSwap) tick(w *world) {
	if c.kept != nil && w.random.Float64() > c.perTick {
		return
	}
	c.kept = nil
	for left := c.bytes * w.between(0.6, 1.4); left > 0; left -= float64(c.size) {
		c.kept = append(c.kept, loadConfig(c.size))
	}
}

// spikes takes memory for the time of one snapshot.
type spikes struct {
	size  int
	bytes float64
	share float64
	ticks int
	kept  []any
}

func newSpikes(w *world) *spikes {
	return &spikes{size: w.size(), bytes: w.between(20, 100) * float64(w.rate), share: w.between(0.05, 0.3)}
}

func (s *spikes) tick(w *world) {
	s.ticks++
	if s.ticks%ticksPerSnapshot != 0 {
		return
	}
	s.kept = nil
	if w.random.Float64() < s.share {
		for left := w.bursty(s.bytes); left > 0; left -= float64(s.size) {
			s.kept = append(s.kept, fillBuffer(s.size))
		}
	}
}

// tenants join at random times in the first part of the series.
type tenants struct {
	joins []float64
	bytes float64
	size  int
	kept  []any
}

func newTenants(w *world) *tenants {
	t := &tenants{size: w.size()}
	count, last := int(w.between(4, 14)), 0.3+0.3*w.random.Float64()
	t.bytes = w.between(20, 120) * float64(w.rate) / float64(count)
	for ; count > 0; count-- {
		t.joins = append(t.joins, last*w.random.Float64())
	}
	return t
}

func (t *tenants) tick(w *world) {
	for i, at := range t.joins {
		if w.progress >= at {
			t.joins[i] = 2 * float64(w.total) // once
			for left := t.bytes; left > 0; left -= float64(t.size) {
				t.kept = append(t.kept, loadDataSet(t.size))
			}
		}
	}
}

// windingDown gives back what it took at the start.
type windingDown struct {
	full, size int
	queue      []any
}

func newWindingDown(w *world) *windingDown {
	size := w.size()
	return &windingDown{full: int(w.between(40, 150)*float64(w.rate)) / size, size: size}
}

func (d *windingDown) tick(w *world) {
	left := math.Max(0, 1-w.progress)
	resize(&d.queue, int(left*float64(d.full)), d.size)
}
