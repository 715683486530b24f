// SPDX-License-Identifier: Apache-2.0

// Command buffers allocates through the runtime: maps that grow, strings that are concatenated and
// converted, slices that are appended to, channels, bytes.Buffer, strings.Builder, bufio,
// sync.Pool, sorting. The frames below these (runtime.mapassign, runtime.growslice, in newer
// versions internal/runtime/maps) are hidden by Go in both encodings.
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"runtime"
	"sort"
	"strings"
	"sync"

	"jujuheap.io/testagent/recorder"
)

type index struct {
	byName   map[string]int
	byNumber map[int]*entry
	byKey    map[[2]string][]byte
}

type entry struct {
	name  string
	lines []string
}

var (
	indexes  []*index
	texts    []string
	buffers  []*bytes.Buffer
	channels []chan [64]byte
	runes    [][]rune
	sink     interface{}
)

func (x *index) fill(n int) {
	for i := 0; i < n; i++ {
		name := "name " + fmt.Sprint(i)
		x.byName[name] = i
		x.byNumber[i] = &entry{name: name, lines: strings.Split("a b c d e f g h", " ")}
		x.byKey[[2]string{name, "key"}] = []byte(name)
	}
}

//go:noinline
func newIndex(n int) *index {
	x := &index{byName: map[string]int{}, byNumber: make(map[int]*entry, n/2), byKey: map[[2]string][]byte{}}
	x.fill(n)
	return x
}

//go:noinline
func shrink(x *index) {
	for k, v := range x.byName {
		if v%2 == 0 {
			delete(x.byName, k)
		}
	}
}

//go:noinline
func concatenate(n int) {
	text := ""
	for i := 0; i < n; i++ {
		text += "part and "
	}
	texts = append(texts, text)
	runes = append(runes, []rune(text))
	texts = append(texts, string(runes[len(runes)-1][:n]))
	texts = append(texts, strings.ToUpper(text), strings.ReplaceAll(text, "a", "ä"))
}

//go:noinline
func write(n int) {
	b := &bytes.Buffer{}
	w := bufio.NewWriterSize(b, 4096)
	for i := 0; i < n; i++ {
		fmt.Fprintf(w, "line %d of %d\n", i, n)
	}
	w.Flush()
	buffers = append(buffers, b)

	scanner := bufio.NewScanner(bytes.NewReader(b.Bytes()))
	var builder strings.Builder
	for scanner.Scan() {
		builder.WriteString(scanner.Text())
		builder.WriteByte(';')
	}
	texts = append(texts, builder.String())
}

var pool = sync.Pool{New: func() interface{} { return make([]byte, 0, 8192) }}

//go:noinline
func pooled(n int) {
	for i := 0; i < n; i++ {
		b := pool.Get().([]byte)
		for j := 0; j < 1024; j++ {
			b = append(b, "0123456789"...)
		}
		pool.Put(b[:0]) //nolint:staticcheck // the allocation of the header is the point
	}
}

//go:noinline
func compress(n int) {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	for i := 0; i < n; i++ {
		fmt.Fprintln(z, i, i*i)
	}
	z.Close()
	buffers = append(buffers, &out)
}

//go:noinline
func queues(n int) {
	for i := 0; i < n; i++ {
		channels = append(channels, make(chan [64]byte, 16))
	}
}

//go:noinline
func readFiles() {
	for i := 0; i < 20; i++ {
		b, err := os.ReadFile("/proc/self/status")
		if err == nil {
			buffers = append(buffers, bytes.NewBuffer(b))
		}
	}
}

func main() {
	rec := recorder.FromFlags()
	for i := 0; i < 3; i++ {
		indexes = append(indexes, newIndex(1500))
		concatenate(120)
		write(400)
	}
	rec.Moment("01")
	shrink(indexes[0])
	indexes = append(indexes, newIndex(6000))
	concatenate(400)
	write(3000)
	pooled(64)
	compress(3000)
	queues(30)
	readFiles()
	words := strings.Fields(strings.Repeat("some words to sort ", 2000))
	sort.Strings(words)
	sink = words
	rec.Moment("02")
	indexes = []*index{indexes[3]}
	buffers = nil
	write(500)
	rec.Moment("03")
	runtime.KeepAlive(sink)
}
