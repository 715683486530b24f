// SPDX-License-Identifier: Apache-2.0

package main

// scenario is a program of known truth.
type scenario struct {
	// kind is "leak" or "control": whether a verdict of leak is right.
	kind  string
	about string
	// leaks names the functions that leak, also those that leak along with them.
	leaks, also []string
	// restarts says that the process is replaced once or twice during the series.
	restarts bool
	// snapshots says how many there are, 80 to 160 when it is empty.
	snapshots span
	// period is the sampling period in bytes; when it is zero, the seed decides.
	period int
	// irregular says that snapshots come at odd times, are missing, or come twice.
	irregular bool
	// mixed says that some snapshots are text.
	mixed bool
	// heldOut says that it was held out when limits of the verdicts were tuned; it has been looked at since.
	heldOut bool
	// fresh says that it was written after that, and before its first run nothing was tuned on it.
	fresh bool
	// start makes the actors that come on top of the background.
	start func(w *world) []actor
}

// span is a range of numbers, with both its ends.
type span struct{ low, high int }

const (
	leak    = "leak"
	control = "control"
)

var scenarios = map[string]scenario{
	"steady": {
		kind: leak, about: "records are kept for ever, at a steady rate",
		leaks: []string{"main.newRecord"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return []actor{newLeak(w, newRecord, 1)} },
	},
	"under-churn": {
		kind: leak, about: "as steady, amid ten times the turnover of memory",
		leaks: []string{"main.newRecord"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return append(heavyChurn(w), newLeak(w, newRecord, 1)) },
	},
	"late-start": {
		kind: leak, about: "leaks from some moment in the middle on",
		leaks: []string{"main.newRecord"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor {
			l := newLeak(w, newRecord, 1.5)
			l.from = 0.3 + 0.3*w.random.Float64()
			return []actor{l}
		},
	},
	"two-at-once": {
		kind: leak, about: "two functions leak, at different rates",
		leaks: []string{"main.newRecord", "main.newSession"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor {
			return []actor{newLeak(w, newRecord, 1), newLeak(w, newSession, 1)}
		},
	},
	"maps": {
		kind: leak, about: "a map only ever gains entries",
		leaks: []string{"main.(*sessionMap).open"},
		start: func(w *world) []actor { return []actor{newSessionMap(w)} },
	},
	"goroutines": {
		kind: leak, about: "goroutines never end, and keep a buffer each",
		leaks: []string{"main.handle"}, also: []string{"runtime.malg", "main.(*server).accept", "main.(*server).tick"},
		start: func(w *world) []actor { return []actor{newServer(w)} },
	},
	"small-objects": {
		kind: leak, about: "a list of objects of a few dozen bytes",
		leaks: []string{"main.(*list).push"},
		start: func(w *world) []actor { return []actor{newList(w)} },
	},
	"append": {
		kind: leak, about: "one slice grows for ever: each larger array replaces the one before",
		leaks: []string{"main.(*journal).add"},
		start: func(w *world) []actor { return []actor{newJournal(w)} },
	},
	"shared-helper": {
		kind: leak, about: "a helper that many call in passing; one caller keeps what it gets",
		leaks: []string{"main.clone"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return newSharedHelper(w) },
	},
	"churn": {
		kind: control, about: "heavy turnover of memory, nothing kept",
		start: heavyChurn,
	},
	"sawtooth": {
		kind: control, about: "a buffer fills and is flushed, again and again",
		start: func(w *world) []actor { return []actor{newSawtooth(w)} },
	},
	"cache-fill": {
		kind: control, about: "a cache fills evenly, is full, and stays so",
		start: func(w *world) []actor { return []actor{newCacheFill(w, false)} },
	},
	"one-step": {
		kind: control, about: "a large structure is loaded once and kept",
		start: func(w *world) []actor { return []actor{newStep(w)} },
	},
	"random-walk": {
		kind: control, about: "a queue whose length wanders",
		start: func(w *world) []actor { return []actor{newRandomWalk(w)} },
	},
	"diurnal": {
		kind: control, about: "load that rises and falls",
		start: func(w *world) []actor { return []actor{newDiurnal(w)} },
	},
	"restart": {
		kind: control, about: "the process is replaced, and warms up again", restarts: true,
		start: func(w *world) []actor {
			return []actor{newWarmUp(w, fillCache, w.between(20, 60)), newRequests(w, handleRequest, 4, 3)}
		},
	},
	"profiler": {
		kind: control, about: "ever new stacks: the profiler's own buckets grow",
		start: func(w *world) []actor { return []actor{newStackMaker(w)} },
	},

	"same-site": {
		kind: leak, about: "one function serves requests, and loses one object in ten", heldOut: true,
		leaks: []string{"main.newSession"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return []actor{newLossy(w)} },
	},
	"diurnal-leak": {
		kind: leak, about: "leaks in proportion to a load that rises and falls", heldOut: true,
		leaks: []string{"main.newRecord"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor {
			l := newLeak(w, newRecord, 1)
			l.load = wave(w, w.between(1, 3))
			l.leaked = nil // its rate is not one number
			return []actor{l}
		},
	},
	"batch-leak": {
		kind: leak, about: "a job runs now and then and leaks each time", heldOut: true,
		leaks: []string{"main.newRecord"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return []actor{newBatchLeak(w)} },
	},
	"restart-leak": {
		kind: leak, about: "leaks in each of the processes that follow one another", heldOut: true, restarts: true,
		leaks: []string{"main.newRecord"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return []actor{newLeak(w, newRecord, 1.5)} },
	},
	"lru-cache": {
		kind: control, about: "a cache fills, then evicts its oldest entry for each new one", heldOut: true,
		start: func(w *world) []actor { return []actor{newCacheFill(w, true)} },
	},
	"ramp-load": {
		kind: control, about: "load rises all the time; each request still ends", heldOut: true,
		start: func(w *world) []actor {
			r := newRequests(w, handleRequest, w.between(3, 12), w.between(0.5, 6))
			factor := w.between(2, 5)
			r.load = func(w *world) float64 { return 1 + (factor-1)*w.progress }
			return []actor{r}
		},
	},
	"slow-oscillation": {
		kind: control, about: "a data set grows and shrinks over a good part of the series", heldOut: true,
		start: func(w *world) []actor { return []actor{newOscillation(w)} },
	},
	"backlog": {
		kind: control, about: "work piles up for a good while, and is then worked off", heldOut: true,
		start: func(w *world) []actor { return []actor{newBacklog(w)} },
	},
	"high-water": {
		kind: control, about: "a free list keeps as many objects as were ever in use at once", heldOut: true,
		start: func(w *world) []actor { return []actor{newPool(w)} },
	},
}
