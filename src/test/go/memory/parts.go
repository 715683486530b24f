// SPDX-License-Identifier: Apache-2.0

package main

/*
#include <stdlib.h>
#include <string.h>

static void *touched(size_t bytes) {
	void *block = malloc(bytes);
	if (block != NULL) memset(block, 1, bytes);
	return block;
}
*/
import "C"

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"time"
	"unsafe"
)

const mib = 1 << 20

// Each of these makes a part and returns how large it is, in bytes: by its own reckoning where it
// knows, and else by the kernel's count of the pages of Go's heap.
var parts = map[string]struct {
	name   string
	create func() int64
}{
	"live":       {"live_heap", live},
	"churn":      {"collector", churn},
	"fragments":  {"half_empty", fragments},
	"peak":       {"collector", peak},
	"returned":   {"collector", returned},
	"goroutines": {"stacks", goroutines},
	"c":          {"outside_go", outside},
	"file":       {"files", file},
}

// kept holds what must stay live.
var kept [][]byte

// sink makes the compiler allocate on the heap.
var sink []byte

// collect lets the profile catch up: it shows the heap as of the collection before the last.
func collect() {
	runtime.GC()
	runtime.GC()
}

func hold(bytes, size int) {
	for i := 0; i < bytes/size; i++ {
		kept = append(kept, touch(make([]byte, size)))
	}
}

func touch(block []byte) []byte {
	for i := 0; i < len(block); i += 4096 {
		block[i] = 1
	}
	return block
}

// live holds blocks that are large enough to be sampled always.
func live() int64 {
	hold(300*mib, mib)
	collect()
	return 300 * mib
}

// churn holds little and lets the collector use five times as much.
func churn() int64 {
	debug.SetGCPercent(400)
	hold(64*mib, mib)
	collect()
	go func() {
		for {
			sink = touch(make([]byte, mib))
			time.Sleep(500 * time.Microsecond)
		}
	}()
	time.Sleep(2 * time.Second)
	return residentHeap() - 64*mib
}

// fragments keeps one object of eight in each span of 8 KiB.
func fragments() int64 {
	const size, spans = 1024, 25_600
	all := make([][]byte, 0, 8*spans)
	for i := 0; i < 8*spans; i++ {
		all = append(all, touch(make([]byte, size)))
	}
	for i := 0; i < len(all); i += 8 {
		kept = append(kept, all[i])
	}
	all = nil
	collect()
	return 7 * size * spans
}

// peak holds much, frees it, and keeps the system from getting it back for a while.
func peak() int64 {
	debug.SetGCPercent(-1) // the scavenger keeps what it thinks the next cycle needs
	hold(300*mib, mib)
	kept = nil
	collect()
	return residentHeap()
}

// returned is peak once all of it was given back.
func returned() int64 {
	peak()
	debug.FreeOSMemory()
	return 0
}

// residentHeap is what the kernel counts of the mappings that hold Go's heap and stacks: those in
// the same 64 GiB of addresses as an object on the heap, where nothing else lies.
func residentHeap() int64 {
	sink = make([]byte, mib)
	heap := uint64(uintptr(unsafe.Pointer(&sink[0]))) >> 36
	smaps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		fail(err)
	}
	var sum int64
	inHeap := false
	for _, line := range strings.Split(string(smaps), "\n") {
		var from, to uint64
		var kilobytes int64
		if n, _ := fmt.Sscanf(line, "%x-%x ", &from, &to); n == 2 {
			inHeap = from>>36 == heap
		} else if n, _ := fmt.Sscanf(line, "Rss: %d kB", &kilobytes); n == 1 && inHeap {
			sum += kilobytes << 10
		}
	}
	return sum
}

// goroutines parks many, each on a stack of 8 KiB: its frame does not fit into 4.
func goroutines() int64 {
	const count, stack = 20_000, 8 << 10
	ready := make(chan bool)
	for i := 0; i < count; i++ {
		go func() {
			var frame [5_000]byte
			wait(&frame, ready)
		}()
	}
	for i := 0; i < count; i++ {
		<-ready
	}
	return count * stack
}

//go:noinline
func wait(frame *[5_000]byte, ready chan bool) {
	for i := range frame {
		frame[i] = 1
	}
	ready <- true
	select {}
}

// outside allocates in C.
func outside() int64 {
	if C.touched(300*mib) == nil {
		panic("malloc failed")
	}
	return 300 * mib
}

// file maps a file and reads all of it.
func file() int64 {
	f, err := os.CreateTemp("", "memory")
	if err != nil {
		fail(err)
	}
	defer os.Remove(f.Name())
	block := make([]byte, mib)
	for i := 0; i < 200; i++ {
		if _, err := f.Write(block); err != nil {
			fail(err)
		}
	}
	mapped, err := syscall.Mmap(int(f.Fd()), 0, 200*mib, syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		fail(err)
	}
	sum := byte(0)
	for i := 0; i < len(mapped); i += 4096 {
		sum += mapped[i]
	}
	sink = []byte{sum}
	return 200 * mib
}
