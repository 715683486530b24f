// SPDX-License-Identifier: Apache-2.0
// The goroutines by stack: how many wait where, how their number grew, and whether they leak.

import { element, isolated } from "./dom.js";
import { cut, full } from "./names.js";
import { label, signed } from "./units.js";

const ROWS = 20;

/** Shows the answer of /api/v1/goroutines; `onChoose(function)` shows where it is in the code. */
export function showGoroutines(container, report, onChoose) {
  const rows = [...report.stacks].sort((one, other) =>
    isTelling(other) - isTelling(one) || Math.abs(other.growth) - Math.abs(one.growth) || other.goroutines - one.goroutines);
  const more = report.distinctStacks - Math.min(ROWS, rows.length);
  container.replaceChildren(
    element("p", { class: "headline" },
      `${label(report.after, "count")} goroutines, ${signed(report.after - report.before, "count")} since the first of ${report.snapshots} profiles`),
    element("p", {}, report.explanation),
    element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Goroutines by stack" },
      element("table", { class: "stacks" }, head(), element("tbody", {}, ...rows.slice(0, ROWS).map((row) => stack(row, onChoose))))),
    element("p", { class: "note" }, more > 0 ? `${more} more stacks; /debug/goroutines lists all.` : ""));
}

function isTelling(row) {
  return row.verdict === "leak" || row.verdict === "undecided" ? 1 : 0;
}

function head() {
  const titles = ["Goroutines", "Growth", "Verdict"].map((title) => element("th", { scope: "col" }, title));
  return element("thead", {}, element("tr", {}, ...titles, element("th", { scope: "col", class: "name" }, "Wait at")));
}

function stack(row, onChoose) {
  const change = row.growth === 0 ? "zero" : row.growth > 0 ? "more" : "less";
  const started = row.entry === row.function ? null : element("small", {}, " in ", isolated(cut(row.entry)));
  const name = element("button", { type: "button", title: row.stack.map(full).join("\n"), click: () => onChoose(row.function) },
    isolated(cut(row.function)));
  return element("tr", {},
    element("td", {}, label(row.goroutines, "count")),
    element("td", { class: change }, signed(row.growth, "count")),
    element("td", {}, element("span", { class: `word ${row.verdict.replace(" ", "-")}`, title: row.reason }, row.verdict)),
    element("th", { scope: "row", class: "name" }, name, started));
}
