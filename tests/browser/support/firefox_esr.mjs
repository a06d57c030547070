#!/usr/bin/env node
// Starts Debian's Firefox ESR the way Playwright starts a newer Firefox: hands its arguments on, and stands between the two on
// WebDriver BiDi. What Playwright always asks for, no test here needs and this Firefox does not know yet, is answered as done; which
// element a frame's page is in, it finds out in another way.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { WebSocket, WebSocketServer } from 'ws';

// A command that is none of these is Firefox's own to answer, or to refuse.
const unknown = {
  'browser.setDownloadBehavior': {},
  'emulation.setLocaleOverride': {}, // the address says the language
  'emulation.setMediaFeaturesOverride': {}, // a preference says that motion is reduced
  'emulation.setScreenOrientationOverride': {},
  'emulation.setScreenSettingsOverride': {},
  'network.addDataCollector': { collector: 'none' },
};
const large = 256 * 1024 * 1024;
const ours = 1_000_000_000; // ids of commands that are not Playwright's

// Every frame of a page, also in shadow trees, with its window.
const frames = `(function within(root) {
  return [...root.querySelectorAll('*')].flatMap((one) => [...(one.localName === 'iframe' ? [[one, one.contentWindow]] : []), ...(one.shadowRoot ? within(one.shadowRoot) : [])]);
})(document)`;

function join(client, upstream) {
  const opened = once(upstream, 'open');
  const asked = new Map();
  const answer = (id, result) => client.send(JSON.stringify({ type: 'success', id, result }));
  function findFrame(id, { context, locator }) {
    const own = ours + asked.size;
    asked.set(own, ({ result }) => {
      const pair = result?.result?.value?.find(({ value }) => value[1].value?.context === locator.value.context);
      answer(id, { nodes: pair ? [pair.value[0]] : [] });
    });
    upstream.send(JSON.stringify({ id: own, method: 'script.evaluate', params: { expression: frames, target: { context }, awaitPromise: false } }));
  }
  client.on('message', async (data) => {
    const text = String(data);
    const { id, method, params } = JSON.parse(text);
    if (Object.hasOwn(unknown, method)) return answer(id, unknown[method]);
    await opened;
    if (method === 'browsingContext.locateNodes' && params.locator.type === 'context') findFrame(id, params);
    else upstream.send(text);
  });
  upstream.on('message', (data) => {
    const text = String(data);
    const own = asked.size > 0 && asked.get(JSON.parse(text).id);
    if (own) own(JSON.parse(text));
    else client.send(text);
  });
  upstream.on('close', () => client.close());
  client.on('close', () => upstream.close());
}

async function stand(between) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: large });
  await once(server, 'listening');
  server.on('connection', (client, request) => join(client, new WebSocket(new URL(request.url, between), { maxPayload: large })));
  return `ws://127.0.0.1:${server.address().port}`;
}

// A screen that nobody sees, on the first free number; Firefox has no WebGL without one.
async function screen() {
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  process.on('exit', () => xvfb.kill());
  const [number] = await once(xvfb.stdio[3], 'data');
  return `:${String(number).trim()}`;
}

const args = process.argv.slice(2).filter((arg) => arg !== '--headless');
const env = { ...process.env, DISPLAY: await screen(), MOZ_ENABLE_WAYLAND: '0' };
const firefox = spawn(process.env.FIREFOX ?? '/usr/bin/firefox-esr', args, { stdio: ['ignore', 'inherit', 'pipe'], env });
firefox.on('exit', (code) => process.exit(code ?? 1));
const listening = /WebDriver BiDi listening on (ws:\S+)/;
for await (const line of createInterface({ input: firefox.stderr })) {
  const address = listening.exec(line)?.[1];
  console.error(address ? `WebDriver BiDi listening on ${await stand(address)}` : line);
}
