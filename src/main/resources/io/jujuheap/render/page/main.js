// SPDX-License-Identifier: Apache-2.0
// The page: agents, then when, where and why their memory grew. The fragment of the address says what is looked at, the
// sidecar what there is; everything else follows from the two.

import { away, showAgents } from "./agents.js";
import { addGoroutines, addMemory, showAnswer } from "./answer.js";
import { get, takeSnapshot } from "./api.js";
import { Callers } from "./callers.js";
import { element } from "./dom.js";
import { aboutView, exactly, Explorer } from "./explorer.js";
import { Filters, filtersOf } from "./filters.js";
import { showGoroutines } from "./goroutines.js";
import { login } from "./login.js";
import { showMoments } from "./moments.js";
import { OverTime } from "./overtime.js";
import { first, trendOf, typeOf, viewOf } from "./questions.js";
import { onState, readState, writeState } from "./state.js";
import { showTake } from "./take.js";
import { SAMPLE_TYPES, clock } from "./units.js";
import { showVerdicts } from "./verdicts.js";

const REFRESH_MILLISECONDS = 10_000;

const part = (id) => document.getElementById(id);
const status = part("status");
const aside = element("div", { id: "callers", hidden: true });
const explorer = new Explorer(part("explorer"), SAMPLE_TYPES, writeState, aside);
const filters = new Filters(part("filters"), writeState);
const callers = new Callers(aside, {
  onChoose: (name) => writeState({ function: name, search: exactly(name), zoom: null }),
  onClose: () => writeState({ function: null }),
});
const overTime = new OverTime(
  { metric: part("metric"), range: part("range"), sentence: part("change"), chart: part("timeline"), key: part("sites") },
  { onState: writeState, onSelect: selectIndexes });

let agents = [];
let trend = null;
let shown = { key: null, view: null, detailKey: null, detail: null };
let asking = null;

/** The agent that is looked at: the one chosen, that of the moment chosen, or the first, which is the machine's. */
function chosenAgent(state) {
  const tagged = (tag) => agents.find((agent) => agent.tag === tag);
  return tagged(state.agent) ?? tagged(state.at?.split("/")[0]) ?? agents[0];
}

function say(content, isProblem = false) {
  status.replaceChildren(...[content].flat());
  status.className = isProblem ? "problem" : "";
}

/** Says what went wrong, and asks for the token when it is missing. */
function sayProblem(error) {
  if (error.status === 401) {
    login(refresh);
  } else if (error.name !== "AbortError") {
    say(error.message, true);
  }
}

async function refresh() {
  try {
    agents = (await first("/api/v1/agents", {}, () => undefined)).agents;
    const state = readState();
    const agent = chosenAgent(state);
    showParts(["when", "where", "take"], Boolean(agent));
    if (!agent) {
      showParts(["why", "who", "answer"], false);
      showNoAgents();
      return;
    }
    say(away(agent), !agent.up);
    const next = await first("/api/v1/trend", trendOf(agent.tag), (answer) => answer.agent);
    const isNew = JSON.stringify(next.snapshot) !== JSON.stringify(trend?.snapshot) || next.agent !== trend?.agent;
    trend = isNew ? next : trend;
    show(state);
    if (isNew && trend.at.length > 0) {
      await judge(agent);
      await count(agent);
      await tellMemory(agent);
    }
  } catch (error) {
    sayProblem(error);
  }
}

function showParts(ids, isShown) {
  for (const id of ids) {
    part(id).hidden = !isShown;
  }
}

function showNoAgents() {
  part("agents").replaceChildren(element("div", { class: "panel" },
    element("h2", {}, "No Juju agent was found on this machine"),
    element("p", {}, "It is looked for in /var/lib/juju (--agent.data-dir) again and again; this page fills by itself once an agent runs."),
    element("p", { class: "note" }, "Is it elsewhere? Start the sidecar there, or name its socket with --agent.socket.")));
  say("");
}

/** Shows everything for a state, and fetches the graph when it is another than the one shown. */
function show(state) {
  const agent = chosenAgent(state);
  if (!agent || !trend) {
    return;
  }
  if (trend.agent !== agent.tag) {
    trend = null;
    refresh();
    return;
  }
  showAgents(part("agents"), agents, agent.tag, (tag) => writeState({ agent: tag, at: null, base: null, zoom: null }));
  const isEmpty = trend.at.length === 0;
  showParts(["timeline", "metric", "range", "moments"], !isEmpty);
  showParts(["snap", "snap-gc"], agent.up);
  const hasProfile = !isEmpty || agent.up;
  showParts(["where", "take"], hasProfile);
  if (hasProfile) {
    // Before the rest is drawn: nothing takes as long as this answer.
    showGraph(agent, state).catch(showGraphProblem);
  }
  filters.show(state);
  overTime.show(trend, state, {
    at: state.at ? trend.snapshot.indexOf(state.at) : -1,
    base: state.base ? trend.snapshot.indexOf(baseId(state)) : -1,
  }, agent.up);
  if (!hasProfile) {
    return;
  }
  showMoments(part("moments"), trend, { at: state.at, base: state.base }, select);
  showTake(part("downloads"), part("commands"),
    { agent: agent.tag, isUp: agent.up, at: shownMoment(agent, state), base: baseId(state), type: typeOf(state), filters: filtersOf(state) }, sayProblem);
}

/** The snapshot that is compared with. */
function baseId(state) {
  if (state.base === "oldest") {
    return trend.snapshot[0];
  }
  if (state.base !== "restart") {
    return state.base;
  }
  const at = state.at ? trend.snapshot.indexOf(state.at) : trend.snapshot.length - 1;
  return trend.snapshot[trend.segment.indexOf(trend.segment[at])];
}

/** The snapshot that is shown; none for the agent as it is now. An agent that is away cannot be asked: then it is the newest. */
function shownMoment(agent, state) {
  return state.at ?? (agent.up ? undefined : trend.snapshot[trend.snapshot.length - 1]);
}

async function showGraph(agent, state) {
  const newest = trend.snapshot[trend.snapshot.length - 1];
  const wanted = viewOf(state, agent.tag, shownMoment(agent, state));
  const key = JSON.stringify([wanted, state.at ? null : newest]);
  // What is still on its way belongs to a view that was left, also when this one is shown already.
  asking?.abort();
  part("where").removeAttribute("aria-busy");
  if (key !== shown.key) {
    asking = new AbortController();
    part("where").setAttribute("aria-busy", "true");
    if (!shown.view) {
      explorer.say("Loading the profile…");
    }
    const view = await first("/api/v1/flamegraph", wanted, (answer) => answer.capture.agent, asking.signal);
    shown = { key, view, detailKey: null, detail: null };
    part("where").removeAttribute("aria-busy");
  }
  explorer.show(await detailed(wanted), readState());
  await callers.show({ ...wanted, function: readState().function }, newest);
  part("where-title").replaceChildren("Where it is allocated ", element("small", {}, aboutView(shown.view)));
}

/**
 * The view of the frame that is zoomed into, and with the sum of what is searched for. A view that has all frames of the
 * profile does for both; of one that lacks some, only the server knows.
 */
async function detailed(wanted) {
  const { zoom, search } = readState();
  if (shown.view.omitted === 0 || (!zoom && !search)) {
    return shown.view;
  }
  const detailKey = JSON.stringify([zoom, search]);
  if (detailKey !== shown.detailKey) {
    asking?.abort();
    asking = new AbortController();
    const of = shown;
    const detail = await get("/api/v1/flamegraph", { ...wanted, root: zoom, search }, asking.signal);
    Object.assign(of, { detailKey, detail });
  }
  return shown.detail ?? shown.view;
}

function showGraphProblem(error) {
  if (error.name !== "AbortError") {
    part("where").removeAttribute("aria-busy");
    if (error.status === 404 && isOfMoment(readState())) {
      explorer.say("The snapshot that this address names is not kept any more, or was never here.", "Back to now", () => select({ at: null, base: null }));
    } else {
      explorer.say(error.message, "Try again", () => show(readState()));
    }
    if (error.status === 401) {
      sayProblem(error);
    }
  }
}

function isOfMoment({ at, base }) {
  return [at, base].some((id) => id && id !== "restart" && id !== "oldest");
}

async function judge(agent) {
  try {
    const leaks = await get("/api/v1/leaks", { agent: agent.tag });
    part("why").hidden = leaks.sites.length === 0;
    showAnswer(part("answer"), leaks, trend, (name) => showGrowth(name));
    showVerdicts(part("verdicts"), leaks, trend, agent, (name) => showGrowth(name));
  } catch (error) {
    // A sidecar without verdicts has none to show.
    part("why").hidden = error.status === 404;
    part("answer").hidden = true;
    part("verdicts").replaceChildren(element("p", { class: "note" }, error.message));
  }
}

/** Shows the goroutines by stack; nothing before the first profile of them, nor where the agent does not count them. */
async function count(agent) {
  if (!trend.goroutines) {
    part("who").hidden = true;
    return;
  }
  try {
    const report = await get("/api/v1/goroutines", { agent: agent.tag });
    showGoroutines(part("goroutines"), report, (name) => showGrowth(name, "goroutine"));
    addGoroutines(part("answer"), report);
    part("who").hidden = false;
  } catch {
    part("who").hidden = true;
  }
}

/** Tells what grows outside of the live heap; nothing where the agent does not say where its memory goes, or is away. */
async function tellMemory(agent) {
  if (!trend.memory || !agent.up) {
    return;
  }
  try {
    addMemory(part("answer"), await get("/api/v1/memory", { agent: agent.tag }));
  } catch {
    // The page has said what it knows without.
  }
}

/** The type that was looked at, if it is one of the heap; else none, which is the first. */
function ofHeap(type) {
  return type === "goroutine" ? null : type;
}

/** Shows where a function is in the code, and how it grew since the agent's restart. */
function showGrowth(name, type = ofHeap(readState().type)) {
  writeState({ search: exactly(name), function: name, base: readState().base ?? "restart", zoom: null, group: null, type });
  part("where").scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

/** Selects moments by their indexes. While comparing, a moment alone is compared with the restart before it. */
function selectIndexes({ at, base }) {
  const isComparing = readState().drag === "compare";
  const other = base === undefined && isComparing ? "restart" : trend.snapshot[base];
  select({ at: trend.snapshot[at], base: other ?? null });
}

function select({ at, base }) {
  writeState({ at, base: base === at ? null : base, zoom: null });
}

async function snap(gc) {
  const agent = chosenAgent(readState());
  say("Taking a snapshot…");
  try {
    const taken = await takeSnapshot(agent.tag, gc);
    await refresh();
    say([`Snapshot taken at ${clock(taken.takenAt)}. `,
      element("button", { type: "button", click: () => select({ at: taken.id, base: readState().base }) }, "Show it")]);
  } catch (error) {
    sayProblem(error);
  }
}

part("snap").addEventListener("click", () => snap(false));
part("snap-gc").addEventListener("click", () => snap(true));
onState(show);
refresh();
setInterval(() => document.visibilityState === "visible" && refresh(), REFRESH_MILLISECONDS);
