// SPDX-License-Identifier: Apache-2.0
// How memory changed, in a drawing and a sentence: which metric, over which time, and what each moment holds.

import { choice, element, isolated } from "./dom.js";
import { besideOf, drawnLimit, layersOf, limitInWords, metricsOf, sumOf, unitOf } from "./metrics.js";
import { cut } from "./names.js";
import { RANGE_CHOICES, indexesWithin, rangeOf, windowOf } from "./range.js";
import { BESIDE_COLOR, LIMIT_COLOR, SUM_COLOR, Timeline, layerColor } from "./timeline.js";
import { clock, duration, label, signed } from "./units.js";

const DRAGS = [["zoom", "Drag zooms"], ["compare", "Drag compares"]];

/** Memory over time in the elements `metric`, `range`, `sentence`, `chart` and `key`. */
export class OverTime {
  #parts;
  #onState;
  #timeline;
  #trend = null;
  #isUp = false;
  #metric = null;
  #window = null;

  /** `onState(changes)` when the reader wants another drawing, `onSelect({at, base})` with indexes when moments are chosen. */
  constructor(parts, { onState, onSelect }) {
    this.#parts = parts;
    this.#onState = onState;
    this.#timeline = new Timeline(parts.chart, {
      onSelect,
      onPoint: (index) => this.#describe(index),
      onZoom: ({ from, to }) => onState({ from: Math.floor(from), to: Math.ceil(to), range: null }),
    });
  }

  /**
   * Shows a trend of the API.
   *
   * @param state metric; range, or from and to; drag; base
   * @param chosen at and base: indexes of what is selected, -1 for none
   * @param isUp whether the agent answers: if not, the newest snapshot is not of now
   */
  show(trend, state, chosen, isUp) {
    const metrics = metricsOf(trend);
    this.#trend = trend;
    this.#isUp = isUp;
    // The first metric where the trend lacks the figures of the one that is asked for.
    this.#metric = metrics.some(([name]) => name === state.metric) ? state.metric : metrics[0][0];
    this.#window = windowOf(state, trend.at[trend.at.length - 1]);
    const isComparing = state.drag === "compare";
    this.#parts.metric.replaceChildren(choice("What to draw", "metric", metrics, this.#metric,
      (metric) => this.#onState({ metric: metric === metrics[0][0] ? null : metric })));
    this.#parts.range.replaceChildren(
      choice("Over which time", "range", RANGE_CHOICES, rangeOf(state),
        (range) => this.#onState({ range: range === "all" ? null : range, from: null, to: null })),
      choice("What a drag does; with Shift, the other", "drag", DRAGS, isComparing ? "compare" : "zoom",
        (drag) => this.#onState(drag === "zoom" ? { drag: null } : { drag, base: state.base ?? "restart", zoom: null })));
    this.#timeline.show(trend, this.#metric, { chosen, window: this.#window, isComparing });
    this.#describe(null);
  }

  /** Says what there is at a moment; without one, what changed over the time that is looked at. */
  #describe(index) {
    if (!this.#trend) {
      return;
    }
    const within = indexesWithin(this.#trend.at, this.#window);
    this.#parts.sentence.textContent = index === null ? this.#change(within) : this.#moment(index);
    const last = within.to < within.from ? null : within.to;
    this.#parts.key.replaceChildren(...this.#key(index ?? last));
  }

  #moment(index) {
    const value = sumOf(this.#trend, this.#metric)[index];
    return value === null ? this.#unknown() : `${label(value, unitOf(this.#metric))} at ${clock(this.#trend.at[index] * 1000)}`;
  }

  #unknown() {
    return this.#metric === "goroutines" ? "This snapshot was kept without the number of goroutines."
      : "This snapshot was kept without the figures that tell where resident memory went.";
  }

  #change({ from, to }) {
    const { at, segment } = this.#trend;
    const values = sumOf(this.#trend, this.#metric);
    const unit = unitOf(this.#metric);
    if (at.length === 0) {
      return "No snapshot yet: the first is taken once the agent answers and has collected garbage.";
    }
    if (to < from) {
      return "No snapshot was kept from this time.";
    }
    if (values[to] === null) {
      return this.#unknown();
    }
    const first = values.findIndex((value, index) => index >= from && segment[index] === segment[to] && value !== null);
    const isNow = to === at.length - 1 && this.#isUp;
    const restarted = segment[from] !== segment[to] ? " since its restart" : "";
    const now = `${label(values[to], unit)}${isNow ? " now" : ` at ${clock(at[to] * 1000)}`}`;
    if (first === to) {
      return isNow ? `${label(values[to], unit)}${restarted}; one snapshot so far, the next follows a garbage collection` : now;
    }
    const most = this.#metric === "memory" ? this.#grownMost(first, to) : "";
    return `${now}, ${signed(values[to] - values[first], unit)} in ${duration(at[to] - at[first])}${restarted}${most}`
      + limitInWords(this.#trend, this.#metric);
  }

  /** The part of resident memory that grew most from one moment to another, in words. */
  #grownMost(first, last) {
    const growth = this.#trend.memory.parts.map(({ title, bytes }) => ({ title, by: (bytes[last] ?? 0) - (bytes[first] ?? 0) }));
    const most = growth.reduce((one, other) => other.by > one.by ? other : one);
    return most.by > 0 ? `; most of all ${most.title}, ${signed(most.by, "bytes")}` : "";
  }

  /** What each colour stands for, with its value at a moment; without one when there is none. */
  #key(index) {
    const unit = unitOf(this.#metric);
    const layers = layersOf(this.#trend, this.#metric);
    const beside = besideOf(this.#trend, this.#metric);
    const entries = layers.map((layer, position) => ({ ...layer, color: layerColor(position), unit }));
    if (beside) {
      entries.push({ name: "in use", values: sumOf(this.#trend, this.#metric), color: SUM_COLOR, unit },
        { ...beside, color: BESIDE_COLOR, unit: "count" });
    }
    const limit = drawnLimit(this.#trend, this.#metric);
    if (limit) {
      entries.push({ name: "limit", values: this.#trend.at.map(() => limit), color: LIMIT_COLOR, unit });
    }
    return entries.map(keyEntry(index));
  }
}

function keyEntry(index) {
  return ({ name, values, color, unit }) => {
    const swatch = element("i", { class: "swatch" });
    swatch.style.background = color;
    const value = values[index] === null || values[index] === undefined ? "" : ` ${label(values[index], unit)}`;
    return element("span", {}, swatch, isolated(cut(name, 80)), element("b", {}, value));
  };
}
