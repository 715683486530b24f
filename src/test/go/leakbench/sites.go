// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// The allocation sites of the ordinary program that every scenario runs in. They are kept apart by
// name and out of line, so that each is a call site of its own in the profiles; some allocate through
// the standard library, as most code does.

type allocate func(size int) any

var sites = []allocate{
	loadModel, readRow, parseBody, formatLine, indexUnit, decodeJSON, copyBlob, joinPath, buildReply, watchEntity, cloneDoc, readFrame,
}

//go:noinline
func loadModel(size int) any { return make([]byte, size) }

//go:noinline
func readRow(size int) any { return make([]byte, size) }

//go:noinline
func parseBody(size int) any {
	var b bytes.Buffer
	b.Grow(size)
	return b.Bytes()
}

//go:noinline
func formatLine(size int) any { return fmt.Sprintf("%0*d", size, 7) }

//go:noinline
func indexUnit(size int) any {
	m := make(map[int]int64, size/32+1)
	m[size] = 1
	return m
}

var document = []byte(`{"a":[1,2,3,4,5,6,7,8,9,10,11,12],"b":"a string of some length","c":{"d":"e","f":"g"}}`)

//go:noinline
func decodeJSON(size int) any {
	var many []any
	for ; size > 0; size -= 900 {
		var v any
		if err := json.Unmarshal(document, &v); err != nil {
			panic(err)
		}
		many = append(many, v)
	}
	return many
}

//go:noinline
func copyBlob(size int) any { return append([]byte(nil), blob[:size]...) }

var blob = make([]byte, 64<<10)

//go:noinline
func joinPath(size int) any { return strings.Repeat("/x", size/2) }

//go:noinline
func buildReply(size int) any {
	var b strings.Builder
	b.Grow(size)
	return b.String()
}

//go:noinline
func watchEntity(size int) any { return make(chan byte, size) }

//go:noinline
func cloneDoc(size int) any { return make([]*int, size/8) }

//go:noinline
func readFrame(size int) any { return make([]byte, size) }
