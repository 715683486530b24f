// SPDX-License-Identifier: Apache-2.0

package main

import (
	"runtime"
	"unsafe"
)

// The actors of the fresh scenarios that leak because something never ends, fires or is collected.

// tracer makes spans. Those of requests end with them; a poller works for ever under one span, which keeps all
// that began under it (as in DataDog/dd-trace-go#1390).
type tracer struct {
	root      *traceSpan
	requests  []traced
	polls     float64
	arrivals  float64
	now       int
	pollDebt  debt
	serveDebt debt
}

type traced struct {
	trace *traceSpan
	ends  int
}

type traceSpan struct {
	name       string
	began      int64
	ended      int64
	parent     *traceSpan
	children   []*traceSpan
	attributes []attribute
	status     [4]int64
	id         [16]byte
}

type attribute struct {
	key   string
	value string
}

type spanOption func(*traceSpan)

// spanBytes is what a span takes with its attributes, about.
const spanBytes = 370

func newTracer(w *world) *tracer {
	t := &tracer{root: newSpan("poller", nil)}
	t.polls = w.perTick(w.between(140, 320))
	t.arrivals = w.perSnapshot(w.between(2, 12))
	return t
}

func (t *tracer) tick(w *world) {
	t.now++
	for n := t.pollDebt.objects(w.bursty(t.polls), 3*spanBytes); n > 0; n-- {
		poll := newSpan("poll", t.root, withAttributes(3+w.random.Intn(6)))
		newSpan("query", poll, withAttributes(2+w.random.Intn(6)))
		newSpan("encode", poll, withAttributes(2+w.random.Intn(6)))
	}
	t.requests = retain(t.requests, func(r traced) bool { return r.ends > t.now })
	for n := t.serveDebt.objects(w.bursty(t.arrivals), 2*spanBytes); n > 0; n-- {
		trace := newSpan("request", nil, withAttributes(4+w.random.Intn(6)))
		newSpan("handle", trace, withAttributes(3))
		t.requests = append(t.requests, traced{trace, t.now + 1 + w.random.Intn(ticksPerSnapshot)})
	}
}

//go:noinline
func newSpan(name string, parent *traceSpan, options ...spanOption) *traceSpan {
	s := &traceSpan{name: name, parent: parent}
	for _, option := range options {
		option(s)
	}
	if parent != nil {
		parent.adopt(s)
	}
	return s
}

//go:noinline
func (s *traceSpan) adopt(child *traceSpan) { s.children = append(s.children, child) }

func withAttributes(count int) spanOption {
	return func(s *traceSpan) { s.annotate(count) }
}

//go:noinline
func (s *traceSpan) annotate(count int) { s.attributes = make([]attribute, count) }

// wheel is a hashed timing wheel. Tasks that are more than one turn away wait in their slot for their round. One
// that is cancelled meanwhile is passed over in each round, and never dropped (as in RussellLuo/timingwheel#49).
type wheel struct {
	slots [32][]*task
	at    int
}

type task struct {
	rounds    int
	cancelled bool
	run       func()
	after     [5]int64
}

//go:noinline
func (k *wheel) schedule(delay, size int) *task {
	payload := make([]byte, size)
	t := &task{rounds: delay / len(k.slots), run: func() { payload[0]++ }}
	slot := (k.at + delay) % len(k.slots)
	k.slots[slot] = append(k.slots[slot], t)
	return t
}

func (k *wheel) turn() {
	k.at = (k.at + 1) % len(k.slots)
	k.slots[k.at] = retain(k.slots[k.at], func(t *task) bool {
		switch {
		case t.cancelled && t.rounds > 0:
			return true
		case t.rounds > 0:
			t.rounds--
			return true
		case !t.cancelled:
			t.run()
		}
		return false
	})
}

// timeouts sets a timeout for each request and cancels it when the answer comes.
type timeouts struct {
	wheel wheel
	open  []timeout
	size  int
	rate  float64
	now   int
	debt  debt
}

type timeout struct {
	task *task
	ends int
}

func newTimeouts(w *world) *timeouts {
	// One timeout in six is more than a turn away.
	return &timeouts{size: int(w.between(16, 250)), rate: w.perTick(6 * plainUnits(w))}
}

func (t *timeouts) tick(w *world) {
	t.now++
	t.wheel.turn()
	t.open = retain(t.open, func(o timeout) bool {
		o.task.cancelled = o.ends <= t.now
		return !o.task.cancelled
	})
	for n := t.debt.objects(w.bursty(t.rate), t.size+120); n > 0; n-- {
		delay := 2 + w.random.Intn(len(t.wheel.slots)-3)
		if w.random.Intn(6) == 0 {
			delay = len(t.wheel.slots) * (2 + w.random.Intn(10))
		}
		t.open = append(t.open, timeout{t.wheel.schedule(delay, t.size), t.now + 1 + w.random.Intn(2*ticksPerSnapshot)})
	}
}

// resource is closed by its finalizer.
type resource struct {
	buffer []byte
	peer   *resource
	closed bool
}

//go:noinline
func openResource(size int) *resource {
	r := &resource{buffer: make([]byte, size)}
	runtime.SetFinalizer(r, (*resource).close)
	return r
}

func (r *resource) close() { r.closed = true }

func openSingle(size int) any { return openResource(size) }

// resourcePairs drops pairs of resources that refer to each other. The garbage collector runs no finalizer in a
// cycle, and frees none of it (as in cockroachdb/pebble#1088).
type resourcePairs struct {
	size   int
	rate   float64
	debt   debt
	leaked *leaked
}

func newResourcePairs(w *world) []actor {
	p := &resourcePairs{size: int(w.between(200, 4000)), rate: w.perTick(plainUnits(w))}
	p.leaked = &leaked{function: "main.openResource"}
	// Single resources come from the same function, and are finalized.
	single := newRequests(w, openSingle, w.between(2, 8), w.between(0.5, 3))
	single.size = p.size
	return []actor{p, single}
}

func (p *resourcePairs) truth() *leaked { return p.leaked }

func (p *resourcePairs) tick(w *world) {
	for n := p.debt.objects(w.bursty(p.rate), 2*p.size); n > 0; n-- {
		a, b := openResource(p.size), openResource(p.size)
		a.peer, b.peer = b, a
		for i := 0; i < 2; i++ {
			p.leaked.add(w, p.size)
			p.leaked.add(w, int(unsafe.Sizeof(resource{})))
		}
	}
}

// replicator is a loop that defers the closing of what it opens in each round. Its function never returns (as in
// liftbridge-io/liftbridge#351).
type replicator struct {
	rounds chan int
	done   chan struct{}
	rate   float64
	size   int
	debt   debt
	leaked *leaked
}

func newReplicator(w *world) []actor {
	r := &replicator{rounds: make(chan int), done: make(chan struct{}), size: int(w.between(300, 3000))}
	r.rate = w.perTick(plainUnits(w))
	r.leaked = &leaked{function: "main.openRows"}
	go r.loop()
	// Others close their rows.
	served := newRequests(w, rowsForReply, w.between(1, 8), w.between(0.3, 3))
	served.size = r.size
	return []actor{r, served}
}

func (r *replicator) truth() *leaked { return r.leaked }

func (r *replicator) tick(w *world) {
	for n := r.debt.objects(w.bursty(r.rate), r.size+80); n > 0; n-- {
		r.rounds <- r.size
		<-r.done
		r.leaked.add(w, r.size)
		r.leaked.add(w, int(unsafe.Sizeof(rows{})))
	}
}

func (r *replicator) loop() {
	for size := range r.rounds {
		opened := openRows(size)
		defer opened.close()
		r.done <- struct{}{}
	}
}

type rows struct{ buffer []byte }

//go:noinline
func openRows(size int) *rows { return &rows{make([]byte, size)} }

func (r *rows) close() { r.buffer = nil }

func rowsForReply(size int) any { return openRows(size) }

// watcherHub has watchers, behind an interface, that are cancelled by a function that comes with them. The program
// that comes with an upgrade forgets to call one in eight (as in prometheus/alertmanager#5182, there with another cause).
type watcherHub struct {
	watchers map[int]watcher
	open     []watching
	size     int
	rate     float64
	life     float64
	forgets  bool
	next     int
	now      int
	debt     debt
	leaked   *leaked
}

type watcher interface{ notify(change int) }

type entityWatcher struct {
	entity  int
	pending []byte
	seen    [6]int64
}

func (e *entityWatcher) notify(change int) { e.seen[0] += int64(change) }

type watching struct {
	cancel func()
	ends   int
}

func newWatcherHub(w *world) *watcherHub {
	return &watcherHub{
		watchers: map[int]watcher{},
		size:     int(w.between(1000, 6000)),
		rate:     w.perTick(8 * w.between(280, 480)),
		life:     w.between(0.5, 3) * ticksPerSnapshot,
		// Each process but the first is the upgraded program.
		forgets: w.progress > 0,
		leaked:  &leaked{function: "main.(*watcherHub).watch"},
	}
}

func (h *watcherHub) truth() *leaked { return h.leaked }

func (h *watcherHub) tick(w *world) {
	h.now++
	h.open = retain(h.open, func(o watching) bool {
		switch {
		case o.ends > h.now:
			return true
		case h.forgets && w.random.Intn(8) == 0:
			h.leaked.add(w, h.size)
			h.leaked.add(w, int(unsafe.Sizeof(entityWatcher{})))
		default:
			o.cancel()
		}
		return false
	})
	for n := h.debt.objects(w.bursty(h.rate), h.size+80); n > 0; n-- {
		h.next++
		h.open = append(h.open, watching{h.watch(h.next), h.now + 1 + int(w.random.ExpFloat64()*h.life)})
	}
}

//go:noinline
func (h *watcherHub) watch(entity int) (cancel func()) {
	h.watchers[entity] = &entityWatcher{entity: entity, pending: make([]byte, h.size)}
	return func() { delete(h.watchers, entity) }
}
