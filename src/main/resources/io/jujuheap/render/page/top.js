// SPDX-License-Identifier: Apache-2.0
// The functions of a graph as a table, largest first.

import { element, isolated } from "./dom.js";
import { full, cut } from "./names.js";
import { label, percent, signed } from "./units.js";

const ROWS = 50;

const SIZE_COLUMNS = [
  { id: "flat", title: "Flat", help: "What it holds itself", of: (row) => row.flat },
  { id: "cum", title: "Cum", help: "What it holds together with what it calls", isMinor: true, of: (row) => row.cum },
];
const GROWTH_COLUMNS = [
  { id: "growth", title: "Growth", help: "How what it holds itself grew", of: (row) => row.flat - row.flatBase, isGrowth: true },
  { id: "cumGrowth", title: "Cum growth", help: "How it grew together with what it calls", isMinor: true, of: (row) => row.cum - row.cumBase, isGrowth: true },
];

/** A table that can be ordered by any of its columns; `onChoose(name)` when a function is clicked. */
export class TopTable {
  #table;
  #note;
  #onChoose;
  #order = null;
  #shown = null;

  constructor(container, onChoose) {
    this.#onChoose = onChoose;
    this.#table = element("table", { class: "top" });
    this.#note = element("p", { class: "note" });
    container.append(element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Functions" }, this.#table), this.#note);
  }

  /**
   * Shows rows of `functionsOf` or `listedFunctions`.
   *
   * @param options kind ("function" or "package"), unit, isDifferential, total, matches (of names), isSearching, omitted, isOfAll (whether the rows are of the
   *   whole profile although a frame is zoomed into)
   */
  show(rows, options) {
    this.#shown = { rows, options };
    this.#draw();
  }

  #draw() {
    const { rows, options } = this.#shown;
    const columns = options.isDifferential ? [...GROWTH_COLUMNS, ...SIZE_COLUMNS] : SIZE_COLUMNS;
    const order = columns.find((column) => column.id === this.#order) ?? columns[0];
    const found = options.isSearching ? rows.filter((row) => options.matches(row.name)) : rows;
    const telling = options.isDifferential && !options.isSearching ? GROWTH_COLUMNS : columns;
    const listed = found
      .filter((row) => telling.some((column) => column.of(row) !== 0))
      .sort(largestFirst([order, ...columns]));
    this.#table.replaceChildren(
      this.#head(columns, order, options.kind),
      element("tbody", {}, ...listed.slice(0, ROWS).map((row) => this.#row(row, columns, options))));
    this.#table.hidden = listed.length === 0;
    this.#note.textContent = note(listed.length, options);
  }

  #head(columns, order, kind) {
    const heads = columns.map((column) => element("th", { scope: "col", class: column.isMinor ? "minor" : null, "aria-sort": column === order ? "descending" : "none" },
      element("button", { type: "button", title: column.help, click: () => { this.#order = column.id; this.#draw(); } },
        column.title)));
    return element("thead", {}, element("tr", {}, ...heads, element("th", { scope: "col", class: "name" }, kind === "package" ? "Package" : "Function")));
  }

  #row(row, columns, { unit, total }) {
    const cells = columns.map((column) => {
      const value = column.of(row);
      const change = column.isGrowth && value !== 0 ? (value > 0 ? "more" : "less") : "";
      const text = column.isGrowth ? signed(value, unit) : label(value, unit);
      const share = column.isGrowth ? null : element("small", {}, value === 0 ? "" : percent(value, total));
      return element("td", { class: `${value === 0 ? "zero" : change} ${column.isMinor ? "minor" : ""}` }, text, share);
    });
    const name = element("button", { type: "button", title: full(row.name), click: () => this.#onChoose(row.name) },
      isolated(cut(row.name)));
    return element("tr", {}, ...cells, element("th", { scope: "row", class: "name" }, name));
  }
}

/** By the first column that differs; shrinkage counts as much as growth. */
function largestFirst(columns) {
  return (one, other) => {
    const telling = columns.find((column) => Math.abs(column.of(one)) !== Math.abs(column.of(other)));
    return telling ? Math.abs(telling.of(other)) - Math.abs(telling.of(one)) : one.name.localeCompare(other.name);
  };
}

function note(count, { kind, omitted, isSearching, isOfAll }) {
  const parts = [];
  if (isOfAll) {
    parts.push("These are the sums of the whole profile, not of the frame zoomed into.");
  }
  if (count === 0) {
    parts.push(isSearching ? `No ${kind} here matches the search.` : "Nothing to list.");
  } else if (count > ROWS) {
    parts.push(`The first ${ROWS} of ${count} ${kind}s; search to find the others.`);
  }
  if (omitted > 0) {
    parts.push(`${omitted} frames are too small to be drawn; the sums have them.`);
  }
  return parts.join(" ");
}
