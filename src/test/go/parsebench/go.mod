// SPDX-License-Identifier: Apache-2.0

// A module of its own, because it has a dependency: the parser that ours is measured against. This
// is the newest version that Go 1.19 still builds; see newest.mod.
module jujuheap.io/parsebench

go 1.19

require github.com/google/pprof v0.0.0-20240424215950-a892ee059fd6

require (
	github.com/chzyer/readline v1.5.1 // indirect
	github.com/ianlancetaylor/demangle v0.0.0-20240312041847-bd984b5ce465 // indirect
	golang.org/x/sys v0.6.0 // indirect
)
