// SPDX-License-Identifier: Apache-2.0
// Requests to the sidecar that served this page, and to nothing else.

import { save } from "./dom.js";

const TOKEN = "juju-heap-token";

/** An answer that is not the one asked for: its message is a sentence that says what to do. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Remembers the token until the tab closes; it travels in a header only. */
export function useToken(token) {
  sessionStorage.setItem(TOKEN, token);
}

/** Whether the sidecar asked for a token, and got it. */
export function hasToken() {
  return sessionStorage.getItem(TOKEN) !== null;
}

/** JSON from a path of the API, with parameters; those that are undefined are left out. */
export async function get(path, parameters = {}, signal) {
  return (await request(path, parameters, { signal })).json();
}

/** Has a snapshot taken now. */
export async function takeSnapshot(agent, gc) {
  return (await request("/api/v1/snapshots", { agent, gc: gc || undefined }, { method: "POST" })).json();
}

/** Fetches a file and hands it to the reader: a plain link could not carry the token. */
export async function download(path, parameters, fileName) {
  save(await (await request(path, parameters)).blob(), fileName);
}

/** A path with its parameters, as a link. */
export function link(path, parameters = {}) {
  const set = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set)}`;
}

async function request(path, parameters = {}, options = {}) {
  const token = sessionStorage.getItem(TOKEN);
  // The custom header says that a script asks: no foreign page can send it, and no browser asks for a password of its own.
  const headers = { "X-Juju-Heap": "page", ...(token ? { Authorization: `Bearer ${token}` } : {}) };
  let answer;
  try {
    // A browser lets a request wait for a former one of the same address, even one given up, unless it is to keep neither.
    answer = await fetch(link(path, parameters), { ...options, headers, cache: "no-store" });
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    throw new ApiError(0, "The sidecar does not answer. Check that juju-heap is running on that machine; this page tries again by itself.");
  }
  if (!answer.ok) {
    throw new ApiError(answer.status, await problem(answer));
  }
  return answer;
}

async function problem(answer) {
  const later = answer.headers.get("Retry-After");
  const wait = later ? ` Try again in ${later} s.` : "";
  try {
    return (await answer.json()).detail + wait;
  } catch {
    return `The sidecar answered with HTTP status ${answer.status}.${wait}`;
  }
}
