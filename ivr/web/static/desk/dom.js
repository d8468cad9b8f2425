// Small words for changing the page: only what differs is touched, so that focus and what is being typed stay.

export const $ = (selector, within = document) => within.querySelector(selector);
export const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

export function write(element, text) {
  const wanted = String(text ?? "");
  if (element.textContent !== wanted) element.textContent = wanted;
}

export function show(element, wanted) {
  if (element.hidden === wanted) element.hidden = !wanted;
}

export function mark(element, name, wanted) {
  if (element.hasAttribute(name) !== wanted) element.toggleAttribute(name, wanted);
}
