// SPDX-License-Identifier: Apache-2.0

// Package recorder writes the heap of the running program as Go itself would hand it to a tool:
// the protobuf (debug=0) and the text (debug=1) of one and the same moment.
//
// The pair is what the tests of juju-heap stand on: the protobuf is the oracle, the text has to
// give the same answers. "The same moment" is therefore proved and not assumed, see Pair.
package recorder

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"sort"
	"strconv"
	"strings"
	"time"

	"jujuheap.io/testagent/internal/sampling"
)

// The sampling rate has to be set before the program allocates anything that matters, hence here
// and not in main. GODEBUG=memprofilerate would do from Go 1.20 on; in 1.19 the runtime sets its
// default again after it has read GODEBUG.
var _ = setRate(os.Getenv("RECORD_RATE"))

func setRate(rate string) bool {
	n, err := strconv.Atoi(rate)
	if err == nil {
		sampling.SetRate(n)
	}
	return err == nil
}

// Recorder writes into one directory.
type Recorder struct {
	dir string
}

// FromFlags parses the command line of a recording program, which is just "-out DIR".
func FromFlags() *Recorder {
	out := flag.String("out", "", "directory the profiles are written to; must exist")
	flag.Parse()
	if *out == "" || flag.NArg() != 0 {
		fmt.Fprintf(os.Stderr, "usage: %s -out DIR\n", filepath.Base(os.Args[0]))
		os.Exit(2)
	}
	return &Recorder{dir: *out}
}

// Moment collects garbage so that the profile shows exactly what is live now, then writes the pair
// heap-NAME.pb.gz and heap-NAME.txt.
func (r *Recorder) Moment(name string) {
	// Twice: frees are published one sweep after the mark that found them.
	runtime.GC()
	runtime.GC()
	r.Pair(name)
}

// Pair writes heap-NAME.pb.gz and heap-NAME.txt without collecting garbage first.
//
// A heap profile shows the heap as of the last completed collection, so both files agree as long as
// no collection ends between the two writes. The collector is switched off meanwhile, and the
// records are read before and after to prove that nothing was published in between. New buckets
// with all four counters zero may appear (writing a profile allocates, too); they carry no weight.
func (r *Recorder) Pair(name string) {
	old := debug.SetGCPercent(-1)
	defer debug.SetGCPercent(old)
	var err error
	for attempt := 0; attempt < 5; attempt++ {
		if err = r.pair(name); err == nil {
			return
		}
	}
	fail(err)
}

func (r *Recorder) pair(name string) error {
	heap := pprof.Lookup("heap")
	before := published()
	var pb, text bytes.Buffer
	if err := heap.WriteTo(&pb, 0); err != nil {
		return err
	}
	if err := heap.WriteTo(&text, 1); err != nil {
		return err
	}
	if !equal(before, published()) {
		return errors.New("a garbage collection ended between the protobuf and the text of " + name)
	}
	r.write("heap-"+name+".pb.gz", pb.Bytes())
	r.write("heap-"+name+".txt", text.Bytes())
	return nil
}

// Profile writes one of the other profiles of the program: PROFILE.pb.gz and PROFILE.txt, with dashes
// for the slashes of its name.
func (r *Recorder) Profile(profile string) {
	for debugLevel, suffix := range []string{".pb.gz", ".txt"} {
		var b bytes.Buffer
		if err := pprof.Lookup(profile).WriteTo(&b, debugLevel); err != nil {
			fail(err)
		}
		r.write(strings.ReplaceAll(profile, "/", "-")+suffix, b.Bytes())
	}
}

// Goroutines waits until all goroutines but the caller's block, then writes what they do in the three
// forms that Go has: goroutine-NAME.pb.gz, goroutine-NAME.txt and goroutine-NAME.dump.
//
// They are of one moment when the text before equals the text after: nothing moved in between. All are
// written by the same line, so that the stack of the writer itself is the same in protobuf and text.
func (r *Recorder) Goroutines(name string) {
	for attempt := 0; attempt < 100; attempt++ {
		time.Sleep(20 * time.Millisecond)
		var forms [4]bytes.Buffer
		for i, debugLevel := range []int{1, 0, 2, 1} {
			if err := pprof.Lookup("goroutine").WriteTo(&forms[i], debugLevel); err != nil {
				fail(err)
			}
		}
		if bytes.Equal(forms[0].Bytes(), forms[3].Bytes()) && !bytes.Contains(forms[2].Bytes(), []byte(" [runnable")) {
			r.write("goroutine-"+name+".pb.gz", forms[1].Bytes())
			r.write("goroutine-"+name+".txt", forms[0].Bytes())
			r.write("goroutine-"+name+".dump", forms[2].Bytes())
			return
		}
	}
	fail(errors.New("the goroutines of moment " + name + " do not come to rest"))
}

// CPU profiles work() into cpu.pb.gz, calling it until d has passed.
func (r *Recorder) CPU(d time.Duration, work func()) {
	var b bytes.Buffer
	if err := pprof.StartCPUProfile(&b); err != nil {
		fail(err)
	}
	for end := time.Now().Add(d); time.Now().Before(end); {
		work()
	}
	pprof.StopCPUProfile()
	r.write("cpu.pb.gz", b.Bytes())
}

func (r *Recorder) write(name string, content []byte) {
	if err := os.WriteFile(filepath.Join(r.dir, name), content, 0o644); err != nil {
		fail(err)
	}
}

// published returns a hash of every record of the heap profile that carries weight, in a fixed
// order. Hashes rather than the records themselves, to leave few traces in the next profile.
func published() []uint64 {
	var records []runtime.MemProfileRecord
	for n := 0; ; {
		var ok bool
		if n, ok = runtime.MemProfile(records, true); ok {
			records = records[:n]
			break
		}
		records = make([]runtime.MemProfileRecord, n+100)
	}
	hashes := make([]uint64, 0, len(records))
	for i := range records {
		r := &records[i]
		if r.AllocObjects == 0 {
			continue
		}
		hash := uint64(14695981039346656037) // FNV-1a, by 64-bit words
		mix := func(v uint64) { hash = (hash ^ v) * 1099511628211 }
		mix(uint64(r.AllocObjects))
		mix(uint64(r.AllocBytes))
		mix(uint64(r.FreeObjects))
		mix(uint64(r.FreeBytes))
		for _, pc := range r.Stack() {
			mix(uint64(pc))
		}
		hashes = append(hashes, hash)
	}
	sort.Slice(hashes, func(i, j int) bool { return hashes[i] < hashes[j] })
	return hashes
}

func equal(a, b []uint64) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "recorder:", err)
	os.Exit(1)
}
