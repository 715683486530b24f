// SPDX-License-Identifier: Apache-2.0
// Choosing moments without a mouse: the one to look at, and the one to compare it with.

import { element } from "./dom.js";
import { clock } from "./units.js";

const MOST = 300;

/** Moments that have a name besides that of their snapshot. */
const NAMED = ["restart", "oldest"];

/** Two lists of moments; `onSelect({at, base})` with ids of snapshots. Ids that the trend lacks are listed, too. */
export function showMoments(container, trend, { at, base }, onSelect) {
  const focused = document.activeElement?.closest?.("#moments") ? document.activeElement.id : null;
  const moments = listed(trend, [at, base]);
  container.replaceChildren(
    picker("at", "Look at", [["", "the newest"], ...moments], at, (chosen) => onSelect({ at: chosen, base })),
    picker("base", "compared with", [["", "nothing"], ["restart", "its restart"], ["oldest", "the oldest"], ...moments], base, (chosen) => onSelect({ at, base: chosen })),
    element("button", { type: "button", hidden: !at && !base, click: () => onSelect({ at: null, base: null }) }, "Back to now"));
  if (focused) {
    document.getElementById(focused)?.focus();
  }
}

function picker(id, title, options, chosen, onChoose) {
  return element("label", { for: id }, `${title} `,
    element("select", { id, change: (event) => onChoose(event.target.value) },
      ...options.map(([value, text]) => element("option", { value, selected: value === (chosen ?? "") }, text))));
}

/** Newest first; of very many, an even choice and those chosen. */
function listed(trend, chosen) {
  const step = Math.ceil(trend.at.length / MOST);
  const moments = trend.snapshot
    .map((id, index) => [id, clock(trend.at[index] * 1000)])
    .filter(([id], index) => (trend.at.length - 1 - index) % step === 0 || chosen.includes(id))
    .reverse();
  for (const id of chosen) {
    if (id && !NAMED.includes(id) && !trend.snapshot.includes(id)) {
      moments.push([id, id]);
    }
  }
  return moments;
}
