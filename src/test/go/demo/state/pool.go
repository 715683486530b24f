// SPDX-License-Identifier: Apache-2.0

// Package state hands out sessions on models, as a controller does for each API connection.
package state

import "sync"

// Session is an open view of a model: what leaks when it is not released.
type Session struct {
	model    string
	document []byte
	watchers map[string]*Watcher
	done     chan struct{}
}

// Watcher follows one collection of a session's model.
type Watcher struct {
	collection string
	pending    []string
}

// Pool shares sessions and keeps every one that is in use.
type Pool struct {
	mu      sync.Mutex
	inUse   map[*Session]struct{}
	follows bool
}

// NewPool returns an empty pool. In one that follows, each session has a goroutine until it is released.
func NewPool(follows bool) *Pool {
	return &Pool{inUse: make(map[*Session]struct{}), follows: follows}
}

// Get opens a session that the caller must Release.
func (p *Pool) Get(model string) *Session {
	s := p.open(model)
	p.mu.Lock()
	p.inUse[s] = struct{}{}
	p.mu.Unlock()
	return s
}

// Release gives a session back.
func (p *Pool) Release(s *Session) {
	p.mu.Lock()
	delete(p.inUse, s)
	p.mu.Unlock()
	if p.follows {
		close(s.done)
	}
}

func (p *Pool) open(model string) *Session {
	s := &Session{model: model, document: make([]byte, 24<<10), watchers: make(map[string]*Watcher)}
	for _, c := range []string{"units", "machines", "relations", "settings"} {
		s.watchers[c] = s.watch(c)
	}
	if p.follows {
		s.done = make(chan struct{})
		go func() { s.follow() }()
	}
	return s
}

// follow waits for the end of a session: for ever when it is not released.
func (s *Session) follow() {
	<-s.done
}

func (s *Session) watch(collection string) *Watcher {
	w := &Watcher{collection: collection}
	for i := 0; i < 16; i++ {
		w.pending = append(w.pending, s.model+"/"+collection)
	}
	return w
}
