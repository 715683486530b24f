// SPDX-License-Identifier: Apache-2.0
// What is looked at lives in the fragment of the address, so that a link shows the same and "back" goes back.

/** Returns the fragment of the URL as an object of texts. */
export function readState() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

/**
 * Changes some of it; null, undefined or "" removes.
 *
 * @param replace whether "back" should skip what was before, as while typing
 */
export function writeState(changes, replace = false) {
  const parameters = new URLSearchParams(location.hash.slice(1));
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === "") {
      parameters.delete(name);
    } else {
      parameters.set(name, value);
    }
  }
  // Ids of snapshots stay readable: a slash means nothing in a fragment.
  const fragment = "#" + parameters.toString().replaceAll("%2F", "/");
  if (fragment !== (location.hash || "#")) {
    history[replace ? "replaceState" : "pushState"](null, "", fragment);
    dispatchEvent(new Event("state"));
  }
}

/** Calls `action` with the state after each change, by the page or by the reader. */
export function onState(action) {
  addEventListener("state", () => action(readState()));
  addEventListener("popstate", () => action(readState()));
}
