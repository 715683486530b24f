// SPDX-License-Identifier: Apache-2.0

module gopkg.example/acme/store.v2

go 1.19
