// SPDX-License-Identifier: Apache-2.0

package main

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"strings"
	"time"
)

// recorder writes a series into a directory that pack turns into one zip file:
//
//	0000.pb.gz, 0001.pb.gz, …  heap profiles as Go writes them; their own times are the real clock's
//	series.tsv                 a line per snapshot: entry, simulated time (ns since the epoch), NumGC,
//	                           process identity, BuckHashSys, Sys
//	truth.tsv                  kind (leak or control), scenario, seed, and tuned, held-out or fresh; then one line
//	                           per leaking function: "leak" the culprit, "also" what leaks along with it;
//	                           then, for each process and leak of steady rate, "rate", process, function,
//	                           bytes an hour, and when it began (ns since the epoch)
type recorder struct {
	dir, scenario, process string
	seed                   int
	truth                  scenario
}

func (r *recorder) snapshot(index int, at time.Time) error {
	entry, debug := fmt.Sprintf("%04d.pb.gz", index), 0
	if r.truth.mixed && index%3 == 1 {
		entry, debug = fmt.Sprintf("%04d.txt", index), 1
	}
	file, err := os.Create(filepath.Join(r.dir, entry))
	if err != nil {
		return err
	}
	if err := pprof.Lookup("heap").WriteTo(file, debug); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return r.appendLine("series.tsv", entry, at.UnixNano(), m.NumGC, r.process, m.BuckHashSys, m.Sys)
}

func (r *recorder) writeTruth() error {
	set := "tuned"
	switch {
	case r.truth.heldOut:
		set = "held-out"
	case r.truth.fresh:
		set = "fresh"
	}
	if err := r.appendLine("truth.tsv", r.truth.kind, r.scenario, r.seed, set); err != nil {
		return err
	}
	for _, function := range r.truth.leaks {
		if err := r.appendLine("truth.tsv", "leak", function); err != nil {
			return err
		}
	}
	for _, function := range r.truth.also {
		if err := r.appendLine("truth.tsv", "also", function); err != nil {
			return err
		}
	}
	return nil
}

func (r *recorder) writeRate(l *leaked, now time.Time) error {
	rate := fmt.Sprintf("%.0f", l.bytesPerHour(now))
	return r.appendLine("truth.tsv", "rate", r.process, l.function, rate, l.began.UnixNano())
}

func (r *recorder) appendLine(name string, fields ...any) error {
	file, err := os.OpenFile(filepath.Join(r.dir, name), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	texts := make([]string, len(fields))
	for i, field := range fields {
		texts[i] = fmt.Sprint(field)
	}
	if _, err := fmt.Fprintln(file, strings.Join(texts, "\t")); err != nil {
		return err
	}
	return file.Close()
}

// pack puts the files of a directory into a zip file, complete or not there at all.
func pack(dir, target string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	temporary := target + ".tmp"
	file, err := os.Create(temporary)
	if err != nil {
		return err
	}
	archive := zip.NewWriter(file)
	for _, entry := range entries {
		if err := addTo(archive, dir, entry.Name()); err != nil {
			return err
		}
	}
	if err := archive.Close(); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(temporary, target)
}

func addTo(archive *zip.Writer, dir, name string) error {
	from, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	return err
}
