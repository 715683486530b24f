// SPDX-License-Identifier: Apache-2.0

// The Go side of the tests: a stand-in for a Juju agent, the programs whose heaps are recorded as
// test data, and the tools that check and grow that data. Standard library only, so that it builds
// offline with the Go of any Debian or Ubuntu release that is still in use.
module jujuheap.io/testagent

go 1.19
