// SPDX-License-Identifier: Apache-2.0

// A module of its own, so that it can be built with a vendor directory. Its two "third-party"
// modules live beside it and are invented; their import paths are what matters: a major version
// suffix, and a dot in the last element, which Go escapes in symbol names (store%2ev2).
module jujuheap.io/vendored

go 1.19

require (
	github.example/acme/pool/v3 v3.1.4
	gopkg.example/acme/store.v2 v1.0.1
	jujuheap.io/testagent v0.0.0
)

replace (
	github.example/acme/pool/v3 => ./third_party/pool
	gopkg.example/acme/store.v2 => ./third_party/store
	jujuheap.io/testagent => ../..
)
