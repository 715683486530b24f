// SPDX-License-Identifier: Apache-2.0

// Package worker runs one goroutine for each unit, each with its own state.
package worker

// Uniter looks after a unit.
type Uniter struct {
	name  string
	hooks chan string
	state []byte
}

// StartUniters starts n of them.
func StartUniters(n int) []*Uniter {
	uniters := make([]*Uniter, 0, n)
	for i := 0; i < n; i++ {
		u := &Uniter{name: "unit", hooks: make(chan string, 32), state: make([]byte, 96<<10)}
		go u.loop()
		uniters = append(uniters, u)
	}
	return uniters
}

// Send queues a hook.
func (u *Uniter) Send(hook string) {
	select {
	case u.hooks <- hook:
	default:
	}
}

func (u *Uniter) loop() {
	for hook := range u.hooks {
		copy(u.state, hook)
	}
}
