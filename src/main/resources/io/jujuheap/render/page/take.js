// SPDX-License-Identifier: Apache-2.0
// The same outside of this page: files, and the commands that give them.

import { download, hasToken, link } from "./api.js";
import { copyButton } from "./copy.js";
import { element } from "./dom.js";

/** Downloads and commands for what is shown: `agent`, `at` and `base` (ids of snapshots, or nothing). */
export function showTake(downloads, commands, { agent, at, base, type }, onError) {
  const file = (at ?? agent).replace("/", "-");
  const button = (title, path, parameters, name) => element("button", { type: "button",
    click: () => download(path, parameters, name).catch(onError) }, title);
  downloads.replaceChildren(
    at ? button("pprof", snapshot(at), {}, `${file}.pb.gz`)
      : button("pprof", "/debug/heap", { agent, format: "pprof" }, `${file}.pb.gz`),
    button("Text, as juju_heap_profile prints it (now)", "/debug/heap", { agent, format: "text" }, `${agent}.txt`),
    button("Goroutines as text (now)", "/debug/goroutines", { agent, format: "text" }, `${agent}-goroutines.txt`),
    button("Flame graph as HTML", "/api/v1/flamegraph.html", { agent, snapshot: at, base, type }, `${file}.html`));
  // A snapshot is of the heap: commands for goroutines are those of a live agent.
  const given = type === "goroutine" ? goroutineCommands(agent) : commandsFor({ agent, at, base, type });
  commands.replaceChildren(...Object.entries(given).flatMap(([title, command]) => [
    element("dt", {}, title),
    element("dd", {}, element("code", {}, command), " ", copyButton(command))]));
}

function snapshot(id) {
  return `/api/v1/snapshots/${id}`;
}

function commandsFor({ agent, at, base, type }) {
  const url = (id) => location.origin + (id ? snapshot(id) : link("/debug/pprof/heap", { agent }));
  const all = {};
  all["With go tool pprof"] = hasToken() ? pprofThroughCurl(url(at), base && url(base), type)
    : `go tool pprof -sample_index=${type}${base ? ` -base '${url(base)}'` : ""} '${url(at)}'`;
  const options = `--sample-index ${type}${hasToken() ? " --token-file TOKEN-FILE" : ""}`;
  all["With juju-heap"] = base ? `juju-heap diff ${options} '${url(base)}' '${url(at)}'` : `juju-heap top ${options} '${url(at)}'`;
  all["Through Juju"] = base ? `juju run juju-heap/0 heap-diff agent=${agent} base=${base}${at ? ` target=${at}` : ""}`
    : `juju run juju-heap/0 heap-profile agent=${agent}`;
  return all;
}

function goroutineCommands(agent) {
  const url = location.origin + link("/debug/pprof/goroutine", { agent });
  return {
    "With go tool pprof": hasToken() ? `curl -sSf -H @TOKEN-FILE -o goroutines.pb.gz '${url}' && go tool pprof goroutines.pb.gz`
      : `go tool pprof '${url}'`,
    "With juju-heap": `juju-heap top --cum${hasToken() ? " --token-file TOKEN-FILE" : ""} '${url}'`,
  };
}

/** pprof cannot send a token; curl can. */
function pprofThroughCurl(at, base, type) {
  const fetched = (url, file) => `curl -sSf -H @TOKEN-FILE -o ${file} '${url}' && `;
  return base ? `${fetched(base, "base.pb.gz")}${fetched(at, "heap.pb.gz")}go tool pprof -sample_index=${type} -base base.pb.gz heap.pb.gz`
    : `${fetched(at, "heap.pb.gz")}go tool pprof -sample_index=${type} heap.pb.gz`;
}
