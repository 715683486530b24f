// SPDX-License-Identifier: Apache-2.0

import { element } from "./dom.js";

/** A button that puts a text into the clipboard. */
export function copyButton(text, title = "Copy") {
  return element("button", { type: "button", class: "copy", "aria-label": `${title}: ${text}`, click: async (event) => {
    await navigator.clipboard.writeText(text);
    event.target.textContent = "Copied";
  } }, title);
}
