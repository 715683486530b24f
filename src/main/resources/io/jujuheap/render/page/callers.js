// SPDX-License-Identifier: Apache-2.0
// One function from both sides: through which calls its memory is held, and which calls pass it on. Sums of the whole profile.

import { get } from "./api.js";
import { copyButton } from "./copy.js";
import { element, isolated } from "./dom.js";
import { cut, full } from "./names.js";
import { label, percent, signed } from "./units.js";

/** As long as an address may carry; no function that people wrote has such a name. */
const LONGEST_NAME = 1000;
const ROWS = 12;

/** A function with its callers and callees, in an element. */
export class Callers {
  #container;
  #onChoose;
  #onClose;
  #key = null;
  #asking = null;

  /** `onChoose(function)` when a caller or a callee is clicked, `onClose()` when the reader is done. */
  constructor(container, { onChoose, onClose }) {
    this.#container = container;
    this.#onChoose = onChoose;
    this.#onClose = onClose;
  }

  /**
   * Shows what /api/v1/callers answers; nothing without a function.
   *
   * @param asked the parameters; with a `base`, values are growth
   * @param moment changes whenever the newest profile does
   */
  async show(asked, moment) {
    const key = JSON.stringify([asked, moment]);
    if (key === this.#key) {
      return;
    }
    this.#key = key;
    this.#asking?.abort();
    if (!asked.function || asked.function.length > LONGEST_NAME) {
      this.#container.hidden = true;
      return;
    }
    this.#asking = new AbortController();
    try {
      this.#draw(await get("/api/v1/callers", asked, this.#asking.signal));
    } catch (error) {
      if (error.name === "AbortError") {
        return;
      }
      this.#key = null;
      this.#frame(asked.function, element("p", { class: "note" }, error.message));
    }
    this.#container.hidden = false;
  }

  #draw({ nodes: [node], sampleType: { unit }, base }) {
    const value = (number) => base ? signed(number, unit) : label(number, unit);
    this.#frame(node.function,
      element("p", { class: "note" }, base ? "Growth: " : "", `${value(node.cum)} in all, ${value(node.flat)} by itself.`),
      element("div", { class: "sandwich" },
        this.#side("Called by", node.callers, node, value, "No function: it is where its goroutines start."),
        this.#side("Calls", node.callees, node, value, "Nothing that holds memory.")));
  }

  #frame(name, ...content) {
    this.#container.replaceChildren(
      element("div", { class: "toolbar" },
        element("h3", {}, "Callers and callees of ", isolated(cut(name), { title: full(name) })),
        element("div", { class: "controls" }, copyButton(name, "Copy name"),
          element("button", { type: "button", class: "close", click: this.#onClose }, "Close"))),
      ...content);
  }

  #side(title, calls, node, value, none) {
    const rows = calls.slice(0, ROWS).map((call) => this.#row(call, node, value));
    const rest = calls.length - rows.length;
    return element("div", {},
      element("h4", {}, title),
      calls.length === 0 ? element("p", { class: "note" }, none) : element("table", {}, element("tbody", {}, ...rows)),
      rest > 0 ? element("p", { class: "note" }, `${rest} smaller ones; juju-heap peek lists all.`) : null);
  }

  #row(call, node, value) {
    const share = node.cum === 0 ? 0 : Math.min(1, Math.abs(call.value / node.cum));
    const bar = element("i", { class: "bar" });
    bar.style.width = `${share * 100}%`;
    return element("tr", {},
      element("td", {}, value(call.value), element("small", {}, percent(call.value, node.cum)), bar),
      element("th", { scope: "row", class: "name" },
        element("button", { type: "button", title: full(call.function), click: () => this.#onChoose(call.function) },
          isolated(cut(call.function))),
        call.inline ? element("small", {}, " inlined") : null));
  }
}
