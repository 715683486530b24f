// SPDX-License-Identifier: Apache-2.0
// The call tree of a flame graph: from the columns that the server sends to nodes with a place to be drawn at.

import { fingerprint } from "./names.js";

/**
 * A node holds: name, value, self, base, baseSelf, growth, depth, parent, children, and width — what its frame is as wide as,
 * in the unit of the sample type.
 */
export function treeOf(view, byGrowth) {
  const nodes = view.name.map((name, index) => ({
    index,
    name: view.names[name],
    value: view.value[index],
    self: view.self[index],
    base: view.baseValue ? view.baseValue[index] : 0,
    baseSelf: view.baseSelf ? view.baseSelf[index] : 0,
    children: [],
    parent: null,
    depth: 0,
    width: 0,
  }));
  for (const node of nodes) {
    node.growth = node.value - node.base;
    if (view.parent[node.index] >= 0) {
      node.parent = nodes[view.parent[node.index]];
      node.parent.children.push(node);
      node.depth = node.parent.depth + 1;
    }
  }
  const isDifferential = Boolean(view.baseValue);
  // Callees come after their callers, so from the end every node finds its callees measured.
  for (let index = nodes.length - 1; index >= 0; index--) {
    nodes[index].width = widthOf(nodes[index], isDifferential, byGrowth);
    if (isDifferential) {
      nodes[index].children.sort((one, other) => other.width - one.width);
    }
  }
  return nodes;
}

function widthOf(node, isDifferential, byGrowth) {
  const callees = sum(node.children, (child) => child.width);
  if (!isDifferential) {
    return Math.max(Math.abs(node.value), callees);
  }
  if (!byGrowth) {
    return Math.max(Math.abs(node.value), Math.abs(node.base), callees);
  }
  // What is left of the node's growth without its callees: its own, and that of callees too small to be here.
  const rest = node.growth - sum(node.children, (child) => child.growth);
  return callees + Math.abs(rest);
}

function sum(items, figure) {
  return items.reduce((total, item) => total + figure(item), 0);
}

/**
 * How strongly a frame of a comparison is coloured, from -1 (shrank) to 1 (grew). Where the change is the function's own it
 * is strong; who only calls what changed is pale.
 */
export function changeStrength(node, byGrowth) {
  const whole = byGrowth ? node.width : Math.max(Math.abs(node.value), Math.abs(node.base));
  if (whole === 0) {
    return 0;
  }
  const share = (growth) => Math.min(1, Math.abs(growth) / whole);
  return Math.sign(node.growth) * (0.35 * share(node.growth) + 0.65 * share(node.self - node.baseSelf));
}

/**
 * A name for a place in the tree that stays the same while the stack does: the fingerprint of the names down to it. The server
 * makes the same (`root` of /api/v1/flamegraph).
 */
export function pathKey(node) {
  return stackOf(node).reduce((hash, frame) => fingerprint(`${frame.name};`, hash), undefined).toString(16);
}

/** From the root to the node. */
export function stackOf(node) {
  const stack = [];
  for (let frame = node; frame; frame = frame.parent) {
    stack.unshift(frame);
  }
  return stack;
}

/** Returns a test of names: by a regular expression, or by the plain text when it is not one. An empty text matches nothing. */
export function matcher(text) {
  if (!text) {
    return () => false;
  }
  const plain = text.toLowerCase();
  let expression = null;
  try {
    expression = new RegExp(text, "i");
  } catch {
    // Not a regular expression (yet): look for the text as it is.
  }
  return (name) => name.toLowerCase().includes(plain) || (expression !== null && name.length < 10000 && expression.test(name));
}

/** How much the matching frames hold, each stack counted once. */
export function matchedTotal(nodes, matches) {
  const covered = new Uint8Array(nodes.length);
  const total = { value: 0, base: 0 };
  for (const node of nodes) {
    if (node.parent && covered[node.parent.index]) {
      covered[node.index] = 1;
    } else if (node.parent && matches(node.name)) {
      covered[node.index] = 1;
      total.value += node.value;
      total.base += node.base;
    }
  }
  return total;
}

/** Flat, cumulative and their base per function, as the server summed them up over all stacks through the root of the view. */
export function listedFunctions({ names, functions }) {
  return functions.name.map((name, index) => ({
    name: names[name],
    flat: functions.flat[index],
    cum: functions.cum[index],
    flatBase: functions.baseFlat ? functions.baseFlat[index] : 0,
    cumBase: functions.baseCum ? functions.baseCum[index] : 0,
  }));
}

/** The same over the stacks through `root`, of a tree that lacks none. */
export function functionsOf(root) {
  const rows = new Map();
  const open = new Map();
  const row = (name) => {
    if (!rows.has(name)) {
      rows.set(name, { name, flat: 0, cum: 0, flatBase: 0, cumBase: 0 });
    }
    return rows.get(name);
  };
  const enter = (node) => {
    const calls = open.get(node.name) ?? 0;
    open.set(node.name, calls + 1);
    if (calls === 0) {
      row(node.name).cum += node.value;
      row(node.name).cumBase += node.base;
    }
  };
  // Callers above the root hold what the root holds.
  for (const caller of stackOf(root).slice(1, -1)) {
    if (!open.has(caller.name)) {
      enter({ name: caller.name, value: root.value, base: root.base });
    }
  }
  const pending = [{ node: root, leaving: false }];
  while (pending.length > 0) {
    const { node, leaving } = pending.pop();
    if (leaving) {
      open.set(node.name, open.get(node.name) - 1);
      continue;
    }
    pending.push({ node, leaving: true });
    if (node.parent) {
      enter(node);
      row(node.name).flat += node.self;
      row(node.name).flatBase += node.baseSelf;
    } else {
      open.set(node.name, 1);
    }
    for (const child of node.children) {
      pending.push({ node: child, leaving: false });
    }
  }
  return [...rows.values()];
}
