// What an idle page costs: animation frames asked for, GL draws and main-thread time in 10 seconds, on home and on waiting.
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { root } from '../../tools/files.mjs';
import { queuedVisit, patient } from '../api/support/journey.mjs';
import { startServer } from '../api/support/server.mjs';

const seconds = 10;

// Counts in the page itself, installed before any of its scripts run.
function countWork() {
  const counts = { frames: 0, draws: 0 };
  globalThis.idleCounts = counts;
  const request = globalThis.requestAnimationFrame;
  globalThis.requestAnimationFrame = (callback) =>
    request.call(globalThis, (time) => {
      counts.frames += 1;
      callback(time);
    });
  for (const name of ['drawElements', 'drawArrays', 'drawElementsInstanced', 'drawArraysInstanced', 'drawRangeElements', 'clear']) {
    const draw = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...args) {
      counts.draws += 1;
      return draw.apply(this, args);
    };
  }
}

async function measure(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const taskSeconds = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value;
  };
  const counts = () => page.evaluate(() => ({ ...globalThis.idleCounts }));
  const before = await counts();
  if (before.draws === 0) throw new Error('the page never drew: nothing is measured');
  const busy = await taskSeconds();
  await sleep(seconds * 1000);
  const main_thread_ms = Math.round((await taskSeconds() - busy) * 10_000) / 10;
  const after = await counts();
  return { frames: after.frames - before.frames, draws: after.draws - before.draws, main_thread_ms };
}

// Opens a route, as someone who may be signed in, and waits until it is drawn and quiet.
async function open(browser, server, { route = '', token = '' }) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, locale: 'zh-CN', hasTouch: true });
  const page = await context.newPage();
  await page.addInitScript(countWork);
  await page.addInitScript((value) => {
    if (!value) return;
    sessionStorage.setItem('bz.token', value);
    localStorage.setItem('bz.token', value);
  }, token);
  await page.goto(`${server.url}/${route && `#${route}`}`);
  for (let tries = 0; ; tries++) {
    if (await page.evaluate(() => performance.getEntriesByName('banzhen:painted').length)) break;
    if (tries > 300) throw new Error(`${route || 'home'} never painted`);
    await sleep(100);
  }
  await sleep(3000); // first frames, fonts, the first answers of the server
  const here = await page.evaluate(() => location.hash.slice(1));
  if (here !== route) throw new Error(`wanted to measure ${route || 'home'}, but the page went to ${here || 'home'}`);
  return page;
}

const server = await startServer({ site: join(root, 'build/site') });
const browser = await chromium.launch({
  executablePath: process.env.BANZHEN_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const result = {};
try {
  const home = await open(browser, server, {});
  result.home = await measure(home);
  await home.context().close();

  // No demo desk here, so the visit stays in the queue.
  const client = await patient(server);
  await queuedVisit(client);
  const waiting = await open(browser, server, { route: 'waiting', token: client.token });
  result.waiting = await measure(waiting);
} finally {
  await browser.close();
  await server.kill();
}

if (process.argv.includes('--json')) {
  console.log(JSON.stringify(result));
} else {
  for (const [screen, { frames, draws, main_thread_ms }] of Object.entries(result)) {
    console.log(`${screen.padEnd(8)} ${frames} frames, ${draws} draws, ${main_thread_ms} ms of main thread in ${seconds} s (goal 0, 0, < 20)`);
  }
}
process.exitCode = Object.values(result).every((one) => one.frames === 0 && one.draws === 0 && one.main_thread_ms < 20) ? 0 : 1;
