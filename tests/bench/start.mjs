// What somebody waits for on a machine without a graphics card, where the processor paints: ms from opening the page until home is
// painted and shown, and of the taps that follow until the screen answers (the slowest, and the middle one). `--against <folder>`
// takes another built site in turns with this one, since machines are noisy and only ratios last.
import { setTimeout as sleep } from 'node:timers/promises';
import { launch } from '../browser/support/person.mjs';
import { startSite } from '../browser/support/site.mjs';
import { startServer } from '../api/support/server.mjs';

const argument = (name) => process.argv[process.argv.indexOf(name) + 1 || process.argv.length];
const runs = Number(process.env.BANZHEN_BENCH_RUNS ?? 3);
const slowdown = Number(argument('--slowdown') ?? 1);
const taps = ['home.ask', 'back', 'home.refill', 'back', 'dock.help'];
const settled_ms = 2500, between_ms = 900; // the page has its idle moments, as it has before a person's taps

const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];

// In the page: the first frame after the mark has gone out, and how long each press took to be answered.
function watch() {
  const watched = (window.watched = { shown: 0, presses: {} });
  const look = () => {
    if (!performance.getEntriesByName('banzhen:painted').length) return void requestAnimationFrame(look);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (watched.shown = performance.now());
    requestAnimationFrame(() => port2.postMessage(0));
  };
  look();
  new PerformanceObserver((list) => {
    for (const { interactionId: id, duration } of list.getEntries()) if (id) watched.presses[id] = Math.max(watched.presses[id] ?? 0, duration);
  }).observe({ type: 'event', buffered: true, durationThreshold: 16 });
}

async function visit(url) {
  const browser = await launch('--disable-gpu');
  const page = await (await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true })).newPage();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.addInitScript(watch);
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.watched.shown > 0, undefined, { timeout: 90_000 });
  await sleep(settled_ms);
  const painted = await page.evaluate(() => {
    window.watched.presses = {};
    return window.watched.shown;
  });
  for (const id of taps) {
    await page.locator(`[data-id="${id}"]`).first().click();
    await sleep(between_ms);
  }
  const answered = Object.values(await page.evaluate(() => window.watched.presses)).sort((a, b) => b - a);
  await browser.close();
  return { painted, slowest: answered[0] ?? 0, middle: answered[taps.length >> 1] ?? 0 };
}

const other = argument('--against');
const sites = { here: await startSite(), ...(other ? { there: await startServer({ site: other, desk: true }) } : {}) };
const taken = Object.fromEntries(Object.keys(sites).map((name) => [name, []]));
for (let run = 0; run < runs; run++) {
  const order = Object.keys(sites);
  for (const name of run % 2 ? order.reverse() : order) taken[name].push(await visit(sites[name].url));
}
for (const site of Object.values(sites)) await site.stop();

const result = Object.fromEntries(Object.entries(taken).map(([name, all]) => [name, Object.fromEntries(Object.keys(all[0]).map((key) => [key, Math.round(median(all.map((one) => one[key])))]))]));
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(result));
} else {
  console.log(`ms without a graphics card, ${slowdown}x slowdown, median of ${runs}`);
  for (const [name, { painted, slowest, middle }] of Object.entries(result)) console.log(`${name.padEnd(6)} painted ${painted}, slowest tap ${slowest}, middle tap ${middle}`);
  if (result.there) console.log(`ratio  ${Object.keys(result.here).map((key) => `${key} ${(result.here[key] / Math.max(1, result.there[key])).toFixed(2)}`).join(', ')}`);
}
