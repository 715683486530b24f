// SPDX-License-Identifier: Apache-2.0
// Texts for the clipboard.

import { element } from "./dom.js";

/** A button that puts a text into the clipboard. */
export function copyButton(text, title = "Copy") {
  return element("button", { type: "button", class: "copy", "aria-label": `${title}: ${text}`, click: async ({ target }) => {
    await copy(text, target);
    target.textContent = "Copied";
  } }, title);
}

/** Browsers lend the clipboard to pages that came over TLS or from this machine; elsewhere they copy what is selected. */
async function copy(text, button) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = element("textarea", { class: "unseen", "aria-hidden": "true" }, text);
  button.after(field);
  field.select();
  document.execCommand("copy");
  field.remove();
  button.focus();
}
