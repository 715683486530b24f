// SPDX-License-Identifier: Apache-2.0

package main

import (
	"math"
	"sort"
)

// wide holds scenarios modelled on leaks and on false alarms that were reported in public. Every second
// of them, by name and kind, was held out of the first tuning; the rule was fixed before the first run.
var wide = map[string]scenario{
	"accelerating": {
		kind: leak, about: "each session that is kept makes more of them: the rate rises all the time",
		leaks: []string{"main.newSession"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return []actor{newAccelerating(w)} },
	},
	"buffer-doubling": {
		kind: leak, about: "a log is kept in one buffer of bytes, which doubles",
		leaks: []string{"main.(*logBuffer).write"},
		start: func(w *world) []actor { return []actor{newLogBuffer(w)} },
	},
	"connections": {
		kind: leak, about: "one connection in thirty is never closed, and keeps two buffers",
		leaks: []string{"main.dial"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return []actor{newConnections(w)} },
	},
	"contexts": {
		kind: leak, about: "contexts are made under one that is never cancelled",
		leaks: []string{"main.(*supervisor).start"},
		start: func(w *world) []actor { return []actor{newSupervisor(w)} },
	},
	"error-bursts": {
		kind: leak, about: "errors come in bursts at random times, with quiet between; each is kept",
		leaks: []string{"main.newRecord"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return []actor{newBursts(w)} },
	},
	"few-of-many": {
		kind: leak, about: "of many objects one in a hundred is kept",
		leaks: []string{"main.newSession"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return []actor{newFewOfMany(w)} },
	},
	"generic-helper": {
		kind: leak, about: "copies made by a generic helper are kept by one of its users",
		leaks: []string{"main.copyOf[...]"}, also: []string{"main.copyForCache", "main.(*shelf).put"},
		start: newGenericHelper,
	},
	"hidden-by-load": {
		kind: leak, about: "one function serves a load that rises and falls, and loses one object in fifteen",
		leaks: []string{"main.newSession"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return []actor{newHiddenByLoad(w)} },
	},
	"inlined-helper": {
		kind: leak, about: "records are kept that an inlined helper makes",
		leaks: []string{"main.inlinedRecord"}, also: []string{"main.(*shelf).put", "main.(*inlined).tick"},
		start: func(w *world) []actor { return []actor{newInlined(w)} },
	},
	"large-buffers": {
		kind: leak, about: "now and then a buffer larger than the sampling rate is kept",
		leaks: []string{"main.newBuffer"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return []actor{newLargeBuffers(w)} },
	},
	"long-watch": {
		kind: leak, about: "a slow leak, watched for 240 to 300 snapshots",
		leaks: []string{"main.newRecord"}, also: []string{"main.(*shelf).put"}, snapshots: span{240, 300},
		start: func(w *world) []actor { return []actor{newLeak(w, newRecord, 0.7)} },
	},
	"mixed-formats": {
		kind: leak, about: "records are kept; some snapshots are text, some protobuf",
		leaks: []string{"main.newRecord"}, also: []string{"main.(*shelf).put"}, mixed: true,
		start: func(w *world) []actor { return []actor{newLeak(w, newRecord, 1)} },
	},
	"odd-hours": {
		kind: leak, about: "records are kept; snapshots come at odd times, are missing, or come twice",
		leaks: []string{"main.newRecord"}, also: []string{"main.(*shelf).put"}, irregular: true,
		start: func(w *world) []actor { return []actor{newLeak(w, newRecord, 1)} },
	},
	"one-caller": {
		kind: leak, about: "eight callers share a helper evenly; one of them keeps what it gets",
		leaks: []string{"main.cloneSlice"}, also: []string{"main.(*shelf).put"},
		start: newOneCaller,
	},
	"reloads": {
		kind: leak, about: "each reload of the configuration keeps the one before",
		leaks: []string{"main.loadConfig"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return []actor{newReloads(w)} },
	},
	"restart-warm-up": {
		kind: leak, about: "leaks in each of several processes, which also fill a cache anew", restarts: true,
		leaks: []string{"main.newRecord"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor {
			return []actor{newLeak(w, newRecord, 2), newSlowCache(w, fillCache, 0.06)}
		},
	},
	"short-watch": {
		kind: leak, about: "a fast leak, of which there are 16 to 30 snapshots", snapshots: span{16, 30},
		leaks: []string{"main.newRecord"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return []actor{newLeak(w, newRecord, 1.5)} },
	},
	"three-leaks": {
		kind: leak, about: "three functions leak, at rates that differ tenfold",
		leaks: []string{"main.newRecord", "main.newSession", "main.newBuffer"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor {
			return []actor{newLeak(w, newRecord, 3), newLeak(w, newSession, 1), newLeak(w, newBuffer, 1)}
		},
	},

	"bursty-load": {
		kind: control, about: "bursts of work at random times, each done after a while",
		start: func(w *world) []actor { return []actor{newBurstyLoad(w)} },
	},
	"growing-caller": {
		kind: control, about: "of the callers of a helper one is used ever more; nothing is kept",
		start: newGrowingCaller,
	},
	"irregular-load": {
		kind: control, about: "load rises and falls; snapshots come at odd times, are missing, or come twice", irregular: true,
		start: func(w *world) []actor { return []actor{newDiurnal(w), newSawtooth(w)} },
	},
	"lazy-index": {
		kind: control, about: "an index is built in a few pieces, when each is first needed",
		start: func(w *world) []actor { return []actor{newLazyIndex(w)} },
	},
	"log-ring": {
		kind: control, about: "a ring of log lines fills, and then overwrites its oldest",
		start: func(w *world) []actor { return []actor{newLogRing(w)} },
	},
	"long-control": {
		kind: control, about: "turnover and a cache, watched for 240 to 300 snapshots", snapshots: span{240, 300},
		start: func(w *world) []actor { return append(heavyChurn(w), newSlowCache(w, fillCache, 0.08)) },
	},
	"long-sessions": {
		kind: control, about: "sessions that last for up to a fifth of the watch, from none at its start",
		start: func(w *world) []actor {
			return []actor{newRequests(w, openSession, w.between(1, 6), float64(w.total)*w.between(0.04, 0.2))}
		},
	},
	"map-reuse": {
		kind: control, about: "a map is filled and emptied again and again, and keeps its buckets",
		start: func(w *world) []actor { return []actor{newMapReuse(w)} },
	},
	"mixed-control": {
		kind: control, about: "turnover and a cache; some snapshots are text, some protobuf", mixed: true,
		start: func(w *world) []actor { return []actor{newCacheFill(w, false), newDiurnal(w)} },
	},
	"nightly-batch": {
		kind: control, about: "a batch job takes memory for a while, several times, ever a little more",
		start: func(w *world) []actor { return []actor{newNightly(w)} },
	},
	"pool-doubling": {
		kind: control, about: "a pool doubles when it is short, and never shrinks; demand strays around a mean",
		start: func(w *world) []actor { return []actor{newDoublingPool(w)} },
	},
	"ramp-then-flat": {
		kind: control, about: "load rises to a higher level and stays there",
		start: func(w *world) []actor { return []actor{newRampThenFlat(w)} },
	},
	"restart-cache": {
		kind: control, about: "each of several processes fills a cache anew, slowly", restarts: true,
		start: func(w *world) []actor { return []actor{newSlowCache(w, fillCache, 0.05)} },
	},
	"several-loads": {
		kind: control, about: "three data sets are loaded by the same function, at moments of their own",
		start: func(w *world) []actor { return []actor{newStep(w), newStep(w), newStep(w)} },
	},
	"short-control": {
		kind: control, about: "turnover and a cache, of which there are 10 to 30 snapshots", snapshots: span{10, 30},
		start: func(w *world) []actor { return append(heavyChurn(w), newSlowCache(w, fillCache, 0.1)) },
	},
	"slow-cache": {
		kind: control, about: "a cache of random keys, which fills ever more slowly over a good part of the watch",
		start: func(w *world) []actor { return []actor{newSlowCache(w, fillCache, w.between(0.05, 0.2))} },
	},
	"straying-queue": {
		kind: control, about: "a queue whose length strays from its mean for long, and comes back to it",
		start: func(w *world) []actor { return []actor{newStrayingQueue(w)} },
	},
	"time-to-live": {
		kind: control, about: "entries of a cache are dropped a fixed time after they came",
		start: func(w *world) []actor { return []actor{newTimeToLive(w)} },
	},
	"two-tier-cache": {
		kind: control, about: "two caches, one behind the other, fill one after the other",
		start: func(w *world) []actor {
			return []actor{newSlowCache(w, fillCache, w.between(0.02, 0.06)), newSlowCache(w, fillCache, w.between(0.08, 0.2))}
		},
	},
}

// harder holds scenarios that were added once those above were judged rightly, with the same rule.
var harder = map[string]scenario{
	"flush-leaves-some": {
		kind: leak, about: "a buffer fills and is flushed, again and again; each flush leaves some of it",
		leaks: []string{"main.fillBuffer"},
		start: func(w *world) []actor { return []actor{newLeakySawtooth(w)} },
	},
	"growing-objects": {
		kind: leak, about: "a document of a few parts, each of which becomes larger and is copied",
		leaks: []string{"main.(*dossier).extend"},
		start: func(w *world) []actor { return []actor{newDossier(w)} },
	},
	"int-map": {
		kind: leak, about: "a map of plain numbers only ever gains entries",
		leaks: []string{"main.(*intMap).add"},
		start: func(w *world) []actor { return []actor{newIntMap(w)} },
	},
	"sessions-lost": {
		kind: leak, about: "sessions last for a tenth of the watch; one in eight never ends",
		leaks: []string{"main.newSession"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return []actor{newSessionsLost(w)} },
	},

	"cache-of-helper": {
		kind: control, about: "callers share a helper; one of them fills a cache with what it gets",
		start: newCacheOfHelper,
	},
	"map-high-water": {
		kind: control, about: "a map of what is in use, whose load strays; its buckets are kept",
		start: func(w *world) []actor { return []actor{newMapHighWater(w)} },
	},
	"rising-long-sessions": {
		kind: control, about: "sessions of a fifteenth of the watch, of which ever more are open",
		start: func(w *world) []actor {
			r := newRequests(w, openSession, w.between(1, 4), float64(w.total)*w.between(0.03, 0.1))
			factor := w.between(2, 5)
			r.load = func(w *world) float64 { return 1 + (factor-1)*w.progress }
			return []actor{r}
		},
	},
	"rising-waves": {
		kind: control, about: "load that rises and falls, ever higher",
		start: func(w *world) []actor {
			r := newRequests(w, handleRequest, w.between(3, 12), w.between(0.5, 6))
			waves, factor := wave(w, w.between(2, 8)), w.between(1.5, 4)
			r.load = func(w *world) float64 { return waves(w) * (1 + (factor-1)*w.progress) }
			return []actor{r}
		},
	},
}

// unseen holds scenarios that were written when the verdicts stood. All of them were held out.
var unseen = map[string]scenario{
	"listeners": {
		kind: leak, about: "each request adds a listener, which nothing removes",
		leaks: []string{"main.(*emitter).listen"},
		start: func(w *world) []actor { return []actor{newEmitter(w)} },
	},
	"pinned-lines": {
		kind: leak, about: "of many lines that are read, a word of one in twenty is kept, and with it the line",
		leaks: []string{"main.readLine"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return []actor{newPinnedLines(w)} },
	},
	"rate-doubles": {
		kind: leak, about: "leaks twice as fast from some moment on",
		leaks: []string{"main.newRecord"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor {
			l := newLeak(w, newRecord, 1)
			from := 0.3 + 0.4*w.random.Float64()
			l.load = func(w *world) float64 {
				if w.progress < from {
					return 1
				}
				return 2
			}
			l.leaked = nil
			return []actor{l}
		},
	},
	"timers": {
		kind: leak, about: "timers are set for the far future and forgotten",
		leaks: []string{"main.(*scheduler).schedule"},
		start: func(w *world) []actor { return []actor{newScheduler(w)} },
	},
	"working-hours": {
		kind: leak, about: "leaks in some hours and rests in others",
		leaks: []string{"main.newRecord"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor {
			l := newLeak(w, newRecord, 1.3)
			days, phase := w.between(4, 9), w.random.Float64()
			l.load = func(w *world) float64 {
				if math.Mod(w.progress*days+phase, 1) < 0.5 {
					return 2
				}
				return 0
			}
			l.leaked = nil
			return []actor{l}
		},
	},

	"cache-in-two-steps": {
		kind: control, about: "a cache fills to its limit, which is then raised once",
		start: func(w *world) []actor { return []actor{newTwoStepCache(w)} },
	},
	"config-swap": {
		kind: control, about: "a structure is replaced by one of another size, again and again",
		start: func(w *world) []actor { return []actor{newConfigSwap(w)} },
	},
	"spikes": {
		kind: control, about: "now and then a large amount of memory is taken for a moment",
		start: func(w *world) []actor { return []actor{newSpikes(w)} },
	},
	"tenants": {
		kind: control, about: "tenants join one after another until all are there, each with its buffers",
		start: func(w *world) []actor { return []actor{newTenants(w)} },
	},
	"winding-down": {
		kind: control, about: "what was taken at the start is given back bit by bit, while load strays",
		start: func(w *world) []actor { return []actor{newWindingDown(w), newStrayingQueue(w)} },
	},
}

// init adds the wide scenarios, and holds every second of each kind out of tuning, in the order of their names.
func init() {
	for _, batch := range []map[string]scenario{unseen, reported} {
		for name, s := range batch {
			s.heldOut = true
			scenarios[name] = s
		}
	}
	for name, s := range fresh {
		s.fresh = true
		scenarios[name] = s
	}
	for _, batch := range []map[string]scenario{wide, harder} {
		byKind := map[string][]string{}
		for name, s := range batch {
			byKind[s.kind] = append(byKind[s.kind], name)
		}
		for _, names := range byKind {
			sort.Strings(names)
			for i, name := range names {
				s := batch[name]
				s.heldOut = i%2 == 1
				scenarios[name] = s
			}
		}
	}
}
