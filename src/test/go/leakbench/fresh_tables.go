// SPDX-License-Identifier: Apache-2.0

package main

import (
	"io"
	"path"
	"strconv"
	"sync"
	"unsafe"
)

// The actors of the fresh scenarios that leak from tables, caches and stores.

// catalog reads files of very different sizes and keeps a name out of each. Of one file in four the name is a part
// of the file's text, and keeps all of it (as in gojue/ebpfmanager#2).
type catalog struct {
	names   []string
	reading []request
	rate    float64
	now     int
	debt    debt
}

const smallestFile, largestFile = 50 << 10, 2 << 20

func newCatalog(w *world) *catalog { return &catalog{rate: w.between(80, 160)} }

func (c *catalog) tick(w *world) {
	c.now++
	c.reading = retain(c.reading, func(r request) bool { return r.ends > c.now })
	perTick := 4 * c.rate / float64(w.total*ticksPerSnapshot)
	for n := c.debt.objects(w.bursty(perTick), 1); n > 0; n-- {
		text := readManifest(int(w.between(smallestFile, largestFile)))
		c.reading = append(c.reading, request{text, c.now + w.random.Intn(2*ticksPerSnapshot)})
		if w.random.Intn(4) == 0 {
			c.names = append(c.names, text[:20])
		} else {
			c.names = append(c.names, string([]byte(text[:20])))
		}
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

//go:noinline
func readManifest(size int) string {
	content, err := io.ReadAll(io.LimitReader(zeros{}, int64(size)))
	if err != nil {
		panic(err)
	}
	return string(content)
}

// inflight knows the requests that are served. It is told of the end of each, but for those that are cancelled
// (as in Arman92/go-tdlib#74).
type inflight struct {
	states sync.Map
	open   []ending
	rate   float64
	life   float64
	load   func(w *world) float64
	now    int
	next   int
	debt   debt
}

type ending struct {
	id   string
	ends int
}

type requestState struct {
	began   int
	headers [6]string
}

// requestBytes is what the table takes for a request, about.
const requestBytes = 280

func newInflight(w *world) *inflight {
	return &inflight{
		rate: w.perTick(10 * plainUnits(w)),
		life: w.between(0.5, 4) * ticksPerSnapshot,
		load: wave(w, w.between(1, 5)),
	}
}

func (t *inflight) tick(w *world) {
	t.now++
	t.open = retain(t.open, func(e ending) bool {
		if e.ends > t.now {
			return true
		}
		if w.random.Intn(10) > 0 {
			t.states.Delete(e.id)
		}
		return false
	})
	for n := t.debt.objects(w.bursty(t.rate*t.load(w)), requestBytes); n > 0; n-- {
		t.next++
		t.open = append(t.open, ending{t.begin(), t.now + 1 + int(w.random.ExpFloat64()*t.life)})
	}
}

//go:noinline
func (t *inflight) begin() string {
	id := "request-" + strconv.Itoa(1_000_000_000+t.next)
	t.states.Store(id, &requestState{began: t.now})
	return id
}

// walker goes through a tree of files now and then and locks the path of each. The table of locks keeps them all
// (as in aptly-dev/aptly#1570 and kubernetes/kubernetes#66442).
type walker struct {
	locks   map[string]*pathLock
	known   []string
	perWalk float64
	perTick float64
}

type pathLock struct {
	mutex   sync.Mutex
	waiting int64
}

// lockBytes is what a new path takes, about.
const lockBytes = 190

func newWalker(w *world) *walker {
	walks := w.between(36, 90)
	return &walker{
		locks:   map[string]*pathLock{},
		perWalk: w.between(140, 320) * float64(w.rate) / walks / lockBytes,
		perTick: walks / float64(w.total*ticksPerSnapshot),
	}
}

func (k *walker) tick(w *world) {
	if w.random.Float64() >= k.perTick {
		return
	}
	for n := int(k.perWalk * w.between(0.6, 1.6)); n > 0; n-- {
		name := lockKey("/var/lib/juju/tools", len(k.locks))
		k.lock(name)
		if w.random.Intn(8) == 0 {
			k.known = append(k.known, name)
		}
	}
	for _, name := range k.known {
		k.lock(name)
	}
}

//go:noinline
func lockKey(root string, number int) string {
	return path.Join(root, strconv.Itoa(number%100), "charm-"+strconv.Itoa(1_000_000+number))
}

//go:noinline
func (k *walker) lock(name string) {
	l, known := k.locks[name]
	if !known {
		l = &pathLock{}
		k.locks[name] = l
	}
	l.mutex.Lock()
	l.mutex.Unlock()
}

// lru is a cache that evicts its oldest entry when it is full. Entries that say "there is no such thing" are not
// in the list that it evicts from (as in dsx-ai-factory/infra-controller#1930).
type lru[V any] struct {
	entries map[int]*entry[V]
	oldest  []int
	limit   int
}

type entry[V any] struct {
	value V
	text  []byte
}

//go:noinline
func newEntry[V any](value V, size int) *entry[V] { return &entry[V]{value, make([]byte, size)} }

func (c *lru[V]) put(key int, e *entry[V]) {
	if len(c.oldest) >= c.limit {
		delete(c.entries, c.oldest[0])
		c.oldest = c.oldest[1:]
	}
	c.oldest = append(c.oldest, key)
	c.entries[key] = e
}

//go:noinline
func (c *lru[V]) putMissing(key int, e *entry[V]) { c.entries[key] = e }

// status says what came of a look-up.
type status int32

const (
	found status = iota
	missing
)

// lookups asks a cache for things that are there and for others.
type lookups struct {
	cache          lru[status]
	found, missing float64
	size, short    int
	next           int
	debts          [2]debt
}

func newLookups(w *world) *lookups {
	l := &lookups{size: int(w.between(500, 4000)), short: int(w.between(120, 400))}
	full := w.between(40, 160)
	l.cache = lru[status]{entries: map[int]*entry[status]{}, limit: int(full*float64(w.rate)) / l.size}
	l.found = w.perTick(full / w.between(0.06, 0.3))
	l.missing = w.perTick(w.between(90, 200))
	return l
}

func (l *lookups) tick(w *world) {
	for n := l.debts[0].objects(w.bursty(l.found), l.size); n > 0; n-- {
		l.next++
		l.cache.put(l.next, newEntry(found, l.size))
	}
	for n := l.debts[1].objects(w.bursty(l.missing), l.short+32); n > 0; n-- {
		l.next++
		l.cache.putMissing(l.next, newEntry(missing, l.short))
	}
}

//go:noinline
func putObject(size int) any { return make([]byte, size) }

type tombstone struct {
	key     [64]byte
	deleted [6]int64
}

//go:noinline
func newTombstone(int) any { return &tombstone{} }

// newStoreOfTombstones is a large store whose objects come and go. Each that goes leaves a mark, which nothing
// collects (as in skycoin/skywire#2705).
func newStoreOfTombstones(w *world) []actor {
	objects := newReplacing(w, putObject, w.between(500, 900), w.between(5, 20))
	l := newLeak(w, newTombstone, 1)
	l.size = int(unsafe.Sizeof(tombstone{}))
	l.rate = w.perTick(w.between(60, 100))
	return []actor{objects, l}
}
