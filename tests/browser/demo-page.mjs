// The demo as the tests use it: its page by clicks, and its state as the host tells it. Nothing here waits for time to
// pass, only for a state.

import { startDemo } from './browser.mjs';

const LIMIT_MS = 15_000;

/** A demo of its own, quick to answer. */
export async function start(args = []) {
  const demo = await startDemo({ args: ['--latency-ms', '30', ...args] });
  return { ...demo, state: (holds) => stateOf(demo.url, holds) };
}

/** The newest state for which `holds` is true. */
async function stateOf(url, holds = () => true) {
  const end = Date.now() + LIMIT_MS;
  let version = 0;
  let last;
  while (Date.now() < end) {
    const answer = await fetch(`${url}/api/state?version=${version}`, { signal: AbortSignal.timeout(LIMIT_MS) }).catch(() => null);
    if (!answer) break;
    last = await answer.json();
    if (holds(last)) return last;
    version = last.version;
  }
  throw new Error(`the state did not come: ${holds}\nphase ${last?.phase}, newest: ${JSON.stringify(last?.log.slice(-8))}`);
}

/** One browser page with the demo in it. */
export async function open(browser, demo, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  await page.goto(`${demo.url}/`);
  await page.locator('#diagram .node').first().waitFor();
  return new DemoPage(page, demo, problems);
}

class DemoPage {
  constructor(page, demo, problems) {
    this.page = page;
    this.demo = demo;
    /** What the browser complained about. */
    this.problems = problems;
    /** The widget in the phone. */
    this.widget = page.frameLocator('#webview iframe');
    /** The bank's app or the browser, when the phone shows one. */
    this.outside = page.frameLocator('#outside iframe');
  }

  /** Starts a session and waits until the widget is open. */
  async start({ openFinance = false } = {}) {
    await this.begin({ openFinance });
    await this.phase('open');
  }

  async begin({ openFinance = false } = {}) {
    await this.page.locator('[name=open_finance]').setChecked(openFinance);
    const { process } = await this.demo.state();
    await this.page.click('#start');
    await this.demo.state((state) => state.process > process);
  }

  act(name) {
    return this.page.click(`#act-${name}`);
  }

  /** Waits until both the core and the page say so. */
  async phase(name) {
    const state = await this.demo.state((now) => now.phase === name);
    await this.page.locator('#phase', { hasText: new RegExp(`^${name.replaceAll('_', ' ')}$`) }).waitFor();
    return state;
  }

  /** From the first page to the institution's own. */
  async pick(institution) {
    await this.widget.getByRole('button', { name: 'Continuar' }).click();
    await this.widget.getByRole('button', { name: institution }).first().click();
  }

  /** Types what the sandbox's bank takes, or does not. */
  async logIn(user = 'bnk100', password = 'full') {
    await this.widget.locator('#username').fill(user);
    await this.widget.locator('#password').fill(password);
    await this.widget.locator('main button.primary').click();
  }

  /** The whole way to a connected account. */
  async connect() {
    await this.pick(/Erebor/);
    await this.logIn();
    await this.widget.getByRole('link', { name: 'Listo' }).click();
  }

  /** Waits for the end, and answers the outcome as the page shows it. */
  async finished() {
    const state = await this.phase('finished');
    await this.page.locator('#outcome article').first().waitFor();
    const shown = JSON.parse(await this.page.locator('#outcome').getAttribute('data-outcome'));
    return { outcome: shown, state };
  }

  close() {
    return this.page.context().close();
  }
}

/** What the backend has of an outcome. */
export const report = (state, id) => state.backend.reports.find((one) => one.id === id);

/** The names of this session's entries of a kind, oldest first. */
export function names(state, kind) {
  return session(state)
    .filter((entry) => entry.kind === kind)
    .map((entry) => entry.name);
}

/** This session's entries of a name. */
export function entries(state, name) {
  return session(state).filter((entry) => entry.name === name);
}

function session(state) {
  const start = state.log.findLastIndex((entry) => entry.name === 'a new session');
  return state.log.slice(start + 1);
}
