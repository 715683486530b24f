// SPDX-License-Identifier: Apache-2.0

// Command paircheck proves that a heap profile in text and one in protobuf are the same moment: it
// un-samples every record of the text and looks for the sample of the protobuf with the same four
// values, the same object size and the same frames.
//
//	paircheck DIR/heap-01.txt...     each with heap-01.pb.gz beside it
//
// It prints, per pair, how many records agree, and how they differ where Go makes them differ. It
// exits with 1 when a pair differs in a way that is not explained.
package main

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"jujuheap.io/testagent/internal/profile"
)

// frame is a frame of source: what both encodings know about it.
type frame struct {
	name string
	file string
	line int64
}

// record is one line of the heap profile with its frames, leaf first.
type record struct {
	values [4]int64 // alloc objects, alloc bytes, in-use objects, in-use bytes; un-sampled
	size   int64
	frames []frame

	addresses []uint64 // text only: return addresses of all frames, hidden ones included
	first     uint64   // text only: return address of the first frame that is shown
	entry     uint64   // text only: where the function of that frame begins
}

// leafHidden tells whether the protobuf hides the first frame that the text shows.
//
// Both encodings hide the frames of the runtime below the allocation. The text asks for the name of
// the call (address - 1), the protobuf for the name at the return address. They disagree when a
// function of the runtime is inlined into the first function that is not of the runtime: there the
// return address of the outer frame is the first instruction of the inlined one. So the protobuf
// loses a frame. It shows in the text as a hidden address inside the function of the first frame.
func (r *record) leafHidden() bool {
	for i, address := range r.addresses {
		if address == r.first {
			return i > 0 && r.addresses[i-1] > r.entry && r.addresses[i-1]-r.entry < 1<<16 && len(r.frames) > 1
		}
	}
	return false
}

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: paircheck FILE.txt...")
		os.Exit(2)
	}
	ok := true
	for _, text := range os.Args[1:] {
		name := strings.TrimSuffix(filepath.Base(text), ".txt")
		verdict, same, err := check(text, strings.TrimSuffix(text, ".txt")+".pb.gz")
		if err != nil {
			fmt.Fprintf(os.Stderr, "paircheck: %s: %v\n", text, err)
			os.Exit(1)
		}
		fmt.Printf("%s=%s\n", name, verdict)
		ok = ok && same
	}
	if !ok {
		os.Exit(1)
	}
}

func check(text, proto string) (verdict string, same bool, err error) {
	fromText, err := readText(text)
	if err != nil {
		return "", false, err
	}
	fromProto, err := readProto(proto)
	if err != nil {
		return "", false, err
	}
	// Rounds, each forgiving one difference that Go itself makes: none; the file of a function (the
	// protobuf keeps one per function); a leaf that the protobuf hides, see leafHidden; the frames
	// above the depth limit.
	left, equal := match(fromText, fromProto, func(r record) string { return key(r, true, -1) })
	leftText, leftProto := left[0], left[1]
	left, files := match(leftText, leftProto, func(r record) string { return key(r, false, -1) })
	leftText, leftProto = left[0], left[1]
	left, hidden := match(leftText, leftProto, func(r record) string {
		if r.leafHidden() {
			r.frames = r.frames[1:]
		}
		return key(r, true, -1)
	})
	leftText, leftProto = left[0], left[1]
	left, truncated := matchTruncated(leftText, leftProto)
	leftText, leftProto = left[0], left[1]
	verdict = fmt.Sprintf("records %d, equal %d, other file %d, hidden leaf %d, truncated %d, unmatched %d",
		len(fromText), equal, files, hidden, truncated, len(leftText)+len(leftProto))
	for i, r := range leftText {
		if i < 5 {
			fmt.Fprintf(os.Stderr, "paircheck: %s: only in the text: %v\n", text, r)
		}
	}
	for i, r := range leftProto {
		if i < 5 {
			fmt.Fprintf(os.Stderr, "paircheck: %s: only in the protobuf: %v\n", proto, r)
		}
	}
	return verdict, len(leftText)+len(leftProto) == 0, nil
}

func key(r record, files bool, frames int) string {
	var b strings.Builder
	fmt.Fprint(&b, r.values, r.size)
	for i, f := range r.frames {
		if i == frames {
			break
		}
		fmt.Fprintf(&b, "|%s:%d", f.name, f.line)
		if files {
			b.WriteString(" " + f.file)
		}
	}
	return b.String()
}

// match pairs the records of both sides with equal keys and returns what is left of each side.
func match(text, proto []record, key func(record) string) (left [2][]record, pairs int) {
	waiting := map[string][]record{}
	for _, r := range proto {
		k := key(r)
		waiting[k] = append(waiting[k], r)
	}
	for _, r := range text {
		k := key(r)
		if w := waiting[k]; len(w) > 0 {
			waiting[k] = w[1:]
			pairs++
		} else {
			left[0] = append(left[0], r)
		}
	}
	for _, w := range waiting {
		left[1] = append(left[1], w...)
	}
	sort.Slice(left[1], func(i, j int) bool { return left[1][i].values[1] > left[1][j].values[1] })
	return left, pairs
}

// matchTruncated pairs records where the protobuf has more frames than the text: Go recovers the
// functions that the outermost kept frame is inlined into, in the protobuf only.
func matchTruncated(text, proto []record) (left [2][]record, pairs int) {
	used := make([]bool, len(proto))
next:
	for _, t := range text {
		for i, p := range proto {
			n := len(t.frames)
			if !used[i] && len(p.frames) > n && key(t, false, n) == key(p, false, n) {
				used[i] = true
				pairs++
				continue next
			}
		}
		left[0] = append(left[0], t)
	}
	for i, p := range proto {
		if !used[i] {
			left[1] = append(left[1], p)
		}
	}
	return left, pairs
}

func readProto(path string) ([]record, error) {
	p, err := profile.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var records []record
	for _, s := range p.Samples {
		r := record{size: s.NumLabel("bytes")}
		if len(s.Values) != 4 {
			return nil, fmt.Errorf("a sample with %d values", len(s.Values))
		}
		copy(r.values[:], s.Values)
		if r.values == [4]int64{} {
			continue
		}
		for _, id := range s.Locations {
			for _, l := range p.Locations[id].Lines {
				f := p.Functions[l.Function]
				r.frames = append(r.frames, frame{profile.ShortGenerics(f.Name), f.File, l.Line})
			}
		}
		records = append(records, r)
	}
	return records, nil
}

func readText(path string) ([]record, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	scanner := bufio.NewScanner(file)
	scanner.Buffer(nil, 16<<20)
	var records []record
	var rate int64
	current := -1
	for scanner.Scan() {
		text := scanner.Text()
		switch {
		case strings.HasPrefix(text, "heap profile:"):
			at := strings.LastIndexByte(text, '/')
			if rate, err = strconv.ParseInt(text[at+1:], 10, 64); err != nil {
				return nil, err
			}
			rate /= 2
		case strings.HasPrefix(text, "#\t"):
			if current < 0 {
				continue
			}
			f, pc, offset, err := parseFrame(text)
			if err != nil {
				return nil, err
			}
			r := &records[current]
			if len(r.frames) == 0 {
				r.first, r.entry = pc+1, pc-offset
			}
			r.frames = append(r.frames, f)
		case strings.HasPrefix(text, "#"), text == "":
		default:
			var count, bytes, allocCount, allocBytes int64
			numbers, addresses, _ := strings.Cut(text, "] @")
			if _, err := fmt.Sscanf(numbers, "%d: %d [%d: %d", &count, &bytes, &allocCount, &allocBytes); err != nil {
				return nil, fmt.Errorf("%q: %w", text, err)
			}
			var r record
			for _, hex := range strings.Fields(addresses) {
				address, err := strconv.ParseUint(hex, 0, 64)
				if err != nil {
					return nil, fmt.Errorf("%q: %w", text, err)
				}
				r.addresses = append(r.addresses, address)
			}
			r.values[0], r.values[1] = unsample(allocCount, allocBytes, rate)
			r.values[2], r.values[3] = unsample(count, bytes, rate)
			if allocCount != 0 {
				r.size = allocBytes / allocCount
			}
			current = -1
			if allocCount != 0 {
				records = append(records, r)
				current = len(records) - 1
			}
		}
	}
	return records, scanner.Err()
}

// unsample is runtime/pprof's scaleHeapSample.
func unsample(count, size, rate int64) (int64, int64) {
	if count == 0 || size == 0 {
		return 0, 0
	}
	if rate <= 1 {
		return count, size
	}
	scale := 1 / (1 - math.Exp(-float64(size)/float64(count)/float64(rate)))
	return int64(float64(count) * scale), int64(float64(size) * scale)
}

// parseFrame reads "#\t0x4e24b5\tmain.level3+0x55\t/dir/main.go:25"; columns are padded with tabs.
func parseFrame(text string) (f frame, pc, offset uint64, err error) {
	columns := strings.FieldsFunc(text[2:], func(r rune) bool { return r == '\t' })
	if len(columns) != 3 {
		return f, 0, 0, fmt.Errorf("%q has %d columns", text, len(columns))
	}
	plus, colon := strings.LastIndexByte(columns[1], '+'), strings.LastIndexByte(columns[2], ':')
	if plus < 0 || colon < 0 {
		return f, 0, 0, fmt.Errorf("%q is not a frame", text)
	}
	f.name, f.file = columns[1][:plus], columns[2][:colon]
	if f.line, err = strconv.ParseInt(columns[2][colon+1:], 10, 64); err != nil {
		return f, 0, 0, err
	}
	if offset, err = strconv.ParseUint(columns[1][plus+1:], 0, 64); err != nil {
		return f, 0, 0, err
	}
	pc, err = strconv.ParseUint(columns[0], 0, 64)
	return f, pc, offset, err
}
