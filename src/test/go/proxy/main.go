// SPDX-License-Identifier: Apache-2.0

// Command proxy is the peer of the latency bench: Go's own reverse proxy from TCP to the UNIX socket
// of an agent, which is what `juju-introspect --listen` is.
//
//	proxy -listen 127.0.0.1:0 -socket /var/lib/juju/agents/machine-0/introspection.socket
//
// An address with a leading @ is an abstract socket. It prints "listening on http://HOST:PORT" once it
// serves, and ends by itself after -max-lifetime.
package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"time"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:0", "HOST:PORT to serve on")
	socket := flag.String("socket", "", "the agent's socket")
	maxLifetime := flag.Duration("max-lifetime", 10*time.Minute, "the proxy ends by itself after this time")
	flag.Parse()

	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: "unix.socket"})
	proxy.Transport = &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "unix", *socket)
		},
		// As many idle connections as a bench has clients; the default of 2 would make it dial.
		MaxIdleConnsPerHost: 64,
		// The agent does not compress, and neither does the peer.
		DisableCompression: true,
	}
	listener, err := net.Listen("tcp", *listen)
	if err != nil {
		fmt.Fprintln(os.Stderr, "proxy:", err)
		os.Exit(1)
	}
	time.AfterFunc(*maxLifetime, func() { os.Exit(3) })
	fmt.Printf("listening on http://%s\n", listener.Addr())
	fmt.Fprintln(os.Stderr, "proxy:", http.Serve(listener, proxy))
	os.Exit(1)
}
