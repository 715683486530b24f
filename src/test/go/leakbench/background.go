// SPDX-License-Identifier: Apache-2.0

package main

// background is the ordinary program: memory taken at the start and kept, caches that warm up in the
// first minutes, requests that live for a while. None of it leaks.
func background(w *world) []actor {
	order := w.random.Perm(len(sites))
	resident := w.between(20, 200)
	var actors []actor
	for i, site := range order {
		alloc := sites[site]
		switch {
		case i < 3:
			actors = append(actors, newResident(w, alloc, resident/3))
		case i < 5:
			actors = append(actors, newReplacing(w, alloc, w.between(3, 20), w.between(1, 6)))
		case i < 6:
			actors = append(actors, newWarmUp(w, alloc, w.between(5, 25)))
		default:
			actors = append(actors, newRequests(w, alloc, w.between(0.5, 10), w.between(0.3, 4)))
		}
	}
	return actors
}

// resident is what a program loads at its start and keeps.
type resident struct{ kept []any }

func newResident(w *world, alloc allocate, units float64) *resident {
	r := &resident{}
	size := w.size()
	for bytes := units * float64(w.rate); bytes > 0; bytes -= float64(size) {
		r.kept = append(r.kept, alloc(size))
	}
	return r
}

func (r *resident) tick(*world) {}

// replacing is a full cache: every new entry takes the place of a random old one.
type replacing struct {
	alloc  allocate
	size   int
	slots  []any
	turned float64
	debt   debt
}

func newReplacing(w *world, alloc allocate, units, turnedPerSnapshot float64) *replacing {
	r := &replacing{alloc: alloc, size: w.size(), turned: w.perSnapshot(turnedPerSnapshot)}
	r.slots = make([]any, int(units*float64(w.rate))/r.size+1)
	for i := range r.slots {
		r.slots[i] = alloc(r.size)
	}
	return r
}

func (r *replacing) tick(w *world) {
	for n := r.debt.objects(w.bursty(r.turned), r.size); n > 0; n-- {
		r.slots[w.random.Intn(len(r.slots))] = r.alloc(r.size)
	}
}

// warmUp is a cache of random keys: it fills fast at first, then ever more slowly, and stays.
type warmUp struct {
	alloc allocate
	size  int
	slots []any
	asked float64
	debt  debt
}

func newWarmUp(w *world, alloc allocate, units float64) *warmUp {
	c := &warmUp{alloc: alloc, size: w.size()}
	c.slots = make([]any, int(units*float64(w.rate))/c.size+1)
	fillSnapshots := w.between(1, 6)
	c.asked = w.perSnapshot(units / fillSnapshots)
	return c
}

func (c *warmUp) tick(w *world) {
	for n := c.debt.objects(w.bursty(c.asked), c.size); n > 0; n-- {
		if slot := w.random.Intn(len(c.slots)); c.slots[slot] == nil {
			c.slots[slot] = c.alloc(c.size)
		}
	}
}

// requests come at random and hold their memory for a random time.
type requests struct {
	alloc    allocate
	size     int
	arriving float64
	// lifetime is the mean, in ticks; load scales the arrivals.
	lifetime float64
	load     func(w *world) float64
	live     []request
	now      int
	debt     debt
}

type request struct {
	object any
	ends   int
}

func newRequests(w *world, alloc allocate, unitsPerSnapshot, lifetimeSnapshots float64) *requests {
	return &requests{
		alloc:    alloc,
		size:     w.size(),
		arriving: w.perSnapshot(unitsPerSnapshot),
		lifetime: lifetimeSnapshots * ticksPerSnapshot,
		load:     func(*world) float64 { return 1 },
	}
}

func (r *requests) tick(w *world) {
	r.now++
	kept := r.live[:0]
	for _, q := range r.live {
		if q.ends > r.now {
			kept = append(kept, q)
		}
	}
	for i := len(kept); i < len(r.live); i++ {
		r.live[i] = request{}
	}
	r.live = kept
	for n := r.debt.objects(w.bursty(r.arriving*r.load(w)), r.size); n > 0; n-- {
		ends := r.now + int(w.random.ExpFloat64()*r.lifetime)
		r.live = append(r.live, request{r.alloc(r.size), ends})
	}
}
