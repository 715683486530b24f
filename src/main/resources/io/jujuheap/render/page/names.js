// SPDX-License-Identifier: Apache-2.0
// Names of functions come from profiles: they may be anything, of any length, in any direction of writing.

const SHOWN = 160;
const FULL = 4000;

/** A name cut in the middle when it is longer than `limit` characters; what was cut is said. */
export function cut(name, limit = SHOWN) {
  const characters = name.length > 4 * limit ? [...name.slice(0, 2 * limit), ...name.slice(-2 * limit)] : [...name];
  if (characters.length <= limit) {
    return plain(name);
  }
  const half = Math.floor((limit - 1) / 2);
  return plain(characters.slice(0, half).join("") + "…" + characters.slice(-half).join(""));
}

/** The whole name, unless it is absurdly long: for a tooltip or a details line. */
export function full(name) {
  return name.length > FULL ? `${cut(name, FULL)} (${name.length} characters)` : plain(name);
}

/** "github.com/juju/juju/state.(*Cache).add" without the folders: "state.(*Cache).add". */
export function short(name) {
  const end = name.search(/[([]/);
  const slash = name.lastIndexOf("/", end < 0 ? name.length : end);
  return cut(name.slice(slash + 1));
}

/** The package of a Go function: "github.com/juju/juju/state"; what has none is its own. */
export function packageOf(name) {
  const head = name.slice(0, 1000);
  const end = head.search(/[([]/);
  const path = end < 0 ? head : head.slice(0, end);
  const dot = path.indexOf(".", path.lastIndexOf("/") + 1);
  return dot < 0 ? path : path.slice(0, dot);
}

/** Go's own packages have no dot in the first part of their path. */
export function isStandardLibrary(name) {
  const first = packageOf(name).split("/", 1)[0];
  return !first.includes(".") && first !== "main";
}

/** A number for a text (FNV-1a, 32 bits); `start` continues the one of the text before. */
export function fingerprint(text, start = 0x811c9dc5) {
  let hash = start;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** Marks that change the direction of what follows, and control characters, show as what they are: nothing to obey. */
function plain(text) {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, "\ufffd");
}
