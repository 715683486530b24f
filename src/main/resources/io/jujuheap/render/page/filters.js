// SPDX-License-Identifier: Apache-2.0
// Which stacks are looked at, and which of their frames: the filters of pprof, as regular expressions. The address keeps them.

import { element } from "./dom.js";

const FILTERS = [
  ["focus", "Only stacks through", "Leaves the stacks with a function that matches"],
  ["ignore", "Without stacks through", "Leaves out the stacks with a function that matches"],
  ["hide", "Without frames of", "Leaves out the functions that match; what they hold goes to their callers"],
];

/** Returns the filters of a state, as parameters of the API. */
export function filtersOf(state) {
  return Object.fromEntries(FILTERS.map(([name]) => [name, state[name]]));
}

/** The filters, as fields in an element. */
export class Filters {
  #details;
  #fields;

  /** `onState(changes)` when the reader has changed one. */
  constructor(container, onState) {
    this.#fields = FILTERS.map(([name, title, help]) => element("input", {
      type: "text", name, "aria-label": title, placeholder: title, title: `${help}; a regular expression`, maxlength: 500, spellcheck: "false",
      change: (event) => onState({ [name]: event.target.value, zoom: null }),
    }));
    this.#details = element("details", {}, element("summary", {}, "Filters"), element("div", { class: "controls" }, ...this.#fields));
    container.replaceChildren(this.#details);
  }

  /** Shows the filters of a state. */
  show(state) {
    for (const field of this.#fields) {
      if (document.activeElement !== field) {
        field.value = state[field.name] ?? "";
      }
      this.#details.open ||= field.value !== "";
    }
  }
}
