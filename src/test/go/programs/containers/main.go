// SPDX-License-Identifier: Apache-2.0

// Command containers fills generic containers: instantiations over several shapes, generic methods
// that call each other, closures inside generic functions. Go shows them as (*List[...]).Push and
// Map[...].func1, one name for all instantiations.
package main

import (
	"fmt"
	"sort"

	"jujuheap.io/testagent/programs/containers/collections"
	"jujuheap.io/testagent/recorder"
)

type ordered interface {
	~int | ~int64 | ~float64 | ~string
}

// Tree is a plain search tree; insert recurses through a generic method.
type Tree[K ordered, V any] struct {
	root *treeNode[K, V]
	size int
}

type treeNode[K ordered, V any] struct {
	key         K
	value       V
	left, right *treeNode[K, V]
	padding     [64]byte
}

func (t *Tree[K, V]) Put(key K, value V) {
	t.root = t.root.insert(key, value)
	t.size++
}

func (n *treeNode[K, V]) insert(key K, value V) *treeNode[K, V] {
	if n == nil {
		return &treeNode[K, V]{key: key, value: value}
	}
	if key < n.key {
		n.left = n.left.insert(key, value)
	} else {
		n.right = n.right.insert(key, value)
	}
	return n
}

// transform allocates in the function itself and in a closure of the function.
func transform[A, B any](in []A, f func(A) B) []B {
	out := make([]B, 0)
	appendAll := func() {
		for _, a := range in {
			out = append(out, f(a))
		}
	}
	appendAll()
	return out
}

type point struct{ x, y, z float64 }

type celsius float64

var live []interface{}

//go:noinline
func fillLists(n int) {
	numbers := &collections.List[int]{}
	points := &collections.List[point]{}
	names := &collections.List[string]{}
	for i := 0; i < n; i++ {
		numbers.Push(i)
		points.Push(point{float64(i), 1, 2})
		names.Push(fmt.Sprintf("name-%06d", i))
	}
	live = append(live, numbers, points, names)
}

//go:noinline
func fillTrees(n int) {
	byNumber := &Tree[int, string]{}
	byName := &Tree[string, point]{}
	byHeat := &Tree[celsius, *point]{}
	for i := 0; i < n; i++ {
		scattered := (i * 7919) % 104729
		byNumber.Put(scattered, "value")
		byName.Put(fmt.Sprintf("key-%d", scattered), point{})
		byHeat.Put(celsius(scattered), &point{x: float64(i)})
	}
	live = append(live, byNumber, byName, byHeat)
}

//go:noinline
func fillSlices(n int) {
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = n - i
	}
	words := transform(numbers, func(i int) string { return fmt.Sprint("word ", i) })
	points := transform(words, func(s string) *point { return &point{x: float64(len(s))} })
	pairs := transform(points, func(p *point) collections.Pair[*point, string] {
		return collections.MakePair(p, fmt.Sprint(p.x))
	})
	sort.Slice(pairs, func(i, j int) bool { return pairs[i].Second < pairs[j].Second })
	live = append(live, words, points, pairs)
}

//go:noinline
func fillCaches(n int) {
	cache := collections.NewCache[string, []byte](n / 2)
	for i := 0; i < n; i++ {
		cache.GetOrCompute(fmt.Sprintf("page-%d", i), func(key string) []byte {
			return make([]byte, 300+len(key))
		})
	}
	live = append(live, cache)
}

func main() {
	rec := recorder.FromFlags()
	fillLists(2000)
	fillTrees(1500)
	rec.Moment("01")
	fillSlices(4000)
	fillCaches(3000)
	fillLists(1000)
	rec.Moment("02")
	// A copy, because a re-sliced array would keep the first containers reachable.
	live = append([]interface{}(nil), live[3:]...)
	fillTrees(500)
	rec.Moment("03")
	fmt.Fprintln(discard{}, len(live))
}

// discard keeps the containers reachable up to the last moment without printing anything.
type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
