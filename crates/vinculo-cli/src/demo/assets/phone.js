// The phone: its screens are what effects said, and its webview is a frame that goes through the host.

import { act } from './api.js';
import { start } from './controls.js';
import { $, h, renderOnce, words } from './dom.js';

const SCREEN = { width: 390, height: 844 };

const LOADING = {
  opening: ['Opening a secure connection', 'This takes a moment.'],
  slow: ['Still opening', 'The network is slow today.'],
  resuming: ['Picking up where you left off', 'Checking whether your account was connected.'],
  closing: ['One moment', 'Checking whether your account was connected.'],
};
const PROBLEMS = {
  offline: ['You are offline', 'Connect to the internet and try again.'],
  dns: ['The page was not found', 'Check your connection and try again.'],
  tls: ['The connection is not secure', 'Try another network.'],
  timed_out: ['This takes too long', 'Check your connection and try again.'],
  server: ['Our server has a problem', 'Try again in a minute.'],
  sign_in: ['You are signed out', 'Sign in to Lumen again, then try again.'],
  malformed: ['Our server has a problem', 'Try again in a minute.'],
  blocked: ['The page was blocked', 'Try again, or close.'],
  renderer_gone: ['The page stopped', 'Try again, or close.'],
};
const NOTICES = {
  return_to_bank: 'Not finished yet: go back to your bank to approve.',
  app_missing: 'The app for this is not installed.',
  bank_refused: 'Your bank refused the connection.',
  offline: 'You are offline.',
};

export function makePhone() {
  const web = makeWebview();
  fit();
  $('#sheet-back').addEventListener('click', () => act('back'));
  $('#sheet-close').addEventListener('click', () => act('close'));
  $('#app-icon').addEventListener('click', () => act('restore'));
  let notices = 0;
  let hiding;

  return (state) => {
    const { screen } = state;
    $('#screen').dataset.view = state.killed ? 'killed' : screen.sheet ? 'sheet' : 'home';
    $('#signal').textContent = state.offline ? 'No network' : '5G';
    $('#signal').dataset.offline = state.offline;
    $('#time').textContent = clock(state.skipped_ms);
    $('#sheet').inert = !screen.sheet || screen.asks_to_close || Boolean(screen.outside);
    $('#home').inert = screen.sheet || state.killed;
    renderOnce($('#home-body'), [screen.told, screen.follow_up, state.phase === null], () => home(screen));
    renderOnce($('#cover'), screen.cover, () => screen.cover && cover(screen.cover));
    $('#cover').hidden = !screen.cover;
    $('#webview').inert = Boolean(screen.cover);
    renderOnce($('#dialog'), screen.asks_to_close, () => screen.asks_to_close && dialog());
    if (renderOnce($('#outside'), screen.outside, () => screen.outside && outside(screen.outside))) {
      $('#outside').hidden = !screen.outside;
    }
    web(state);
    if (screen.notices > notices) {
      clearTimeout(hiding);
      $('#notice').textContent = notice(screen.notice);
      $('#notice').classList.add('visible');
      hiding = setTimeout(() => $('#notice').classList.remove('visible'), 6000);
    } else if (screen.notices < notices) {
      $('#notice').classList.remove('visible');
    }
    notices = screen.notices;
  };
}

/** The frame shows what the webview was told to load, and its words go to the host with the number of the load. */
function makeWebview() {
  const place = $('#webview');
  let frame = null;
  let serial = 0;
  let rebuilt = 0;

  const make = (path) => {
    place.replaceChildren();
    frame = h('iframe', { title: 'The widget', src: path });
    frame.addEventListener('load', () => {
      if (frame.contentWindow?.location.pathname.startsWith('/webview/')) act('page_shown', { serial });
    });
    place.append(frame);
  };
  window.addEventListener('message', ({ source, origin, data }) => {
    if (!frame || source !== frame.contentWindow || origin !== window.location.origin) return;
    if (typeof data === 'string') act('page_message', { serial, message: data });
    else if (data?.vinculo === 'link') act('page_link', { serial, url: String(data.url) });
  });

  return ({ web }) => {
    if (web.serial === serial) return;
    serial = web.serial;
    if (!web.path) {
      place.replaceChildren();
      frame = null;
    } else if (!frame || web.rebuilt !== rebuilt) {
      make(web.path);
    } else {
      frame.contentWindow.location.replace(web.path);
    }
    rebuilt = web.rebuilt;
  };
}

function home(screen) {
  const { told, follow_up: late } = screen;
  const kind = told && ['connected', 'exited', 'failed'].find((name) => name in told.outcome);
  const ending = told?.outcome[kind];
  const connect = h('button.main-action', { type: 'button', onclick: start }, kind === 'connected' ? 'Connect another account' : 'Connect your bank');
  if (!told) {
    return [
      h('p.lead', {}, 'See all your accounts in one place. Connecting takes a minute, and we never see your password.'),
      h('ul.accounts', { 'aria-hidden': 'true' }, h('li', {}, h('i'), h('i')), h('li', {}, h('i'), h('i')), h('li', {}, h('i'), h('i'))),
      connect,
    ];
  }
  const texts = {
    connected: ['Account connected', bank(ending.institution), ending.late ? 'We found it after all, although you had left.' : 'Your data is on its way.'],
    exited: ['Not connected', 'You left before the end', ending.error ? 'Your bank reported a problem.' : 'You can go on whenever you like.'],
    failed: ['Something is wrong', words(ending.reason ?? ''), 'Nobody needs to do anything on this phone: our team has been told.'],
  }[kind];
  return [
    h(
      'section.result',
      { 'data-kind': kind, 'aria-label': 'What the app was told' },
      h('span.badge', { 'aria-hidden': 'true' }, { connected: '✓', exited: '–', failed: '!' }[kind]),
      h('h3', {}, texts[0]),
      h('p.which', {}, texts[1]),
      h('p', {}, texts[2]),
      told.acknowledged
        ? h('p.done', {}, 'The app has taken it.')
        : h('button.quiet', { type: 'button', id: 'acknowledge', onclick: () => act('acknowledge') }, 'Acknowledge'),
    ),
    late &&
      h(
        'section.result',
        { 'data-kind': 'connected', 'data-late': 'yes' },
        h('span.badge', { 'aria-hidden': 'true' }, '✓'),
        h('h3', {}, 'Connected after all'),
        h('p.which', {}, bank(late.connected.institution)),
        h('p', {}, 'The bank answered late, and nothing was lost.'),
      ),
    connect,
  ];
}

function cover(effect) {
  if (effect.effect === 'show_loading') {
    const [title, text] = LOADING[effect.stage];
    return h('div.loading', { role: 'status' }, h('span.ring', { 'aria-hidden': 'true' }), h('h3', {}, title), h('p', {}, text));
  }
  const problem = effect.problem;
  const name = problem.token ?? problem.load ?? problem;
  const [title, text] = PROBLEMS[name] ?? [`The page answered ${name.http_status ?? 'with an error'}`, 'Try again in a minute.'];
  return h(
    'div.problem',
    { role: 'alert' },
    h('span.badge', { 'aria-hidden': 'true' }, '!'),
    h('h3', {}, title),
    h('p', {}, text),
    effect.can_retry && h('button.main-action', { type: 'button', id: 'retry', onclick: () => act('retry') }, 'Try again'),
    h('button.quiet', { type: 'button', onclick: () => act('close') }, 'Close'),
  );
}

function dialog() {
  const stay = h('button.main-action', { type: 'button', id: 'stay', onclick: () => act('decline') }, 'Stay');
  const box = h(
    'div.dialog',
    { role: 'alertdialog', 'aria-labelledby': 'leave-title', 'aria-describedby': 'leave-text' },
    h('h3', { id: 'leave-title' }, 'Leave without connecting?'),
    h('p', { id: 'leave-text' }, 'What you typed here is not kept.'),
    stay,
    h('button.quiet.danger', { type: 'button', id: 'leave', onclick: () => act('confirm') }, 'Leave'),
  );
  queueMicrotask(() => stay.focus({ preventScroll: true }));
  return box;
}

function outside({ url, app_only: appOnly, page, opened }) {
  const back = h('button.quiet', { type: 'button', id: 'outside-return', onclick: () => act('outside_return') }, '‹ Back to Lumen');
  const host = url.replace(/^[a-z][a-z0-9+.-]*:\/*/i, '').split(/[/?#]/)[0];
  if (opened) {
    return h(
      'div.outside-app',
      {},
      h('div.outside-bar', {}, back, h('span', {}, host)),
      page
        ? h('iframe', { title: "The bank's app", src: page })
        : h('p.lead', {}, 'This is where another app would be. Go back when you are done there.'),
    );
  }
  return h(
    'div.outside-ask',
    { role: 'alertdialog', 'aria-labelledby': 'outside-title' },
    h('span.badge', { 'aria-hidden': 'true' }, '↗'),
    h('h3', { id: 'outside-title' }, appOnly ? 'Is there an app for this?' : 'Another app is to open this'),
    h('p.which', {}, url.startsWith('http') ? host : url),
    h('p', {}, appOnly ? 'You are the phone now: does the bank have an app here that claims this link?' : 'You are the phone now: is there an app for it?'),
    h('button.main-action', { type: 'button', id: 'outside-missing', onclick: () => act('outside_missing') }, 'No app claims it'),
    h('button.second-action', { type: 'button', id: 'outside-open', onclick: () => act('outside_open') }, appOnly ? "Open the bank's app" : 'Open the app'),
  );
}

function notice(value) {
  if (typeof value === 'string') return NOTICES[value] ?? words(value);
  if (value.widget_warning) return `Warning: ${words(String(value.widget_warning))}.`;
  return `Something went wrong: ${words(String(value.widget_error))}.`;
}

/** `erebor_mx_retail` → `Erebor`: an app has a list of names; the demo makes do. */
function bank(institution) {
  if (!institution) return 'Your bank';
  const name = institution.split('_')[0].replace(/^of(?=.)/, '');
  return name[0].toUpperCase() + name.slice(1);
}

function clock(skippedMs) {
  const now = new Date(Date.now() + skippedMs);
  return now.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** Keeps the screen 390 points wide, whatever room there is. */
function fit() {
  const stage = $('#stage');
  const resize = () => {
    const room = Math.min(stage.clientWidth / (SCREEN.width + 24), stage.clientHeight / (SCREEN.height + 24), 1);
    stage.style.setProperty('--scale', Math.max(room, 0.3));
  };
  new ResizeObserver(resize).observe(stage);
  resize();
}
