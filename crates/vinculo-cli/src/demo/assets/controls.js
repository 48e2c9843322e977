// The buttons beside the phone, and their keys.

import { act } from './api.js';
import { $, h, renderOnce } from './dom.js';

const TOUCHING = (state) => state.screen.sheet;
const RUNNING = (state) => state.phase !== null;

/** A switch of the backend's; of its troubles there is one at a time. */
function trouble(name, key, label, tip) {
  const on = (state) => state.trouble === name;
  return { act: 'trouble', id: name, key, label, tip, can: () => true, on, fields: (state) => ({ trouble: on(state) ? 'none' : name }) };
}

const GROUPS = [
  {
    name: 'Person',
    acts: [
      { act: 'back', key: 'b', label: 'Back', tip: 'The back button or gesture of the phone', can: TOUCHING },
      { act: 'close', key: 'x', label: 'Close', tip: 'The ✕ of the sheet around the widget', can: TOUCHING },
      { act: 'swipe', key: 'w', label: 'Swipe away', tip: 'The sheet is dragged down and gone', can: TOUCHING },
    ],
  },
  {
    name: 'Trouble',
    acts: [
      { act: 'kill', key: 'k', label: 'Kill app', tip: 'The system ends the process: only the snapshot and the outbox stay', can: RUNNING },
      { act: 'restore', key: 'r', label: 'Restore', tip: 'The app runs again and goes on from its snapshot and its outbox', can: (state) => state.killed },
      { act: 'offline', key: 'o', label: 'Offline', tip: 'No network, until it is switched back', can: () => true, on: (state) => state.offline, fields: (state) => ({ on: !state.offline }) },
      { act: 'crash', key: 'c', label: 'Renderer crash', tip: 'The process that draws the web page dies', can: (state) => state.web.path !== null },
      { act: 'leap', key: 't', label: 'Expire token', tip: 'Eleven minutes pass at once, and a token lives for ten', can: RUNNING },
    ],
  },
  {
    name: 'Backend',
    acts: [
      trouble('down', 'u', 'Down', 'Nobody listens: connections are refused, until it is switched back'),
      trouble('slow', 'y', 'Slow', 'Each answer takes three seconds more'),
      trouble('failing', 'f', 'Error 500', 'It fails, and may be asked again'),
      trouble('signed_out', 'g', 'Signed out', "It does not know the app's user any more (401): outcomes wait until the user has signed in"),
      trouble('refusing', 'n', 'Refuses', 'It takes no outcome (422): the outbox keeps them in sight, and sends them no more'),
    ],
  },
  {
    name: 'Callbacks',
    acts: [
      { act: 'warning', key: 'a', label: 'Warning', tip: 'The widget warns that an institution is down', can: TOUCHING },
      { act: 'duplicate', key: 'd', label: 'Duplicate', tip: 'The system delivers the last callback once more', can: (state) => RUNNING(state) && state.has_callback },
      { act: 'late_success', key: 'l', label: 'Late success', tip: 'A success arrives as a link from the system, perhaps after the user has left', can: (state) => RUNNING(state) && state.phase !== 'idle' },
    ],
  },
];

/** Starts a session with what the form says. */
export function start() {
  const form = $('#start-form');
  const data = new FormData(form);
  act('start', {
    update: data.get('mode') === 'update',
    locale: data.get('locale'),
    open_finance: data.has('open_finance'),
    confirm_close: data.has('confirm_close'),
  });
}

export function makeControls() {
  let state = null;
  let keys = true;
  const buttons = [];
  const press = (one) => act(one.act, one.fields?.(state));

  renderOnce($('#acts'), 'acts', () =>
    GROUPS.map((group) =>
      h(
        'div.group',
        { role: 'group', 'aria-label': group.name },
        h('h3', {}, group.name),
        h(
          'div.buttons',
          {},
          group.acts.map((one) => {
            const button = h(
              'button.act',
              { type: 'button', id: `act-${one.id ?? one.act}`, title: one.tip, 'aria-keyshortcuts': one.key, disabled: true, onclick: () => press(one) },
              h('span', {}, one.label),
              h('kbd', { 'aria-hidden': 'true' }, one.key.toUpperCase()),
            );
            buttons.push({ ...one, button });
            return button;
          }),
        ),
      ),
    ),
  );

  $('#start-form').addEventListener('submit', (event) => {
    event.preventDefault();
    start();
  });
  $('#keys').addEventListener('click', () => {
    keys = !keys;
    $('#keys').setAttribute('aria-pressed', keys);
  });
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest?.('input:not([type=radio], [type=checkbox]), textarea, select');
    if (!keys || typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const key = event.key.toLowerCase();
    if (key === 's') start();
    const found = buttons.find((one) => one.key === key && !one.button.disabled);
    if (found) press(found);
    if (key === 's' || found) event.preventDefault();
  });

  return (next) => {
    state = next;
    for (const one of buttons) {
      one.button.disabled = !one.can(state);
      if (one.on) one.button.setAttribute('aria-pressed', one.on(state));
    }
    const update = $('#mode-update');
    update.disabled = !state.can_repair;
    if (update.disabled && update.checked) $('#mode-create').checked = true;
    $('#mode-hint').hidden = state.can_repair;
  };
}
