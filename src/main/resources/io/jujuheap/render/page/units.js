// SPDX-License-Identifier: Apache-2.0
// Values as `go tool pprof` prints them: 1 kB is 1024 B, at most two decimals.

const BYTES = [["B", 1], ["kB", 2 ** 10], ["MB", 2 ** 20], ["GB", 2 ** 30], ["TB", 2 ** 40], ["PB", 2 ** 50]];

/** A number with two decimals; of two that are as near, the even one, as Go has it. `toFixed` takes the one further from zero. */
function rounded(number) {
  const hundredths = Math.round(number * 100);
  const isTie = Math.abs(number * 100 - Math.trunc(number * 100)) === 0.5;
  return ((isTie && hundredths % 2 !== 0 ? hundredths - 1 : hundredths) / 100).toFixed(2);
}

function trimmed(number) {
  return rounded(number).replace(/\.00$/, "");
}

/** A value of a sample type in the unit that suits it: 34567890 bytes are "32.97MB", 1200 objects "1200". */
export function label(value, unit) {
  if (unit !== "bytes") {
    return Math.abs(value) < 100000 ? String(value) : grouped(value);
  }
  if (value === 0) {
    return "0";
  }
  let [name, factor] = BYTES[0];
  for (const [candidate, size] of BYTES) {
    if (Math.abs(value) / size >= 1) {
      [name, factor] = [candidate, size];
    }
  }
  return trimmed(value / factor) + name;
}

/** The same with a sign before growth: "+18.20MB", "-3". */
export function signed(value, unit) {
  return (value > 0 ? "+" : "") + label(value, unit);
}

/** A share as pprof writes it: "100%", "34.54%", "0.05%". */
export function percent(value, total) {
  const share = total === 0 ? 0 : (value / total) * 100;
  const size = Math.abs(share);
  if (size >= 99.95 || size === 0) {
    return share.toFixed(0) + "%";
  }
  return (size >= 1 ? rounded(share) : String(Number(share.toPrecision(2)))) + "%";
}

/** 5100000 is "5 100 000" with narrow spaces. */
function grouped(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

const TITLES = {
  inuse_space: "In-use bytes",
  inuse_objects: "In-use objects",
  alloc_space: "Allocated bytes",
  alloc_objects: "Allocated objects",
  goroutine: "Goroutines",
};

/** The sample types of Go's heap and goroutines, in the order in which people choose among them. */
export const SAMPLE_TYPES = Object.keys(TITLES);

/** Returns the name of a sample type for readers; unknown ones keep their name. */
export function sampleTypeTitle(type) {
  return TITLES[type] ?? type;
}

/** Returns sample types in that order, and unknown ones behind, in theirs. */
export function inUsualOrder(types) {
  const place = (type) => TITLES[type] ? SAMPLE_TYPES.indexOf(type) : SAMPLE_TYPES.length;
  return [...types].sort((one, other) => place(one) - place(other));
}

/** How long, in the two largest units: "3 d 4 h", "12 min", "8 s". */
export function duration(seconds) {
  const steps = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];
  const first = steps.findIndex(([, size]) => seconds >= size);
  if (first < 0) {
    return "0 s";
  }
  const [name, size] = steps[first];
  const whole = Math.floor(seconds / size);
  const next = steps[first + 1];
  const rest = next && whole < 10 ? Math.floor((seconds % size) / next[1]) : 0;
  return `${whole} ${name}` + (rest > 0 ? ` ${rest} ${next[0]}` : "");
}

/** A moment in the reader's own time zone, to the second. */
export function clock(instant) {
  const at = instant instanceof Date ? instant : new Date(instant);
  const two = (number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} `
    + `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
