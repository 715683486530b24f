// SPDX-License-Identifier: Apache-2.0

import { hasToken, useToken } from "./api.js";
import { element } from "./dom.js";

/** Asks for the token until the reader gives one; `retry` then does what was refused. */
export function login(retry) {
  if (document.querySelector("dialog[open]")) {
    return;
  }
  const token = element("input", { type: "password", id: "token", autocomplete: "current-password", required: true, maxlength: 4096 });
  const form = element("form", {
    submit: (event) => {
      event.preventDefault();
      useToken(token.value.trim());
      dialog.close();
      dialog.remove();
      retry();
    },
  },
  element("h2", { id: "login-title" }, "This sidecar asks for its token"),
  element("p", {}, hasToken() ? "That was not the right token. " : null, "It is in the file that ",
    element("code", {}, "--web.token-file"), " names; the charm keeps one that only root can read."),
  element("label", { for: "token" }, "Token"), token,
  element("button", { type: "submit", class: "primary" }, "Continue"),
  element("p", { class: "note" }, "Kept until this tab closes, and never part of an address."));
  const dialog = element("dialog", { "aria-labelledby": "login-title", cancel: (event) => event.preventDefault() }, form);
  document.body.append(dialog);
  dialog.showModal();
  token.focus();
}
