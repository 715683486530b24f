// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	stock "net/http/pprof"
	"os"
	"runtime"
	"runtime/pprof"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// newHandler serves what the tests need of jujud's introspection worker, on the same paths.
func newHandler(o options, log *requestLog, started time.Time) http.Handler {
	mux := http.NewServeMux()
	if o.handler == "stock" {
		mux.HandleFunc("/debug/pprof/", stock.Index)
		mux.HandleFunc("/debug/pprof/cmdline", stock.Cmdline)
	} else {
		mux.HandleFunc("/debug/pprof/", jujuProfiles)
		mux.HandleFunc("/debug/pprof/cmdline", cmdline)
	}
	metrics := losing(o.loseMetrics, metricsHandler(started))
	mux.HandleFunc("/metrics", metrics)
	mux.HandleFunc("/metrics/", metrics) // Juju 2.9 knows the path with the slash only
	mux.HandleFunc("/units", units)
	mux.HandleFunc("/debug/pprof/profile", stock.Profile)
	mux.HandleFunc("/depengine", report(o.engine, o.engineHangs))
	mux.HandleFunc("/machinelock", report(o.lock, false))
	return log.around(mux)
}

// losing never answers the request of that number, as an agent that is too busy for it.
func losing(number int64, next http.HandlerFunc) http.HandlerFunc {
	var requests int64
	return func(w http.ResponseWriter, r *http.Request) {
		if atomic.AddInt64(&requests, 1) == number {
			<-r.Context().Done()
			return
		}
		next(w, r)
	}
}

// jujuProfiles answers as the fork of net/http/pprof in Juju 2.9 to 3.x: "debug" for every profile,
// "gc" for the heap, nothing else; "seconds" is ignored and not an error; the type is text whatever
// the content.
func jujuProfiles(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/debug/pprof/")
	if name == "" {
		index(w)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	profile := pprof.Lookup(name)
	if profile == nil {
		w.Header().Set("X-Go-Pprof", "1")
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprintln(w, "Unknown profile")
		return
	}
	if gc, _ := strconv.Atoi(r.FormValue("gc")); name == "heap" && gc > 0 {
		runtime.GC()
	}
	debug, _ := strconv.Atoi(r.FormValue("debug"))
	// What can fail here is the connection, and then there is nobody to tell.
	_ = profile.WriteTo(w, debug)
}

func index(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintln(w, "<html><head><title>/debug/pprof/</title></head><body>profiles:<br><table>")
	for _, p := range pprof.Profiles() {
		fmt.Fprintf(w, "<tr><td align=right>%d<td><a href=\"%s?debug=1\">%s</a>\n", p.Count(), p.Name(), p.Name())
	}
	fmt.Fprintln(w, "</table></body></html>")
}

func cmdline(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprint(w, strings.Join(os.Args, "\x00"))
}

// units is the trap: a Juju agent stops and starts units on this path. It does nothing but appear in
// the request log, so that a test can prove that nobody came here.
func units(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintf(w, "%s recorded\n", r.FormValue("action"))
}

// report answers with the content of a file, or hangs as Juju's engine report can.
func report(file string, hangs bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if hangs {
			<-r.Context().Done()
			return
		}
		if file == "" {
			http.NotFound(w, r)
			return
		}
		http.ServeFile(w, r, file)
	}
}

// requestLog writes a line per request, as soon as the request arrives.
type requestLog struct {
	requests int64
	mu       sync.Mutex
	file     *os.File
}

func openRequestLog(path string) (*requestLog, error) {
	if path == "" {
		return &requestLog{}, nil
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	return &requestLog{file: file}, err
}

func (l *requestLog) count() int64 { return atomic.LoadInt64(&l.requests) }

func (l *requestLog) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		atomic.AddInt64(&l.requests, 1)
		if l.file != nil {
			line := fmt.Sprintf("%s %s %s %s\n", r.Method, r.RequestURI,
				time.Now().UTC().Format(time.RFC3339Nano), r.Context().Value(listenerKey{}))
			l.mu.Lock()
			_, err := l.file.WriteString(line)
			l.mu.Unlock()
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// namedListener makes connections remember where they came in, for the request log.
type namedListener struct {
	net.Listener
	name string
}

type namedConn struct {
	net.Conn
	listener string
}

func (l *namedListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &namedConn{c, l.name}, nil
}

type listenerKey struct{}

func rememberListener(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, listenerKey{}, c.(*namedConn).listener)
}
