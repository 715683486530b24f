// SPDX-License-Identifier: Apache-2.0

package main

// fresh holds scenarios that were written after all others had been looked at, each modelled on a public report of
// a leak or of a false alarm. One rule was made from what their first run missed.
var fresh = map[string]scenario{
	"cache-spares-a-class": {
		kind: leak, about: "a cache evicts what was found, and never what was not found", snapshots: span{200, 300},
		leaks: []string{"main.newEntry[...]"},
		also:  []string{"main.(*lru[...]).putMissing", "main.(*lru[...]).put"},
		start: func(w *world) []actor { return []actor{newLookups(w)} },
	},
	"clients-per-reconcile": {
		kind: leak, about: "each reconciliation makes a client, whose transport and connection are kept",
		snapshots: span{24, 60}, irregular: true,
		leaks: []string{"main.newPersistConn"},
		also:  []string{"main.(*clientFactory).transportFor", "main.(*clientFactory).reconcile"},
		start: newClientFactory,
	},
	"dead-peers": {
		kind: leak, about: "peers come and go for good; the queue of each that has gone fills to its limit and stays",
		restarts: true, irregular: true, period: 512 << 10,
		leaks: []string{"main.encodeMessage"},
		also:  []string{"main.(*peerQueue).push", "main.(*cluster).join"},
		start: func(w *world) []actor { return []actor{newCluster(w)} },
	},
	"defers-in-a-loop": {
		kind: leak, about: "a loop that never returns defers the closing of what it opens",
		leaks: []string{"main.openRows"}, also: []string{"main.(*replicator).loop"},
		start: newReplicator,
	},
	"finalizers-in-a-cycle": {
		kind: leak, about: "resources with finalizers refer to each other, and are not collected",
		leaks: []string{"main.openResource"},
		start: newResourcePairs,
	},
	"informer-handlers": {
		kind: leak, about: "handlers that nothing reads any more are sent each update, and queue it",
		snapshots: span{60, 140},
		leaks:     []string{"main.(*listener).push", "main.newUpdate"}, also: []string{"main.(*informer).addListener"},
		start: func(w *world) []actor { return []actor{newInformer(w)} },
	},
	"locks-by-path": {
		kind: leak, about: "a table has a lock for each path; walks over the files bring new ones", irregular: true, mixed: true,
		leaks: []string{"main.lockKey", "main.(*walker).lock"}, also: []string{"main.(*walker).tick"},
		start: func(w *world) []actor { return []actor{newWalker(w)} },
	},
	"pinned-files": {
		kind: leak, about: "a name that is kept keeps the text of its file, of up to 2 MB",
		snapshots: span{60, 120}, period: 512 << 10,
		leaks: []string{"main.readManifest"}, also: []string{"main.(*catalog).tick"},
		start: func(w *world) []actor { return []actor{newCatalog(w)} },
	},
	"request-ids": {
		kind: leak, about: "a sync.Map of requests is not told of those that are cancelled, while load rises and falls",
		leaks: []string{"main.(*inflight).begin"}, also: []string{"main.(*inflight).tick"},
		start: func(w *world) []actor { return []actor{newInflight(w)} },
	},
	"span-under-a-root": {
		kind: leak, about: "spans are kept as children of one that never ends, among many that do",
		leaks: []string{"main.newSpan", "main.(*traceSpan).annotate"},
		also:  []string{"main.(*traceSpan).adopt", "main.(*tracer).tick", "main.withAttributes.func1"},
		start: func(w *world) []actor { return []actor{newTracer(w)} },
	},
	"statements-by-text": {
		kind: leak, about: "statements are kept by the text of their query, which contains values", period: 512 << 10,
		leaks: []string{"main.buildQuery", "main.(*statements).prepare"}, also: []string{"main.(*statements).tick"},
		start: func(w *world) []actor { return []actor{newStatements(w)} },
	},
	"stuck-log-client": {
		kind: leak, about: "one of several who follow a log stops reading at some moment", mixed: true,
		leaks: []string{"main.(*follower).write"}, also: []string{"main.(*follower).read"},
		start: func(w *world) []actor { return []actor{newLogStream(w)} },
	},
	"timing-wheel": {
		kind: leak, about: "timeouts of more than one turn of a wheel stay in it when they are cancelled",
		leaks: []string{"main.(*wheel).schedule"}, also: []string{"main.(*wheel).turn"},
		start: func(w *world) []actor { return []actor{newTimeouts(w)} },
	},
	"tombstones": {
		kind: leak, about: "a large store whose objects come and go keeps a small mark of each that went", period: 64 << 10,
		leaks: []string{"main.newTombstone"}, also: []string{"main.(*shelf).put"},
		start: newStoreOfTombstones,
	},
	"upgrade-leaks": {
		kind: leak, about: "a program leaks watchers from its upgrade on", restarts: true, snapshots: span{100, 200},
		leaks: []string{"main.(*watcherHub).watch"}, also: []string{"main.(*watcherHub).tick"},
		start: func(w *world) []actor {
			return []actor{newWatcherHub(w), newWarmUp(w, fillCache, w.between(10, 40))}
		},
	},

	"arenas": {
		kind: control, about: "large slabs are shared by things that live for different times, while load rises and falls",
		start: func(w *world) []actor { return []actor{newArenas(w)} },
	},
	"backpressure": {
		kind: control, about: "a queue fills to its limit, where it refuses more; now and then some of it is sent",
		start: func(w *world) []actor { return []actor{newBounded(w)} },
	},
	"batch-windows": {
		kind: control, about: "samples are aggregated in windows of three lengths",
		start: newWindows,
	},
	"caches-in-turn": {
		kind: control, about: "five caches are filled one after another",
		start: newCachesInTurn,
	},
	"head-blocks": {
		kind: control, about: "a head gains samples and loses its oldest block each time it holds one and a half",
		start: func(w *world) []actor { return []actor{newHead(w)} },
	},
	"heavy-tailed-sessions": {
		kind: control, about: "sessions whose lives follow a power law, up to a third of the watch", period: 512 << 10,
		start: func(w *world) []actor { return []actor{newTailed(w)} },
	},
	"load-test": {
		kind: control, about: "load is raised in steps, then held or taken away", mixed: true,
		start: newLoadTest,
	},
	"migration": {
		kind: control, about: "tables are written anew one after another, and the old ones dropped", snapshots: span{50, 140},
		start: func(w *world) []actor { return []actor{newMigration(w)} },
	},
	"pooled-encoders": {
		kind: control, about: "buffers of very different sizes in a sync.Pool, with bursts", snapshots: span{12, 60}, mixed: true,
		start: func(w *world) []actor { return []actor{newEncoders(w)} },
	},
	"retention-both-ways": {
		kind: control, about: "entries are kept up to a number and up to an age", snapshots: span{200, 300}, irregular: true,
		start: func(w *world) []actor { return []actor{newRetention(w)} },
	},
	"segment-ring": {
		kind: control, about: "large segments of a log, of which the oldest leave", period: 512 << 10,
		start: func(w *world) []actor { return []actor{newSegments(w)} },
	},
	"shards-move": {
		kind: control, about: "shards of a cache come and leave, and fill anew", irregular: true,
		start: func(w *world) []actor { return []actor{newRing(w)} },
	},
	"snapshot-sent": {
		kind: control, about: "one large snapshot is built, sent and let go", snapshots: span{14, 40}, period: 512 << 10,
		start: newSnapshotSender,
	},
	"working-day": {
		kind: control, about: "the load of one day, from its morning to its evening", irregular: true,
		start: newWorkingDay,
	},
	"working-set-grows-at-restart": {
		kind: control, about: "each later process has more to hold in its cache", restarts: true, mixed: true,
		snapshots: span{120, 200},
		start:     newLargerWorkingSet,
	},
}
