// SPDX-License-Identifier: Apache-2.0
// A flame graph with all that belongs to it: what to count, search, the frame pointed at in words, the table of functions.
// It keeps no state: it shows what it is told and says what the reader wants changed.

import { calmly, choice, element, isolated, save } from "./dom.js";
import { FlameGraph } from "./flamegraph.js";
import { functionsOf, listedFunctions, matchedTotal, matcher, pathKey, treeOf } from "./frames.js";
import { full } from "./names.js";
import { pictureOf, pngOf, svgOf } from "./picture.js";
import { TopTable } from "./top.js";
import { clock, label, percent, sampleTypeTitle, signed } from "./units.js";

/**
 * Shows views as the server sends them (`FlameGraph` of the API).
 *
 * State: `type` (sample type), `width` ("size" to draw a comparison by size and not by change), `search`, `zoom` (a key of
 * `pathKey`), `function` (the name of the one that is looked at). `onState(changes, replace)` is told what to change.
 */
export class Explorer {
  #types;
  #onState;
  #notice = element("p", { class: "notice", role: "status", hidden: true });
  #warning = element("p", { class: "notice problem", role: "status", hidden: true });
  #content = element("div", { hidden: true });
  #controls = element("div", { class: "controls explorer-choices" });
  #search;
  #matched = element("output", { class: "matched" });
  #details = element("p", { class: "details" });
  #key = element("p", { class: "key" });
  #graph;
  #top;
  #view = null;
  #nodes = [];
  #byGrowth = null;
  #zoomed = null;

  /** @param aside an element to show between the graph and the functions */
  constructor(container, types, onState, aside = "") {
    this.#types = types;
    this.#onState = onState;
    const toSearch = calmly((text) => onState({ search: text }, true));
    this.#search = element("input", {
      type: "search", maxlength: 500, spellcheck: "false", input: (event) => toSearch(event.target.value),
    });
    const drawing = element("div", { class: "graph" });
    this.#graph = new FlameGraph(drawing, {
      onZoom: (node) => onState(node.parent ? { zoom: pathKey(node), function: node.name } : { zoom: null, function: null }),
      onPoint: (node) => this.#describe(node ?? this.#zoomed),
    });
    const functions = element("div", { class: "functions" });
    this.#top = new TopTable(functions, (name) => onState({ search: exactly(name), function: name }));
    const saving = (title, help, action) => element("button", { type: "button", class: "save", title: help, click: action }, title);
    this.#content.append(
      element("div", { class: "toolbar" }, this.#controls, element("div", { class: "searching" }, this.#search, this.#matched)),
      element("div", { class: "halves" },
        element("div", {}, this.#details, drawing,
          element("div", { class: "toolbar" }, this.#key, element("div", { class: "controls" },
            saving("↓ SVG", "Saves the graph as it is drawn, for a document", () => this.#save("svg", svgOf)),
            saving("↓ PNG", "Saves the graph as it is drawn, for a chat", () => this.#save("png", pngOf)))),
          aside),
        functions));
    container.replaceChildren(this.#notice, this.#warning, this.#content);
  }

  /** Says why there is nothing to show, or nothing newer; `remedy` is offered as a button of that title. */
  say(text, title, remedy) {
    const way = remedy ? [" ", element("button", { type: "button", click: remedy }, title)] : [];
    this.#notice.replaceChildren(text, ...way);
    this.#notice.classList.toggle("problem", Boolean(remedy));
    this.#notice.hidden = false;
  }

  /** Shows a view. */
  show(view, state) {
    this.#notice.hidden = true;
    this.#content.hidden = false;
    this.#warn(view.restarts ?? []);
    const isDifferential = Boolean(view.baseValue);
    const byGrowth = isDifferential && state.width !== "size";
    if (view !== this.#view || byGrowth !== this.#byGrowth) {
      this.#view = view;
      this.#byGrowth = byGrowth;
      this.#nodes = treeOf(view, byGrowth);
    }
    this.#zoomed = (state.zoom && this.#nodes.find((node) => pathKey(node) === state.zoom)) || this.#nodes[0];
    this.#showControls(state, isDifferential);
    const search = state.search ?? "";
    const options = { unit: view.sampleType.unit, isDifferential, byGrowth, isSearching: search !== "", matches: matcher(search) };
    this.#graph.show(this.#nodes, this.#zoomed, options);
    this.#showSearch(search, options);
    this.#describe(this.#zoomed);
    this.#key.replaceChildren(...keyOf(this.#kind, isDifferential, byGrowth));
    this.#search.placeholder = `Search ${this.#kind}s`;
    this.#search.ariaLabel = `Search ${this.#kind}s; regular expressions work`;
  }

  async #save(extension, fileOf) {
    const { capture, sampleType } = this.#view;
    const of = capture ? aboutView(this.#view) : `${sampleTypeTitle(sampleType.type).toLowerCase()} of ${document.title}`;
    const title = `${of}: ${this.#graph.describe(this.#zoomed)}`;
    const file = await fileOf(pictureOf(title, this.#graph.element, this.#key));
    save(file, `${capture?.agent ?? "flamegraph"}-${sampleType.type}.${extension}`);
  }

  /** What a frame stands for, in a word. */
  get #kind() {
    return this.#view.granularity === "packages" ? "package" : "function";
  }

  /** A comparison across a restart shows no growth of one process. */
  #warn(restarts) {
    const times = restarts.map((time) => clock(time)).join(", ");
    this.#warning.replaceChildren(
      `The agent restarted in between, at ${times}: its heap began anew, so this is not the growth of one process. `,
      element("button", { type: "button", click: () => this.#onState({ base: "restart", zoom: null }) }, "Compare since its restart"));
    this.#warning.hidden = restarts.length === 0;
  }

  #showControls(state, isDifferential) {
    const focused = document.activeElement?.closest?.(".controls") ? document.activeElement : null;
    const parts = [choice("What to count", "type", this.#types.map((type) => [type, sampleTypeTitle(type)]),
      this.#view.sampleType.type, (type) => this.#onState({ type }))];
    if (isDifferential) {
      parts.push(choice("What width means", "width", [["growth", "By change"], ["size", "By size"]],
        this.#byGrowth ? "growth" : "size", (width) => this.#onState({ width: width === "size" ? width : null })));
    }
    parts.push(element("button", { type: "button", class: "out", hidden: !this.#zoomed.parent,
      click: () => this.#onState({ zoom: null, function: null }) }, "Zoom out"));
    this.#controls.replaceChildren(...parts);
    if (focused?.name) {
      this.#controls.querySelector(`input[name="${focused.name}"]:checked`)?.focus();
    }
  }

  #showSearch(text, options) {
    if (this.#search.value !== text && document.activeElement !== this.#search) {
      this.#search.value = text;
    }
    const root = this.#nodes[0];
    const functions = this.#functions();
    this.#top.show(functions.rows, {
      ...options, kind: this.#kind, total: root.value, omitted: this.#view.omitted, isOfAll: functions.isOfAll,
    });
    const found = this.#found(text, options.matches);
    const held = `${found.isLeast ? "at least " : ""}${label(found.value, options.unit)} (${percent(found.value, root.value)})`;
    const change = options.isDifferential && !found.isLeast ? `, ${signed(found.value - found.base, options.unit)}` : "";
    this.#matched.textContent = options.isSearching ? `${held}${change} in matching ${this.#kind}s` : "";
  }

  /**
   * The functions of the zoomed frame. Where the view is of another frame and lacks small ones, adding up what is drawn would
   * be wrong: then those of the view.
   */
  #functions() {
    const isListed = this.#zoomed.index === this.#view.root;
    return isListed || this.#view.omitted > 0
      ? { rows: listedFunctions(this.#view), isOfAll: !isListed }
      : { rows: functionsOf(this.#zoomed), isOfAll: false };
  }

  /** Shows what the matching functions hold, from the whole profile; `isLeast` where only the drawn part of it is known. */
  #found(text, matches) {
    const { matched, omitted, root } = this.#view;
    if (matched?.search === text) {
      return { value: matched.value, base: matched.base ?? 0 };
    }
    const rows = root === 0 ? listedFunctions(this.#view).filter((row) => matches(row.name)) : [];
    if (rows.length === 1) {
      return { value: rows[0].cum, base: rows[0].cumBase };
    }
    return { ...matchedTotal(this.#nodes, matches), isLeast: omitted > 0 || root !== 0 };
  }

  #describe(node) {
    const name = node.parent ? isolated(full(node.name)) : "Everything";
    this.#details.replaceChildren(element("b", {}, name), " ", element("span", {}, this.#graph.describe(node)));
  }
}

/** A search for one function and nothing else. */
export function exactly(name) {
  return name.length > 400 ? name.slice(0, 400) : `^${name.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`;
}

/** What a view of a sidecar shows, in words. */
export function aboutView(view) {
  const what = `${sampleTypeTitle(view.sampleType.type).toLowerCase()} of ${view.capture.agent}`;
  return view.base
    ? `how ${what} changed from ${clock(view.base.takenAt)} to ${clock(view.capture.takenAt)}`
    : `${what} at ${clock(view.capture.takenAt)}`;
}

function keyOf(kind, isDifferential, byGrowth) {
  const swatch = (kind, meaning) => element("span", {}, element("i", { class: `swatch ${kind}` }), meaning);
  if (!isDifferential) {
    return [element("span", {}, `Width: what a ${kind} holds with what it calls.`),
      element("span", {}, "One hue per package."), swatch("library", "Go's own library")];
  }
  const width = byGrowth ? "Width: how much changed." : "Width: what is held now, or was before.";
  return [element("span", {}, width), swatch("grown", "grew itself"), swatch("grown pale", "calls what grew"),
    swatch("shrunk", "shrank"), swatch("same", "stayed the same")];
}
