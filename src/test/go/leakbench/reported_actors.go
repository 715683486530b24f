// SPDX-License-Identifier: Apache-2.0

package main

import (
	"math"
	"math/rand"
	"strconv"
)

// The actors of the scenarios modelled on public reports.

// set is a set of anything that can be compared.
type set[T comparable] struct{ members map[T]struct{} }

//go:noinline
func (s *set[T]) add(member T) { s.members[member] = struct{}{} }

// registrar adds names to a set, from which nothing is removed.
type registrar struct {
	names set[string]
	rate  float64
	next  int
	debt  debt
}

func newRegistrar(w *world) *registrar {
	return &registrar{names: set[string]{map[string]struct{}{}}, rate: w.perTick(leakUnits(w))}
}

func (r *registrar) tick(w *world) {
	for n := r.debt.objects(w.bursty(r.rate), 60); n > 0; n-- {
		r.next++
		r.names.add("machine-" + strconv.Itoa(1_000_000+r.next))
	}
}

// newGrowingKeys keeps something for each new key; their number grows as a power of those seen (Heaps' law).
func newGrowingKeys(w *world) *leaking {
	l := newLeak(w, newSession, 1.3)
	exponent := 0.65 + 0.25*w.random.Float64()
	l.load = func(w *world) float64 {
		// Some keys were seen before the watch began.
		return exponent * math.Pow(w.progress+0.02, exponent-1)
	}
	l.leaked = nil // its rate is not one number
	return l
}

// vector holds a counter for each label.
type vector struct {
	counters map[string]*counter
	rate     float64
	debt     debt
}

type counter struct {
	labels []string
	values [6]float64
}

func newVector(w *world) *vector {
	return &vector{counters: map[string]*counter{}, rate: w.perTick(leakUnits(w))}
}

func (v *vector) tick(w *world) {
	for n := v.debt.objects(w.bursty(v.rate), 220); n > 0; n-- {
		v.with(len(v.counters))
		for i := 0; i < 20; i++ {
			v.with(w.random.Intn(len(v.counters)))
		}
	}
}

//go:noinline
func (v *vector) with(user int) {
	name := "requests_total{user=\"" + strconv.Itoa(10_000_000+user) + "\"}"
	c, known := v.counters[name]
	if !known {
		c = &counter{labels: []string{"user", name[22:30]}}
		v.counters[name] = c
	}
	c.values[0]++
}

// chronicle notes what happens to each machine.
type chronicle struct {
	events [][][4]int64
	rate   float64
	debt   debt
}

func newChronicle(w *world) *chronicle {
	return &chronicle{events: make([][][4]int64, int(w.between(12, 60))), rate: w.perTick(leakUnits(w))}
}

func (c *chronicle) tick(w *world) {
	for n := c.debt.objects(w.bursty(c.rate), 32); n > 0; n-- {
		// Some machines have more to tell than others.
		c.note(int(float64(len(c.events)) * math.Pow(w.random.Float64(), 1.5)))
	}
}

//go:noinline
func (c *chronicle) note(machine int) {
	c.events[machine] = append(c.events[machine], [4]int64{1})
}

//go:noinline
func newBlock(size int) any { return make([]byte, size) }

// newPinnedBlocks takes blocks of half the sampling rate or so; of most nothing is left after a while.
func newPinnedBlocks(w *world) *fewOfMany {
	l := newLeak(w, newBlock, 1.5)
	l.size = int(w.between(0.2, 1) * float64(w.rate))
	served := newRequests(w, newBlock, w.between(3, 8)*l.rate*ticksPerSnapshot/float64(w.rate), w.between(0.5, 4))
	served.size = l.size
	return &fewOfMany{served, l}
}

// storms keeps what cannot be sent while a peer is away.
type storms struct {
	*leaking
	away                float64
	perTick, endPerTick float64
	raging              bool
}

func newStorms(w *world) *storms {
	s := &storms{leaking: newLeak(w, newRecord, 1.4), away: w.between(0.1, 0.4)}
	count := w.between(15, 40)
	ticks := float64(w.total * ticksPerSnapshot)
	s.perTick = count / (ticks * (1 - s.away))
	s.endPerTick = count / (ticks * s.away)
	s.rate /= s.away
	s.leaked = nil // it is known on the whole only, and the whole is chance
	return s
}

func (s *storms) tick(w *world) {
	if s.raging {
		s.raging = w.random.Float64() >= s.endPerTick
	} else {
		s.raging = w.random.Float64() < s.perTick
	}
	if s.raging {
		s.leaking.tick(w)
	}
}

// hub has subscribers, which have a channel each.
type hub struct {
	*requests
	*leaking
}

func newHub(w *world) *hub {
	h := &hub{}
	l := newLeak(w, h.subscribe, 1.3)
	l.leaked.function = "main.(*hub).subscribe"
	served := newRequests(w, h.subscribe, 11*l.rate*ticksPerSnapshot/float64(w.rate), w.between(0.5, 5))
	served.size = l.size
	h.requests, h.leaking = served, l
	return h
}

func (h *hub) tick(w *world) {
	h.requests.tick(w)
	h.leaking.tick(w)
}

//go:noinline
func (h *hub) subscribe(size int) any { return make(chan byte, size) }

// poller fails again and again, and remembers why.
type poller struct {
	last  error
	every float64
	since float64
}

type wrapped struct {
	text  string
	cause error
}

func (e *wrapped) Error() string { return e.text }

func newPoller(w *world) *poller {
	// As many errors as together have texts of so many bytes.
	const more = 60
	count := math.Sqrt(2 * 1.3 * leakUnits(w) * float64(w.rate) / more)
	return &poller{every: float64(w.total*ticksPerSnapshot) / count}
}

func (p *poller) tick(w *world) {
	for p.since++; p.since >= p.every; p.since -= p.every {
		p.fail()
	}
}

//go:noinline
func (p *poller) fail() {
	text := "cannot read the state of the model: connection was refused: "
	if p.last != nil {
		text += p.last.Error()
	}
	p.last = &wrapped{text, p.last}
}

// spool fills evenly and is sent within some minutes of each midnight.
type spool struct {
	size, length int
	phase, days  float64
	rate         float64
	sending      bool
	queue        []any
	debt         debt
}

func newSpool(w *world) *spool {
	s := &spool{size: w.size(), phase: w.random.Float64(), days: w.between(2.2, 6)}
	s.rate = w.perTick(w.between(20, 120) * s.days)
	return s
}

func (s *spool) tick(w *world) {
	_, day := math.Modf(w.progress*s.days + s.phase)
	s.length += s.debt.objects(w.bursty(s.rate), s.size)
	if day < 0.04 {
		s.length -= s.length / 4
	}
	resize(&s.queue, s.length, s.size)
}

// grownBuffers carries messages of very different sizes in buffers that are never made smaller.
type grownBuffers struct {
	buffers [][]byte
	typical float64
	perTick float64
	debt    debt
}

func newGrownBuffers(w *world) *grownBuffers {
	count := int(w.between(16, 100))
	g := &grownBuffers{buffers: make([][]byte, count)}
	// The largest of some hundred messages is about ten times the typical one.
	g.typical = w.between(20, 100) * float64(w.rate) / float64(count) / 12
	g.perTick = float64(count) * w.between(20, 100) / float64(w.total*ticksPerSnapshot)
	return g
}

func (g *grownBuffers) tick(w *world) {
	for n := g.debt.objects(g.perTick, 1); n > 0; n-- {
		message := int(math.Min(20, math.Exp(w.random.NormFloat64())) * g.typical)
		g.carry(w.random.Intn(len(g.buffers)), message)
	}
}

//go:noinline
func (g *grownBuffers) carry(buffer, message int) {
	if cap(g.buffers[buffer]) < message {
		g.buffers[buffer] = make([]byte, message)
	}
}

// idlePool opens connections when none is free, and closes those that were idle for a while.
type idlePool struct {
	*pool
	idleSince []int
	now, idle int
}

func newIdlePool(w *world) *idlePool {
	return &idlePool{pool: newPool(w), idle: int(w.between(0.02, 0.15) * float64(w.total*ticksPerSnapshot))}
}

func (p *idlePool) tick(w *world) {
	p.now++
	p.stray(w)
	busy := int(math.Max(0, p.inUse)) / p.size
	for len(p.all) < busy {
		p.all = append(p.all, takeFromPool(p.size))
		p.idleSince = append(p.idleSince, p.now)
	}
	for i := 0; i < busy; i++ {
		p.idleSince[i] = p.now
	}
	for last := len(p.all) - 1; last >= busy && p.now-p.idleSince[last] > p.idle; last-- {
		p.all[last] = nil
		p.all, p.idleSince = p.all[:last], p.idleSince[:last]
	}
}

// newImport keeps what it builds between two moments.
func newImport(w *world) *leaking {
	l := newLeak(w, loadDataSet, 1)
	from := 0.05 + 0.2*w.random.Float64()
	lasts := 0.1 + 0.2*w.random.Float64()
	l.load = func(w *world) float64 {
		if w.progress < from || w.progress > from+lasts {
			return 0
		}
		return 1 / lasts
	}
	l.leaked = nil // it is no leak
	return l
}

// interned keeps one copy of each word; words are as rare as their rank says (Zipf's law).
type interned struct {
	words map[uint64]any
	zipf  *rand.Zipf
	size  int
	asked float64
	debt  debt
}

func newInterned(w *world) *interned {
	t := &interned{words: map[uint64]any{}, size: w.size()}
	count := w.between(20, 100) * float64(w.rate) / float64(t.size)
	t.zipf = rand.NewZipf(w.random, 1.01, 1, uint64(count))
	// So many times as often as the rarest word needs to come once.
	t.asked = w.between(4, 12) * count * math.Log(count) / float64(w.total*ticksPerSnapshot)
	return t
}

func (t *interned) tick(w *world) {
	for n := t.debt.objects(w.bursty(t.asked), 1); n > 0; n-- {
		if word := t.zipf.Uint64(); t.words[word] == nil {
			t.words[word] = intern(t.size)
		}
	}
}

//go:noinline
func intern(size int) any { return make([]byte, size) }

func newLongPolls(w *world) []actor {
	short := newRequests(w, handleRequest, w.between(4, 20), w.between(0.2, 1.5))
	short.load = wave(w, w.between(1.5, 6))
	long := newRequests(w, handleRequest, w.between(0.2, 1), float64(w.total)*w.between(0.05, 0.12))
	long.size, long.load = short.size, short.load
	return []actor{short, long}
}

// mapSpike is a map of what is in use, which is even but for one moment.
type mapSpike struct {
	*mapHighWater
	usual, at, lasts, factor float64
}

func newMapSpike(w *world) *mapSpike {
	return &mapSpike{
		mapHighWater: newMapHighWater(w),
		usual:        w.between(10, 30) * float64(w.rate),
		at:           0.15 + 0.7*w.random.Float64(),
		lasts:        w.between(0.01, 0.06),
		factor:       w.between(3, 8),
	}
}

func (m *mapSpike) tick(w *world) {
	m.mean = m.usual
	if w.progress >= m.at && w.progress < m.at+m.lasts {
		m.mean *= m.factor
	}
	m.inUse += 0.3*(m.mean-m.inUse) + 0.03*m.mean*w.random.NormFloat64()
	m.serve()
}

func newRings(w *world) []actor {
	var actors []actor
	for n := 3 + w.random.Intn(4); n > 0; n-- {
		actors = append(actors, &openedLater{newLogRing(w), 0.4 * w.random.Float64()})
	}
	for _, a := range actors {
		ring := a.(*openedLater).logRing
		ring.rate = w.perTick(float64(len(ring.lines)*ring.size) / float64(w.rate) / w.between(0.02, 0.1))
	}
	return actors
}

// openedLater is a ring that is not written to before some moment.
type openedLater struct {
	*logRing
	from float64
}

func (r *openedLater) tick(w *world) {
	if w.progress >= r.from {
		r.logRing.tick(w)
	}
}
