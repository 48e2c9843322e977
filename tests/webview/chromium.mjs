// The Chromium side of the table in docs/engines.md. Reads an order per line ({"url", "settled", "patience", "deny"}), answers with what that page handed over.
//
// What counts: requests for documents, by the frame they are for, and `Page.windowOpen`. These are the nearest relatives of Android's
// shouldOverrideUrlLoading and onCreateWindow that can be watched from outside.

import { createInterface } from 'node:readline';
import { launch, PHONE } from '../browser/browser.mjs';

const browser = await launch();
// "Chromium 156.0.1.2": the major version decides how it reads URLs.
answer({ version: `Chromium ${browser.version()} through playwright-core` });

for await (const line of createInterface({ input: process.stdin })) {
  answer(await watch(JSON.parse(line)));
}
await browser.close();

async function watch({ url, settled, patience, deny }) {
  const context = await browser.newContext(PHONE);
  const seen = [];
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  await tools.send('Page.enable');
  tools.on('Page.windowOpen', ({ url }) => seen.push({ by: 'window_open', url }));
  // The answer and not the request: by then the server knows of it, and the server is who is asked whether the page was done.
  const isDone = (response) => new URL(response.url()).pathname === settled;
  const done = page.waitForResponse(isDone, { timeout: patience }).catch(() => {});
  context.on('request', (request) => {
    if (request.resourceType() !== 'document' || request.url() === url) return;
    // A request that failed may be sent again.
    const [by, last] = [frameOf(request, page), seen.at(-1)];
    if (last?.by !== by || last.url !== request.url()) seen.push({ by, url: request.url() });
  });
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame() && frame.url().startsWith('about:')) seen.push({ by: 'main', url: frame.url() });
  });
  // Only where it is needed: with a route Playwright tells nothing of redirects to a custom scheme.
  if (deny) await context.route((asked) => asked.pathname.startsWith(deny), (route) => route.abort('aborted'));
  await page.goto(url, { waitUntil: 'commit' });
  await done;
  await context.close();
  return seen;
}

function frameOf(request, page) {
  let frame;
  try {
    frame = request.frame();
  } catch {
    // A new window that has no page yet.
    return 'popup';
  }
  if (frame.page() !== page) return 'popup';
  return frame.parentFrame() ? 'iframe' : 'main';
}

function answer(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
