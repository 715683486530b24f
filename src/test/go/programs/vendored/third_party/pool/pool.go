// SPDX-License-Identifier: Apache-2.0

// Package pool is an invented third-party module with a major version suffix.
package pool

// Pool hands out items and makes new ones when it is empty.
type Pool[T any] struct {
	free []*T
	make func() *T
	out  map[*T]struct{}
}

// New returns an empty pool.
func New[T any](make func() *T) *Pool[T] {
	return &Pool[T]{make: make, out: map[*T]struct{}{}}
}

// Get returns a free item or a new one.
func (p *Pool[T]) Get() *T {
	var item *T
	if n := len(p.free); n > 0 {
		item, p.free = p.free[n-1], p.free[:n-1]
	} else {
		item = p.make()
	}
	p.lend(item)
	return item
}

// Put gives an item back.
func (p *Pool[T]) Put(item *T) {
	delete(p.out, item)
	p.free = append(p.free, item)
}

func (p *Pool[T]) lend(item *T) { p.out[item] = struct{}{} }
