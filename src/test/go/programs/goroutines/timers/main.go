// SPDX-License-Identifier: Apache-2.0

// Command timers leaves goroutines that sleep, tick and wait for contexts, with profiler labels and
// threads of their own. WAIT=130s makes it wait so long that the dump of the second moment tells ages.
package main

import (
	"context"
	"os"
	"runtime"
	"runtime/pprof"
	"time"

	"jujuheap.io/testagent/recorder"
)

func sleep() { time.Sleep(time.Hour) }

func tick() {
	for range time.NewTicker(time.Hour).C {
	}
}

func await(ctx context.Context) { <-ctx.Done() }

func ofWorker(name string, ctx context.Context) {
	labels := pprof.Labels("worker", name, "a \"quoted\" key\n", "Größe, {1}: \\")
	pprof.Do(ctx, labels, await)
}

func onThread(ctx context.Context) {
	runtime.LockOSThread()
	await(ctx)
}

func start(n int) {
	for i := 0; i < n; i++ {
		ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
		_ = cancel
		go sleep()
		go tick()
		go await(ctx)
		go ofWorker([]string{"uniter", "firewaller"}[i%2], ctx)
		if i%5 == 0 {
			go onThread(ctx)
		}
	}
}

func main() {
	rec := recorder.FromFlags()
	start(10)
	rec.Goroutines("01")
	// What is blocked gets its time of waiting from a collection.
	runtime.GC()
	if wait, err := time.ParseDuration(os.Getenv("WAIT")); err == nil {
		time.Sleep(wait)
	}
	start(45)
	rec.Goroutines("02")
}
