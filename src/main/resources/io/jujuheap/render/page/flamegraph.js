// SPDX-License-Identifier: Apache-2.0
// The drawing: callers above, callees below, a frame as wide as what it holds. Draws the page's graph and that of the
// `flame` command. Frames too narrow to see are left out, so a graph costs what fits on the screen, not what is in the profile.

import { element, isolated } from "./dom.js";
import { changeStrength, stackOf } from "./frames.js";
import { label, percent, signed } from "./units.js";
import { fingerprint, full, isStandardLibrary, packageOf, short } from "./names.js";

const NARROWEST = 2;
const NARROWEST_WITH_TEXT = 28;

/**
 * A flame graph in an element. It tells what happens: `onZoom(node)` after a click or Enter, `onPoint(node or null)` when a
 * frame is under the pointer or has the focus.
 */
export class FlameGraph {
  #tree;
  #nodes = [];
  #places = new Map();
  #zoomed = null;
  #drawnWidth = 0;
  #options = {};
  #focused = null;

  constructor(container, { onZoom, onPoint }) {
    this.#tree = element("div", {
      class: "frames",
      role: "tree",
      "aria-label": "Flame graph: callers above, callees below. Arrow keys move, Enter zooms in, Escape out.",
      click: (event) => this.#onFrame(event, (node) => onZoom(node)),
      pointerover: (event) => onPoint(this.#nodeOf(event.target) ?? this.#focused),
      pointerleave: () => onPoint(this.#focused),
      focusin: (event) => this.#onFrame(event, (node) => { this.#focused = node; onPoint(node); }),
      focusout: () => { this.#focused = null; },
      keydown: (event) => this.#onKey(event, onZoom),
    });
    container.append(this.#tree);
    new ResizeObserver(() => {
      if (this.#tree.clientWidth !== this.#drawnWidth) {
        requestAnimationFrame(() => this.#draw());
      }
    }).observe(this.#tree);
  }

  /** The element that has the frames. */
  get element() {
    return this.#tree;
  }

  /**
   * Shows a tree of `treeOf`.
   *
   * @param options unit, isDifferential, byGrowth; isSearching and matches(name), which tells the frames that then stand out
   */
  show(nodes, zoomed, options) {
    this.#nodes = nodes;
    this.#zoomed = zoomed ?? nodes[0];
    this.#options = options;
    this.#places = placesOf(nodes[0]);
    this.#draw();
  }

  #draw() {
    const width = this.#tree.clientWidth;
    this.#drawnWidth = width;
    if (this.#nodes.length === 0 || width === 0) {
      return;
    }
    const hadFocus = this.#tree.contains(document.activeElement);
    const drawn = this.#visible(width);
    const deepest = drawn.reduce((depth, { node }) => Math.max(depth, node.depth), 0);
    this.#tree.style.height = `calc(${deepest + 1} * var(--row))`;
    this.#tree.classList.toggle("differential", this.#options.isDifferential);
    this.#tree.classList.toggle("searching", this.#options.isSearching);
    d3.select(this.#tree)
      .selectAll("div.frame")
      .data(drawn, ({ node }) => node.index)
      .join((enter) => enter.append("div").attr("class", "frame").attr("role", "treeitem").attr("tabindex", -1))
      .order()
      .each((place, index, frames) => this.#paint(frames[index], place, width));
    this.#frameOf(this.#zoomed)?.setAttribute("tabindex", 0);
    if (hadFocus && !this.#tree.contains(document.activeElement)) {
      this.#frameOf(this.#zoomed)?.focus();
    }
  }

  /** Returns the frames that are wide enough to see: the callers of the zoomed frame at full width, and all below it. */
  #visible(width) {
    const { x0, x1 } = this.#places.get(this.#zoomed);
    const scale = x1 > x0 ? width / (x1 - x0) : 0;
    const drawn = stackOf(this.#zoomed).map((node) => ({ node, left: 0, size: width }));
    const pending = [...this.#zoomed.children];
    while (pending.length > 0) {
      const node = pending.pop();
      const place = this.#places.get(node);
      const size = (place.x1 - place.x0) * scale;
      if (size >= NARROWEST) {
        drawn.push({ node, left: (place.x0 - x0) * scale, size });
        pending.push(...node.children);
      }
    }
    return drawn;
  }

  #paint(frame, { node, left, size }, width) {
    frame.__node = node;
    frame.style.top = `calc(${node.depth} * var(--row))`;
    frame.style.left = `${(left / width) * 100}%`;
    frame.style.width = `${(size / width) * 100}%`;
    frame.classList.toggle("above", node.depth < this.#zoomed.depth);
    frame.classList.toggle("match", this.#options.matches(node.name));
    frame.classList.toggle("library", isStandardLibrary(node.name));
    this.#color(frame, node);
    frame.setAttribute("aria-level", node.depth + 1);
    frame.setAttribute("aria-label", `${this.#title(node)}: ${this.describe(node)}`);
    frame.replaceChildren(size >= NARROWEST_WITH_TEXT ? this.#text(node) : "");
  }

  #color(frame, node) {
    if (this.#options.isDifferential) {
      const strength = changeStrength(node, this.#options.byGrowth);
      frame.classList.toggle("grown", strength > 0);
      frame.classList.toggle("shrunk", strength < 0);
      frame.style.setProperty("--change", `${Math.round(Math.abs(strength) * 100)}%`);
    } else {
      frame.classList.remove("grown", "shrunk");
      frame.style.setProperty("--hue", hueOf(node.name));
    }
  }

  #text(node) {
    return isolated(node.parent ? short(node.name) : this.#title(node));
  }

  #title(node) {
    return node.parent ? full(node.name) : "everything";
  }

  /** A frame in words: "211.50MB (34.54%), itself 200MB; grew by 111.50MB". */
  describe(node) {
    const { unit, isDifferential } = this.#options;
    const root = this.#nodes[0];
    const parts = [`${label(node.value, unit)} (${percent(node.value, root.value)})`];
    if (node.parent && node.self !== 0 && node.self !== node.value) {
      parts.push(`itself ${label(node.self, unit)}`);
    }
    const held = parts.join(", ");
    return isDifferential ? `${held}; was ${label(node.base, unit)}: ${signed(node.growth, unit)}` : held;
  }

  #nodeOf(target) {
    return target.closest?.(".frame")?.__node ?? null;
  }

  #frameOf(node) {
    return [...this.#tree.children].find((frame) => frame.__node === node);
  }

  #onFrame(event, action) {
    const node = this.#nodeOf(event.target);
    if (node) {
      action(node);
    }
  }

  #onKey(event, onZoom) {
    const node = this.#nodeOf(event.target);
    if (!node || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === "Enter" || event.key === " ") {
      onZoom(node);
    } else if (event.key === "Escape") {
      onZoom(this.#zoomed.parent ?? this.#zoomed);
    } else if (!this.#move(node, event.key)) {
      return;
    }
    event.preventDefault();
  }

  #move(node, key) {
    const siblings = node.parent ? node.parent.children.filter((sibling) => this.#frameOf(sibling)) : [node];
    const next = {
      ArrowUp: () => node.parent,
      ArrowDown: () => node.children.find((child) => this.#frameOf(child)),
      ArrowLeft: () => siblings[siblings.indexOf(node) - 1],
      ArrowRight: () => siblings[siblings.indexOf(node) + 1],
      Home: () => this.#nodes[0],
    }[key];
    const frame = next && this.#frameOf(next());
    frame?.focus();
    return Boolean(next);
  }
}

/** Places frames between 0 and 1. Widths are given; the part that a node holds itself stays empty at its end. */
function placesOf(root) {
  const hierarchy = d3.hierarchy(root, (node) => node.children);
  hierarchy.each((place) => { place.value = place.data.width; });
  d3.partition()(hierarchy);
  return new Map(hierarchy.descendants().map((place) => [place.data, place]));
}

/** One hue per package, but no red, which is for growth. */
function hueOf(name) {
  return 50 + ((fingerprint(packageOf(name)) >>> 8) % 28) * 10;
}
