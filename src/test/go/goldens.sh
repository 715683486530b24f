#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Runs `go tool pprof` on every recorded protobuf and keeps what it prints, as the oracle of the
# report tests: src/test/resources/goldens/RECORDING/PROFILE.txt.gz holds the reports on one
# profile, .../TARGET--BASE.txt.gz those on a pair of moments, .../PROFILE.pprof.gz those on the
# text of goroutines, which pprof reads without its names.
#
#   GO=/usr/local/go/bin/go src/test/go/goldens.sh [RECORDING...]
#
# GOLDENS_DIR writes elsewhere, for instance to compare with the pprof of another Go.
#
# Also, src/test/resources/texts/NAME.pprof on each text there.
#
# A golden is a list of sections. "### ARGS" starts one, then comes the standard output of
#   TZ=UTC go tool pprof -symbolize=none ARGS FILE
# byte for byte; "### !ARGS" starts one with its error output, where there is any; "### ~ARGS" starts
# one with rows that pprof prints in random order (see unstable), to be compared as a set of lines
# without their sum% column, which depends on the order. ARGS are separated by single spaces and
# never hold one. The folder of the recording is the working directory, so a base is named without a
# path.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
profiles=$(cd "$here/../resources/profiles" && pwd)
goldens=${GOLDENS_DIR:-$here/../resources/goldens}
go=${GO:-$(command -v go)} || { echo "goldens.sh: no Go found, set GO" >&2; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/empty" "$goldens"

GOCACHE=$("$go" env GOCACHE)
# pprof must see neither binaries nor settings of this machine.
export TZ=UTC HOME="$scratch/empty" PPROF_BINARY_PATH="$scratch/empty" PPROF_TMPDIR="$scratch/empty"
unset GOFLAGS GODEBUG 2>/dev/null || true
export GOTOOLCHAIN=local GOCACHE

# The path of a Go's pprof: newer versions build it on first use, older ones have it as a file.
pprof_of() {
    "$1" tool pprof -h > /dev/null 2>&1 || true
    "$1" tool -n pprof 2> /dev/null
}

# Regular expressions that match something in a program, each in another way.
# focus, ignore, hide, show, show_from, peek
expressions() {
    case $1 in
        jsonserver*) echo 'encoding/json main.*handle ^net/http main\. net/http.*serve main.*open' ;;
        containers*) echo 'Tree|treeNode collections fmt\. ^main\. main.fill insert|grow' ;;
        recursion*) echo 'direct even|odd main.keep main\.(direct|keep) main.descend ^main.keep$' ;;
        inlining*) echo 'level[12] twoOnOneLine level2 main\.level main.round level3|store' ;;
        closures*) echo 'func[0-9] Größe|Ж main.call 世界|keep main.everything main.keep' ;;
        buffers*) echo 'strings\. bufio|bytes ^fmt\. main\. main.write concat|fill' ;;
        vendored*) echo 'acme/store pool/v3 Collection vendored main.upsert parse|Get' ;;
        goroutines*) echo 'main\. sync|net ^runtime\. main\.|sync|chan main\. main\..*a' ;;
        *) echo 'main\. runtime runtime\. main\. main.main main.main' ;;
    esac
}

# Whether a table has rows in random order. pprof orders by flat (or cum), then by name, and leaves
# the rest to chance although it means to go on with other columns. Rows of the same name exist where
# it tells nodes apart by something that it does not print, which is the first line of the function
# with -files.
unstable() {
    case $1 in *-cum*) column=4 ;; *) column=1 ;; esac
    awk -v column="$column" '
        $5 ~ /%$/ {
            key = $column; for (i = 6; i <= NF; i++) if ($i !~ /^\((partial-)?inline\)$/) key = key " " $i
            if (key in seen && seen[key] != $0) found = 1
            seen[key] = $0
        }
        END { exit !found }' "$scratch/out"
}

# One report on $profile.
report() {
    "$pprof" -symbolize=none "$@" "$profile" > "$scratch/out" 2> "$scratch/err" || true
    # Said of every profile whose binary is not at hand, which is all of ours.
    grep -v '^Main binary filename not available.$' "$scratch/err" > "$scratch/complaint" || true
    if [ -s "$scratch/out" ] || [ ! -s "$scratch/complaint" ]; then
        order=
        case $1 in -top) ! unstable "$*" || order='~' ;; esac
        echo "### $order$*"
        cat "$scratch/out"
    fi
    if [ -s "$scratch/complaint" ]; then
        echo "### !$*"
        cat "$scratch/complaint"
    fi
}

heap_reports() {
    report -top
    report -top -cum
    report -top -nodecount=5
    report -top -cum -nodecount=10
    report -top -nodefraction=0
    report -top -nodefraction=0.05
    for index in alloc_objects alloc_space inuse_objects inuse_space; do
        report -top "-sample_index=$index"
        report -top -cum "-sample_index=$index" -nodecount=10
    done
    for filter in "-focus=$focus" "-ignore=$ignore" "-hide=$hide" "-show=$show" "-show_from=$show_from"; do
        report -top "$filter" -sample_index=alloc_space
        report -top "$filter" -nodefraction=0
    done
    report -top "-focus=$focus" "-ignore=$ignore" "-hide=$hide"
    report -top -focus=matches-nothing-at-all
    report -top '-focus=('
    report -top -relative_percentages "-focus=$focus" -sample_index=alloc_space
    report -top -tagfocus=1kb:
    report -top -tagfocus=bytes=:1kb -sample_index=alloc_objects
    report -top -tagignore=1kb:8kb -sample_index=alloc_space
    for granularity in -functions -filefunctions -files -lines -addresses; do
        report -top "$granularity" -sample_index=alloc_space
        # What is cut off would be as random as the order, see unstable.
        [ "$granularity" = -files ] || report -top "$granularity" -nodecount=15
    done
    report -top -files -cum
    report -top -noinlines -sample_index=alloc_space
    report -top -noinlines -lines -nodecount=15
    for unit in b kb mb gb auto; do
        report -top "-unit=$unit" -nodecount=5
    done
    report -tree
    report -tree -cum -sample_index=alloc_space -nodecount=10
    report -tree -nodefraction=0 -nodecount=20
    report -tree -lines -nodecount=10
    report -tree "-focus=$focus" -sample_index=alloc_objects
    report "-peek=$peek"
    report "-peek=$peek" -sample_index=alloc_space
    report "-peek=$peek" -lines
    report -peek=matches-nothing-at-all
    report -traces
    report -traces "-focus=$focus" -sample_index=alloc_space
}

pair_reports() {
    for kind in "-base=$base" "-diff_base=$base"; do
        report -top "$kind"
        report -top "$kind" -cum -sample_index=alloc_space
        report -top "$kind" -sample_index=inuse_objects -nodefraction=0
        report -top "$kind" -nodecount=5
        report -top "$kind" -lines -nodecount=15
        report -top "$kind" "-focus=$focus" -sample_index=alloc_space
        report -top "$kind" -relative_percentages "-focus=$focus" -sample_index=alloc_space
        report -top "$kind" -drop_negative -nodefraction=0
        report -top "$kind" -normalize
        report -tree "$kind" -nodecount=15
        report -tree "$kind" -normalize -nodecount=10
        report "-peek=$peek" "$kind"
        report -traces "$kind" "-focus=$focus"
    done
    report -top "-base=$base" -normalize -sample_index=alloc_space
}

other_reports() {
    report -top
    report -top -cum
    report -top -cum -nodecount=10
    report -tree -nodecount=10
    report -top -lines -nodecount=15
    report -top -relative_percentages -focus=main
    report -traces -focus=main
}

goroutine_reports() {
    report -top
    report -top -cum
    report -top -nodefraction=0
    report -top -cum -nodecount=10
    report -top -nodefraction=0.05
    for filter in "-focus=$focus" "-ignore=$ignore" "-hide=$hide" "-show=$show" "-show_from=$show_from"; do
        report -top "$filter"
        report -top -cum "$filter" -nodefraction=0
    done
    report -top -relative_percentages -focus=main
    report -top -focus=matches-nothing-at-all
    report -top -tagfocus=worker=uniter
    report -top -tagfocus=uniter
    report -top -tagignore=worker=firewaller
    report -top -tagroot=worker -cum
    report -top -tagleaf=worker
    report -tree -tagleaf=worker,nothing -tagroot=nothing
    report -traces -tagroot=worker,nothing -focus=main
    for granularity in -functions -filefunctions -files -lines -addresses; do
        report -top "$granularity"
        report -top "$granularity" -cum
    done
    report -top -noinlines
    report -tree
    report -tree -cum -nodecount=10
    report -tree -lines -nodefraction=0
    report "-peek=$peek"
    report "-peek=$peek" -lines
    report -traces
    report -traces "-focus=$focus"
    # What text and dump tell as well: no frames of the runtime, of which they hide most, no generic functions, whose
    # names they shorten, and not the goroutine that writes. Dumps leave other frames out of deep stacks.
    for rest in 'recorder|first' 'recorder|first|descend'; do
        for kind in '-top' '-top -cum' '-top -lines -nodefraction=0' '-tree' '-tree -lines' "-peek=$peek" '-traces'; do
            # shellcheck disable=SC2086 # words
            report $kind '-hide=^(internal/)?runtime\.' "-ignore=$rest"
        done
    done
}

# What pprof makes of the debug=1 text, whose names it does not read.
text_reports() {
    report -raw
    report -top
    report -top -addresses -nodefraction=0
    report -top -addresses -cum
    report -tree -addresses -nodecount=20
    report -traces
}

goroutine_pair_reports() {
    for kind in "-base=$base" "-diff_base=$base"; do
        report -top "$kind"
        report -top "$kind" -cum
        report -top "$kind" -lines -nodefraction=0
        report -top "$kind" "-focus=$focus"
        report -top "$kind" -drop_negative
        report -top "$kind" -normalize
        report -tree "$kind" -nodecount=15
        report "-peek=$peek" "$kind"
        report -traces "$kind"
    done
}

# All goldens of one recording into one folder.
make_goldens() {
    recording=$1 out=$2
    # shellcheck disable=SC2046 # six words
    set -- $(expressions "$recording")
    focus=$1 ignore=$2 hide=$3 show=$4 show_from=$5 peek=$6
    rm -rf "$out" && mkdir -p "$out"
    cd "$profiles/$recording"
    for profile in *.pb.gz; do
        name=${profile%.pb.gz}
        case $name in
            heap-*) heap_reports ;;
            goroutine-0*) goroutine_reports ;;
            *) other_reports ;;
        esac > "$out/$name.txt"
    done
    # One profile in full, as pprof understood it.
    case $recording in closures-go*)
        profile=heap-01.pb.gz
        report -raw >> "$out/heap-01.txt"
        ;;
    esac
    previous=
    for profile in heap-0[1-9].pb.gz; do
        if [ -n "$previous" ]; then
            base=$previous
            pair_reports > "$out/${profile%.pb.gz}--${base%.pb.gz}.txt"
        fi
        previous=$profile
    done
    for profile in goroutine-0*.txt*; do
        [ ! -e "$profile" ] || text_reports > "$out/${profile%.txt*}.pprof"
    done
    for pair in '02 01' '01 02'; do
        profile=goroutine-${pair% *}.pb.gz base=goroutine-${pair#* }.pb.gz
        [ ! -e "$base" ] || goroutine_pair_reports > "$out/${profile%.pb.gz}--${base%.pb.gz}.txt"
    done
    # The wrong way round: everything negative.
    profile=heap-01.pb.gz base=heap-02.pb.gz
    [ ! -e "$base" ] || pair_reports > "$out/heap-01--heap-02.txt"
}

pprof=$(pprof_of "$go")
for folder in "$profiles"/*/; do
    recording=$(basename "$folder")
    case " ${*:-$recording} " in *" $recording "*) ;; *) continue ;; esac
    (make_goldens "$recording" "$goldens/$recording")
    # -n leaves out name and time: the same goldens are the same bytes.
    find "$goldens/$recording" -type f ! -name '*.gz' -exec gzip -9nf {} +
    echo "goldens of $recording: $(du -sk "$goldens/$recording" | cut -f1) KB" >&2
done
# The texts that were written by hand; few and small, hence not gzipped.
if [ -z "$*" ] || [ "$*" = texts ]; then
    cd "$here/../resources/texts"
    for profile in synthetic-*.txt; do
        {
            report -raw
            report -top
            report -top -sample_index=0 -addresses
        } > "${profile%.txt}.pprof"
    done
fi
{
    echo "# Made by src/test/go/goldens.sh"
    echo "pprof=$("$go" env GOVERSION)"
} > "$goldens/manifest.properties"
