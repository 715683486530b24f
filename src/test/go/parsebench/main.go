// SPDX-License-Identifier: Apache-2.0

// Command parsebench measures how fast github.com/google/pprof/profile parses profiles.
//
//	parsebench [-seconds 2] FILE...
//
// For each file it prints a line of JSON: the time and the allocated bytes of one profile.ParseData,
// which is inflating (if gzipped), decoding and validating, as in `go tool pprof`.
//
//	go build -modfile=newest.mod .    a Go that the newest pprof takes
//	go build .                        Go 1.19 and newer
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime"
	"sort"
	"syscall"
	"time"

	"github.com/google/pprof/profile"
)

type result struct {
	File        string  `json:"file"`
	Bytes       int     `json:"bytes"`
	Samples     int     `json:"samples"`
	Rounds      int     `json:"rounds"`
	NsPerOp     int64   `json:"nsPerOp"` // median of the rounds
	BestNsPerOp int64   `json:"bestNsPerOp"`
	CPUNsPerOp  int64   `json:"cpuNsPerOp"` // of all threads, those of the collector too
	BytesPerOp  uint64  `json:"bytesPerOp"`
	MBPerSecond float64 `json:"mbPerSecond"`
	Go          string  `json:"go"`
}

func main() {
	seconds := flag.Float64("seconds", 2, "how long to measure each file; as long again for warming up, up to a second")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "usage: parsebench [-seconds S] FILE...")
		os.Exit(2)
	}
	out := json.NewEncoder(os.Stdout)
	for _, file := range flag.Args() {
		content, err := os.ReadFile(file)
		if err != nil {
			fail(err)
		}
		r, err := measure(content, time.Duration(*seconds*float64(time.Second)))
		if err != nil {
			fail(fmt.Errorf("%s: %w", file, err))
		}
		r.File = file
		if err := out.Encode(r); err != nil {
			fail(err)
		}
	}
}

func measure(content []byte, atLeast time.Duration) (result, error) {
	warmUp := atLeast
	if warmUp > time.Second {
		warmUp = time.Second
	}
	r := result{Bytes: len(content), Go: runtime.Version()}
	for end := time.Now().Add(warmUp); ; {
		p, err := profile.ParseData(content)
		if err != nil {
			return r, err
		}
		r.Samples = len(p.Sample)
		if time.Now().After(end) {
			break
		}
	}
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var rounds []time.Duration
	cpu := cpuTime()
	for end := time.Now().Add(atLeast); len(rounds) < 3 || time.Now().Before(end); {
		start := time.Now()
		if _, err := profile.ParseData(content); err != nil {
			return r, err
		}
		rounds = append(rounds, time.Since(start))
	}
	cpu = cpuTime() - cpu
	runtime.ReadMemStats(&after)
	sort.Slice(rounds, func(i, j int) bool { return rounds[i] < rounds[j] })
	r.Rounds = len(rounds)
	r.NsPerOp = int64(rounds[len(rounds)/2])
	r.BestNsPerOp = int64(rounds[0])
	r.CPUNsPerOp = int64(cpu) / int64(len(rounds))
	r.BytesPerOp = (after.TotalAlloc - before.TotalAlloc) / uint64(len(rounds))
	r.MBPerSecond = float64(r.Bytes) / 1e6 / (float64(r.NsPerOp) / 1e9)
	return r, nil
}

// cpuTime is what the threads of this process have computed so far.
func cpuTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		fail(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "parsebench:", err)
	os.Exit(1)
}
