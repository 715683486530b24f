// SPDX-License-Identifier: Apache-2.0

// Command server leaves goroutines in the network: a server of net/http with idle connections and
// handlers that do not return, the client's read and write loops, and bare connections.
package main

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"

	"jujuheap.io/testagent/recorder"
)

type api struct{ forever chan struct{} }

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/watch" {
		w.WriteHeader(http.StatusOK)
		w.(http.Flusher).Flush()
		<-a.forever
	}
	_, _ = io.WriteString(w, "done")
}

// watch keeps a connection whose handler does not return; idle keeps one that waits for the next request.
func watch(url string, arrived *sync.WaitGroup) {
	response, err := (&http.Client{Transport: &http.Transport{}}).Get(url + "/watch")
	arrived.Done()
	if err != nil {
		panic(err)
	}
	_, _ = io.ReadAll(response.Body)
}

func idle(url string) {
	response, err := (&http.Client{Transport: &http.Transport{}}).Get(url + "/")
	if err != nil {
		panic(err)
	}
	_, _ = io.Copy(io.Discard, response.Body)
	_ = response.Body.Close()
}

func pair(listener net.Listener) {
	client, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		panic(err)
	}
	server, err := listener.Accept()
	if err != nil {
		panic(err)
	}
	for _, end := range []net.Conn{client, server} {
		go func(end net.Conn) { _, _ = end.Read(make([]byte, 1)) }(end)
	}
}

func main() {
	rec := recorder.FromFlags()
	server := httptest.NewServer(&api{make(chan struct{})})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	for moment, n := range []int{5, 25} {
		var arrived sync.WaitGroup
		for i := 0; i < n; i++ {
			arrived.Add(1)
			go watch(server.URL, &arrived)
			idle(server.URL)
			pair(listener)
		}
		arrived.Wait()
		rec.Goroutines([]string{"01", "02"}[moment])
	}
}
