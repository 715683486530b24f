// SPDX-License-Identifier: Apache-2.0

// Command vendored allocates in vendored modules. It is recorded twice: built in a directory whose
// name holds spaces, and with -trimpath, which leaves file names without a leading slash.
package main

import (
	"fmt"
	"strings"

	"github.example/acme/pool/v3"
	"gopkg.example/acme/store.v2"
	"jujuheap.io/testagent/recorder"
)

type connection struct {
	buffer [8192]byte
	id     int
}

var (
	connections = pool.New(func() *connection { return new(connection) })
	documents   = store.Open()
	seen        []string
)

// borrow forgets to give every fourth connection back.
func borrow(n int) {
	for i := 0; i < n; i++ {
		c := connections.Get()
		c.id = i
		if i%4 != 0 {
			connections.Put(c)
		}
	}
}

func upsert(from, n int) {
	for i := from; i < from+n; i++ {
		var text strings.Builder
		for j := 0; j < 12; j++ {
			fmt.Fprintf(&text, "field%d=%s;", j, strings.Repeat("v", i%29))
		}
		documents.Upsert(fmt.Sprintf("document/%d", i), text.String())
	}
}

func main() {
	rec := recorder.FromFlags()
	documents.Watch(func(key string) { seen = append(seen, "seen "+key) })
	borrow(200)
	upsert(0, 300)
	rec.Moment("01")
	borrow(400)
	upsert(300, 200)
	rec.Moment("02")
}
