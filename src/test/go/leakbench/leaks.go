// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"reflect"
	"runtime"
	"time"
)

//go:noinline
func newRecord(size int) any { return make([]byte, size) }

//go:noinline
func newSession(size int) any { return make([]byte, size) }

// leakUnits draws how much a leak grows over the series, in units of the sampling rate: about as many
// samples does the profiler see of it.
func leakUnits(w *world) float64 { return w.between(30, 200) }

// heavyChurn allocates ten times what the background does, and keeps nothing for long.
func heavyChurn(w *world) []actor {
	var actors []actor
	for _, alloc := range sites[:6] {
		actors = append(actors, newRequests(w, alloc, w.between(10, 40), w.between(0.2, 3)))
	}
	return actors
}

// leaking keeps objects for ever.
type leaking struct {
	alloc allocate
	size  int
	rate  float64
	// from is the progress at which it starts; load scales its rate.
	from float64
	load func(w *world) float64
	kept shelf
	debt debt
	// leaked is the truth about it; nil when its rate is not one number.
	leaked *leaked
}

func newLeak(w *world, alloc allocate, scale float64) *leaking {
	return &leaking{
		alloc:  alloc,
		size:   w.size(),
		rate:   w.perTick(leakUnits(w) * scale),
		load:   func(*world) float64 { return 1 },
		leaked: &leaked{function: runtime.FuncForPC(reflect.ValueOf(alloc).Pointer()).Name()},
	}
}

func (l *leaking) truth() *leaked { return l.leaked }

func (l *leaking) tick(w *world) {
	if w.progress < l.from {
		return
	}
	for n := l.debt.objects(w.bursty(l.rate*l.load(w)), l.size); n > 0; n-- {
		l.kept.put(l.alloc(l.size))
		l.leaked.add(w, l.size)
	}
}

// leaked is the truth about a leak of steady rate.
type leaked struct {
	function string
	began    time.Time
	bytes    float64
}

// add counts an object, in the size in which Go's allocator hands it out.
func (l *leaked) add(w *world, size int) {
	if l == nil {
		return
	}
	if l.began.IsZero() {
		l.began = w.now
	}
	l.bytes += float64(cap(append([]byte(nil), make([]byte, size)...)))
}

// bytesPerHour is its rate since it began.
func (l *leaked) bytesPerHour(now time.Time) float64 { return l.bytes / now.Sub(l.began).Hours() }

// shelf keeps objects without the copying that a growing slice does.
type shelf struct{ last *board }

type board struct {
	objects []any
	before  *board
}

//go:noinline
func (s *shelf) put(object any) {
	if s.last == nil || len(s.last.objects) == cap(s.last.objects) {
		s.last = &board{make([]any, 0, 64), s.last}
	}
	s.last.objects = append(s.last.objects, object)
}

// sessionMap is a map from which nobody deletes.
type sessionMap struct {
	sessions map[string]*session
	size     int
	rate     float64
	debt     debt
}

type session struct{ state []byte }

func newSessionMap(w *world) *sessionMap {
	return &sessionMap{sessions: map[string]*session{}, size: int(w.between(100, 1000)), rate: w.perTick(leakUnits(w))}
}

func (m *sessionMap) tick(w *world) {
	for n := m.debt.objects(w.bursty(m.rate), m.size+100); n > 0; n-- {
		m.open()
	}
}

//go:noinline
func (m *sessionMap) open() {
	m.sessions[fmt.Sprintf("session-%d", len(m.sessions))] = &session{make([]byte, m.size)}
}

// server starts a goroutine per request; they wait for an answer that never comes.
type server struct {
	size   int
	rate   float64
	answer chan struct{}
	debt   debt
}

func newServer(w *world) *server {
	return &server{size: int(w.between(1000, 8000)), rate: w.perTick(leakUnits(w)), answer: make(chan struct{})}
}

func (s *server) tick(w *world) {
	for n := s.debt.objects(w.bursty(s.rate), s.size+400); n > 0; n-- {
		s.accept()
	}
}

//go:noinline
func (s *server) accept() {
	go handle(s.size, s.answer)
}

//go:noinline
func handle(size int, answer chan struct{}) {
	buffer := make([]byte, size)
	<-answer
	buffer[0]++
}

// list gains small nodes.
type list struct {
	head *node
	rate float64
	debt debt
}

type node struct {
	next  *node
	value [4]int64
}

func newList(w *world) *list { return &list{rate: w.perTick(leakUnits(w))} }

func (l *list) tick(w *world) {
	for n := l.debt.objects(w.bursty(l.rate), 48); n > 0; n-- {
		l.push()
	}
}

//go:noinline
func (l *list) push() { l.head = &node{next: l.head} }

// journal is one slice that is only ever appended to.
type journal struct {
	entries [][4]int64
	rate    float64
	debt    debt
}

func newJournal(w *world) *journal { return &journal{rate: w.perTick(leakUnits(w))} }

func (j *journal) tick(w *world) {
	for n := j.debt.objects(w.bursty(j.rate), 32); n > 0; n-- {
		j.add()
	}
}

//go:noinline
func (j *journal) add() { j.entries = append(j.entries, [4]int64{int64(len(j.entries))}) }

// newSharedHelper lets several callers use one helper; the memory of the others comes and goes in
// amounts that hide the one that keeps it.
func newSharedHelper(w *world) []actor {
	users := []allocate{cloneForReply, cloneForLog, cloneForIndex}
	var actors []actor
	for _, alloc := range users {
		r := newRequests(w, alloc, w.between(5, 30), w.between(0.5, 4))
		r.load = wave(w, w.between(3, 12))
		actors = append(actors, r)
	}
	l := newLeak(w, cloneForHistory, 1)
	l.leaked.function = "main.clone"
	return append(actors, l)
}

//go:noinline
func cloneForReply(size int) any { return clone(size) }

//go:noinline
func cloneForLog(size int) any { return clone(size) }

//go:noinline
func cloneForIndex(size int) any { return clone(size) }

//go:noinline
func cloneForHistory(size int) any { return clone(size) }

//go:noinline
func clone(size int) any { return make([]byte, size) }
