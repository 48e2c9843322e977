// The outcome, the backend's view of it, and the snapshot.

import { $, h, renderOnce, words } from './dom.js';

const TITLES = { connected: 'Connected', exited: 'Exited', failed: 'Failed' };

export function makePanels() {
  tabs();
  return (state) => {
    const { outcome, screen, journal, backend } = state;
    const late = screen.follow_up;
    renderOnce($('#outcome'), [outcome, late, screen.told, journal, backend.reports], () =>
      outcome
        ? [card(outcome, state), late && card(late, state)]
        : h('p.empty', {}, 'None yet. Every session ends in exactly one, under one id.'),
    );
    $('#outcome').dataset.outcome = outcome ? JSON.stringify(outcome) : '';
    $('#outcome').dataset.followUp = late ? JSON.stringify(late) : '';
    renderOnce($('#backend'), backend, () => [
      fact('Tokens minted', backend.tokens_minted),
      fact('Links at Belvo', backend.links),
      fact('Outcomes reported', backend.reports.length),
    ]);
    const snapshot = state.snapshot;
    $('#snapshot-size').textContent = snapshot ? `${snapshot.bytes} bytes, without token` : '';
    renderOnce($('#snapshot pre'), snapshot?.json, () =>
      snapshot ? JSON.stringify(snapshot.json, null, 2) : 'Nothing is saved before a session has started.',
    );
  };
}

function card(outcome, state) {
  const kind = ['connected', 'exited', 'failed'].find((name) => name in outcome);
  const ending = outcome[kind];
  const told = state.screen.told;
  const first = outcome.sequence === 1;
  const report = state.backend.reports.find((one) => one.outcome.id === outcome.id);
  return h(
    'article.outcome',
    { 'data-kind': kind, 'data-sequence': outcome.sequence },
    h('h3', {}, first ? TITLES[kind] : 'Late success', h('code', { title: 'The idempotency key of the report' }, outcome.id)),
    h('dl', {}, Object.entries(ending).map(([name, value]) => [h('dt', {}, words(name)), h('dd', {}, plain(value))])),
    h(
      'ul.steps',
      {},
      step('On disk', state.journal.includes(outcome.id)),
      first && step('Told to the app', Boolean(told)),
      step('Reported', Boolean(report)),
      first && step('Acknowledged', Boolean(told?.acknowledged)),
    ),
  );
}

const step = (name, done) =>
  h('li', { 'data-done': done ? 'yes' : 'no' }, name, h('span.visually-hidden', {}, done ? ': done' : ': not yet'));

const fact = (name, value) => h('div.fact', {}, h('dt', {}, name), h('dd', {}, String(value)));

function plain(value) {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (value && typeof value === 'object') return Object.values(value).join(': ');
  return words(String(value)) === value ? value : String(value);
}

/** Arrow keys move between tabs, as the ARIA practices have it. */
function tabs() {
  for (const list of document.querySelectorAll('[role=tablist]')) {
    const all = [...list.querySelectorAll('[role=tab]')];
    const choose = (tab) => {
      for (const one of all) {
        const chosen = one === tab;
        one.setAttribute('aria-selected', chosen);
        one.tabIndex = chosen ? 0 : -1;
        document.getElementById(one.getAttribute('aria-controls')).classList.toggle('shown', chosen);
      }
    };
    list.addEventListener('click', (event) => {
      const tab = event.target.closest('[role=tab]');
      if (tab) choose(tab);
    });
    list.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
      choose(next);
      next.focus();
      event.preventDefault();
    });
    choose(all.find((tab) => tab.getAttribute('aria-selected') === 'true') ?? all[0]);
  }
}
