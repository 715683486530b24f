#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Records the heaps of the programs under programs/ with every Go given, into
# src/test/resources/profiles/PROGRAM-goX.Y/. What is recorded is committed: the tests compare with
# goldens that goldens.sh makes from these files, so record again only to add something, and run
# goldens.sh afterwards.
#
#   GO_VERSIONS="/usr/lib/go-1.19/bin/go /usr/local/go/bin/go" src/test/go/record.sh [PROGRAM...]
#
# PROFILES_DIR writes elsewhere, to try something out.
# BUILD_DIR (default /build) is where the sources are copied to and built: without -trimpath its
# name becomes part of the profiles, so it must say nothing about the machine.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
profiles=${PROFILES_DIR:-$here/../resources/profiles}
build=${BUILD_DIR:-/build}
versions=${GO_VERSIONS:-$(command -v go)} || { echo "record.sh: no Go found, set GO_VERSIONS" >&2; exit 1; }
wanted=$*

# Name of the recording, package, how it is built, bytes between two samples (MemProfileRate).
# The rates are far below Go's default of 512 KiB, which one has, because the programs are small. Those
# of goroutines have Go's own, because nothing is asked of their heap.
recordings() {
    cat <<'TABLE'
jsonserver         programs/jsonserver  plain     16384
jsonserver-sparse  programs/jsonserver  trimpath  524288
containers         programs/containers  trimpath  8192
recursion          programs/recursion   plain     4096
inlining           programs/inlining    trimpath  2048
inlining-exact     programs/inlining    plain     1
closures           programs/closures    plain     1024
closures-off       programs/closures    plain     0
buffers            programs/buffers     plain     8192
vendored-spaces    programs/vendored    spaces    4096
vendored-trimpath  programs/vendored    trimpath  4096
goroutines-channels programs/goroutines/channels plain 524288
goroutines-locks programs/goroutines/locks plain 524288
goroutines-server  programs/goroutines/server plain 524288
goroutines-timers  programs/goroutines/timers plain 524288
goroutines-deep    programs/goroutines/deep plain 524288
goroutines-blocked programs/goroutines/blocked plain 524288
TABLE
}

# The environment of the caller must not change what is built.
unset GOFLAGS GODEBUG GOWORK 2>/dev/null || true
export GOTOOLCHAIN=local GOPROXY=off GOWORK=off CGO_ENABLED=0

mkdir -p "$build" || { echo "record.sh: cannot create $build, set BUILD_DIR" >&2; exit 1; }
trap 'rm -rf "$build/juju-heap" "$build/a directory with spaces"; rmdir "$build" 2> /dev/null || true' EXIT

for go in $versions; do
    release=$("$go" env GOVERSION)
    short=$(echo "$release" | cut -d. -f1,2)
    recordings | while read -r name package mode rate; do
        case " ${wanted:-$name} " in *" $name "*) ;; *) continue ;; esac
        root=$build/juju-heap
        [ "$mode" = spaces ] && root="$build/a directory with spaces/juju heap"
        rm -rf "$root" && mkdir -p "$root/bin"
        for part in go.mod internal recorder programs; do
            cp -R "$here/$part" "$root/"
        done
        trimpath=
        [ "$mode" = trimpath ] && trimpath=-trimpath
        (
            cd "$root/$package"
            # A module of its own means third-party code, which is then built from a vendor folder.
            [ -e go.mod ] && "$go" mod vendor
            "$go" build $trimpath -o "$root/bin/$name" .
        )
        out=$profiles/$name-$short
        rm -rf "$out" && mkdir -p "$out"
        # For memprofilerate GODEBUG is the earliest, but Go 1.19 overrides it; the recorder then sets RECORD_RATE. One
        # processor, so that the rate, which each processor takes up on its own, holds everywhere.
        (cd "$root" && GOMAXPROCS=1 GODEBUG=memprofilerate=$rate,tracebacklabels=1 RECORD_RATE=$rate "$root/bin/$name" -out "$out")
        # Proof that text and protobuf are the same moment, by content.
        : > "$out.pairs"
        [ ! -e "$out/heap-01.txt" ] || (cd "$here" && "$go" run ./paircheck "$out"/heap-*.txt) > "$out.pairs"
        {
            echo "# Recorded by src/test/go/record.sh; files that differ only in their ending are one moment."
            echo "program=$package"
            echo "go=$release"
            echo "build=$mode"
            echo "memprofilerate=$rate"
            cat "$out.pairs"
        } > "$out/manifest.properties"
        rm "$out.pairs"
        for text in "$out"/*.txt "$out"/*.dump; do
            [ -e "$text" ] || continue
            [ "$(wc -c < "$text")" -le 65536 ] || gzip -9n "$text"
        done
        echo "recorded $name with $release: $(du -sk "$out" | cut -f1) KB" >&2
    done
done

# Nothing of this machine may end up in a recording.
if find "$profiles" -type f -exec gzip -cdf {} + |
    LC_ALL=C grep -aoF -e "$here" -e "${HOME:-$here}/" -e "${TMPDIR:-/tmp}/" | sort -u | grep .; then
    echo "record.sh: the paths above are of this machine" >&2
    exit 1
fi
