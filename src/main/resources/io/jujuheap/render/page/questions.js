// SPDX-License-Identifier: Apache-2.0
// What a state of the page asks of the API. The first questions are asked while the rest of the page still loads: the address alone
// tells them. Where it names no agent, the sidecar's choice is the page's as well.

import { get, link } from "./api.js";
import { filtersOf } from "./filters.js";
import { readState } from "./state.js";
import { SAMPLE_TYPES } from "./units.js";

const LARGEST_SITES = 50;

/** Answers asked for ahead, by path: the question without its agent, and the promise of the answer. */
const ahead = new Map();

/** The sample type of a state. */
export function typeOf(state) {
  return SAMPLE_TYPES.includes(state.type) ? state.type : SAMPLE_TYPES[0];
}

/** What is asked for memory over time. */
export function trendOf(agent) {
  return { agent, n: LARGEST_SITES };
}

/** What is asked for the graph of a state. */
export function viewOf(state, agent, snapshot) {
  return { agent, snapshot, base: state.base, type: typeOf(state), ...filtersOf(state) };
}

/**
 * Returns what the API answers: the answer asked for ahead, if it is of this question and agent, else one of now. Each of those
 * asked for ahead is used once, for later ones are newer.
 *
 * @param agentOf returns the agent of an answer
 */
export async function first(path, parameters, agentOf, signal) {
  const { question, answer } = ahead.get(path) ?? {};
  if (!ahead.delete(path)) {
    // The page asks the second time: what is left was not needed and is old.
    ahead.clear();
  }
  const early = question === withoutAgent(path, parameters) ? await answer : null;
  signal?.throwIfAborted();
  return early && agentOf(early) === parameters.agent ? early : get(path, parameters, signal);
}

function ask(path, parameters) {
  const answer = get(path, parameters).catch(nothingIfTooEarly);
  // The page handles it once it comes for the answer.
  answer.catch(() => {});
  ahead.set(path, { question: withoutAgent(path, parameters), answer });
}

/** Before the reader gave the token, or of an agent that is not known, there is no answer, but there may be one later. */
function nothingIfTooEarly(error) {
  if (error.status === 401 || error.status === 404) {
    return null;
  }
  throw error;
}

function withoutAgent(path, parameters) {
  return link(path, { ...parameters, agent: undefined });
}

function askAhead(state) {
  const agent = state.agent ?? state.at?.split("/")[0];
  ask("/api/v1/agents", {});
  ask("/api/v1/trend", trendOf(agent));
  ask("/api/v1/flamegraph", viewOf(state, agent, state.at));
}

askAhead(readState());
