// SPDX-License-Identifier: Apache-2.0

/** An element with attributes (functions become listeners) and children (texts and elements; nothing is ever parsed as HTML). */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      made.addEventListener(name, value);
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? "" : value);
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/**
 * A name that came from outside, kept apart from the text around it whatever direction it is written in. A long one breaks after
 * its slashes.
 */
export function isolated(text, attributes = {}) {
  const parts = text.split(/(?<=\/)/);
  return element("bdi", attributes, ...parts.flatMap((part, index) => index === 0 ? [part] : [element("wbr"), part]));
}

/** A row of choices of which one is taken, as radio buttons that look like one control. */
export function choice(legend, group, options, chosen, onChoose) {
  const inputs = options.map(([value, title]) => element("label", {},
    element("input", { type: "radio", name: group, value, checked: value === chosen, change: () => onChoose(value) }),
    element("span", {}, title)));
  return element("fieldset", { class: "choice" }, element("legend", { class: "unseen" }, legend), ...inputs);
}

/** Calls `action` once calls have stopped coming for a moment. */
export function calmly(action, milliseconds = 150) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...given), milliseconds);
  };
}

/** Hands a file to the reader. */
export function save(blob, fileName) {
  const link = element("a", { href: URL.createObjectURL(blob), download: fileName });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
