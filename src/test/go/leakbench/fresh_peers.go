// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"math"
	"strconv"
	"strings"
	"unsafe"
)

// The actors of the fresh scenarios that leak what belongs to peers, clients and handlers.

// plainUnits draws how much a leak grows over the series, in units of the sampling rate, so that a person who
// looks at the curve sees it.
func plainUnits(w *world) float64 { return w.between(80, 260) }

// clientFactory keeps a transport for each configuration. The key is a pointer, so no two configurations are
// equal, and none is found again (as in kubernetes/kubernetes#125818).
type clientFactory struct {
	transports map[*clientConfig]*transport
	rate       float64
	debt       debt
	leaked     *leaked
}

type clientConfig struct {
	host string
	dial func(host string) *persistConn
}

type transport struct {
	config *clientConfig
	idle   []*persistConn
}

type persistConn struct {
	reader *bufio.Reader
	writer *bufio.Writer
	host   string
}

const connBuffer = 4096

func newClientFactory(w *world) []actor {
	f := &clientFactory{
		transports: map[*clientConfig]*transport{},
		rate:       w.perTick(plainUnits(w)),
		leaked:     &leaked{function: "main.newPersistConn"},
	}
	// The same function serves the connections that are closed.
	served := newRequests(w, dialForRequest, w.between(1, 6), w.between(0.5, 3))
	served.size = 2 * connBuffer
	return []actor{f, served}
}

func (f *clientFactory) truth() *leaked { return f.leaked }

func (f *clientFactory) tick(w *world) {
	for n := f.debt.objects(w.bursty(f.rate), 2*connBuffer); n > 0; n-- {
		f.reconcile(w)
	}
}

func (f *clientFactory) reconcile(w *world) {
	config := &clientConfig{host: "cluster-" + strconv.Itoa(w.random.Intn(200)), dial: newPersistConn}
	f.transportFor(config)
	f.leaked.add(w, connBuffer)
	f.leaked.add(w, connBuffer)
	f.leaked.add(w, int(unsafe.Sizeof(persistConn{})+unsafe.Sizeof(bufio.Reader{})+unsafe.Sizeof(bufio.Writer{})))
}

//go:noinline
func (f *clientFactory) transportFor(config *clientConfig) *transport {
	t, known := f.transports[config]
	if !known {
		t = &transport{config: config}
		t.idle = append(t.idle, config.dial(config.host))
		f.transports[config] = t
	}
	return t
}

//go:noinline
func newPersistConn(host string) *persistConn {
	return &persistConn{bufio.NewReaderSize(nil, connBuffer), bufio.NewWriterSize(nil, connBuffer), host}
}

func dialForRequest(int) any { return newPersistConn("replica") }

// informer hands each update to all its listeners. A controller that starts anew adds a listener and does not
// remove that of its predecessor, which nothing reads any more (as in kubernetes/client-go#1167).
type informer struct {
	listeners []*listener
	size      int
	updates   float64
	restart   float64
	debt      debt
}

// eventHandler is what a controller gives to an informer.
type eventHandler interface{ onUpdate(update []byte) }

type listener struct {
	handler eventHandler
	pending []notification
}

type notification struct {
	update []byte
	to     int
}

type controller struct{ seen int }

func (c *controller) onUpdate(update []byte) { c.seen += len(update) }

// liveControllers is how many read what they are sent.
const liveControllers = 3

func newInformer(w *world) *informer {
	n := &informer{size: int(w.between(128, 256))}
	ticks := float64(w.total * ticksPerSnapshot)
	restarts := w.between(24, 48)
	n.restart = restarts / ticks
	// Over the series, half of all listeners hold each update on the average.
	updates := w.between(120, 260) * float64(w.rate) / (restarts / 2 * float64(unsafe.Sizeof(notification{})))
	n.updates = updates / ticks
	for i := 0; i < liveControllers; i++ {
		n.addListener(&controller{})
	}
	return n
}

func (n *informer) tick(w *world) {
	if w.random.Float64() < n.restart {
		n.addListener(&controller{})
	}
	for updates := n.debt.objects(w.bursty(n.updates), 1); updates > 0; updates-- {
		n.distribute(newUpdate(n.size))
	}
	for _, l := range n.listeners[len(n.listeners)-liveControllers:] {
		l.drain()
	}
}

//go:noinline
func (n *informer) addListener(handler eventHandler) {
	n.listeners = append(n.listeners, &listener{handler: handler})
}

func (n *informer) distribute(update []byte) {
	for i, l := range n.listeners {
		l.push(notification{update, i})
	}
}

//go:noinline
func newUpdate(size int) []byte { return make([]byte, size) }

//go:noinline
func (l *listener) push(n notification) { l.pending = append(l.pending, n) }

func (l *listener) drain() {
	for _, n := range l.pending {
		l.handler.onUpdate(n.update)
	}
	l.pending = nil
}

// logStream copies each line to all who follow it. From some moment on one of them does not read any more, and
// its buffers are kept for it (as in moby/moby#9139).
type logStream struct {
	followers []*follower
	stuck     float64
	rate      float64
	load      func(w *world) float64
	debt      debt
}

// follower has its lines in chunks.
type follower struct{ chunks [][]byte }

const chunkSize = 8 << 10

func newLogStream(w *world) *logStream {
	s := &logStream{stuck: 0.15 + 0.35*w.random.Float64(), load: wave(w, w.between(2, 6))}
	s.followers = make([]*follower, 4+w.random.Intn(5))
	for i := range s.followers {
		s.followers[i] = &follower{}
	}
	s.rate = w.perTick(plainUnits(w) / (1 - s.stuck))
	return s
}

func (s *logStream) tick(w *world) {
	const line = 160
	for n := s.debt.objects(w.bursty(s.rate*s.load(w)), line); n > 0; n-- {
		for _, f := range s.followers {
			f.write(blob[:line/2+w.random.Intn(line)])
		}
	}
	for i, f := range s.followers {
		if i > 0 || w.progress < s.stuck {
			f.read(w)
		}
	}
}

//go:noinline
func (f *follower) write(line []byte) {
	last := len(f.chunks) - 1
	if last < 0 || len(f.chunks[last])+len(line) > chunkSize {
		f.chunks = append(f.chunks, make([]byte, 0, chunkSize))
		last++
	}
	f.chunks[last] = append(f.chunks[last], line...)
}

// read takes some of the chunks, in some ticks all.
func (f *follower) read(w *world) {
	f.chunks = dropFirst(f.chunks, w.random.Intn(len(f.chunks)+1))
}

// cluster sends each message to all its peers. A peer that has gone for good, with its address, is taken for one
// that fails: its queue fills to a limit and is never given up (as in prometheus/alertmanager#1722).
type cluster struct {
	peers    []*peerQueue
	size     int
	messages float64
	deploy   float64
	debt     debt
}

type peerQueue struct {
	limit   int
	waiting []any
}

// livePeers is how many answer.
const livePeers = 3

func newCluster(w *world) *cluster {
	c := &cluster{size: int(w.between(200, 2000))}
	ticks := float64(w.total * ticksPerSnapshot)
	deployments := w.between(30, 60)
	c.deploy = deployments / ticks
	limit := w.between(240, 480) * float64(w.rate) / deployments / float64(c.size)
	// A queue is full after some part of the watch.
	c.messages = limit / (w.between(0.01, 0.06) * ticks)
	for i := 0; i < livePeers; i++ {
		c.join(int(limit))
	}
	return c
}

func (c *cluster) tick(w *world) {
	if w.random.Float64() < c.deploy {
		c.join(c.peers[0].limit)
	}
	for n := c.debt.objects(w.bursty(c.messages), 1); n > 0; n-- {
		for _, p := range c.peers {
			p.push(c.size)
		}
	}
	for _, p := range c.peers[len(c.peers)-livePeers:] {
		p.waiting = nil
	}
}

func (c *cluster) join(limit int) { c.peers = append(c.peers, &peerQueue{limit: limit}) }

func (p *peerQueue) push(size int) {
	if len(p.waiting) < p.limit {
		p.waiting = append(p.waiting, encodeMessage(size))
	}
}

//go:noinline
func encodeMessage(size int) any { return make([]byte, size) }

// statements prepares each query once and keeps it by its text; some texts contain values, and come only once
// (as in go-gorm/gorm#7121).
type statements struct {
	prepared map[string]*statement
	typical  float64
	rate     float64
	next     int
	debt     debt
}

type statement struct {
	columns []column
	text    string
}

type column struct {
	name  string
	table string
	kind  int64
}

func newStatements(w *world) *statements {
	s := &statements{prepared: map[string]*statement{}, typical: w.between(400, 1200)}
	s.rate = w.perTick(w.between(140, 320))
	return s
}

func (s *statements) tick(w *world) {
	for n := s.debt.objects(w.bursty(s.rate), int(s.typical)+900); n > 0; n-- {
		s.next++
		length := s.typical * math.Min(6, math.Exp(0.6*w.random.NormFloat64()))
		s.prepare(buildQuery(s.next, int(length/8)))
		for i := 0; i < 3; i++ {
			s.prepare(buildQuery(-w.random.Intn(40), 12))
		}
	}
}

//go:noinline
func buildQuery(first, count int) string {
	var b strings.Builder
	b.WriteString("SELECT * FROM machines WHERE id IN (")
	for i := 0; i < count; i++ {
		b.WriteString(strconv.Itoa(1_000_000 + first))
		b.WriteByte(',')
	}
	b.WriteString("0)")
	return b.String()
}

//go:noinline
func (s *statements) prepare(text string) *statement {
	known, is := s.prepared[text]
	if !is {
		known = &statement{make([]column, 20), text}
		s.prepared[text] = known
	}
	return known
}
