// SPDX-License-Identifier: Apache-2.0
// What leaks, and why that is the verdict, in words.

import { element, isolated } from "./dom.js";
import { cut, full } from "./names.js";
import { clock, label, signed } from "./units.js";

const MEANINGS = {
  leak: "grows, and what it allocates stays",
  "growing cache": "grew, then levelled off or gives back",
  load: "grows and shrinks with the work done",
  noise: "no more change than sampling explains",
  profiler: "memory of the profiler itself",
};

/** Shows the answer of /api/v1/leaks; sites draw their trend where there is one. `onChoose(function)`. */
export function showVerdicts(container, leaks, trend, onChoose) {
  const histories = new Map(trend.sites.map((site) => [site.function, site.inuseBytes]));
  const leaking = leaks.sites.filter((site) => site.verdict === "leak").length;
  container.replaceChildren(
    element("p", { class: leaking > 0 ? "headline bad" : "headline" }, headline(leaks, leaking)),
    element("ul", { class: "verdicts" }, ...leaks.sites.slice(0, 20).map((site) =>
      verdict(site, trend.at, histories.get(site.function), onChoose))),
    element("p", { class: "note" }, leaks.explanation));
}

function headline(leaks, leaking) {
  if (leaks.sites.length === 0) {
    return "Nothing grows.";
  }
  return leaking === 0 ? "No leak is suspected." : leaking === 1 ? "One leak is suspected." : `${leaking} leaks are suspected.`;
}

function verdict(site, at, history, onChoose) {
  return element("li", { class: "verdict" },
    element("div", {},
      element("span", { class: `word ${site.verdict.replace(" ", "-")}` }, site.verdict),
      element("small", {}, MEANINGS[site.verdict] ?? "")),
    element("div", {},
      element("button", { type: "button", class: "function", title: full(site.function), click: () => onChoose(site.function) },
        isolated(cut(site.function))),
      element("p", {}, site.reason ?? ""),
      element("p", { class: "note" }, evidence(site))),
    history ? sparkline(at, history, site) : element("span"));
}

/** The figures behind a verdict, as a sentence. */
function evidence(site) {
  const share = (ratio) => `${Math.round(ratio * 100)}%`;
  const parts = [`holds ${label(site.inuseBytes, "bytes")}`];
  if (site.slopeBytesPerHour !== 0) {
    parts.push(`${rate(site.slopeBytesPerHour)} an hour (95% between ${rate(site.slopeLow)} and ${rate(site.slopeHigh)})`);
  }
  parts.push(`${share(site.growthShare)} of all growth`, `${share(site.freedRatio)} of what it allocated meanwhile was freed`,
    `sampling alone could feign ${label(site.noiseFloorBytes, "bytes")}`, chance(site.pValue));
  const since = site.firstSeen ? `; grows since ${clock(site.firstSeen)}` : "";
  return parts.join(", ") + since + ".";
}

function rate(bytes) {
  return signed(Math.round(bytes), "bytes");
}

function chance(p) {
  return p < 0.0001 ? "chance of such a trend without growth below 0.01%" : `chance of such a trend without growth ${Number((p * 100).toPrecision(2))}%`;
}

const SVG = "http://www.w3.org/2000/svg";

/** A site's memory over time, from zero. */
function sparkline(at, history, site) {
  const [width, height] = [160, 40];
  const most = Math.max(1, ...history.filter((value) => value !== null));
  const span = Math.max(1, at[at.length - 1] - at[0]);
  const points = history
    .map((value, index) => value === null ? null
      : `${(((at[index] - at[0]) / span) * width).toFixed(1)},${(height - 1 - (value / most) * (height - 2)).toFixed(1)}`)
    .filter(Boolean);
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
  drawing.setAttribute("class", `sparkline ${site.verdict.replace(" ", "-")}`);
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", `Memory over time, now ${label(site.inuseBytes, "bytes")}, at most ${label(most, "bytes")}`);
  const path = document.createElementNS(SVG, "polyline");
  path.setAttribute("points", points.join(" "));
  drawing.append(path);
  return drawing;
}
