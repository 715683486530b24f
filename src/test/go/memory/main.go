// SPDX-License-Identifier: Apache-2.0

// Command memory makes a known amount of one part of resident memory and serves, on a UNIX socket, what a Juju
// agent serves: heap profiles, and metrics of the collectors that Juju registers.
//
//	memory -socket /tmp/m.socket -make half_empty
//
// Once the part is there it prints one line on standard output, and ends when its standard input does:
//
//	ready part=half_empty bytes=183500800 pid=N
package main

import (
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"runtime/pprof"
	"strconv"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

func main() {
	socket := flag.String("socket", "", "serve on this socket file")
	kind := flag.String("make", "", "the part to make: one of the names in parts.go")
	flag.Parse()
	part, ok := parts[*kind]
	if !ok {
		fail(fmt.Errorf("no part %q", *kind))
	}
	listener, err := net.Listen("unix", *socket)
	if err != nil {
		fail(err)
	}
	bytes := part.create()
	go func() { fail(http.Serve(listener, handler())) }()
	fmt.Printf("ready part=%s bytes=%d pid=%d\n", part.name, bytes, os.Getpid())
	_, _ = io.Copy(io.Discard, os.Stdin)
	_ = os.Remove(*socket)
	runtime.KeepAlive(kept)
}

// handler serves the paths of Juju's introspection worker that juju-heap asks for.
func handler() http.Handler {
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	mux := http.NewServeMux()
	metrics := promhttp.HandlerFor(registry, promhttp.HandlerOpts{})
	mux.Handle("/metrics", metrics)
	mux.Handle("/metrics/", metrics)
	for _, name := range []string{"heap", "goroutine"} {
		profile := name // Before Go 1.22 the variable of a loop is one for all its rounds.
		mux.HandleFunc("/debug/pprof/"+profile, func(w http.ResponseWriter, r *http.Request) {
			if gc, _ := strconv.Atoi(r.FormValue("gc")); gc > 0 {
				runtime.GC()
			}
			debug, _ := strconv.Atoi(r.FormValue("debug"))
			_ = pprof.Lookup(profile).WriteTo(w, debug)
		})
	}
	return mux
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "memory:", err)
	os.Exit(1)
}
