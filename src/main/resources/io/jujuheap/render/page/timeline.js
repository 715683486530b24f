// SPDX-License-Identifier: Apache-2.0
// Memory over time: every mark is a snapshot, of the heap after a garbage collection. A click takes a moment; a drag zooms in or
// takes two moments.

import { listenForDrags } from "./drag.js";
import { besideOf, drawnLimit, layersOf, sumOf, unitOf } from "./metrics.js";
import { label } from "./units.js";

const HEIGHT = 196;

/** The colors of the line of a sum that has a neighbour, of the neighbour, and of a limit. */
export const SUM_COLOR = "var(--accent)";
export const BESIDE_COLOR = "var(--beside)";
export const LIMIT_COLOR = "var(--more)";

/** How ticks of time are written: step in seconds, each tick, then what is added when the year, day or minute changes. */
const CLOCK = [
  [86400 * 365, "{YYYY}", null, null, null, null, null, null, 1],
  [86400 * 28, "{MMM}", "\n{YYYY}", null, null, null, null, null, 1],
  [86400, "{D} {MMM}", "\n{YYYY}", null, null, null, null, null, 1],
  [60, "{HH}:{mm}", "\n{D} {MMM} {YYYY}", null, "\n{D} {MMM}", null, null, null, 1],
  [1, "{HH}:{mm}:{ss}", "\n{D} {MMM} {YYYY}", null, "\n{D} {MMM}", null, null, null, 1],
];

/** Steps of time, from a second to a year. */
const STEPS = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 7200, 14400, 28800, 43200,
  ...[1, 2, 7, 14, 28, 91, 182, 365].map((days) => days * 86400)];

/**
 * A timeline in an element; `onSelect({at, base})` with indexes, without a base after a click; `onPoint(index or null)`;
 * `onZoom({from, to})` in seconds.
 */
export class Timeline {
  #container;
  #chart = null;
  #handlers;
  #trend = null;
  #metric = null;
  #chosen = {};
  #window = null;
  #isComparing = false;

  constructor(container, handlers) {
    this.#container = container;
    this.#handlers = handlers;
    new ResizeObserver(() => requestAnimationFrame(() => {
      if (this.#chart && this.#chart.width !== container.clientWidth) {
        this.#chart.setSize({ width: container.clientWidth, height: HEIGHT });
      }
    })).observe(container);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#draw());
  }

  /**
   * Shows a trend of the API.
   *
   * @param view chosen: at and base, indexes of what is selected; window: from and to in seconds, null for all; isComparing:
   *   whether a drag without Shift compares
   */
  show(trend, metric, { chosen, window, isComparing }) {
    const isSame = trend === this.#trend && metric === this.#metric && JSON.stringify(window) === JSON.stringify(this.#window);
    this.#trend = trend;
    this.#metric = metric;
    this.#chosen = chosen;
    this.#window = window;
    this.#isComparing = isComparing;
    if (isSame) {
      this.#chart.redraw();
    } else {
      this.#draw();
    }
  }

  #draw() {
    this.#chart?.destroy();
    if (!this.#trend) {
      return;
    }
    const css = getComputedStyle(document.documentElement);
    const color = (name) => css.getPropertyValue(`--${name}`).trim();
    const layers = layersOf(this.#trend, this.#metric);
    const sum = sumOf(this.#trend, this.#metric);
    const { data, series } = layers.length > 0 ? stacked(this.#trend, sum, layers, color) : single(this.#trend, sum, color);
    const beside = besideOf(this.#trend, this.#metric);
    const more = [limit(this.#trend, drawnLimit(this.#trend, this.#metric), color), neighbour(this.#trend, beside, color)].filter(Boolean);
    const axis = { stroke: color("quiet"), grid: { stroke: color("line"), width: 1 }, ticks: { stroke: color("line"), width: 1 } };
    const unit = unitOf(this.#metric);
    this.#chart = new uPlot({
      width: this.#container.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 } },
      padding: [18, 28, 0, 0],
      scales: {
        x: { time: true, range: (chart, min, max) => this.#shownTime(chart, min, max) },
        y: { range: fromZero },
        count: { range: fromZero },
      },
      axes: [
        { ...axis, values: CLOCK, incrs: STEPS, space: 70 },
        { ...axis, values: (chart, ticks) => ticks.map((tick) => label(tick, unit)), incrs: increments(unit), size: 74 },
        ...(beside ? [{ ...axis, scale: "count", side: 1, grid: { show: false }, incrs: increments("count"), size: 60,
          values: (chart, ticks) => ticks.map((tick) => label(tick, "count")) }] : []),
      ],
      series: [{}, ...series, ...more.map((line) => line.series)],
      hooks: {
        setCursor: [(chart) => this.#handlers.onPoint(chart.cursor.idx ?? null)],
        drawClear: [(chart) => this.#drawChosen(chart, color)],
        ready: [(chart) => this.#listen(chart)],
      },
    }, [...data, ...more.map((line) => line.values)], this.#container);
  }

  #shownTime({ data: [times] }, min, max) {
    if (this.#window) {
      return [this.#window.from, this.#window.to];
    }
    return times.length > 1 ? [min, max] : around(times[0]);
  }

  #listen(chart) {
    const isEndOfDrag = listenForDrags(chart, (drag) => this.#onDrag(chart, drag));
    chart.over.addEventListener("click", () => {
      const { idx } = chart.cursor;
      if (!isEndOfDrag() && idx !== null && idx !== undefined) {
        this.#handlers.onSelect({ at: idx });
      }
    });
  }

  #onDrag(chart, { left, right, hasShift }) {
    if (this.#isComparing !== hasShift) {
      const [from, to] = [left, right].map((end) => chart.posToIdx(end));
      this.#handlers.onSelect({ base: from === to ? null : from, at: to });
    } else {
      const [from, to] = [left, right].map((end) => chart.posToVal(end, "x"));
      this.#handlers.onZoom({ from, to });
    }
  }

  /** Below the lines: what is selected, and where the agent started anew. */
  #drawChosen(chart, color) {
    const { ctx, bbox } = chart;
    const x = (index) => chart.valToPos(this.#trend.at[index], "x", true);
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    const { at, base } = this.#chosen;
    if (at >= 0 && base >= 0) {
      ctx.fillStyle = color("accent-ground");
      ctx.fillRect(x(base), bbox.top, x(at) - x(base), bbox.height);
    }
    ctx.lineWidth = devicePixelRatio;
    for (const index of [at, base].filter((chosen) => chosen >= 0)) {
      line(ctx, x(index), bbox, color("accent"), []);
    }
    ctx.restore();
    let free = bbox.left;
    this.#trend.segment.forEach((segment, index) => {
      if (index > 0 && segment !== this.#trend.segment[index - 1]) {
        free = restart(ctx, (x(index - 1) + x(index)) / 2, bbox, color("warn"), free);
      }
    });
  }
}

/**
 * Draws a restart. Its word stands above the chart, where no line crosses it, on the side where there is room for it, if there is
 * any right of `free`; returns where the next word may stand.
 */
function restart(ctx, place, bbox, color, free) {
  if (place < bbox.left || place > bbox.left + bbox.width) {
    return free;
  }
  ctx.save();
  line(ctx, place, bbox, color, [4, 4]);
  ctx.fillStyle = color;
  ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = "left";
  const { width } = ctx.measureText("restart");
  const isAtEdge = place + 4 + width > bbox.left + bbox.width;
  const left = isAtEdge ? place - 4 - width : place + 4;
  const isFree = left >= free;
  if (isFree) {
    ctx.fillText("restart", left, bbox.top - 4 * devicePixelRatio);
  }
  ctx.restore();
  return isFree ? left + width + 4 : free;
}

function fromZero(chart, min, max) {
  return [0, max > 0 ? max * 1.08 : 1];
}

/** A line across at the memory limit; null where it is not drawn. */
function limit(trend, bytes, color) {
  return bytes && { values: trend.at.map(() => bytes), series: { stroke: color("more"), width: 1.5, dash: [8, 5], points: { show: false } } };
}

/** A line on a scale of its own; null without one. */
function neighbour(trend, beside, color) {
  return beside && { values: beside.values,
    series: { scale: "count", stroke: color("beside"), width: 1.5, points: { show: false }, gaps: gapsAtRestarts(trend) } };
}

/** A single moment stands in the middle of a minute. */
function around(moment) {
  return [moment - 30, moment + 30];
}

function line(ctx, x, bbox, color, dash) {
  ctx.strokeStyle = color;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
}

/** A mark for each snapshot, as long as they can be told apart. */
function marks(trend, color) {
  return { show: trend.at.length <= 300, size: 5, fill: color, stroke: color };
}

/** Nothing leads from one run of the agent to the next. */
function gapsAtRestarts(trend) {
  return (chart, series, first, last, gaps) => {
    for (let index = Math.max(first, 1); index <= last; index++) {
      if (trend.segment[index] !== trend.segment[index - 1]) {
        gaps.push([index - 1, index].map((end) => Math.round(chart.valToPos(trend.at[end], "x", true))));
      }
    }
    return gaps.sort((one, other) => one[0] - other[0]);
  };
}

function single(trend, sum, color) {
  const accent = color("accent");
  return {
    data: [trend.at, sum],
    series: [{ stroke: accent, width: 1.5, fill: accent + "22", points: marks(trend, accent), gaps: gapsAtRestarts(trend) }],
  };
}

/** The whole behind, each layer in front, on top of those before it; nothing where the whole is not known. */
function stacked(trend, whole, layers, color) {
  const sums = [];
  let below = whole.map((sum) => sum === null ? null : 0);
  for (const layer of layers) {
    below = below.map((sum, index) => sum === null ? null : sum + (layer.values[index] ?? 0));
    sums.unshift(below);
  }
  const drawn = layers.map((layer, index) => ({
    stroke: color("panel"), width: 1, fill: layerColor(layers.length - 1 - index), points: { show: false }, gaps: gapsAtRestarts(trend),
  }));
  const quiet = color("quiet");
  return {
    data: [trend.at, whole, ...sums],
    series: [{ stroke: quiet, width: 1.5, fill: color("frame-same"), points: marks(trend, quiet), gaps: gapsAtRestarts(trend) }, ...drawn],
  };
}

/** The color of the n-th layer of a stack: told apart by the colour-blind, too (Okabe and Ito, and a grey). */
export function layerColor(index) {
  return ["#e69f00", "#56b4e9", "#009e73", "#d55e00", "#cc79a7", "#b8a900", "#0072b2", "#8a8a8a"][index % 8];
}

/** Steps of the scale: powers of two for bytes, so that ticks are round in kB and MB. */
function increments(unit) {
  return unit === "bytes"
    ? Array.from({ length: 55 }, (_, power) => 2 ** power)
    : Array.from({ length: 15 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();
}
