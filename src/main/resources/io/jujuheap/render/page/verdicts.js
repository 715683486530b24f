// SPDX-License-Identifier: Apache-2.0
// What leaks, and why that is the verdict: each site with the figures it rests on, and its memory over time.

import { element, isolated } from "./dom.js";
import { cut, full } from "./names.js";
import { openingStack } from "./stack.js";
import { clock, label, signed } from "./units.js";

const MEANINGS = {
  leak: "grows, and what it allocates stays",
  undecided: "looks like a leak; more states will tell",
  "too early": "too few states of the heap to tell",
  "filled cache": "grew, and has stopped",
  load: "grows and shrinks with the work done",
  noise: "no more change than sampling explains",
  profiler: "memory of the profiler itself",
};

/** Verdicts that a reader wants to see at once; the others are a click away. */
const TELLING = ["leak", "undecided", "filled cache"];
const MOST = 20;

/** Shows the answer of /api/v1/leaks on an agent; sites draw their trend where there is one. `onChoose(function)`. */
export function showVerdicts(container, leaks, trend, agent, onChoose) {
  const histories = new Map(trend.sites.map((site) => [site.function, site.inuseBytes]));
  const listed = leaks.sites.slice(0, MOST);
  const list = (sites) => element("ul", { class: "verdicts" },
    ...sites.map((site) => verdict(site, agent, trend.at, histories.get(site.function), onChoose)));
  const telling = listed.filter((site) => TELLING.includes(site.verdict));
  const others = listed.filter((site) => !TELLING.includes(site.verdict));
  const wasOpen = container.querySelector("details.others")?.open;
  container.replaceChildren(
    telling.length > 0 ? list(telling) : "",
    others.length === 0 ? "" : element("details", { class: "others", open: wasOpen },
      element("summary", {}, `${others.length} more ${others.length === 1 ? "site" : "sites"}: ${kinds(others)}`),
      list(others)),
    element("p", { class: "note" }, leaks.explanation));
}

/** "3 noise, 1 load" */
function kinds(sites) {
  const counts = new Map();
  sites.forEach((site) => counts.set(site.verdict, (counts.get(site.verdict) ?? 0) + 1));
  return [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(", ");
}

function verdict(site, agent, at, history, onChoose) {
  return element("li", { class: "verdict" },
    element("div", {},
      element("span", { class: `word ${site.verdict.replace(" ", "-")}` }, site.verdict),
      element("small", {}, MEANINGS[site.verdict] ?? "")),
    element("div", {},
      element("button", { type: "button", class: "function", title: full(site.function), click: () => onChoose(site.function) },
        isolated(cut(site.function))),
      element("dl", { class: "figures" }, ...evidence(site).map(([title, value, help]) =>
        element("div", { title: help }, element("dt", {}, title), element("dd", {}, value)))),
      openingStack(site, agent)),
    history ? sparkline(at, history, site) : element("span"));
}

/** The figures behind a verdict: title, value, what it means. */
function evidence(site) {
  const whole = (percent) => `${Math.round(percent)}%`;
  const isMoving = site.slopeBytesPerHour !== 0;
  return [
    ["In use", label(site.inuseBytes, "bytes"), "At the newest snapshot"],
    isMoving ? ["Per hour", rate(site.slopeBytesPerHour), "How fast its memory grows"] : null,
    isMoving ? ["95% between", `${rate(site.slopeLow)} … ${rate(site.slopeHigh)}`, "Where the true slope is in 95 of 100 cases"] : null,
    ["Of all growth", whole(site.growthPercent), "Its part of what all functions grew by"],
    site.freedPercent === undefined ? null : ["Freed", whole(site.freedPercent), "How much of what it allocated meanwhile was freed"],
    ["Sampling noise", label(site.noiseFloorBytes, "bytes"), "Growth that sampling alone may explain"],
    site.firstSeen ? ["Growing since", clock(site.firstSeen), "When it was first seen to grow"] : null,
  ].filter(Boolean);
}

function rate(bytes) {
  return signed(Math.round(bytes), "bytes");
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
