// SPDX-License-Identifier: Apache-2.0

// Command closures collects the odd names of Go: closures in closures, closures of package
// variables, method values and expressions, methods promoted through embedding, deferred calls,
// functions that recover from a panic, init functions, sync.Once, non-ASCII identifiers, and
// goroutines that wait.
package main

import (
	"errors"
	"fmt"
	"sync"

	"jujuheap.io/testagent/recorder"
)

var (
	mu   sync.Mutex
	live [][]byte
)

//go:noinline
func keep(size int) {
	b := make([]byte, size)
	mu.Lock()
	live = append(live, b)
	mu.Unlock()
}

// Initialised before main: main.init, and the closure of a package variable.
var table = makeTable(64)

var fromVariable = func(size int) { keep(size) }

func makeTable(n int) map[int][]byte {
	m := map[int][]byte{}
	for i := 0; i < n; i++ {
		m[i] = make([]byte, 512)
	}
	return m
}

func init() {
	for i := 0; i < 32; i++ {
		keep(2048)
	}
}

func init() {
	func() {
		for i := 0; i < 16; i++ {
			keep(3072)
		}
	}()
}

type Recorder struct{ name string }

func (r *Recorder) Pointer(size int) { keep(size + len(r.name)) }
func (r Recorder) Value(size int)    { keep(size + len(r.name)) }

type keeper interface{ Pointer(size int) }

// Outer promotes the methods of Recorder.
type Outer struct {
	*Recorder
	extra int
}

// Größe and Ж: identifiers are Unicode in Go, and so are symbol names.
type Größe struct{ Länge int }

func (g *Größe) Überlauf(size int) { keep(size + g.Länge) }

type Ж struct{}

func (Ж) плюс(size int) { keep(size) }

func 世界(size int) { keep(size) }

//go:noinline
func nested(size int) func() func() {
	return func() func() {
		keep(size)
		return func() {
			keep(size * 2)
			func() {
				keep(size * 3)
			}()
		}
	}
}

//go:noinline
func deferred(size int) {
	defer keep(size)
	defer func() {
		keep(size * 2)
	}()
	keep(size * 3)
}

//go:noinline
func panicking(size int) (err error) {
	defer func() {
		if r := recover(); r != nil {
			keep(size)
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	explode(size)
	return nil
}

//go:noinline
func explode(size int) {
	keep(size)
	panic(errors.New("as intended"))
}

//go:noinline
func call(f func(int), size int) { f(size) }

//go:noinline
func callMethod(k keeper, size int) { k.Pointer(size) }

type once struct {
	sync.Once
	data []byte
}

func (o *once) load() []byte {
	o.Do(func() { o.data = make([]byte, 40000) })
	return o.data
}

var loaded []*once

//go:noinline
func everything(i int) {
	size := 1000 + i%3
	fromVariable(size)
	r := &Recorder{name: "r"}
	call(r.Pointer, size)
	call(r.Value, size)
	expression := (*Recorder).Pointer
	expression(r, size)
	o := Outer{Recorder: r, extra: i}
	o.Pointer(size)
	callMethod(o, size)
	callMethod(&o, size)
	call(o.Value, size)
	(&Größe{Länge: 1}).Überlauf(size)
	call(Ж{}.плюс, size)
	世界(size)
	nested(size)()()
	deferred(size)
	if panicking(size) == nil {
		panic("no error")
	}
	once := &once{}
	once.load()
	loaded = append(loaded, once)
}

// waiters start goroutines in different ways and leave them waiting: the goroutine leak.
func waiters(n int, stop chan struct{}, started *sync.WaitGroup) {
	wait := func(kind string, size int) {
		buffer := make([]byte, size)
		started.Done()
		<-stop
		keep(len(buffer) + len(kind))
	}
	for i := 0; i < n; i++ {
		started.Add(3)
		go wait("variable", 3000)
		go func(i int) { wait("closure", 2000+i) }(i % 2)
		go func() {
			defer func() { _ = recover() }()
			wait("deferred", 1000)
		}()
	}
}

func main() {
	rec := recorder.FromFlags()
	var started sync.WaitGroup
	stop := make(chan struct{})
	for i := 0; i < 40; i++ {
		everything(i)
	}
	waiters(20, stop, &started)
	started.Wait()
	rec.Moment("01")
	for i := 0; i < 60; i++ {
		everything(i)
	}
	waiters(100, stop, &started)
	started.Wait()
	rec.Moment("02")
	rec.Profile("goroutine")
	if len(table) == 0 {
		panic("no table")
	}
}
