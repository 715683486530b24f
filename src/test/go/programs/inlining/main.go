// SPDX-License-Identifier: Apache-2.0

// Command inlining is all small functions: chains of inlined calls that end in an allocation, in
// one package and across packages, inlined methods, an inlined function with two call sites on one
// line, and physical functions with an inlined run in the middle. In a profile the inlined frames
// share one physical function, and only the protobuf says so outright.
package main

import (
	"strings"

	"jujuheap.io/testagent/programs/inlining/shapes"
	"jujuheap.io/testagent/recorder"
)

var (
	keptBuffers [][]byte
	keptShapes  []*shapes.Polygon
	keptTexts   []string
)

// level3 allocates; level1 to level3 all disappear into their caller.
func level1(size int) []byte { return level2(size + 1) }
func level2(size int) []byte { return level3(size + 1) }
func level3(size int) []byte { return make([]byte, size+1) }

//go:noinline
func chainOfThree(size int) {
	keptBuffers = append(keptBuffers, level1(size))
}

// twoOnOneLine has the same inlined chain twice on one line: two addresses, one file and line.
//
//go:noinline
func twoOnOneLine(size int) {
	a, b := level1(size), level1(2*size)
	keptBuffers = append(keptBuffers, a, b)
}

// store is physical and sits below an inlined pass, which sits below the physical throughMiddle.
//
//go:noinline
func store(size int) {
	keptBuffers = append(keptBuffers, level2(size))
}

func pass(size int) { store(size) }

//go:noinline
func throughMiddle(size int) {
	pass(size)
	pass(size / 2)
}

type builder struct {
	parts []string
	limit int
}

func (b *builder) add(part string) *builder {
	b.parts = append(b.parts, part)
	return b
}

func (b *builder) text() string { return strings.Join(b.parts, ", ") }

func newBuilder(limit int) *builder { return &builder{limit: limit} }

//go:noinline
func fluent(i int) {
	b := newBuilder(i).add("one").add(strings.Repeat("two", 20)).add("three")
	keptTexts = append(keptTexts, b.text())
}

//go:noinline
func polygons(n int) {
	for i := 0; i < n; i++ {
		keptShapes = append(keptShapes, shapes.NewSquare(float64(i)), shapes.NewTriangle(float64(i)))
	}
}

// alsoPhysical is inlined at one place and called at another, through a variable that the compiler
// cannot see through: the same function appears both as inlined and as physical frame.
func alsoPhysical(size int) []byte { return make([]byte, size) }

var indirect = alsoPhysical

//go:noinline
func sometimesInlined(size int) {
	keptBuffers = append(keptBuffers, alsoPhysical(size))
	keptBuffers = append(keptBuffers, indirect(size))
}

func round(n int) {
	for i := 0; i < n; i++ {
		chainOfThree(1000 + i)
		twoOnOneLine(700)
		throughMiddle(1200)
		fluent(i)
		sometimesInlined(900)
	}
	polygons(n)
}

func main() {
	rec := recorder.FromFlags()
	round(300)
	rec.Moment("01")
	round(500)
	keptTexts = nil
	rec.Moment("02")
}
