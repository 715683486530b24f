#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Makes the profiles that the benches read: heaps of about 1,500, 20,000 and 60,000 different
# allocation stacks, recorded from the agent in this folder, as protobuf and as text of one moment.
#
#   src/test/go/bench-profiles.sh DIR [STACKS...]
#
# For each number of stacks N it writes DIR/stacks-N.pb.gz (as the agent sends it), stacks-N.pb,
# stacks-N.txt and stacks-N.txt.gz. The text of 60,000 stacks takes 120 MB, so for larger N it is not written.
# Files that exist are kept. GO names the go command. The profiles are not committed: they are large, and
# each recording has the same shape.
set -eu

[ $# -gt 0 ] || { echo "usage: bench-profiles.sh DIR [STACKS...]" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
shift
[ $# -gt 0 ] || set -- 1500 20000 60000
go=${GO:-$(command -v go)} || { echo "bench-profiles.sh: no Go found, set GO" >&2; exit 1; }

# Short, because the path of a socket must be.
scratch=$(mktemp -d /tmp/bench.XXXXXX)
agent=
trap '[ -z "$agent" ] || kill "$agent" 2> /dev/null || true; rm -rf "$scratch"' EXIT

fetch() {
    curl -fsS --unix-socket "$scratch/s" -o "$2" "http://unix.socket/debug/pprof/heap?debug=$1"
}

for stacks; do
    name=$out/stacks-$stacks
    [ ! -e "$name.pb" ] || continue
    [ -e "$scratch/agent" ] || (cd "$here" && "$go" build -o "$scratch/agent" ./agent)
    # With a rate well below the size of the allocations nearly each of them is sampled.
    : > "$scratch/ready" # The agent for the former number said "ready" too.
    "$scratch/agent" -socket "$scratch/s" -stacks "$stacks" -rate 512 -freeze -warm-up 0s > "$scratch/ready" &
    agent=$!
    until grep -q '^ready ' "$scratch/ready"; do
        kill -0 "$agent" 2> /dev/null || { echo "bench-profiles.sh: the agent did not start" >&2; exit 1; }
        sleep 0.1
    done
    fetch 0 "$name.pb.gz"
    [ "$stacks" -gt 60000 ] || fetch 1 "$name.txt"
    kill "$agent"
    wait "$agent" || true
    agent=
    if [ "$stacks" -le 60000 ]; then
        (cd "$here" && "$go" run ./paircheck "$name.txt") >&2
        gzip -c "$name.txt" > "$name.txt.gz"
    fi
    # Last, because its presence says that all are there.
    gzip -cd "$name.pb.gz" > "$scratch/protobuf"
    mv "$scratch/protobuf" "$name.pb"
done
