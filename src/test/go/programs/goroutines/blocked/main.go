// SPDX-License-Identifier: Apache-2.0

// Command blocked leaves goroutines in system calls and in the runtime: reading a pipe, waiting for a
// signal, for a child, running finalizers; and threads, whose profile is a count text as well.
package main

import (
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"runtime/pprof"
	"sync"
	"syscall"
	"time"

	"jujuheap.io/testagent/recorder"
)

var states = pprof.NewProfile("juju/state/tracker")

type state struct{ name string }

// open keeps track of what is open as Juju's state tracker does: by a profile of its own.
func open(name string) *state {
	s := &state{name}
	states.Add(s, 1)
	return s
}

func read(started *sync.WaitGroup) {
	var ends [2]int
	if err := syscall.Pipe(ends[:]); err != nil {
		panic(err)
	}
	started.Done()
	_, _ = syscall.Read(ends[0], make([]byte, 1))
}

func await(command *exec.Cmd) { _ = command.Wait() }

func finalize() {
	runtime.SetFinalizer(&state{"gone"}, func(*state) { select {} })
	runtime.GC()
}

func main() {
	rec := recorder.FromFlags()
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGUSR1)
	finalize()
	child := exec.Command("sleep", "600")
	if err := child.Start(); err != nil {
		panic(err)
	}
	defer func() { _ = child.Process.Kill() }()
	go await(child)
	var started sync.WaitGroup
	for moment, n := range []int{3, 9} {
		for i := 0; i < n; i++ {
			started.Add(1)
			go read(&started)
			open("model")
			if i%3 == 0 {
				open("controller")
			}
		}
		started.Wait()
		// A read that blocks is told from one that runs only after a while.
		time.Sleep(200 * time.Millisecond)
		rec.Goroutines([]string{"01", "02"}[moment])
	}
	rec.Profile("threadcreate")
	rec.Profile("juju/state/tracker")
	runtime.KeepAlive(signals)
}
