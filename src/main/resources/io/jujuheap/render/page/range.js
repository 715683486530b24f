// SPDX-License-Identifier: Apache-2.0
// Which time is looked at: the last hours or days, or what a drag zoomed into. The address keeps it.

const HOUR = 3600;
const RANGES = [["1h", "1 h", HOUR], ["24h", "24 h", 24 * HOUR], ["7d", "7 d", 7 * 24 * HOUR], ["30d", "30 d", 30 * 24 * HOUR]];

/** The choices, for `choice`. */
export const RANGE_CHOICES = [...RANGES.map(([range, title]) => [range, title]), ["all", "All"]];

/** The range that is chosen; null while zoomed into another time. */
export function rangeOf(state) {
  if (zoomOf(state)) {
    return null;
  }
  return RANGES.some(([range]) => range === state.range) ? state.range : "all";
}

/** The time that is looked at, in seconds since the Unix epoch; null for all of it. */
export function windowOf(state, newest) {
  const seconds = RANGES.find(([range]) => range === state.range)?.[2];
  return zoomOf(state) ?? (seconds ? { from: newest - seconds, to: newest } : null);
}

/** The first and the last index of the times within a window; the last is before the first where there is none. */
export function indexesWithin(times, window) {
  const from = window ? times.findIndex((at) => at >= window.from) : 0;
  const to = window ? times.findLastIndex((at) => at <= window.to) : times.length - 1;
  return { from: from < 0 ? times.length : from, to };
}

function zoomOf({ from, to }) {
  const [start, end] = [Number(from), Number(to)];
  return end > start ? { from: start, to: end } : null;
}
