// SPDX-License-Identifier: Apache-2.0

module github.example/acme/pool/v3

go 1.19
