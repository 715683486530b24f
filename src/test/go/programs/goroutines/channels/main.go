// SPDX-License-Identifier: Apache-2.0

// Command channels leaves goroutines on channels: receiving, sending, selecting, ranging, on a nil
// channel, and in a select without cases.
package main

import (
	"jujuheap.io/testagent/recorder"
)

type event struct{ id int }

type watcher struct {
	changes chan event
	done    chan struct{}
}

func (w *watcher) loop() {
	for {
		select {
		case <-w.changes:
		case <-w.done:
			return
		}
	}
}

func receive(c chan event) { <-c }

func send(c chan event) { c <- event{} }

func drain(c chan event) int {
	n := 0
	for range c {
		n++
	}
	return n
}

func pipeline(source chan event) chan event {
	out := make(chan event)
	go func() {
		for e := range source {
			out <- e
		}
	}()
	return out
}

func add(n int) {
	never := make(chan event)
	for i := 0; i < n; i++ {
		w := &watcher{make(chan event), make(chan struct{})}
		go w.loop()
		go receive(never)
		if i%2 == 0 {
			go send(make(chan event))
			go drain(pipeline(pipeline(make(chan event))))
		}
		if i%10 == 0 {
			go receive(nil)
			go func() { select {} }()
		}
	}
}

func main() {
	rec := recorder.FromFlags()
	add(20)
	rec.Goroutines("01")
	add(130)
	rec.Goroutines("02")
}
