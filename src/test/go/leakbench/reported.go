// SPDX-License-Identifier: Apache-2.0

package main

// reported holds scenarios modelled on public reports, which were written and fixed before their first run.
// All of them were held out; they have been looked at since.
var reported = map[string]scenario{
	"generic-set": {
		kind: leak, about: "a generic set of names only ever gains members",
		leaks: []string{"main.(*set[...]).add"}, also: []string{"main.(*registrar).tick"},
		start: func(w *world) []actor { return []actor{newRegistrar(w)} },
	},
	"growing-keys": {
		kind: leak, about: "results are kept by what was asked, without a bound; new questions come ever more seldom",
		leaks: []string{"main.newSession"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return []actor{newGrowingKeys(w)} },
	},
	"metric-labels": {
		kind: leak, about: "each user has a series of metrics of his own, among many updates of known ones",
		leaks: []string{"main.(*vector).with"},
		start: func(w *world) []actor { return []actor{newVector(w)} },
	},
	"per-key-history": {
		kind: leak, about: "a slice of events for each of some dozens of machines, each only appended to",
		leaks: []string{"main.(*chronicle).note"},
		start: func(w *world) []actor { return []actor{newChronicle(w)} },
	},
	"pinned-blocks": {
		kind: leak, about: "blocks of many records, each of which lives as long as any of its records; some records stay",
		leaks: []string{"main.newBlock"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return []actor{newPinnedBlocks(w)} },
	},
	"rolling-deploys": {
		kind: leak, about: "several processes that leak; snapshots at odd times, some of them text", restarts: true,
		irregular: true, mixed: true,
		leaks: []string{"main.newRecord"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor {
			return []actor{newLeak(w, newRecord, 2), newWarmUp(w, fillCache, w.between(10, 40))}
		},
	},
	"short-churn": {
		kind: leak, about: "a fast leak amid heavy turnover, of which there are 14 to 26 snapshots", snapshots: span{14, 26},
		leaks: []string{"main.newRecord"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return append(heavyChurn(w), newLeak(w, newRecord, 1.5)) },
	},
	"storms": {
		kind: leak, about: "a peer fails for a while, again and again; what was to be sent to it meanwhile is kept",
		leaks: []string{"main.newRecord"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return []actor{newStorms(w)} },
	},
	"subscribers": {
		kind: leak, about: "subscribers come and go, and one in twelve leaves its channel behind",
		leaks: []string{"main.(*hub).subscribe"}, also: []string{"main.(*shelf).put"},
		start: func(w *world) []actor { return []actor{newHub(w)} },
	},
	"wrapped-errors": {
		kind: leak, about: "the last error is kept, and wraps the one before, whose text it repeats",
		leaks: []string{"main.(*poller).fail"},
		start: func(w *world) []actor { return []actor{newPoller(w)} },
	},

	"daily-spool": {
		kind: control, about: "a spool fills all day and is sent at midnight, over some minutes",
		start: func(w *world) []actor { return []actor{newSpool(w)} },
	},
	"grown-buffers": {
		kind: control, about: "a pool of buffers, each of which has grown to the largest message that it carried",
		start: func(w *world) []actor { return []actor{newGrownBuffers(w)} },
	},
	"idle-pool": {
		kind: control, about: "a pool of connections grows with a load that strays, and closes those that are idle for long",
		start: func(w *world) []actor { return []actor{newIdlePool(w)} },
	},
	"import": {
		kind: control, about: "one import builds a data set over a good while, in many parts",
		start: func(w *world) []actor { return []actor{newImport(w)} },
	},
	"interned-words": {
		kind: control, about: "a table of words of a limited vocabulary, in which some are rare",
		start: func(w *world) []actor { return []actor{newInterned(w)} },
	},
	"long-polls": {
		kind: control, about: "most requests are short, some last for a tenth of the watch; load rises and falls",
		start: func(w *world) []actor { return newLongPolls(w) },
	},
	"map-spike": {
		kind: control, about: "a map serves a steady load and once far more of it; its buckets are kept",
		start: func(w *world) []actor { return []actor{newMapSpike(w)} },
	},
	"rings": {
		kind: control, about: "several rings of lines, which are opened one after another and fill",
		start: func(w *world) []actor { return newRings(w) },
	},
	"rolling-warm-ups": {
		kind: control, about: "several processes that warm up under load; snapshots at odd times, some of them text",
		restarts: true, irregular: true, mixed: true,
		start: func(w *world) []actor {
			return []actor{newSlowCache(w, fillCache, w.between(0.02, 0.06)), newDiurnal(w)}
		},
	},
	"short-ramp": {
		kind: control, about: "load that rises all the time, of which there are 12 to 30 snapshots", snapshots: span{12, 30},
		start: func(w *world) []actor {
			r := newRequests(w, handleRequest, w.between(3, 12), w.between(0.5, 4))
			factor := w.between(1.5, 4)
			r.load = func(w *world) float64 { return 1 + (factor-1)*w.progress }
			return []actor{r}
		},
	},
}
