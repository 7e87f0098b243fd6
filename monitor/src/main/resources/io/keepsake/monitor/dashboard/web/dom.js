// Makes elements. Text becomes text nodes and nothing else: nothing here, or anywhere on this page, parses markup.

import { moment, plain, relative } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

export const byId = (id) => document.getElementById(id);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== ""));
  return element;
}

export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

// A name from elsewhere: its direction does not leak into what is around it.
export function name(text, attributes = {}) {
  return h("bdi", attributes, plain(text));
}

// A time as people say it, kept up to date by tick().
export function ago(time, now) {
  return h("time", { datetime: time, title: moment(time), "data-relative": true }, relative(time, now));
}

export function tick(now) {
  for (const element of document.querySelectorAll("time[data-relative]")) {
    write(element, relative(element.getAttribute("datetime"), now));
  }
}

export function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

// A row of a table whose cells carry their column's name, for screens too narrow for columns.
export function row(cells) {
  return h(
    "tr",
    { role: "row" },
    cells.map(([label, ...content], i) =>
      i === 0
        ? h("th", { role: "rowheader", scope: "row", "data-label": label }, ...content)
        : h("td", { role: "cell", "data-label": label }, ...content),
    ),
  );
}

// Brings a list's elements in line with its items. An element stays as long as its item is the same,
// and with it the focus and a selection; one that is replaced hands the focus on.
export function reconcile(parent, items, keyOf, build) {
  const old = new Map([...parent.children].map((element) => [element.dataset.key, element]));
  let place = null;
  for (const item of items) {
    const key = keyOf(item);
    const content = JSON.stringify(item);
    let element = old.get(key);
    old.delete(key);
    if (element === undefined || element.content !== content) {
      element = replace(element, build(item));
      element.dataset.key = key;
      element.content = content;
    }
    const next = place === null ? parent.firstElementChild : place.nextElementSibling;
    if (next !== element) {
      parent.insertBefore(element, next);
    }
    restoreFocus(element);
    place = element;
  }
  for (const element of old.values()) {
    element.remove();
  }
}

function replace(before, after) {
  if (before !== undefined) {
    after.wanted = before.contains(document.activeElement)
      ? document.activeElement.dataset.focus
      : undefined;
    before.replaceWith(after);
  }
  return after;
}

function restoreFocus(element) {
  if (element.wanted !== undefined) {
    const target = element.querySelector(`[data-focus="${element.wanted}"]`);
    element.wanted = undefined;
    if (target !== null) {
      target.focus({ preventScroll: true });
    }
  }
}
