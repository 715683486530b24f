// SPDX-License-Identifier: Apache-2.0

// Package sampling sets the rate of Go's heap profile.
package sampling

import "runtime"

var sink []byte

// SetRate sets the mean number of bytes between two samples, from the next allocation on.
//
// Setting runtime.MemProfileRate alone takes effect after the next sample, which may be half a
// megabyte away; a rate of 1 makes the runtime forget that distance, so that the allocation after it
// is sampled and the new rate taken up. The two allocations for that have a size at which being
// sampled for certain is no distortion. Each processor (of GOMAXPROCS) counts on its own, so the
// others follow after their next sample.
func SetRate(n int) {
	if n > 1 {
		runtime.MemProfileRate = 1
		sink = make([]byte, 64<<10)
	}
	runtime.MemProfileRate = n
	if n > 1 {
		sink = make([]byte, 64<<10)
	}
	sink = nil
}
