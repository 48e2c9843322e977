// What went in, what was decided, what came out.

import { h, words } from './dom.js';

const SIGNS = { event: '→', decision: '◆', effect: '←', phase: '●', note: '✳' };
const LIMIT = 800;

export function makeTimeline(root) {
  const list = root.querySelector('ol');
  const empty = root.querySelector('.empty');
  const scroller = list.parentElement;
  let support = null;
  let following = true;
  let start = null;

  for (const chip of root.querySelectorAll('[data-kind]')) {
    chip.addEventListener('click', () => {
      const on = chip.getAttribute('aria-pressed') !== 'true';
      chip.setAttribute('aria-pressed', on);
      list.classList.toggle(`without-${chip.dataset.kind}`, !on);
    });
  }
  root.querySelector('.copy').addEventListener('click', async () => {
    if (!support) return say('Nothing has happened yet.');
    try {
      await navigator.clipboard.writeText(support);
      say('Copied: no token, no link, no personal data is in it.');
    } catch {
      say('The browser did not let the page copy.');
    }
  });

  // It stays at the newest entry until somebody scrolls up, also when the panel changes its size.
  const toEnd = () => following && scroller.scrollTo(0, scroller.scrollHeight);
  let top = 0;
  scroller.addEventListener('scroll', () => {
    const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40;
    following = atEnd || (following && scroller.scrollTop >= top);
    top = scroller.scrollTop;
  });
  new ResizeObserver(toEnd).observe(scroller);

  return (state) => {
    support = state.support;
    if (state.fresh) list.replaceChildren();
    if (!state.log.length) return;
    for (const entry of state.log) {
      if (entry.kind === 'note' && entry.name === 'a new session') start = entry.at;
      list.append(row(entry, start ?? entry.at));
    }
    while (list.childElementCount > LIMIT) list.firstElementChild.remove();
    empty.hidden = list.childElementCount > 0;
    toEnd();
  };
}

function row(entry, start) {
  const detail = entry.detail;
  const line = [
    h('time', {}, seconds(entry.at - start)),
    h('i', { 'aria-hidden': 'true' }, SIGNS[entry.kind]),
    h('b', {}, entry.kind === 'phase' ? words(entry.name) : entry.name),
    h('span.detail', {}, detail ? brief(detail) : ''),
  ];
  const properties = { 'data-kind': entry.kind, 'data-name': entry.name, 'aria-label': `${entry.kind} ${entry.name}` };
  if (!detail) return h('li', properties, h('div.line', {}, line));
  const full = h('pre', {}, JSON.stringify(detail, null, 2));
  return h('li', properties, h('details', {}, h('summary.line', {}, line), full));
}

/** `{"stage":"opening"}` → `stage opening`; objects inside keep their JSON. */
function brief(detail) {
  const text = (value) => (value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value));
  return Object.entries(detail)
    .filter(([name]) => name !== 'id' || Object.keys(detail).length === 1)
    .map(([name, value]) => (name === 'url' ? text(value) : `${words(name)} ${text(value)}`))
    .join(' · ');
}

function seconds(ms) {
  const [sign, size] = ms < 0 ? ['−', -ms] : ['', ms];
  return size < 60_000
    ? `${sign}${(size / 1000).toFixed(2)}`
    : `${sign}${Math.floor(size / 60_000)}:${String(Math.floor((size % 60_000) / 1000)).padStart(2, '0')}`;
}

function say(detail) {
  document.dispatchEvent(new CustomEvent('said', { detail }));
}
