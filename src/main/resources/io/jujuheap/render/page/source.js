// SPDX-License-Identifier: Apache-2.0
// Where a line of Juju's own code can be read at the version of an agent.

const JUJU = "github.com/juju/juju/";

/** The address of a line; null unless it is Juju's own and the tag of the version is known. */
export function sourceLink({ file, line }, version) {
  const start = file ? file.lastIndexOf(JUJU) : -1;
  const tag = tagOf(version ?? "");
  if (start < 0 || !line || !tag) {
    return null;
  }
  const path = file.slice(start + JUJU.length).split("/").map(encodeURIComponent).join("/");
  return `https://github.com/juju/juju/blob/${tag}/${path}#L${line}`;
}

/** Releases have been tagged "juju-3.2.4", later "v3.6.0"; in between, and for what is no release, the tag is not known. */
function tagOf(version) {
  const [major, minor, patch] = (/^(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? []).slice(1).map(Number);
  if (major >= 4 || (major === 3 && minor >= 6) || (major === 2 && minor === 9 && patch >= 53)) {
    return `v${version}`;
  }
  return major === 3 && minor <= 2 ? `juju-${version}` : null;
}
