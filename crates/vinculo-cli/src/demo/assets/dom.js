// Small helpers over the DOM. Text is always set as text, never as HTML.

/** An element: `h('button.primary', { type: 'button', onclick }, 'Start')`. */
export function h(selector, properties = {}, ...children) {
  const [tag, ...classes] = selector.split('.');
  return fill(document.createElement(tag || 'div'), classes, properties, children);
}

/** The same for SVG. */
export function svg(selector, properties = {}, ...children) {
  const [tag, ...classes] = selector.split('.');
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), classes, properties, children);
}

function fill(element, classes, properties, children) {
  if (classes.length) element.setAttribute('class', classes.join(' '));
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const $ = (selector) => document.querySelector(selector);

/** Replaces an element's children only if what they are made of has changed, so that focus and scrolling stay. */
export function renderOnce(element, key, make) {
  const text = JSON.stringify(key) ?? '';
  if (element.renderedFrom === text) return false;
  element.renderedFrom = text;
  element.replaceChildren(...[make()].flat().filter(Boolean));
  return true;
}

/** `fetching_token` → `fetching token`. */
export const words = (name) => name.replaceAll('_', ' ');
