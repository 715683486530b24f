// SPDX-License-Identifier: Apache-2.0

// Command jsonserver is a small web service with the oldest leak of all: sessions that are stored
// and never removed. It serves real net/http over in-memory connections, decodes and encodes JSON,
// and keeps a bounded log, so that its heap has the mixture of a service: growth (sessions), a
// plateau (the log) and plenty of garbage (requests).
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime/debug"
	"runtime/pprof"
	"strconv"
	"strings"
	"sync"
	"time"

	"jujuheap.io/testagent/recorder"
)

type order struct {
	Customer string            `json:"customer"`
	Lines    []line            `json:"lines"`
	Tags     map[string]string `json:"tags"`
}

type line struct {
	Article  string  `json:"article"`
	Quantity int     `json:"quantity"`
	Price    float64 `json:"price"`
}

type session struct {
	id      string
	last    *order
	history []byte
}

type sessionStore struct {
	mu       sync.Mutex
	sessions map[string]*session
}

// open never finds an old session, because the id is new each time: this is the leak.
func (s *sessionStore) open(id string, o *order) *session {
	s.mu.Lock()
	defer s.mu.Unlock()
	current := &session{id: id, last: o, history: make([]byte, 1500)}
	s.sessions[id] = current
	return current
}

// ringLog keeps the last entries only: it fills up and then stays.
type ringLog struct {
	mu      sync.Mutex
	entries [512]string
	next    int
}

func (l *ringLog) add(format string, args ...interface{}) {
	entry := fmt.Sprintf(format, args...) + strings.Repeat(".", 400)
	l.mu.Lock()
	l.entries[l.next%len(l.entries)] = entry
	l.next++
	l.mu.Unlock()
}

type api struct {
	store *sessionStore
	log   *ringLog
	count int
	mu    sync.Mutex
}

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	pprof.Do(r.Context(), pprof.Labels("handler", r.URL.Path), func(context.Context) {
		a.handle(w, r)
	})
}

func (a *api) handle(w http.ResponseWriter, r *http.Request) {
	var o order
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	a.mu.Lock()
	a.count++
	id := "session-" + strconv.Itoa(a.count)
	a.mu.Unlock()
	s := a.store.open(id, &o)
	a.log.add("%s opened %s with %d lines", o.Customer, s.id, len(o.Lines))
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(map[string]interface{}{"id": s.id, "order": o}); err != nil {
		a.log.add("answer: %v", err)
	}
}

// pipeListener hands out in-memory connections: a server without a port that could be in use.
type pipeListener struct {
	conns chan net.Conn
	done  chan struct{}
}

func (l *pipeListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

func (l *pipeListener) Close() error   { close(l.done); return nil }
func (l *pipeListener) Addr() net.Addr { return pipeAddr{} }

func (l *pipeListener) DialContext(context.Context, string, string) (net.Conn, error) {
	client, server := net.Pipe()
	l.conns <- server
	return client, nil
}

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "pipe" }

func requests(client *http.Client, from, n int) {
	for i := from; i < from+n; i++ {
		o := order{Customer: fmt.Sprintf("customer-%d", i%97), Tags: map[string]string{}}
		for j := 0; j < 3+i%11; j++ {
			o.Lines = append(o.Lines, line{Article: fmt.Sprintf("article-%05d", i*j), Quantity: j, Price: float64(i) / 7})
			o.Tags["tag-"+strconv.Itoa(j)] = strings.Repeat("x", j)
		}
		body, err := json.Marshal(&o)
		if err != nil {
			panic(err)
		}
		answer, err := client.Post("http://pipe/orders", "application/json", bytes.NewReader(body))
		if err != nil {
			panic(err)
		}
		if _, err := io.Copy(io.Discard, answer.Body); err != nil {
			panic(err)
		}
		answer.Body.Close()
	}
}

func main() {
	rec := recorder.FromFlags()
	percent := debug.SetGCPercent(-1)

	listener := &pipeListener{conns: make(chan net.Conn), done: make(chan struct{})}
	handler := &api{store: &sessionStore{sessions: map[string]*session{}}, log: &ringLog{}}
	server := &http.Server{Handler: handler}
	go func() { _ = server.Serve(listener) }()
	client := &http.Client{Transport: &http.Transport{DialContext: listener.DialContext}}

	next := 0
	burst := func(n int) {
		requests(client, next, n)
		next += n
	}
	// Before the first collection Go reports everything allocated so far as live.
	burst(50)
	rec.Pair("00")
	debug.SetGCPercent(percent)
	burst(1500)
	rec.Moment("01")
	burst(2000)
	rec.Moment("02")
	burst(4000)
	rec.Moment("03")

	rec.Profile("allocs")
	rec.Profile("goroutine")
	rec.CPU(1500*time.Millisecond, func() { burst(50) })
	_ = server.Close()
}
