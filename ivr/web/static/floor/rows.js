// Tables that change under a reader's eyes: a row keeps its place in the document, so that focus and selection stay.

import { write } from "../desk/dom.js";

export function element(tag, { text, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

export function render(body, items, make, fill) {
  const known = new Map([...body.children].map((row) => [row.dataset.id, row]));
  items.forEach((item, place) => {
    const row = known.get(item.key) ?? make(item);
    row.dataset.id = item.key;
    known.delete(item.key);
    fill(row, item);
    if (body.children[place] !== row) body.insertBefore(row, body.children[place] ?? null);
  });
  for (const row of known.values()) row.remove();
}

export function cell(row, name, text, level = "") {
  const place = row.querySelector(`[data-cell="${name}"]`);
  write(place, text);
  if ((place.dataset.level ?? "") !== level) place.dataset.level = level;
}
