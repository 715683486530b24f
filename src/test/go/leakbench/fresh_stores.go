// SPDX-License-Identifier: Apache-2.0

package main

import "math"

// The actors of the fresh scenarios that do not leak, and that keep data in caches, stores and segments.

//go:noinline
func syncMachines(size int) any { return make([]byte, size) }

//go:noinline
func syncUnits(size int) any { return make([]byte, size) }

//go:noinline
func syncCharms(size int) any { return make([]byte, size) }

//go:noinline
func syncSecrets(size int) any { return make([]byte, size) }

//go:noinline
func syncActions(size int) any { return make([]byte, size) }

// synced is a cache that is filled page by page between two moments. After that its entries are replaced now and
// then (as in kubernetes/kube-state-metrics#257).
type synced struct {
	alloc  allocate
	size   int
	full   int
	filled curve
	turned float64
	kept   []any
	debt   debt
}

// newCachesInTurn fills one cache after another.
func newCachesInTurn(w *world) []actor {
	caches := []allocate{syncMachines, syncUnits, syncCharms, syncSecrets, syncActions}
	from, last := 0.03, 0.5+0.15*w.random.Float64()
	each := (last - from) / float64(len(caches))
	var actors []actor
	for _, i := range w.random.Perm(len(caches)) {
		c := &synced{alloc: caches[i], size: w.size(), turned: w.perSnapshot(w.between(0.1, 1))}
		c.full = int(w.between(15, 60)*float64(w.rate)) / c.size
		c.filled = curve{{0, 0}, {from, 0}, {from + each*w.between(0.4, 1), 1}}
		actors = append(actors, c)
		from += each
	}
	return actors
}

func (c *synced) tick(w *world) {
	for len(c.kept) < int(c.filled.load(w)*float64(c.full)) {
		c.kept = append(c.kept, c.alloc(c.size))
	}
	if len(c.kept) < c.full {
		return
	}
	for n := c.debt.objects(w.bursty(c.turned), c.size); n > 0; n-- {
		c.kept[w.random.Intn(len(c.kept))] = c.alloc(c.size)
	}
}

//go:noinline
func readOldRow(size int) any { return make([]byte, size) }

//go:noinline
func writeNewRow(size int) any { return make([]byte, size) }

// migration writes each table anew, row by row, and drops the old one when it is through. Both are there
// meanwhile (as in go-gitea/gitea#11734).
type migration struct {
	tables [][]any
	done   curve
	size   int
	larger float64
	rows   int
	new    []any
	next   int
}

func newMigration(w *world) *migration {
	from := 0.1 + 0.2*w.random.Float64()
	m := &migration{size: w.size(), larger: w.between(0.9, 1.6)}
	m.done = curve{{0, 0}, {from, 0}, {from + w.between(0.25, 0.5), 1}}
	m.tables = make([][]any, 4+w.random.Intn(10))
	rows := int(w.between(50, 140)*float64(w.rate)) / m.size / len(m.tables)
	for i := range m.tables {
		for n := 0; n < rows; n++ {
			m.tables[i] = append(m.tables[i], readOldRow(m.size))
		}
	}
	m.rows = rows * len(m.tables)
	return m
}

func (m *migration) tick(w *world) {
	for len(m.new) < int(m.done.load(w)*float64(m.rows)) {
		m.new = append(m.new, writeNewRow(int(float64(m.size)*m.larger)))
		if len(m.new)%(m.rows/len(m.tables)) == 0 {
			m.tables[m.next] = nil
			m.next++
		}
	}
}

// head gains samples until it holds one block and a half. Then the oldest block is written out, through a large
// buffer, and leaves (as in prometheus/prometheus#10982).
type head struct {
	samples []any
	size    int
	block   int
	rate    float64
	buffer  any
	writes  int
	large   int
	debt    debt
}

//go:noinline
func appendSample(size int) any { return make([]byte, size) }

//go:noinline
func compactBlock(size int) any { return make([]byte, size) }

func newHead(w *world) *head {
	units, blocks := w.between(40, 120), w.between(3.4, 8)
	h := &head{size: int(w.between(120, 1000)), rate: w.perTick(units * blocks)}
	h.block = int(units*float64(w.rate)) / h.size
	h.large = int(w.between(2, 8) * float64(w.rate))
	return h
}

func (h *head) tick(w *world) {
	for n := h.debt.objects(w.bursty(h.rate), h.size); n > 0; n-- {
		h.samples = append(h.samples, appendSample(h.size))
	}
	if h.writes > 0 {
		if h.writes--; h.writes == 0 {
			h.samples, h.buffer = dropFirst(h.samples, h.block), nil
		}
	} else if len(h.samples) > h.block*3/2 {
		h.writes, h.buffer = ticksPerSnapshot, compactBlock(h.large)
	}
}

//go:noinline
func loadShard(size int) any { return make([]byte, size) }

// ring is a node of several that share a cache. Shards come to it and leave, and each fills anew where it comes (as
// in cortexproject/cortex#4319).
type ring struct {
	shards  []*warmUp
	usual   int
	perTick float64
	make    func() *warmUp
}

func newRing(w *world) *ring {
	r := &ring{usual: 6 + w.random.Intn(7), perTick: w.between(10, 30) / float64(w.total*ticksPerSnapshot)}
	size, units, constant := w.size(), w.between(60, 160)/float64(r.usual), w.between(0.01, 0.04)
	r.make = func() *warmUp {
		c := newWarmUp(w, loadShard, units)
		c.size = size
		c.slots = make([]any, int(units*float64(w.rate))/size+1)
		c.asked = w.perTick(units / constant)
		return c
	}
	for len(r.shards) < r.usual {
		r.shards = append(r.shards, r.make())
	}
	return r
}

func (r *ring) tick(w *world) {
	if w.progress < 0.9 && w.random.Float64() < r.perTick {
		// It comes back to the usual number, as the shards are spread evenly.
		more := float64(r.usual-len(r.shards))/4 + 0.5
		if w.random.Float64() < more {
			r.shards = append(r.shards, r.make())
		} else {
			leaves := w.random.Intn(len(r.shards))
			r.shards = append(r.shards[:leaves:leaves], r.shards[leaves+1:]...)
		}
	}
	for _, s := range r.shards {
		s.tick(w)
	}
}

// arenas hands out memory from large slabs. A slab is let go when nothing in it is used any more; some things live
// long, and keep theirs (as in dgraph-io/badger#106).
type arenas struct {
	current *slab
	live    []slabbed
	size    int
	slab    int
	rate    float64
	load    func(w *world) float64
	life    [2]float64
	now     int
	debt    debt
}

type slab struct {
	memory []byte
	used   int
}

type slabbed struct {
	slab *slab
	ends int
}

//go:noinline
func newSlab(size int) *slab { return &slab{memory: make([]byte, size)} }

func newArenas(w *world) *arenas {
	a := &arenas{slab: int(w.between(1.5, 12) * float64(w.rate)), load: wave(w, w.between(1.5, 6))}
	a.size = a.slab / (20 + w.random.Intn(60))
	a.life = [2]float64{w.between(2, 10), w.between(0.02, 0.06) * float64(w.total*ticksPerSnapshot)}
	// One thing in twenty lives long.
	a.rate = w.between(15, 50) * float64(w.rate) / (0.95*a.life[0] + 0.05*a.life[1])
	return a
}

func (a *arenas) tick(w *world) {
	a.now++
	a.live = retain(a.live, func(s slabbed) bool { return s.ends > a.now })
	for n := a.debt.objects(w.bursty(a.rate*a.load(w)), a.size); n > 0; n-- {
		if a.current == nil || a.current.used+a.size > a.slab {
			a.current = newSlab(a.slab)
		}
		a.current.used += a.size
		life := a.life[0]
		if w.random.Intn(20) == 0 {
			life = a.life[1]
		}
		a.live = append(a.live, slabbed{a.current, a.now + 1 + int(w.random.ExpFloat64()*life)})
	}
}

// segments is a log of large segments. The oldest leaves when there are too many, and a checkpoint now and then lets
// several go at once (as in nats-io/nats-server#4638).
type segments struct {
	kept       [][]byte
	size       int
	limit      int
	rate       float64
	used       float64
	checkpoint float64
}

//go:noinline
func openSegment(size int) []byte { return make([]byte, size) }

func newSegments(w *world) *segments {
	s := &segments{limit: 24 + w.random.Intn(60), size: int(w.between(1, 4) * float64(w.rate))}
	fullAt := w.between(0.15, 0.4)
	s.rate = float64(s.limit) / fullAt / float64(w.total*ticksPerSnapshot)
	s.checkpoint = w.between(1, 4) / float64(w.total*ticksPerSnapshot)
	return s
}

func (s *segments) tick(w *world) {
	for s.used += w.bursty(s.rate); s.used >= 1; s.used-- {
		s.kept = append(s.kept, openSegment(s.size))
	}
	from := 0
	if w.progress < 0.45 && w.random.Float64() < s.checkpoint {
		from = len(s.kept) / 3
	}
	if surplus := len(s.kept) - s.limit; surplus > from {
		from = surplus
	}
	s.kept = dropFirst(s.kept, from)
}

// retention keeps no more entries than a number, and none longer than a time. Which of the two counts depends on
// how much is written (as in prometheus/alertmanager#2659).
type retention struct {
	entries []request
	limit   int
	lives   int
	size    int
	rate    float64
	load    func(w *world) float64
	now     int
	debt    debt
}

//go:noinline
func storeEntry(size int) any { return make([]byte, size) }

func newRetention(w *world) *retention {
	r := &retention{size: int(w.between(500, 16000))}
	units, share := w.between(40, 140), w.between(0.05, 0.2)
	r.limit = int(units*float64(w.rate)) / r.size
	r.lives = int(share * float64(w.total*ticksPerSnapshot))
	// At the mean rate an age of that many ticks is about as long as the number allows.
	r.rate = w.perTick(units / share)
	periods, phase, depth := w.between(2, 6), w.random.Float64(), w.between(0.3, 0.7)
	r.load = func(w *world) float64 {
		if math.Mod(w.progress*periods+phase, 1) < 0.5 {
			return 1 + depth
		}
		return 1 - depth
	}
	return r
}

func (r *retention) tick(w *world) {
	r.now++
	for n := r.debt.objects(w.bursty(r.rate*r.load(w)), r.size); n > 0; n-- {
		r.entries = append(r.entries, request{storeEntry(r.size), r.now + r.lives})
	}
	from := 0
	if surplus := len(r.entries) - r.limit; surplus > 0 {
		from = surplus
	}
	for from < len(r.entries) && r.entries[from].ends <= r.now {
		from++
	}
	r.entries = dropFirst(r.entries, from)
}

//go:noinline
func loadWorkingSet(size int) any { return make([]byte, size) }

// newLargerWorkingSet is a cache that has more to hold in the processes that come later (as in
// mitodl/ol-infrastructure#5326, where a program was given more room when it had more to cache).
func newLargerWorkingSet(w *world) []actor {
	units := w.cacheUnits
	if w.progress > 0 {
		units *= w.between(1.6, 2.6)
	}
	c := newWarmUp(w, loadWorkingSet, units)
	c.asked = w.perTick(units / w.between(0.015, 0.03))
	return []actor{c, newRequests(w, handleRequest, w.between(3, 10), w.between(0.5, 4))}
}
