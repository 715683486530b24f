// SPDX-License-Identifier: Apache-2.0

// Package stacks allocates from a given number of different call stacks, as the heap of a big
// server does: it is what the benches of juju-heap measure on.
//
// A server with 20,000 different allocation stacks has thousands of functions, which nobody writes by
// hand, so the functions are generated (see stackgen): each belongs to one of a few dozen types,
// calls others from several lines, some through small methods that the compiler inlines, and
// allocates on a line of its own. Who calls whom is fixed by a hash, so that the call graph is
// sparse and stacks share their outer parts, both as in real programs. A stack is 5 to 13 calls
// deep, which together with the inlined methods and the frames around it makes 12 to 30 frames.
package stacks

//go:generate go run ../stackgen -functions 600 -calls 5 -o generated.go

// Heap keeps what was allocated alive.
type Heap struct {
	kept [][]byte
}

// function is one of the generated functions. It is called at a level of the current stack.
type function func(*Walk)

// Walk is the way to one allocation.
type Walk struct {
	heap    *Heap
	stack   uint32 // number of the stack
	depth   uint32 // levels until the allocation
	level   uint32
	current uint32 // the function at this level
	done    bool
}

// Fill allocates from about n different stacks and returns what has to be kept. A third of the
// allocations stays alive. For each of them to be sampled, runtime.MemProfileRate should be well
// below their size of 1 to 8 KiB.
func Fill(n int) *Heap {
	h := &Heap{}
	for i := 0; i < n; i++ {
		w := Walk{heap: h, stack: uint32(i)}
		w.depth = 5 + mix(w.stack, 1)%9
		w.current = mix(w.stack>>12, 2) % uint32(len(functions))
		functions[w.current](&w)
	}
	return h
}

// at returns what is to be called from the given call site of the current function: the next
// function if the way leads through this site, else nothing.
func (w *Walk) at(site uint32) function {
	if w.done || w.level == w.depth || w.turn()%callSites != site {
		return nothing
	}
	// A site of a real program calls few different functions: here one of two.
	w.current = mix(w.current*callSites+site, w.turn()>>8&1) % uint32(len(functions))
	w.level++
	return functions[w.current]
}

// turn is a number for the choices at this level. It depends on fewer bits of the stack's number the
// further out the level is: neighbours share their outer frames and part ways further in.
func (w *Walk) turn() uint32 {
	shift := uint32(0)
	switch {
	case w.level < 2:
		shift = 12
	case w.level < 3:
		shift = 8
	case w.level < 4:
		shift = 4
	}
	return mix(w.stack>>shift, w.level+7)
}

// size is 0 until the way has reached its end: making an empty slice allocates nothing.
func (w *Walk) size() int {
	if w.done || w.level != w.depth {
		return 0
	}
	w.done = true
	return 1024 << (mix(w.stack, 3) % 4)
}

// keep is called by every function of the stack, but only the one at its end has allocated.
func (w *Walk) keep(block []byte) {
	if len(block) > 0 && w.stack%3 == 0 {
		w.heap.kept = append(w.heap.kept, block)
	}
}

func nothing(*Walk) {}

// mix is a hash of two numbers with well spread bits.
func mix(a, b uint32) uint32 {
	h := a*0x9e3779b1 + b*0x85ebca77 + 0x27d4eb2f
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 12
	h *= 0x297a2d39
	return h ^ h>>15
}
