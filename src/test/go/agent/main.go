// SPDX-License-Identifier: Apache-2.0

// Command agent stands in for a Juju agent: a Go process that allocates in known ways and serves
// its profiles and metrics on a UNIX socket, as jujud's introspection worker does.
//
//	agent -socket /tmp/a/introspection.socket -abstract jujud-machine-0 -workload leak,churn
//
// Once it serves, it prints one line on standard output:
//
//	ready socket=PATH abstract=NAME tcp=HOST:PORT pid=N
//
// SIGTERM ends it and removes the socket file; SIGKILL leaves a stale one, as a crash does.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"jujuheap.io/testagent/internal/sampling"
)

type options struct {
	socket, abstract, tcp string
	workloads             string
	leakPerSecond         int
	hold                  int64
	garbage               int64
	loseMetrics           int64
	stacks                int
	rate                  int
	freeze                bool
	warmUp                time.Duration
	maxLifetime           time.Duration
	requestLog            string
	handler               string
	engine, lock          string
	engineHangs           bool
	untilStdinCloses      bool
}

func parseOptions() options {
	var o options
	flag.StringVar(&o.socket, "socket", "", "serve on this socket file, mode 0700, replacing a stale one")
	flag.StringVar(&o.abstract, "abstract", "", "serve on the abstract socket of this name (without the leading @)")
	flag.StringVar(&o.tcp, "tcp", "", "serve on this HOST:PORT, too; port 0 picks a free one")
	flag.StringVar(&o.workloads, "workload", "", "comma-separated: "+strings.Join(workloadNames(), ", "))
	flag.IntVar(&o.leakPerSecond, "leak-bytes-per-second", 1<<20, "how fast the workload 'leak' leaks")
	flag.Int64Var(&o.hold, "hold", 0, "keep exactly this many bytes alive, under main.heldBlock; a multiple of 16")
	flag.Int64Var(&o.garbage, "garbage", 0, "show this many bytes in use that the next collection frees; none comes by itself")
	flag.Int64Var(&o.loseMetrics, "lose-metrics", 0, "never answer this request for the metrics, counted from 1")
	flag.IntVar(&o.stacks, "stacks", 0, "allocate from about this many different stacks, once; see package stacks")
	flag.IntVar(&o.rate, "rate", runtime.MemProfileRate, "bytes between two samples (runtime.MemProfileRate); 1 records everything")
	flag.BoolVar(&o.freeze, "freeze", false, "after the warm-up stop allocating, collect and switch the collector off: every profile is of one moment")
	flag.DurationVar(&o.warmUp, "warm-up", 300*time.Millisecond, "with -freeze: how long the workloads run")
	flag.DurationVar(&o.maxLifetime, "max-lifetime", 10*time.Minute, "the agent ends by itself after this time")
	flag.StringVar(&o.requestLog, "request-log", "", "append a line per request to this file: METHOD URI TIME LISTENER")
	flag.StringVar(&o.handler, "handler", "juju", "how profiles are served: 'juju' (2.9 to 3.x, a fork of net/http/pprof) or 'stock' (4.x)")
	flag.StringVar(&o.engine, "engine", "", "answer /depengine with this file; without it the path does not exist")
	flag.BoolVar(&o.engineHangs, "engine-hangs", false, "never answer /depengine")
	flag.StringVar(&o.lock, "machine-lock", "", "answer /machinelock with this file; without it the path does not exist")
	flag.BoolVar(&o.untilStdinCloses, "until-stdin-closes", false, "end when standard input closes, that is with the parent process")
	flag.Parse()
	if flag.NArg() != 0 {
		usage("unexpected argument " + flag.Arg(0))
	}
	if o.socket == "" && o.abstract == "" && o.tcp == "" {
		usage("one of -socket, -abstract and -tcp is needed")
	}
	if o.handler != "juju" && o.handler != "stock" {
		usage("-handler is 'juju' or 'stock'")
	}
	if o.hold%16 != 0 || o.hold < 0 {
		usage("-hold must be a multiple of 16: that is what Go can allocate exactly")
	}
	return o
}

func usage(problem string) {
	fmt.Fprintln(os.Stderr, "agent:", problem)
	os.Exit(2)
}

func main() {
	started := time.Now()
	o := parseOptions()
	// Before anything that the tests look for is allocated.
	if o.rate != runtime.MemProfileRate {
		sampling.SetRate(o.rate)
	}

	// Subscribed before the ready line, so that no signal can hit an agent that would ignore it.
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM, syscall.SIGINT)

	work, err := newWork(o)
	if err != nil {
		usage(err.Error())
	}
	work.start()
	if o.freeze {
		time.Sleep(o.warmUp)
		work.stop()
		freeze()
	}

	if o.garbage > 0 {
		leaveGarbage(o.garbage)
	}

	log, err := openRequestLog(o.requestLog)
	if err != nil {
		fail(err)
	}
	server := &http.Server{Handler: newHandler(o, log, started), ConnContext: rememberListener}
	var listeners []net.Listener
	ready := "ready"
	for _, at := range []struct{ name, network, address string }{
		{"socket", "unix", o.socket},
		{"abstract", "unix", abstractAddress(o.abstract)},
		{"tcp", "tcp", o.tcp},
	} {
		if at.address == "" {
			continue
		}
		listener, err := listen(at.network, at.address)
		if err != nil {
			fail(err)
		}
		listeners = append(listeners, listener)
		shown := strings.TrimPrefix(listener.Addr().String(), "@")
		ready += fmt.Sprintf(" %s=%s", at.name, shown)
		go func(name string) {
			if err := server.Serve(&namedListener{listener, name}); !errors.Is(err, http.ErrServerClosed) {
				fail(err)
			}
		}(at.name)
	}
	fmt.Printf("%s pid=%d\n", ready, os.Getpid())

	if o.untilStdinCloses {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			ended <- syscall.SIGTERM
		}()
	}
	code := 0
	select {
	case <-ended:
	case <-time.After(o.maxLifetime):
		// A test that forgot about its agent must not leave it behind for good.
		fmt.Fprintln(os.Stderr, "agent: reached -max-lifetime")
		code = 3
	}
	server.Close() // closes the listeners, which removes the socket file
	for _, l := range listeners {
		l.Close()
	}
	fmt.Printf("stopped requests=%d\n", log.count())
	runtime.KeepAlive(work) // what was allocated is live as long as the agent is
	os.Exit(code)
}

// freeze makes the heap profile stand still: what is published is what is live now, and nothing new
// is published because no collection will end any more.
func freeze() {
	runtime.GC()
	runtime.GC()
	debug.SetGCPercent(-1)
}

// leaveGarbage makes a heap profile that shows memory in use which is garbage by now. Only a forced
// collection comes after it.
func leaveGarbage(bytes int64) {
	debug.SetGCPercent(-1)
	garbage := discarded(bytes)
	runtime.GC()
	runtime.GC()
	runtime.KeepAlive(garbage)
}

//go:noinline
func discarded(bytes int64) [][]byte {
	var blocks [][]byte
	for ; bytes > 0; bytes -= 1 << 16 {
		blocks = append(blocks, make([]byte, 1<<16))
	}
	return blocks
}

func abstractAddress(name string) string {
	if name == "" {
		return ""
	}
	return "@" + strings.TrimPrefix(name, "@")
}

// listen does for a socket file what juju/sockets does: removes a stale one, and gives it to the
// owner alone from the first moment on.
func listen(network, address string) (net.Listener, error) {
	if network != "unix" || strings.HasPrefix(address, "@") {
		return net.Listen(network, address)
	}
	if info, err := os.Lstat(address); err == nil && info.Mode()&os.ModeSocket != 0 {
		if err := os.Remove(address); err != nil {
			return nil, err
		}
	}
	old := syscall.Umask(0o077)
	listener, err := net.Listen(network, address)
	syscall.Umask(old)
	if err != nil {
		return nil, err
	}
	return listener, os.Chmod(address, 0o700)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "agent:", err)
	os.Exit(1)
}
