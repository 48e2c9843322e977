// The outcome, the outbox, the backend's view of it, and the snapshot.

import { act } from './api.js';
import { $, h, renderOnce, words } from './dom.js';

const TITLES = { connected: 'Connected', exited: 'Exited', failed: 'Failed' };

export function makePanels() {
  tabs();
  return (state) => {
    const { outcome, screen, outbox, backend, links } = state;
    const late = screen.follow_up;
    renderOnce($('#outcome'), [outcome, late, screen.told, outbox, backend.reports], () =>
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
    renderOnce($('#links'), links, () => links.map(link));
    renderOnce($('#outbox'), outbox, () => entries(outbox));
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
  const report = state.backend.reports.find((one) => one.id === outcome.id);
  return h(
    'article.outcome',
    { 'data-kind': kind, 'data-sequence': outcome.sequence },
    h('h3', {}, first ? TITLES[kind] : 'Late success', h('code', { title: 'The idempotency key of the report' }, outcome.id)),
    h('dl', {}, Object.entries(ending).map(([name, value]) => [h('dt', {}, words(name)), h('dd', {}, plain(value))])),
    h(
      'ul.steps',
      {},
      step('On disk', state.outbox.recorded.includes(outcome.id)),
      first && step('Told to the app', Boolean(told)),
      step(report?.verified === false ? 'Reported, not verified' : 'Reported', Boolean(report)),
      first && step('Acknowledged', Boolean(told?.acknowledged)),
    ),
  );
}

const TEXTS = {
  pending: 'waits for the backend',
  refused: 'refused',
  held: "another user's",
  acknowledged: 'the backend has it',
};

/** What lies on disk, and what the backend has taken from there. */
function entries({ entries: kept, acknowledged, wants_sign_in: signIn }) {
  const rows = [
    ...kept,
    ...acknowledged.filter((id) => !kept.some((one) => one.id === id)).map((id) => ({ id, state: 'acknowledged' })),
  ];
  if (!rows.length) return h('li.empty', {}, 'Empty. An outcome is written here before anybody hears of it.');
  return rows.map(({ id, state, status, attempts }) =>
    h(
      'li.entry',
      { 'data-state': state, 'data-id': id },
      h('code', {}, id),
      h('span', {}, status ? `${TEXTS[state]} (${status})` : TEXTS[state], attempts > 0 && `, ${attempts === 1 ? 'one run' : `${attempts} runs`} failed`, signIn && state === 'pending' && '; the user has to sign in'),
      state === 'refused' && h('button', { type: 'button', onclick: () => act('retry_refused', { outcome_id: id }) }, 'Send again'),
    ),
  );
}

const link = ({ institution, health, needed_action: action }) =>
  h(
    'li.entry',
    { 'data-health': health },
    h('code', {}, institution ?? 'unknown bank'),
    h('span', {}, words(health), action !== 'none' && `: ${words(action)}`),
  );

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
