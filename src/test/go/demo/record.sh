#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Records the profiles of the heap and of the goroutines that "juju-heap demo" replays, with the go on PATH.
set -eu
cd "$(dirname "$0")"
out=$PWD/../../../main/resources/io/jujuheap/cli/demo
# A neutral place: the path of the binary is part of a profile.
built=/tmp/controller
mkdir "$built"
trap 'rm -rf "$built"' EXIT
rm -rf "$out"
mkdir -p "$out"
go build -trimpath -o "$built/controller" .
"$built/controller" -out "$out" -moments 60
"$built/controller" -out "$out" -moments 60 -goroutines
