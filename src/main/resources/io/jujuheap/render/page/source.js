// SPDX-License-Identifier: Apache-2.0
// Where a line of code can be read: Juju's own at the version of an agent, that of other modules where the sidecar was told.

import { get } from "./api.js";

const JUJU = "github.com/juju/juju/";

/** Returns the addresses of other modules that the sidecar was told, by module. */
export async function sourcesOfModules() {
  return get("/page/sources.json");
}

/** The address of a line; null where it is not known. */
export function sourceLink({ file, line }, version, modules) {
  return file && line ? linkOfModule(file, line, version, modules) ?? linkToJuju(file, line, version) : null;
}

/** Juju's own code at the tag of a version, where that is known. */
function linkToJuju(file, line, version) {
  const start = file.lastIndexOf(JUJU);
  const tag = tagOf(version ?? "");
  return start < 0 || !tag ? null : `https://github.com/juju/juju/blob/${tag}/${encoded(file.slice(start + JUJU.length))}#L${line}`;
}

/** Go keeps modules in folders of their name and version: ".../github.com/canonical/pebble@v1.2.3/daemon/run.go". */
function linkOfModule(file, line, version, modules) {
  for (const [module, template] of Object.entries(modules)) {
    const start = `/${file}`.lastIndexOf(`/${module}`);
    const [, own, path] = (start < 0 ? null : /^(?:@([^/]+))?\/(.+)$/.exec(file.slice(start + module.length))) ?? [];
    if (path) {
      const parts = { path: encoded(path), line, version: encoded(own ?? version ?? "") };
      return template.replace(/\{(path|line|version)\}/g, (place, name) => parts[name]);
    }
  }
  return null;
}

function encoded(path) {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** Releases have been tagged "juju-3.2.4", later "v3.6.0"; in between, and for what is no release, the tag is not known. */
function tagOf(version) {
  const [major, minor, patch] = (/^(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? []).slice(1).map(Number);
  if (major >= 4 || (major === 3 && minor >= 6) || (major === 2 && minor === 9 && patch >= 53)) {
    return `v${version}`;
  }
  return major === 3 && minor <= 2 ? `juju-${version}` : null;
}
