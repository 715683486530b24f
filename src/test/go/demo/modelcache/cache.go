// SPDX-License-Identifier: Apache-2.0

// Package modelcache keeps what was read of models, up to a fixed number of entries: it grows, and then it does not.
package modelcache

// Cache is a ring of the newest entries.
type Cache[V any] struct {
	entries []V
	next    int
	limit   int
}

// New returns a cache of at most limit entries.
func New[V any](limit int) *Cache[V] {
	return &Cache[V]{limit: limit}
}

// Add keeps an entry, at the cost of the oldest once the cache is full.
func (c *Cache[V]) Add(v V) {
	if len(c.entries) < c.limit {
		c.entries = append(c.entries, v)
		return
	}
	c.entries[c.next] = v
	c.next = (c.next + 1) % c.limit
}
