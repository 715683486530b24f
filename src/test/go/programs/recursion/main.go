// SPDX-License-Identifier: Apache-2.0

// Command recursion allocates at the bottom of deep stacks: direct, mutual and three-way recursion
// of 10 to 300 frames. Go keeps 32 frames of a stack up to Go 1.22 and 128 from Go 1.23, counted
// from the allocation; what is above is lost, so the root of the deeper ones is not main.main.
package main

import (
	"bytes"
	"fmt"

	"jujuheap.io/testagent/recorder"
)

var live [][]byte

//go:noinline
func keep(size int) {
	live = append(live, make([]byte, size))
}

// keepBelow is one frame more than keep, so that the depth limit cuts the stacks of descend once at
// a physical frame and once at an inlined one.
//
//go:noinline
func keepBelow(size int) {
	keep(size)
}

// direct calls itself.
//
//go:noinline
func direct(depth, size int) int {
	if depth == 0 {
		keep(size)
		return 1
	}
	return direct(depth-1, size) + 1
}

// even and odd call each other; the depth decides which of the two is at the bottom.
//
//go:noinline
func even(depth, size int) int {
	if depth == 0 {
		keep(size)
		return 0
	}
	return odd(depth-1, size) + 1
}

//go:noinline
func odd(depth, size int) int {
	if depth == 0 {
		keep(size)
		return 0
	}
	return even(depth-1, size) + 1
}

// node is a binary tree that is built, walked and printed recursively, each from different lines.
type node struct {
	left, right *node
	payload     [112]byte
	label       string
}

func build(depth int) *node {
	if depth == 0 {
		return nil
	}
	return &node{
		left:  build(depth - 1),
		right: build(depth - 1),
		label: fmt.Sprintf("node at depth %d", depth),
	}
}

func (n *node) walk(visit func(*node)) {
	if n == nil {
		return
	}
	n.left.walk(visit)
	visit(n)
	n.right.walk(visit)
}

// list is as deep as it is long.
type list struct {
	next *list
	text []byte
}

func (l *list) String() string {
	if l == nil {
		return ""
	}
	return string(l.text) + l.next.String()
}

func chain(n int) *list {
	if n == 0 {
		return nil
	}
	rest := chain(n - 1)
	return &list{next: rest, text: bytes.Repeat([]byte{'a'}, 900)}
}

// inlinedStep is inlined into descend, so that each level of the recursion is two frames of source
// in one physical frame. Where the depth limit falls between the two, only part of them is kept.
func inlinedStep(depth, size int) int {
	return descend(depth-1, size)
}

//go:noinline
func descend(depth, size int) int {
	if depth <= 0 {
		if size%2 == 0 {
			keep(size)
		} else {
			keepBelow(size)
		}
		return 0
	}
	return inlinedStep(depth, size) + 1
}

var (
	tree  *node
	links *list
	texts []string
)

func main() {
	rec := recorder.FromFlags()
	for _, depth := range []int{10, 28, 29, 30, 31, 32, 33, 40} {
		for i := 0; i < 6; i++ {
			direct(depth, 4000)
			descend(depth, 6000)
			descend(depth, 6001)
		}
	}
	tree = build(10)
	rec.Moment("01")

	for _, depth := range []int{64, 124, 125, 126, 127, 128, 129, 200, 300} {
		for i := 0; i < 6; i++ {
			direct(depth, 5000)
			even(depth, 7000)
			descend(depth, 3000)
			descend(depth, 3001)
		}
	}
	links = chain(150)
	tree.walk(func(n *node) { texts = append(texts, n.label+" visited") })
	texts = append(texts, links.String())
	rec.Moment("02")
	if len(texts) == 0 || len(live) == 0 {
		panic("nothing was kept")
	}
}
