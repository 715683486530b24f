// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// metricsHandler writes the metrics that a Juju agent has from the stock collectors of Prometheus'
// Go client: the same names and types, by hand, because this module has no dependencies.
func metricsHandler(started time.Time) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		var b bytes.Buffer
		goMetrics(&b)
		processMetrics(&b, started)
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		_, _ = w.Write(b.Bytes())
	}
}

func head(b *bytes.Buffer, name, kind, help string) {
	fmt.Fprintf(b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

func single(b *bytes.Buffer, name, kind, help string, value float64) {
	head(b, name, kind, help)
	fmt.Fprintf(b, "%s %s\n", name, number(value))
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

func goMetrics(b *bytes.Buffer) {
	gc := debug.GCStats{PauseQuantiles: make([]time.Duration, 5)}
	debug.ReadGCStats(&gc)
	head(b, "go_gc_duration_seconds", "summary", "A summary of the pause duration of garbage collection cycles.")
	for i, pause := range gc.PauseQuantiles {
		fmt.Fprintf(b, "go_gc_duration_seconds{quantile=\"%s\"} %s\n", number(float64(i)/4), number(pause.Seconds()))
	}
	fmt.Fprintf(b, "go_gc_duration_seconds_sum %s\n", number(gc.PauseTotal.Seconds()))
	fmt.Fprintf(b, "go_gc_duration_seconds_count %d\n", gc.NumGC)

	single(b, "go_goroutines", "gauge", "Number of goroutines that currently exist.", float64(runtime.NumGoroutine()))
	head(b, "go_info", "gauge", "Information about the Go environment.")
	fmt.Fprintf(b, "go_info{version=%q} 1\n", runtime.Version())

	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	for _, metric := range []struct {
		name, kind, help string
		value            float64
	}{
		{"alloc_bytes", "gauge", "Number of bytes allocated and still in use.", float64(m.Alloc)},
		{"alloc_bytes_total", "counter", "Total number of bytes allocated, even if freed.", float64(m.TotalAlloc)},
		{"buck_hash_sys_bytes", "gauge", "Number of bytes used by the profiling bucket hash table.", float64(m.BuckHashSys)},
		{"frees_total", "counter", "Total number of frees.", float64(m.Frees)},
		{"gc_cpu_fraction", "gauge", "The fraction of this program's available CPU time used by the GC since the program started.", m.GCCPUFraction},
		{"gc_sys_bytes", "gauge", "Number of bytes used for garbage collection system metadata.", float64(m.GCSys)},
		{"heap_alloc_bytes", "gauge", "Number of heap bytes allocated and still in use.", float64(m.HeapAlloc)},
		{"heap_idle_bytes", "gauge", "Number of heap bytes waiting to be used.", float64(m.HeapIdle)},
		{"heap_inuse_bytes", "gauge", "Number of heap bytes that are in use.", float64(m.HeapInuse)},
		{"heap_objects", "gauge", "Number of allocated objects.", float64(m.HeapObjects)},
		{"heap_released_bytes", "gauge", "Number of heap bytes released to OS.", float64(m.HeapReleased)},
		{"heap_sys_bytes", "gauge", "Number of heap bytes obtained from system.", float64(m.HeapSys)},
		{"last_gc_time_seconds", "gauge", "Number of seconds since 1970 of last garbage collection.", float64(m.LastGC) / 1e9},
		{"lookups_total", "counter", "Total number of pointer lookups.", float64(m.Lookups)},
		{"mallocs_total", "counter", "Total number of mallocs.", float64(m.Mallocs)},
		{"mcache_inuse_bytes", "gauge", "Number of bytes in use by mcache structures.", float64(m.MCacheInuse)},
		{"mcache_sys_bytes", "gauge", "Number of bytes used for mcache structures obtained from system.", float64(m.MCacheSys)},
		{"mspan_inuse_bytes", "gauge", "Number of bytes in use by mspan structures.", float64(m.MSpanInuse)},
		{"mspan_sys_bytes", "gauge", "Number of bytes used for mspan structures obtained from system.", float64(m.MSpanSys)},
		{"next_gc_bytes", "gauge", "Number of heap bytes when next garbage collection will take place.", float64(m.NextGC)},
		{"other_sys_bytes", "gauge", "Number of bytes used for other system allocations.", float64(m.OtherSys)},
		{"stack_inuse_bytes", "gauge", "Number of bytes in use by the stack allocator.", float64(m.StackInuse)},
		{"stack_sys_bytes", "gauge", "Number of bytes obtained from system for stack allocator.", float64(m.StackSys)},
		{"sys_bytes", "gauge", "Number of bytes obtained from system.", float64(m.Sys)},
	} {
		single(b, "go_memstats_"+metric.name, metric.kind, metric.help, metric.value)
	}
	threads, _ := runtime.ThreadCreateProfile(nil)
	single(b, "go_threads", "gauge", "Number of OS threads created.", float64(threads))
}

func processMetrics(b *bytes.Buffer, started time.Time) {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) == nil {
		seconds := func(t syscall.Timeval) float64 { return float64(t.Sec) + float64(t.Usec)/1e6 }
		single(b, "process_cpu_seconds_total", "counter", "Total user and system CPU time spent in seconds.",
			seconds(usage.Utime)+seconds(usage.Stime))
	}
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit) == nil {
		single(b, "process_max_fds", "gauge", "Maximum number of open file descriptors.", float64(limit.Cur))
	}
	if open, err := os.ReadDir("/proc/self/fd"); err == nil {
		single(b, "process_open_fds", "gauge", "Number of open file descriptors.", float64(len(open)))
	}
	// statm counts pages: total program size, then what is resident.
	if statm, err := os.ReadFile("/proc/self/statm"); err == nil {
		pages := strings.Fields(string(statm))
		bytesOf := func(i int) float64 {
			n, _ := strconv.ParseInt(pages[i], 10, 64)
			return float64(n) * float64(os.Getpagesize())
		}
		single(b, "process_resident_memory_bytes", "gauge", "Resident memory size in bytes.", bytesOf(1))
		single(b, "process_start_time_seconds", "gauge", "Start time of the process since unix epoch in seconds.",
			float64(started.UnixMilli())/1000)
		single(b, "process_virtual_memory_bytes", "gauge", "Virtual memory size in bytes.", bytesOf(0))
	}
	if syscall.Getrlimit(syscall.RLIMIT_AS, &limit) == nil {
		single(b, "process_virtual_memory_max_bytes", "gauge", "Maximum amount of virtual memory available in bytes.",
			float64(limit.Cur))
	}
}
