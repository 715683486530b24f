// SPDX-License-Identifier: Apache-2.0

// Command locks leaves goroutines on what package sync has: mutexes, read and write locks, wait
// groups, conditions, once.
package main

import (
	"sync"

	"jujuheap.io/testagent/recorder"
)

type registry struct {
	mu      sync.Mutex
	rw      sync.RWMutex
	group   sync.WaitGroup
	once    sync.Once
	changed *sync.Cond
	entries map[string]int
}

func (r *registry) add(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.entries[name]++
}

func (r *registry) read(name string) int {
	r.rw.RLock()
	defer r.rw.RUnlock()
	return r.entries[name]
}

func (r *registry) write(name string) {
	r.rw.Lock()
	defer r.rw.Unlock()
	r.entries[name]--
}

func (r *registry) wait() { r.group.Wait() }

func (r *registry) open(opened chan struct{}) { r.once.Do(func() { <-opened }) }

func (r *registry) watch() {
	r.changed.L.Lock()
	r.changed.Wait()
	r.changed.L.Unlock()
}

func (r *registry) start(n int) {
	for i := 0; i < n; i++ {
		go r.add("machine")
		go r.read("unit")
		if i%3 == 0 {
			go r.write("model")
			go r.wait()
			go r.watch()
		}
	}
}

func main() {
	rec := recorder.FromFlags()
	r := &registry{entries: map[string]int{}}
	r.changed = sync.NewCond(&sync.Mutex{})
	r.mu.Lock()
	r.rw.Lock()
	r.group.Add(1)
	opened := make(chan struct{})
	r.start(15)
	for i := 0; i < 4; i++ {
		go r.open(opened)
	}
	rec.Goroutines("01")
	r.start(90)
	rec.Goroutines("02")
}
