// SPDX-License-Identifier: Apache-2.0

// Package collections holds the generic containers that live in another package than their users,
// so that instantiations are compiled far from their definition.
package collections

// List is a linked list of fixed chunks.
type List[T any] struct {
	head, tail *chunk[T]
	length     int
}

type chunk[T any] struct {
	items [16]T
	used  int
	next  *chunk[T]
}

// Push appends; small enough to be inlined into the caller, while grow is not.
func (l *List[T]) Push(item T) {
	if l.tail == nil || l.tail.used == len(l.tail.items) {
		l.grow()
	}
	l.tail.items[l.tail.used] = item
	l.tail.used++
	l.length++
}

func (l *List[T]) grow() {
	c := newChunk[T]()
	if l.tail == nil {
		l.head = c
	} else {
		l.tail.next = c
	}
	l.tail = c
}

func newChunk[T any]() *chunk[T] { return new(chunk[T]) }

// Pair holds two values of any two types.
type Pair[A, B any] struct {
	First  A
	Second B
}

// MakePair is inlined everywhere.
func MakePair[A, B any](a A, b B) Pair[A, B] { return Pair[A, B]{First: a, Second: b} }

// Cache evicts in the order of insertion.
type Cache[K comparable, V any] struct {
	items map[K]V
	order []K
	limit int
}

// NewCache returns a cache of at most limit entries.
func NewCache[K comparable, V any](limit int) *Cache[K, V] {
	return &Cache[K, V]{items: map[K]V{}, limit: limit}
}

// GetOrCompute calls compute for a key that is not there.
func (c *Cache[K, V]) GetOrCompute(key K, compute func(K) V) V {
	if v, ok := c.items[key]; ok {
		return v
	}
	v := compute(key)
	c.put(key, v)
	return v
}

func (c *Cache[K, V]) put(key K, value V) {
	if len(c.order) >= c.limit {
		delete(c.items, c.order[0])
		c.order = c.order[1:]
	}
	c.items[key] = value
	c.order = append(c.order, key)
}
