// What the browser tests share: a Chromium with a phone's screen, the demo as a process, and pictures of what a person sees.

import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const SCREENSHOTS = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));
const START_LIMIT_MS = 20_000;

/** A phone in the hand: `browser.newContext(PHONE)`. */
export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: 'es-MX',
};

/** Starts Debian's Chromium, or the one that CHROMIUM names. It speaks to nobody but the pages under test. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // The tests run as root in a container too, where Chromium's own sandbox cannot.
    chromiumSandbox: false,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * Collects every document that the pages of a context ask for, custom schemes included: Chromium
 * never loads those, so this is where a callback to the app is seen. Read the returned list, or
 * wait with `nextDocument`.
 */
export function watchDocuments(context) {
  const urls = [];
  context.on('request', (request) => {
    if (request.resourceType() === 'document') urls.push(request.url());
  });
  return urls;
}

/** The next document whose URL begins with `prefix`. Ask before the tap that leads there. */
export async function nextDocument(context, prefix, limitMs = 10_000) {
  const request = await context.waitForEvent('request', {
    predicate: (one) => one.resourceType() === 'document' && one.url().startsWith(prefix),
    timeout: limitMs,
  });
  return request.url();
}

/**
 * Starts `vinculo demo` (the binary that VINCULO names) on a free port and waits for the address it prints.
 * `output()` is all it has printed so far; `stop()` ends it and waits until it has ended.
 */
export function startDemo({ command, args = [] } = {}) {
  return startTool('demo', { command, args: ['--no-open', '--port', '0', ...args] });
}

/** The same for `vinculo sandbox`. */
export function startSandbox(args = []) {
  return startTool('sandbox', { args: ['--port', '0', ...args] });
}

async function startTool(name, { command = process.env.VINCULO, args }) {
  if (!command) {
    throw new Error('VINCULO must name the built binary; `cargo xtask test --only browser` sets it');
  }
  const child = spawn(command, [name, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let text = '';
  const address = new Promise((resolve, reject) => {
    const read = (chunk) => {
      text += chunk;
      // A line end behind it, so that half an address is not taken for one.
      const found = /(http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+)\S*\s/.exec(text);
      if (found) resolve(found[1]);
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.once('error', reject);
    ended.then((code) => reject(new Error(`the ${name} ended (${code}) before it printed an address:\n${text}`)));
  });
  const limit = new Promise((_, reject) => {
    const problem = () => reject(new Error(`the ${name} printed no address in ${START_LIMIT_MS} ms:\n${text}`));
    setTimeout(problem, START_LIMIT_MS).unref();
  });
  const stop = async () => {
    child.kill();
    await ended;
  };
  try {
    return { url: await Promise.race([address, limit]), output: () => text, stop };
  } catch (problem) {
    child.kill();
    throw problem;
  }
}

/** Writes `target/screenshots/NAME.png`, to be looked at. */
export async function screenshot(page, name, options = {}) {
  await mkdir(SCREENSHOTS, { recursive: true });
  const path = `${SCREENSHOTS}${name}.png`;
  await page.screenshot({ path, ...options });
  return path;
}
