// SPDX-License-Identifier: Apache-2.0

//go:build tools

package main

// Keeps what the program pprof needs in go.mod: go build github.com/google/pprof makes the peer of our command.
import _ "github.com/google/pprof"
