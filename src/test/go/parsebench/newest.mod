// SPDX-License-Identifier: Apache-2.0

// As go.mod, with the pprof of Go 1.26, for a Go that can build it: 1.24 and newer. It is the faster
// one, hence the fair one. Used with -modfile=newest.mod.
module jujuheap.io/parsebench

go 1.24.0

require github.com/google/pprof v0.0.0-20251114195745-4902fdda35c8
