// SPDX-License-Identifier: Apache-2.0
// What can be drawn over time: columns of a trend of the API, alone, in layers, or beside another.

import { label } from "./units.js";

const METRICS = [["inuseBytes", "In-use bytes"], ["inuseObjects", "In-use objects"], ["allocatedBytes", "Allocated bytes"],
  ["sites", "Largest functions"], ["memory", "Resident memory"], ["goroutines", "Goroutines"]];

/** Old snapshots do not tell where resident memory went, nor how many goroutines there were. */
const OPTIONAL = ["memory", "goroutines"];

const COUNTS = ["inuseObjects", "goroutines"];

const STACKED_SITES = 6;

/** A limit further above than this would press the memory down to a line. */
const FARTHEST_LIMIT = 3;

/** The choices that a trend has figures for. */
export function metricsOf(trend) {
  return METRICS.filter(([name]) => !OPTIONAL.includes(name) || trend[name]);
}

/** The layers of a metric, largest below, each with its name and its column; none for a metric that is one line. */
export function layersOf(trend, metric) {
  switch (metric) {
    case "sites": return trend.sites.slice(0, STACKED_SITES).map((site) => ({ name: site.function, values: site.inuseBytes }));
    case "memory": return trend.memory.parts.filter(({ part }) => part !== "swapped").map(({ title, bytes }) => ({ name: title, values: bytes }));
    default: return [];
  }
}

/** The sum of a metric over time; null where it is not known. */
export function sumOf(trend, metric) {
  switch (metric) {
    case "sites": return trend.inuseBytes;
    case "memory": return trend.memory.residentBytes;
    default: return trend[metric];
  }
}

/** The goroutines, which are drawn beside the live heap on a scale of their own; null beside other metrics. */
export function besideOf(trend, metric) {
  return metric === "inuseBytes" && trend.goroutines ? { name: "goroutines", values: trend.goroutines } : null;
}

/** The memory limit in bytes, where it is near enough to be drawn above resident memory; else null. */
export function drawnLimit(trend, metric) {
  const limit = metric === "memory" ? trend.memoryLimit?.bytes : undefined;
  return limit && limit <= FARTHEST_LIMIT * Math.max(...trend.memory.residentBytes) ? limit : null;
}

/** The memory limit in words; empty where it is not known or the metric has none. */
export function limitInWords(trend, metric) {
  const { bytes, source } = (metric === "memory" && trend.memoryLimit) || {};
  return bytes ? `; ${source === "cgroup" ? "its control group may take" : "the machine has"} ${label(bytes, "bytes")}` : "";
}

/** The unit of a metric. */
export function unitOf(metric) {
  return COUNTS.includes(metric) ? "count" : "bytes";
}
