// SPDX-License-Identifier: Apache-2.0
// The page: agents, then when, where and why their memory grew. The fragment of the address says what is looked at, the
// sidecar what there is; everything else follows from the two.

import { away, showAgents } from "./agents.js";
import { addGoroutines, showAnswer } from "./answer.js";
import { get, takeSnapshot } from "./api.js";
import { Callers } from "./callers.js";
import { choice, element, isolated } from "./dom.js";
import { exactly, Explorer } from "./explorer.js";
import { showGoroutines } from "./goroutines.js";
import { login } from "./login.js";
import { showMoments } from "./moments.js";
import { cut } from "./names.js";
import { onState, readState, writeState } from "./state.js";
import { showTake } from "./take.js";
import { layerColor, layersOf, metricsOf, sumOf, Timeline, unitOf } from "./timeline.js";
import { clock, duration, label, sampleTypeTitle, signed } from "./units.js";
import { showVerdicts } from "./verdicts.js";

const TYPES = ["inuse_space", "inuse_objects", "alloc_space", "alloc_objects", "goroutine"];
const REFRESH_MILLISECONDS = 10_000;
const STACKED_SITES = 6;

const part = (id) => document.getElementById(id);
const status = part("status");
const aside = element("div", { id: "callers", hidden: true });
const explorer = new Explorer(part("explorer"), TYPES, writeState, aside);
const callers = new Callers(aside, {
  onChoose: (name) => writeState({ function: name, search: exactly(name), zoom: null }),
  onClose: () => writeState({ function: null }),
});
const timeline = new Timeline(part("timeline"), { onSelect: selectIndexes, onPoint: showPoint });

let agents = [];
let trend = null;
let shown = { key: null, view: null, detailKey: null, detail: null };
let asking = null;

/** The agent that is looked at: the one chosen, or the first, which is the machine's. */
function chosenAgent(state) {
  return agents.find((agent) => agent.tag === state.agent) ?? agents[0];
}

function say(text, isProblem = false) {
  status.textContent = text;
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
    agents = (await get("/api/v1/agents")).agents;
    const state = readState();
    const agent = chosenAgent(state);
    showParts(["when", "where", "take"], Boolean(agent));
    if (!agent) {
      showParts(["why", "who", "answer"], false);
      showNoAgents();
      return;
    }
    say(away(agent), !agent.up);
    const next = await get("/api/v1/trend", { agent: agent.tag, n: 50 });
    const isNew = JSON.stringify(next.snapshot) !== JSON.stringify(trend?.snapshot) || next.agent !== trend?.agent;
    trend = isNew ? next : trend;
    show(state);
    if (isNew && trend.at.length > 0) {
      await judge(agent);
      await count(agent);
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
  showParts(["timeline", "metric", "moments"], !isEmpty);
  showParts(["where", "take"], !isEmpty || agent.up);
  showParts(["snap", "snap-gc"], agent.up);
  showTimeline(state);
  if (isEmpty && !agent.up) {
    return;
  }
  showMoments(part("moments"), trend, { at: state.at, base: state.base }, select);
  showTake(part("downloads"), part("commands"),
    { agent: agent.tag, at: state.at, base: baseId(state), type: typeOf(state) }, sayProblem);
  showGraph(agent, state).catch(showGraphProblem);
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

function typeOf(state) {
  return TYPES.includes(state.type) ? state.type : TYPES[0];
}

async function showGraph(agent, state) {
  const newest = trend.snapshot[trend.snapshot.length - 1];
  // An agent that is away cannot be asked: the newest snapshot is the newest there is.
  const wanted = { agent: agent.tag, snapshot: state.at ?? (agent.up ? undefined : newest), base: state.base, type: typeOf(state) };
  const key = JSON.stringify([wanted, state.at ? null : newest]);
  if (key !== shown.key) {
    asking?.abort();
    asking = new AbortController();
    part("where").setAttribute("aria-busy", "true");
    if (!shown.view) {
      explorer.say("Loading the profile…");
    }
    const view = await get("/api/v1/flamegraph", wanted, asking.signal);
    shown = { key, view, detailKey: null, detail: null };
    part("where").removeAttribute("aria-busy");
  }
  explorer.show(await detailed(wanted), readState());
  await callers.show({ ...wanted, function: readState().function }, newest);
  part("where-title").replaceChildren("In the code ", element("small", {}, aboutView(shown.view)));
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
    explorer.say(error.message, () => show(readState()));
    if (error.status === 401) {
      sayProblem(error);
    }
  }
}

function aboutView(view) {
  const what = `${sampleTypeTitle(view.sampleType.type).toLowerCase()} of ${view.capture.agent}`;
  return view.base
    ? `how ${what} changed from ${clock(view.base.takenAt)} to ${clock(view.capture.takenAt)}`
    : `${what} at ${clock(view.capture.takenAt)}`;
}

async function judge(agent) {
  try {
    const leaks = await get("/api/v1/leaks", { agent: agent.tag });
    part("why").hidden = leaks.sites.length === 0;
    showAnswer(part("answer"), leaks, trend, (name) => showGrowth(name));
    showVerdicts(part("verdicts"), leaks, trend, (name) => showGrowth(name));
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

/** The type that was looked at, if it is one of the heap; else none, which is the first. */
function ofHeap(type) {
  return type === "goroutine" ? null : type;
}

/** Shows where a function is in the code, and how it grew since the agent's restart. */
function showGrowth(name, type = ofHeap(readState().type)) {
  writeState({ search: exactly(name), function: name, base: readState().base ?? "restart", zoom: null, type });
  part("where").scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

function showTimeline(state) {
  const metric = metricOf(state);
  const metrics = metricsOf(trend);
  part("metric").replaceChildren(choice("What to draw", "metric", metrics, metric,
    (chosen) => writeState({ metric: chosen === metrics[0][0] ? null : chosen })));
  const drawn = { ...trend, sites: trend.sites.slice(0, STACKED_SITES) };
  timeline.show(sameOrNew(drawn), metric, {
    at: state.at ? trend.snapshot.indexOf(state.at) : -1,
    base: state.base ? trend.snapshot.indexOf(baseId(state)) : -1,
  });
  part("sites").replaceChildren(...layersOf(drawn, metric).map(layerKey));
  showPoint(null);
}

/** The metric that is asked for; the first where the trend lacks its figures. */
function metricOf(state) {
  const metrics = metricsOf(trend);
  return metrics.some(([name]) => name === state.metric) ? state.metric : metrics[0][0];
}

let drawnTrend = { of: null, trend: null };

/** The same object for the same trend, by which the timeline knows that nothing has to be drawn anew. */
function sameOrNew(drawn) {
  if (drawnTrend.of !== trend) {
    drawnTrend = { of: trend, trend: drawn };
  }
  return drawnTrend.trend;
}

function layerKey(layer, index) {
  const swatch = element("i", { class: "swatch" });
  swatch.style.background = layerColor(index);
  return element("span", {}, swatch, isolated(cut(layer.name, 80)));
}

/** The moment under the pointer in words; without one, what changed over all. */
function showPoint(index) {
  if (!trend) {
    return;
  }
  const metric = metricOf(readState());
  const unit = unitOf(metric);
  const values = sumOf(trend, metric);
  const last = values.length - 1;
  if (last < 0) {
    part("change").textContent = "No snapshot yet: the first is taken once the agent answers and has collected garbage.";
  } else if (values[index ?? last] === null) {
    part("change").textContent = metric === "goroutines" ? "This snapshot was kept without the number of goroutines."
      : "This snapshot was kept without the figures that tell where resident memory went.";
  } else if (index !== null) {
    part("change").textContent = `${label(values[index], unit)} at ${clock(trend.at[index] * 1000)}`;
  } else {
    const first = trend.segment.findIndex((segment, at) => segment === trend.segment[last] && values[at] !== null);
    const restarted = trend.segment[0] !== trend.segment[last] ? " since its restart" : "";
    const span = duration(trend.at[last] - trend.at[first]);
    part("change").textContent = last === first
      ? `${label(values[last], unit)}${restarted}; one snapshot so far, the next follows a garbage collection`
      : `${label(values[last], unit)} now, ${signed(values[last] - values[first], unit)} in ${span}${restarted}${metric === "memory" ? grownMost(first, last) : ""}`;
  }
}

/** The part of resident memory that grew most from one moment to another, in words. */
function grownMost(first, last) {
  const growth = trend.memory.parts.map(({ title, bytes }) => ({ title, by: (bytes[last] ?? 0) - (bytes[first] ?? 0) }));
  const most = growth.reduce((one, other) => other.by > one.by ? other : one);
  return most.by > 0 ? `; most of all ${most.title}, ${signed(most.by, "bytes")}` : "";
}

function selectIndexes({ at, base }) {
  const id = (index) => index === null ? null : trend.snapshot[index];
  select({ at: id(at), base: id(base) });
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
    say(`The newest snapshot is of ${clock(taken.takenAt)}.`);
  } catch (error) {
    sayProblem(error);
  }
}

part("snap").addEventListener("click", () => snap(false));
part("snap-gc").addEventListener("click", () => snap(true));
onState(show);
refresh();
setInterval(() => document.visibilityState === "visible" && refresh(), REFRESH_MILLISECONDS);
