// SPDX-License-Identifier: Apache-2.0

// Package logsink buffers log records and flushes them when there are many: a sawtooth.
package logsink

import "fmt"

// Buffer holds records until it is flushed.
type Buffer struct {
	records []string
	limit   int
}

// NewBuffer returns a buffer that flushes at limit records.
func NewBuffer(limit int) *Buffer {
	return &Buffer{limit: limit}
}

// Log keeps a record.
func (b *Buffer) Log(module string, n int) {
	if len(b.records) >= b.limit {
		b.records = nil
	}
	b.records = append(b.records, fmt.Sprintf("%s: record %d of a busy afternoon %0128d", module, n, n))
}
