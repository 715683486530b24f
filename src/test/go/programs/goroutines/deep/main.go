// SPDX-License-Identifier: Apache-2.0

// Command deep leaves goroutines with stacks that Go cuts, with inlined and generic functions, method
// values, closures in closures and names that are not ASCII.
package main

import "jujuheap.io/testagent/recorder"

type queue[T any] struct{ items chan T }

func (q *queue[T]) take() T { return first(q.items) }

func first[T any](items chan T) T { return <-items }

func outer(c chan int) int { return middle(c) + 1 }

func middle(c chan int) int { return inner(c) + 1 }

func inner(c chan int) int { return <-c }

//go:noinline
func descend(depth int, c chan int) int {
	if depth == 0 {
		return <-c
	}
	return descend(depth-1, c) + 1
}

type größe struct{ 世界 chan int }

func (g größe) warten() { <-g.世界 }

func start(n int) {
	c := make(chan int)
	for i := 0; i < n; i++ {
		go (&queue[string]{make(chan string)}).take()
		go (&queue[größe]{make(chan größe)}).take()
		go outer(c)
		go descend(i%4*60, c)
		go größe{c}.warten()
		func() { go func() { func() { <-c }() }() }()
	}
}

func main() {
	rec := recorder.FromFlags()
	start(8)
	rec.Goroutines("01")
	start(72)
	rec.Goroutines("02")
}
