// SPDX-License-Identifier: Apache-2.0
// The stack of a call site: its functions at once, their files and lines when the reader opens it.

import { get } from "./api.js";
import { element, isolated } from "./dom.js";
import { cut, full } from "./names.js";
import { sourceLink, sourcesOfModules } from "./source.js";

const MOST_STACKS = 100;
const MOST_FRAMES = 100;

/** The functions whose stacks are open, which stay so when the verdicts are drawn anew. */
const open = new Set();

/** A stack that opens; `agent` as /api/v1/agents has it. */
export function openingStack(site, agent) {
  const list = element("ol", { class: "stack" }, ...site.stack.slice(0, MOST_FRAMES).map((name) => frame({ function: name })));
  const left = site.stack.length - MOST_FRAMES;
  return element("details", {
    class: "stack-of",
    open: open.has(site.function),
    toggle: (event) => {
      if (event.target.open) {
        open.add(site.function);
        locate(list, site, agent);
      } else {
        open.delete(site.function);
      }
    },
  },
  element("summary", {}, "Stack, with file and line"), list, left > 0 ? element("p", { class: "note" }, `${left} more callers`) : null);
}

async function locate(list, site, agent) {
  try {
    const [{ stacks }, modules] = await Promise.all([
      get("/api/v1/stacks", { agent: agent.tag, function: site.function, n: MOST_STACKS }), sourcesOfModules()]);
    const isOfSite = ({ frames }) => frames.map((each) => each.function).join("\n") === site.stack.join("\n");
    const found = stacks.find(isOfSite);
    if (found) {
      list.replaceChildren(...found.frames.slice(0, MOST_FRAMES).map((each) => frame(each, agent.version, modules)));
    }
  } catch {
    // The newest profile may not have it any more; the functions stay.
  }
}

function frame(place, version, modules) {
  const name = isolated(cut(place.function), { title: full(place.function) });
  if (!place.file) {
    return element("li", {}, name);
  }
  const link = sourceLink(place, version, modules);
  const text = cut(`${place.file}:${place.line ?? "?"}`);
  return element("li", {}, name, " ",
    element("small", {}, link ? element("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, isolated(text)) : isolated(text)));
}
