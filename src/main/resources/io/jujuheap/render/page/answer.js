// SPDX-License-Identifier: Apache-2.0
// What a reader came for, in one line above everything else: what leaks, how fast, since when.

import { element, isolated } from "./dom.js";
import { full, short } from "./names.js";
import { clock, label, percent, signed } from "./units.js";

/** Shows the answer of /api/v1/leaks in short; `onChoose(function)` shows where it is. */
export function showAnswer(container, leaks, trend, onChoose) {
  const found = leaks.sites.filter((site) => site.verdict === "leak");
  container.className = `panel answer ${found.length === 0 ? "calm" : leaks.young || found[0].restartedAt ? "unsure" : "bad"}`;
  container.replaceChildren(...(found.length > 0 ? leak(found, leaks.young, trend, onChoose) : noLeak(leaks)));
  container.hidden = false;
}

/** Adds the stack at which goroutines leak worst, of /api/v1/goroutines, to what `showAnswer` showed; nothing without a leak. */
export function addGoroutines(container, report) {
  const [worst, ...others] = report.stacks.filter((stack) => stack.verdict === "leak");
  if (!worst) {
    return;
  }
  const more = others.length === 0 ? "" : ` ${others.length} more such ${others.length === 1 ? "stack is" : "stacks are"} below.`;
  container.classList.replace("calm", "bad");
  container.append(element("p", { class: "note" },
    element("b", {}, `${label(worst.goroutines, "count")} goroutines`), " wait at ",
    element("b", { class: "name", title: full(worst.function) }, isolated(short(worst.function))),
    `, ${signed(worst.growth, "count")} since the first profile of them, and still more.${more}`));
}

/** Adds which part of memory grows, of /api/v1/memory, where it is not the live heap that does; nothing while that grows. */
export function addMemory(container, { trend }) {
  const growing = (trend?.parts ?? []).filter((part) => part.direction === "grows").map(({ part }) => part);
  if (growing.length === 0 || growing.includes("live_heap")) {
    return;
  }
  container.classList.replace("calm", "unsure");
  container.append(element("p", { class: "note" }, trend.explanation));
}

function leak([worst, ...others], young, trend, onChoose) {
  // A young process may only be filling its caches, and a leak of a former one may have ended with it.
  const verb = worst.restartedAt ? " leaked " : young ? " may leak " : " leaks ";
  const restart = worst.restartedAt ? ` That was before the restart at ${clock(worst.restartedAt)}.` : "";
  const since = worst.firstSeen ? ` since ${clock(worst.firstSeen)}` : "";
  const inUse = trend.inuseBytes[trend.inuseBytes.length - 1];
  const more = others.length === 0 ? "" : others.length === 1 ? " One more leak is below." : ` ${others.length} more leaks are below.`;
  return [
    element("p", { class: "verdict-line" },
      element("b", { class: "name", title: full(worst.function) }, isolated(short(worst.function))), verb,
      element("b", {}, `${signed(Math.round(worst.slopeBytesPerHour), "bytes")} an hour`), `${since}.`),
    element("p", { class: "note" },
      `It holds ${label(worst.inuseBytes, "bytes")} of ${label(inUse, "bytes")} in use (${percent(worst.inuseBytes, inUse)})`
        + ` and is ${Math.round(worst.growthPercent)}% of all growth.${restart}${more}`),
    element("p", { class: "controls" },
      element("button", { type: "button", class: "primary", click: () => onChoose(worst.function) }, "Show where"),
      element("a", { class: "button", href: "#why", click: toEvidence }, "See the evidence")),
  ];
}

function noLeak(leaks) {
  return [element("p", { class: "verdict-line" }, leaks.explanation)];
}

/** The fragment of the address is for what is looked at, so the page moves without it. */
function toEvidence(event) {
  event.preventDefault();
  const title = document.getElementById("why-title");
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
  title.scrollIntoView({ behavior: "smooth" });
}
