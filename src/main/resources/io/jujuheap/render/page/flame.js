// SPDX-License-Identifier: Apache-2.0
// The file that `juju-heap flame` writes: the views are in it, nothing is fetched.

import { Explorer } from "./explorer.js";
import { onState, readState, writeState } from "./state.js";
import { inUsualOrder } from "./units.js";

const views = JSON.parse(document.getElementById("views").textContent);
const explorer = new Explorer(document.getElementById("explorer"), inUsualOrder(views.map((view) => view.sampleType.type)), writeState);

function show(state) {
  explorer.show(views.find((view) => view.sampleType.type === state.type) ?? views[0], state);
}

onState(show);
show(readState());
