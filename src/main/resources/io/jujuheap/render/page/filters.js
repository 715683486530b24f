// SPDX-License-Identifier: Apache-2.0
// Which stacks are looked at, which of their frames, and what a frame stands for: the filters of pprof, as regular expressions,
// and packages in place of functions. The address keeps them.

import { choice, element } from "./dom.js";

const FILTERS = [
  ["focus", "Only stacks through", "Leaves the stacks with a function that matches"],
  ["ignore", "Without stacks through", "Leaves out the stacks with a function that matches"],
  ["hide", "Without frames of", "Leaves out the functions that match; what they hold goes to their callers"],
];

const GROUPS = [["function", "Functions"], ["package", "Packages"]];

/** Returns the filters of a state, as parameters of the API. */
export function filtersOf(state) {
  return {
    ...Object.fromEntries(FILTERS.map(([name]) => [name, state[name]])),
    granularity: state.group === "package" ? "packages" : undefined,
  };
}

/** The filters, as fields in an element. */
export class Filters {
  #details;
  #fields;
  #group = element("div");
  #onState;

  /** `onState(changes)` when the reader has changed one. */
  constructor(container, onState) {
    this.#onState = onState;
    this.#fields = FILTERS.map(([name, title, help]) => element("input", {
      type: "text", name, "aria-label": title, placeholder: title, title: `${help}; a regular expression`, maxlength: 500, spellcheck: "false",
      change: (event) => onState({ [name]: event.target.value, zoom: null }),
    }));
    this.#details = element("details", {}, element("summary", {}, "Filters"), element("div", { class: "controls" }, ...this.#fields));
    container.replaceChildren(this.#group, this.#details);
  }

  /** Shows the filters of a state. */
  show(state) {
    for (const field of this.#fields) {
      if (document.activeElement !== field) {
        field.value = state[field.name] ?? "";
      }
      this.#details.open ||= field.value !== "";
    }
    this.#showGroup(state.group === "package" ? "package" : "function");
  }

  /** A name that was looked at means nothing among names of another kind. */
  #showGroup(chosen) {
    if (this.#group.querySelector(":checked")?.value !== chosen) {
      this.#group.replaceChildren(choice("What a frame stands for", "group", GROUPS, chosen,
        (group) => this.#onState({ group: group === "package" ? group : null, zoom: null, function: null, search: null })));
    }
  }
}
