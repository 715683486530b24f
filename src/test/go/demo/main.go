// SPDX-License-Identifier: Apache-2.0

// Command controller runs a small controller and writes its heap profile at every moment of its life: what
// "juju-heap demo" replays. With -goroutines it writes the goroutines in its stead, of a life in which each session has one.
// Usage: controller -out DIR -moments N [-goroutines]
package main

import (
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"time"

	"example.com/controller/apiserver"
	"example.com/controller/logsink"
	"example.com/controller/modelcache"
	"example.com/controller/state"
	"example.com/controller/worker"
)

const requestsPerMoment = 600

type document struct {
	settings [512]byte
	life     string
}

func main() {
	out := flag.String("out", "", "the folder to write to")
	moments := flag.Int("moments", 60, "how many profiles to write")
	goroutines := flag.Bool("goroutines", false, "write profiles of the goroutines, not of the heap")
	flag.Parse()
	if *out == "" {
		log.Fatal("controller: -out is missing")
	}

	random := rand.New(rand.NewSource(1))
	server := apiserver.NewServer(state.NewPool(*goroutines))
	cache := modelcache.New[*document](30000)
	logs := logsink.NewBuffer(90000)
	uniters := worker.StartUniters(150)

	for moment := 0; moment < *moments; moment++ {
		for i := 0; i < requestsPerMoment; i++ {
			serve(server, random, i)
			cacheDocuments(cache)
			for j := 0; j < 20; j++ {
				logs.Log("juju.worker", j)
			}
			uniters[random.Intn(len(uniters))].Send("config-changed")
		}
		// Twice: a heap profile is of the last completed cycle.
		runtime.GC()
		runtime.GC()
		time.Sleep(20 * time.Millisecond) // until each goroutine waits
		if err := write(*out, moment, *goroutines); err != nil {
			log.Fatalf("controller: %v", err)
		}
	}
	runtime.KeepAlive(uniters)
	runtime.KeepAlive(cache)
	runtime.KeepAlive(logs)
}

// serve sends one request; about one in twelve is a guest's, which leaks.
func serve(server *apiserver.Server, random *rand.Rand, i int) {
	request := apiserver.Request{
		Model:  fmt.Sprintf("model-%d", random.Intn(8)),
		Facade: []string{"Client", "Admin"}[i%2],
		Params: map[string]string{"user": []string{"admin", "operator", "viewer", "guest"}[random.Intn(4)]},
	}
	raw, err := json.Marshal(request)
	if err != nil {
		log.Fatalf("controller: %v", err)
	}
	// A guest is refused: that is an answer too.
	_, _ = server.ServeRequest(raw)
}

func cacheDocuments(cache *modelcache.Cache[*document]) {
	for j := 0; j < 3; j++ {
		cache.Add(&document{life: "alive"})
	}
}

// write keeps both forms of the profile, as of the same collection.
func write(out string, moment int, goroutines bool) error {
	name, profile := filepath.Join(out, fmt.Sprintf("%03d", moment)), "heap"
	if goroutines {
		name, profile = name+".goroutine", "goroutine"
	}
	if err := writeForm(profile, name+".pb.gz", 0, false); err != nil {
		return err
	}
	return writeForm(profile, name+".txt.gz", 1, true)
}

func writeForm(profile, name string, debug int, compress bool) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	defer file.Close()
	if !compress {
		return pprof.Lookup(profile).WriteTo(file, debug)
	}
	zipped, err := gzip.NewWriterLevel(file, gzip.BestCompression)
	if err != nil {
		return err
	}
	if err := pprof.Lookup(profile).WriteTo(zipped, debug); err != nil {
		return err
	}
	return zipped.Close()
}
