// SPDX-License-Identifier: Apache-2.0
// The agents of the machine, one to choose.

import { element, isolated } from "./dom.js";
import { cut } from "./names.js";
import { clock, label } from "./units.js";

/** Shows the agents; `onChoose(tag)`. */
export function showAgents(container, agents, chosen, onChoose) {
  const focused = container.contains(document.activeElement);
  container.replaceChildren(...agents.map((agent) => card(agent, agent.tag === chosen, onChoose)));
  if (focused) {
    container.querySelector(":checked")?.focus();
  }
}

/** Returns the sentence for an agent that does not answer; empty while it does. */
export function away(agent) {
  if (agent.up) {
    return "";
  }
  const since = agent.collectedAt ? ` What you see is from before; its last answer came at ${clock(agent.collectedAt)}.` : "";
  return `${agent.tag} does not answer: ${agent.problem ?? "it has not been asked yet."}${since}`;
}

function card(agent, isChosen, onChoose) {
  const state = agent.up ? element("span", { class: "state up" }, "answers") : element("span", { class: "state down" }, "not answering");
  const facts = [
    agent.kind !== "other" ? agent.kind : null,
    agent.version ? `Juju ${agent.version}` : null,
    agent.residentBytes ? `${label(agent.residentBytes, "bytes")} resident` : null,
    agent.covers.length > 0 ? `and ${agent.covers.length} more in its process` : null,
  ].filter(Boolean);
  return element("label", { class: "agent", title: agent.covers.length > 0 ? `Same process: ${cut(agent.covers.join(", "))}` : null },
    element("input", { type: "radio", name: "agent", value: agent.tag, checked: isChosen, change: () => onChoose(agent.tag) }),
    element("span", { class: "card" },
      element("b", {}, isolated(cut(agent.tag))), " ", state,
      element("small", {}, cut(facts.join(" · ")))));
}
