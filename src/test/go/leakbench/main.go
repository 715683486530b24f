// SPDX-License-Identifier: Apache-2.0

// Command leakbench writes series of heap profiles whose truth is known: programs that leak in
// several shapes, and programs that only look as if they did.
//
//	leakbench -list
//	leakbench -out DIR [-scenarios a,b] [-seeds N] [-first-seed N] [-times N] [-jobs N]
//
// Each series is one file, DIR/SCENARIO-SEED.zip (see series.go); one that is there already is kept.
// The heaps are real: every series is a process of its own that allocates, frees and collects garbage,
// sampled by the Go runtime, which draws its own random numbers: a series is never written twice.
// Only the clock is simulated: a snapshot a minute of that clock takes milliseconds.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
)

func main() {
	list := flag.Bool("list", false, "print the scenarios and exit")
	out := flag.String("out", "", "directory to write the series to")
	names := flag.String("scenarios", "", "comma-separated scenarios, all when empty")
	seeds := flag.Int("seeds", 1, "series per scenario")
	first := flag.Int("first-seed", 1, "seed of the first series of a scenario")
	times := flag.Int("times", 1, "watch each program so many times as long; it goes on as it did")
	jobs := flag.Int("jobs", runtime.NumCPU(), "series to run at the same time")
	part := flag.String("part", "", "internal: run one process of a series")
	flag.Parse()

	var err error
	switch {
	case *list:
		printScenarios()
	case *part != "":
		err = runPart(*part)
	case *out == "":
		err = fmt.Errorf("say where to write the series: -out DIR")
	default:
		err = runAll(*out, chosen(*names), *first, *seeds, *times, *jobs)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "leakbench:", err)
		os.Exit(1)
	}
}

func printScenarios() {
	for _, name := range chosen("") {
		s := scenarios[name]
		fmt.Printf("%s\t%s\t%s\n", name, s.kind, s.about)
	}
}

func chosen(names string) []string {
	if names != "" {
		return strings.Split(names, ",")
	}
	var all []string
	for name := range scenarios {
		all = append(all, name)
	}
	sort.Strings(all)
	return all
}

func runAll(out string, names []string, first, seeds, times, jobs int) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	type work struct {
		name string
		seed int
	}
	queue := make(chan work)
	failures := make(chan error, jobs)
	var workers sync.WaitGroup
	for i := 0; i < jobs; i++ {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for w := range queue {
				if err := runSeries(out, w.name, w.seed, times); err != nil {
					select {
					case failures <- fmt.Errorf("%s, seed %d: %w", w.name, w.seed, err):
					default:
					}
				}
			}
		}()
	}
	for _, name := range names {
		for seed := first; seed < first+seeds; seed++ {
			queue <- work{name, seed}
		}
	}
	close(queue)
	workers.Wait()
	close(failures)
	return <-failures
}

// runSeries runs the processes of a series one after another and packs what they wrote.
func runSeries(out, name string, seed, times int) error {
	s, known := scenarios[name]
	if !known {
		return fmt.Errorf("no such scenario; -list prints them")
	}
	target := filepath.Join(out, fmt.Sprintf("%s-%02d.zip", name, seed))
	if _, err := os.Stat(target); err == nil {
		return nil
	}
	dir, err := os.MkdirTemp("", "leakbench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	p := plan(seed, s)
	from := 0
	for i, snapshots := range p.parts {
		if i == len(p.parts)-1 {
			snapshots += (times - 1) * p.total()
		}
		spec := fmt.Sprintf("%s,%d,%d,%d,%d,%s", name, seed, i, from, snapshots, dir)
		child := exec.Command(os.Args[0], "-part", spec)
		child.Env = append(os.Environ(), fmt.Sprintf("GODEBUG=memprofilerate=%d", p.rate), "GOMAXPROCS=1")
		child.Stderr = os.Stderr
		if err := child.Run(); err != nil {
			return err
		}
		from += snapshots
	}
	return pack(dir, target)
}

// runPart is the child: one process of a series, from its birth to its end.
func runPart(spec string) error {
	fields := strings.SplitN(spec, ",", 6)
	var numbers [4]int
	for i := range numbers {
		n, err := strconv.Atoi(fields[i+1])
		if err != nil {
			return err
		}
		numbers[i] = n
	}
	seed, index, from, snapshots := numbers[0], numbers[1], numbers[2], numbers[3]
	s := scenarios[fields[0]]
	p := plan(seed, s)
	// GODEBUG has set it from the start, but before Go 1.20 the runtime sets its own over that.
	runtime.MemProfileRate = p.rate
	w := newWorld(seed, index, p)
	rec := &recorder{dir: fields[5], scenario: fields[0], seed: seed, truth: s, process: fmt.Sprintf("process-%d", index)}
	return w.run(s, from, snapshots, rec)
}
