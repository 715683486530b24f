// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"runtime"
	"strings"
	"time"
)

// leak: a registry that only grows, at a known rate.
type registry struct {
	entries [][]byte
	perTick float64
	owed    float64
}

const leakedSize = 4096

func newLeak(o options) workload {
	r := &registry{perTick: float64(o.leakPerSecond) * tick.Seconds()}
	last := time.Now()
	return func(*work) {
		// By the clock and not by ticks, which a busy machine drops.
		now := time.Now()
		r.owed += r.perTick * now.Sub(last).Seconds() / tick.Seconds()
		last = now
		for ; r.owed >= leakedSize; r.owed -= leakedSize {
			r.retain(leakedSize)
		}
	}
}

//go:noinline
func (r *registry) retain(size int) {
	r.entries = append(r.entries, make([]byte, size))
}

// churn: much is allocated, little stays, and that little does not grow.
type ring struct {
	slots [256][]byte
	next  int
}

func newChurn(options) workload {
	r := &ring{}
	return func(*work) {
		for i := 0; i < 200; i++ {
			r.replace(1 << (6 + i%9))
		}
	}
}

//go:noinline
func (r *ring) replace(size int) {
	r.slots[r.next%len(r.slots)] = make([]byte, size)
	r.next++
}

// recurse: a tree is built by recursion, again and again; the last few are kept.
type tree struct {
	left, right *tree
	payload     [48]byte
}

func newRecurse(options) workload {
	var kept [8]*tree
	turn := 0
	return func(*work) {
		kept[turn%len(kept)] = grow(9)
		turn++
	}
}

//go:noinline
func grow(depth int) *tree {
	if depth == 0 {
		return nil
	}
	return &tree{left: grow(depth - 1), right: grow(depth - 1)}
}

// generics: one generic type, several instantiations, bounded.
type bag[T any] struct {
	items []T
	limit int
}

func (b *bag[T]) put(item T) {
	if len(b.items) >= b.limit {
		b.reset()
	}
	b.items = append(b.items, item)
}

//go:noinline
func (b *bag[T]) reset() { b.items = make([]T, 0, b.limit/2) }

func newGenerics(options) workload {
	numbers, names, blocks := bag[int]{limit: 4000}, bag[string]{limit: 3000}, bag[[32]byte]{limit: 2000}
	n := 0
	return func(*work) {
		for i := 0; i < 50; i++ {
			n++
			numbers.put(n)
			names.put(fmt.Sprintf("name %d", n))
			blocks.put([32]byte{})
		}
	}
}

// inline: three levels of inlined functions end in an allocation.
type buffers struct {
	kept [128][]byte
	next int
}

func outer(size int) []byte  { return middle(size + 1) }
func middle(size int) []byte { return inner(size + 1) }
func inner(size int) []byte  { return make([]byte, size) }

func newInline(options) workload {
	b := &buffers{}
	return func(*work) {
		for i := 0; i < 40; i++ {
			b.fill(1000 + i)
		}
	}
}

//go:noinline
func (b *buffers) fill(size int) {
	b.kept[b.next%len(b.kept)] = outer(size)
	b.next++
}

// deep: an allocation below 200 frames, more than any Go keeps.
func newDeep(options) workload {
	var kept [64][]byte
	turn := 0
	return func(*work) {
		kept[turn%len(kept)] = descend(200)
		turn++
	}
}

//go:noinline
func descend(depth int) []byte {
	if depth == 0 {
		return make([]byte, 16<<10)
	}
	return descend(depth - 1)
}

// goroutines: ten a second start and wait for ever, each with a buffer on the heap.
func newGoroutines(options) workload {
	never := make(chan []byte)
	turn := 0
	return func(*work) {
		if turn++; turn%5 == 0 {
			go waiter(never)
		}
	}
}

//go:noinline
func waiter(never <-chan []byte) {
	buffer := strings.Repeat("w", 2048)
	<-never
	runtime.KeepAlive(buffer)
}

// abandoned: 25 goroutines wait at channels that nothing else knows, so that they can never run again.
func newAbandoned(options) workload {
	for i := 0; i < 25; i++ {
		go abandoned(make(chan int))
	}
	return func(*work) {}
}

//go:noinline
func abandoned(unknown <-chan int) {
	<-unknown
}

// maps: a map whose oldest keys are deleted once it is full; its buckets stay.
func newMaps(options) workload {
	index := map[string]*[64]byte{}
	n := 0
	return func(*work) {
		for i := 0; i < 100; i++ {
			n++
			store(index, fmt.Sprintf("key-%d", n))
			if n > 20000 {
				delete(index, fmt.Sprintf("key-%d", n-20000))
			}
		}
	}
}

//go:noinline
func store(index map[string]*[64]byte, key string) { index[key] = new([64]byte) }
