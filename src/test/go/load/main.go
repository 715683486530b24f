// SPDX-License-Identifier: Apache-2.0

// Command load asks URLs for the same thing again and again, and prints how long answers took, as one
// line of JSON per URL. Asked in turns, so that a busy machine is as busy for each of them.
//
//	load -rounds 5 -requests 200 -clients 8 http://127.0.0.1:1/metrics http://127.0.0.1:2/metrics
//
// Any answer but 200, and a body shorter than -least bytes, is an error, and errors end it: a server
// must not be quick by refusing.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"sort"
	"sync"
	"time"
)

type result struct {
	URL          string  `json:"url"`
	Requests     int     `json:"requests"`
	BytesEach    int64   `json:"bytesEach"`
	MedianMicros float64 `json:"medianMicros"`
	P90Micros    float64 `json:"p90Micros"`
	P99Micros    float64 `json:"p99Micros"`
	MaxMicros    float64 `json:"maxMicros"`
	PerSecond    float64 `json:"perSecond"`
}

// target is a URL and what is known of it so far.
type target struct {
	url    string
	client *http.Client
	header http.Header
	mu     sync.Mutex
	times  []time.Duration
	bytes  int64
	took   time.Duration
}

func main() {
	rounds := flag.Int("rounds", 5, "how often each URL has its turn")
	requests := flag.Int("requests", 100, "requests in one turn")
	clients := flag.Int("clients", 1, "how many ask at a time, each on its own connection")
	pause := flag.Duration("pause", 0, "how long a client waits before each request")
	least := flag.Int64("least", 1, "the fewest bytes of an answer")
	accept := flag.String("accept", "", "the Accept header")
	encoding := flag.String("accept-encoding", "", "the Accept-Encoding header; none when empty")
	flag.Parse()

	header := http.Header{}
	if *accept != "" {
		header.Set("Accept", *accept)
	}
	if *encoding != "" {
		header.Set("Accept-Encoding", *encoding)
	}
	var targets []*target
	for _, url := range flag.Args() {
		transport := &http.Transport{MaxIdleConnsPerHost: *clients, MaxConnsPerHost: *clients, DisableCompression: true}
		targets = append(targets, &target{
			url:    url,
			client: &http.Client{Transport: transport, Timeout: time.Minute},
			header: header,
		})
	}
	for i := 0; i < *rounds; i++ {
		for _, t := range targets {
			t.turn(*requests, *clients, *pause, *least)
		}
	}
	out := json.NewEncoder(os.Stdout)
	for _, t := range targets {
		if err := out.Encode(t.result()); err != nil {
			fail(err)
		}
	}
}

func (t *target) turn(requests, clients int, pause time.Duration, least int64) {
	todo := make(chan struct{}, requests)
	for i := 0; i < requests; i++ {
		todo <- struct{}{}
	}
	close(todo)
	var running sync.WaitGroup
	start := time.Now()
	for i := 0; i < clients; i++ {
		running.Add(1)
		go func() {
			defer running.Done()
			for range todo {
				time.Sleep(pause)
				t.ask(least)
			}
		}()
	}
	running.Wait()
	t.took += time.Since(start)
}

func (t *target) ask(least int64) {
	request, err := http.NewRequest("GET", t.url, nil)
	if err != nil {
		fail(err)
	}
	request.Header = t.header.Clone()
	start := time.Now()
	response, err := t.client.Do(request)
	if err != nil {
		fail(err)
	}
	n, err := io.Copy(io.Discard, response.Body)
	took := time.Since(start)
	response.Body.Close()
	if err != nil {
		fail(err)
	}
	if response.StatusCode != http.StatusOK || n < least {
		fail(fmt.Errorf("%s answered %s and %d bytes", t.url, response.Status, n))
	}
	t.mu.Lock()
	t.times = append(t.times, took)
	t.bytes += n
	t.mu.Unlock()
}

func (t *target) result() result {
	sort.Slice(t.times, func(i, j int) bool { return t.times[i] < t.times[j] })
	n := len(t.times)
	at := func(share float64) float64 {
		return float64(t.times[int(share*float64(n-1))].Nanoseconds()) / 1e3
	}
	return result{
		URL:          t.url,
		Requests:     n,
		BytesEach:    t.bytes / int64(n),
		MedianMicros: at(0.5),
		P90Micros:    at(0.9),
		P99Micros:    at(0.99),
		MaxMicros:    at(1),
		PerSecond:    float64(n) / t.took.Seconds(),
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "load:", err)
	os.Exit(1)
}
