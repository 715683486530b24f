// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"runtime/debug"
	"sort"
	"strings"
	"sync"
	"time"

	"jujuheap.io/testagent/stacks"
)

// tick is how often a workload gets to allocate.
const tick = 20 * time.Millisecond

// A workload allocates a little on every call, in a way that its name describes.
type workload func(*work)

func allWorkloads() map[string]func(o options) workload {
	return map[string]func(options) workload{
		"leak":       newLeak,
		"churn":      newChurn,
		"recurse":    newRecurse,
		"generics":   newGenerics,
		"inline":     newInline,
		"deep":       newDeep,
		"goroutines": newGoroutines,
		"abandoned":  newAbandoned,
		"maps":       newMaps,
	}
}

// workloadNames are the values of -workload; "mixed" stands for all the others.
func workloadNames() []string {
	names := []string{"mixed"}
	for name := range allWorkloads() {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// work runs the workloads, each in a goroutine of its own, until it is stopped.
type work struct {
	workloads []workload
	held      *vault
	stacks    *stacks.Heap
	done      chan struct{}
	running   sync.WaitGroup
}

func newWork(o options) (*work, error) {
	w := &work{done: make(chan struct{}), held: &vault{}}
	all := allWorkloads()
	for _, name := range strings.Split(o.workloads, ",") {
		switch create := all[name]; {
		case name == "":
		case name == "mixed":
			for _, other := range workloadNames() {
				if other != "mixed" {
					w.workloads = append(w.workloads, all[other](o))
				}
			}
		case create == nil:
			return nil, fmt.Errorf("unknown workload %q; there are %s", name, strings.Join(workloadNames(), ", "))
		default:
			w.workloads = append(w.workloads, create(o))
		}
	}
	w.held.hold(o.hold)
	if o.stacks > 0 {
		w.stacks = stacks.Fill(o.stacks)
	}
	return w, nil
}

func (w *work) start() {
	for _, load := range w.workloads {
		w.running.Add(1)
		go w.run(load)
	}
}

func (w *work) run(load workload) {
	defer w.running.Done()
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for {
		load(w)
		select {
		case <-w.done:
			return
		case <-ticker.C:
		}
	}
}

// stop returns when no workload is running any more.
func (w *work) stop() {
	close(w.done)
	w.running.Wait()
}

// vault keeps an exactly known number of bytes alive.
type vault struct {
	blocks [][]byte
}

// hold allocates blocks whose sizes Go does not round up: 64 KiB, and powers of two for the rest.
// No collection may start meanwhile: starting one allocates, and that would be counted here, too.
func (v *vault) hold(total int64) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	for block := int64(64 << 10); block >= 16; {
		if total >= block {
			v.blocks = append(v.blocks, heldBlock(block))
			total -= block
			continue
		}
		block /= 2
	}
}

// heldBlock is where the profile shows what is held; with -rate 1 to the byte.
//
//go:noinline
func heldBlock(size int64) []byte { return make([]byte, size) }
