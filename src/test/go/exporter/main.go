// SPDX-License-Identifier: Apache-2.0

// Command exporter serves given metrics with client_golang, Prometheus's own library: the least that a scrape of them
// costs a Go program. It reads them as text from a file and registers the same families, with the same labels and
// values. It reads nothing from /proc at a scrape, where ours reads what begins with process_: the library's own collector
// reads more there than is compared here, which doubles what a scrape costs.
//
//	curl -so metrics.txt http://127.0.0.1:16060/metrics
//	exporter -max-lifetime=20m metrics.txt
package main

import (
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"sort"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
)

func main() {
	lifetime := flag.Duration("max-lifetime", time.Minute, "when to end")
	flag.Parse()
	time.AfterFunc(*lifetime, func() { os.Exit(0) })

	text, err := os.Open(flag.Arg(0))
	if err != nil {
		fail(err)
	}
	registry := prometheus.NewRegistry()
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(text)
	if err != nil {
		fail(err)
	}
	for name, family := range families {
		if err := register(registry, family); err != nil {
			fail(fmt.Errorf("%s: %w", name, err))
		}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fail(err)
	}
	http.Handle("/metrics", promhttp.InstrumentMetricHandler(registry,
		promhttp.HandlerFor(registry, promhttp.HandlerOpts{EnableOpenMetrics: true})))
	fmt.Printf("listening on http://%s\n", listener.Addr())
	fail(http.Serve(listener, nil))
}

func register(registry *prometheus.Registry, family *dto.MetricFamily) error {
	labels := names(family.Metric[0])
	switch family.GetType() {
	case dto.MetricType_GAUGE:
		vector := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: family.GetName(), Help: family.GetHelp()}, labels)
		for _, metric := range family.Metric {
			vector.With(values(metric)).Set(metric.GetGauge().GetValue())
		}
		return registry.Register(vector)
	case dto.MetricType_COUNTER:
		vector := prometheus.NewCounterVec(prometheus.CounterOpts{Name: family.GetName(), Help: family.GetHelp()}, labels)
		for _, metric := range family.Metric {
			vector.With(values(metric)).Add(metric.GetCounter().GetValue())
		}
		return registry.Register(vector)
	case dto.MetricType_HISTOGRAM:
		return registry.Register(histogram(family, labels))
	default:
		return errors.New("only gauges, counters and histograms are served")
	}
}

func histogram(family *dto.MetricFamily, labels []string) *prometheus.HistogramVec {
	var bounds []float64
	for _, bucket := range family.Metric[0].GetHistogram().Bucket {
		bounds = append(bounds, bucket.GetUpperBound())
	}
	vector := prometheus.NewHistogramVec(
		prometheus.HistogramOpts{Name: family.GetName(), Help: family.GetHelp(), Buckets: bounds}, labels)
	for _, metric := range family.Metric {
		series := vector.With(values(metric))
		var below uint64
		for _, bucket := range metric.GetHistogram().Bucket {
			for ; below < bucket.GetCumulativeCount(); below++ {
				series.Observe(bucket.GetUpperBound())
			}
		}
	}
	return vector
}

func names(metric *dto.Metric) []string {
	var all []string
	for _, label := range metric.Label {
		all = append(all, label.GetName())
	}
	sort.Strings(all)
	return all
}

func values(metric *dto.Metric) prometheus.Labels {
	all := prometheus.Labels{}
	for _, label := range metric.Label {
		all[label.GetName()] = label.GetValue()
	}
	return all
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "exporter:", err)
	os.Exit(1)
}
