// SPDX-License-Identifier: Apache-2.0
// The same outside of this page: files, and the commands that give them.

import { download, hasToken, link } from "./api.js";
import { copyButton } from "./copy.js";
import { element } from "./dom.js";

/** As many as the API gives. */
const MOST_ROWS = 10_000;

/**
 * Downloads and commands for what is shown: `agent`, `isUp`, `at` and `base` (ids of snapshots, or nothing), `type`, and `filters`
 * as the API takes them.
 */
export function showTake(downloads, commands, { agent, isUp, at, base, type, filters }, onError) {
  const file = (at ?? agent).replace("/", "-");
  const shown = { agent, snapshot: at, base, type, ...filters };
  const button = (title, path, parameters, name) => element("button", { type: "button",
    click: () => download(path, parameters, name).catch(onError) }, title);
  downloads.replaceChildren(
    at ? button("pprof", snapshot(at), {}, `${file}.pb.gz`)
      : button("pprof", "/debug/heap", { agent, format: "pprof" }, `${file}.pb.gz`),
    ...(isUp ? [
      button("Text, as juju_heap_profile prints it (now)", "/debug/heap", { agent, format: "text" }, `${agent}.txt`),
      button("Goroutines as text (now)", "/debug/goroutines", { agent, format: "text" }, `${agent}-goroutines.txt`),
    ] : []),
    button("Flame graph as HTML", "/api/v1/flamegraph.html", shown, `${file}.html`),
    button("Table as JSON", base ? "/api/v1/diff" : "/api/v1/top", { ...shown, n: MOST_ROWS }, `${file}.json`));
  // A snapshot is of the heap: commands for goroutines are those of a live agent.
  const given = type === "goroutine" ? goroutineCommands(agent, filters) : commandsFor({ agent, at, base, type, filters });
  commands.replaceChildren(...Object.entries(given).flatMap(([title, command]) => [
    element("dt", {}, title),
    element("dd", {}, element("code", {}, ...unbrokenOptions(command)), " ", copyButton(command))]));
}

/** A browser would break lines after the dash of an option. */
function unbrokenOptions(command) {
  return command.split(/(?<=\s)(--?[a-z][\w-]*=?)/).map((part, index) => index % 2 === 0 ? part : element("span", { class: "option" }, part));
}

function snapshot(id) {
  return `/api/v1/snapshots/${id}`;
}

function commandsFor({ agent, at, base, type, filters }) {
  const url = (id) => location.origin + (id ? snapshot(id) : link("/debug/pprof/heap", { agent }));
  const toPprof = `go tool pprof -sample_index=${type}${pprofFilters(filters)}`;
  const options = ` --sample-index ${type}${ourOptions(filters)}`;
  return {
    "With go tool pprof": hasToken() ? throughCurl(toPprof, url(at), base && url(base))
      : `${toPprof}${base ? ` -base '${url(base)}'` : ""} '${url(at)}'`,
    "With juju-heap": base ? `juju-heap diff${options} '${url(base)}' '${url(at)}'` : `juju-heap top${options} '${url(at)}'`,
    "Through Juju": base ? `juju run juju-heap/0 heap-diff agent=${agent} base=${base}${at ? ` target=${at}` : ""}`
      : `juju run juju-heap/0 heap-profile agent=${agent}`,
  };
}

function goroutineCommands(agent, filters) {
  const url = location.origin + link("/debug/pprof/goroutine", { agent });
  const toPprof = `go tool pprof${pprofFilters(filters)}`;
  return {
    "With go tool pprof": hasToken() ? `${fetched(url, "goroutines.pb.gz")}${toPprof} goroutines.pb.gz` : `${toPprof} '${url}'`,
    "With juju-heap": `juju-heap top --cum${ourOptions(filters)} '${url}'`,
  };
}

/** pprof cannot send a token; curl can. */
function throughCurl(toPprof, at, base) {
  return base ? `${fetched(base, "base.pb.gz")}${fetched(at, "heap.pb.gz")}${toPprof} -base base.pb.gz heap.pb.gz`
    : `${fetched(at, "heap.pb.gz")}${toPprof} heap.pb.gz`;
}

function fetched(url, file) {
  return `curl -sSf -H @TOKEN-FILE -o ${file} '${url}' && `;
}

function ourOptions(filters) {
  const chosen = Object.entries(filters).filter(([, value]) => value).map(([name, value]) => ` --${name} ${quoted(value)}`);
  return chosen.join("") + (hasToken() ? " --token-file TOKEN-FILE" : "");
}

/** pprof does not group by package. */
function pprofFilters({ focus, ignore, hide }) {
  return Object.entries({ focus, ignore, hide }).filter(([, value]) => value).map(([name, value]) => ` -${name}=${quoted(value)}`).join("");
}

/** As a shell takes it for one word, whatever is in it. */
function quoted(text) {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
