// What being helped costs: bytes of each change and ms until the helper has it, over loopback; and what it costs the patient's
// page in a frame, its processor slowed four times: all that help's scripts do, over all frames that
// were drawn meanwhile (share of a sampled profile times the main thread's own time). The same without a helper, which must be nothing.
import { setTimeout as sleep } from 'node:timers/promises';
import { Desk } from '../api/support/desk.mjs';
import { gateForRefill, ren, signIn } from '../browser/support/journeys.mjs';
import { closeBrowser, Person } from '../browser/support/person.mjs';
import { startSite } from '../browser/support/site.mjs';

const goal_bytes = 5 * 1024; // of any change
const goal_ms = 1; // a frame
const slowdown = 4;
const scrolls = 60;

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
const most = (numbers) => Math.max(0, ...numbers);
const round = (number) => Math.round(number * 1000) / 1000;

// The helper: takes what comes, and notes when.
class Watcher {
  static async join(site, code) {
    const watcher = new this();
    watcher.desk = await new Desk(site).staff('helper', '王助理');
    const { json } = await watcher.desk.post('/desk/help-sessions/join', { code });
    Object.assign(watcher, { path: `/desk/help-sessions/${json.id}`, frames: [], on: true });
    watcher.watching = watcher.#watch();
    return watcher;
  }
  async #watch() {
    for (let after = 0; this.on; ) {
      const { json } = await this.desk.get(`${this.path}/frames?after=${after}`);
      for (const item of json?.items ?? []) {
        after = item.at;
        if (item.nodes) this.frames.push({ whole: item.base === null, at: Date.now(), bytes: Buffer.byteLength(JSON.stringify(item)) });
      }
    }
  }
  async leave() {
    this.on = false;
    await this.desk.post(`${this.path}/end`);
    await this.watching;
  }
}

// The share of the functions that come from help's own file, with all that they call, in what the main thread did.
function share({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const own = new Set();
  const walk = (node, inside) => {
    const here = inside || /\/help\.[^/]*\.js$/.test(node.callFrame.url);
    if (here) own.add(node.id);
    for (const child of node.children ?? []) walk(byId.get(child), here);
  };
  walk(nodes[0], false);
  const sum = (counts) => samples.reduce((all, id, i) => all + (counts(id) ? timeDeltas[i] : 0), 0);
  return sum((id) => own.has(id)) / sum((id) => byId.get(id).callFrame.functionName !== '(idle)');
}

// Of the main thread's own clock: what other programs take from the processor does not count.
async function busy(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
}

// One act after the other, as a person would: each with the time until the helper has what it changed.
async function use(person, watcher) {
  const took = { typing: [], error: [], screen: [] };
  const frames = { typing: [], error: [], screen: [] };
  const act = async (kind, what) => {
    const before = watcher?.frames.length ?? 0;
    const from = Date.now();
    await what();
    for (let i = 0; watcher && watcher.frames.length === before && i < 200; i++) await sleep(5);
    await sleep(250);
    const came = watcher?.frames.slice(before) ?? [];
    if (came.length) took[kind].push(came[0].at - from);
    frames[kind].push(...came.map(({ bytes }) => bytes));
  };
  const number = person.field('identity.number.label');
  const name = person.field('identity.name.label');
  for (let i = 0; i < 3; i++) {
    await act('typing', () => name.fill(ren.name));
    await act('typing', () => number.fill('99010119530315011'));
    await act('error', () => person.press('identity.continue.action'));
    await act('typing', () => name.fill(''));
    // (Alone, that page would ask for digits, and help would be loaded.)
    if (watcher) await act('screen', () => person.press('common.dock.help'));
    if (watcher) await act('screen', () => person.press('common.back'));
    await act('typing', () => number.fill(''));
  }
  await person.page.evaluate(async (count) => {
    const scroller = document.getElementById('s');
    for (let i = 1; i <= count; i++) {
      scroller.scrollTop = (i % 20) * 9;
      await new Promise(requestAnimationFrame);
    }
  }, scrolls);
  return { took, frames };
}

async function measure(paint, helped) {
  const site = await startSite();
  const person = await Person.arrive(site.url, {
    paint,
    prepare: (page) => page.addInitScript(() => {
      const ask = window.requestAnimationFrame.bind(window);
      window.drawn = 0;
      window.requestAnimationFrame = (call) => ask((time) => (window.drawn++, call(time)));
    }),
  });
  let watcher;
  try {
    await gateForRefill(person);
    await signIn(person);
    await person.sees('identity.heading');
    if (helped) {
      await person.press('common.dock.help');
      const digits = await person.page.getByText(/(\d ){5}\d/).first().textContent();
      watcher = await Watcher.join(site, /(\d ){5}\d/.exec(digits)[0].replaceAll(' ', ''));
      await person.press('help.active.back');
      await person.sees('identity.heading');
      await sleep(1000);
    }
    const cdp = await person.context.newCDPSession(person.page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    await cdp.send('Profiler.enable');
    await cdp.send('Profiler.setSamplingInterval', { interval: 100 });
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    const before = await person.page.evaluate(() => window.drawn);
    const worked = await busy(cdp);
    await cdp.send('Profiler.start');
    const { took, frames } = await use(person, watcher);
    const { profile } = await cdp.send('Profiler.stop');
    const drawn = (await person.page.evaluate(() => window.drawn)) - before;
    const ms = share(profile) * ((await busy(cdp)) - worked);
    await watcher?.leave();
    const kinds = Object.fromEntries(Object.keys(took).map((kind) => [kind, {
      bytes_median: median(frames[kind]), bytes_most: most(frames[kind]), ms_median: median(took[kind]), ms_most: most(took[kind]),
    }]));
    return { frames: drawn, help_ms: round(ms), ms_a_frame: round(ms / drawn), ...(helped && { whole_bytes: most(watcher.frames.filter(({ whole }) => whole).map(({ bytes }) => bytes)), kinds }) };
  } finally {
    await person.context.close();
    await site.stop();
  }
}

const result = {};
for (const paint of ['canvas', 'plain']) result[paint] = { alone: await measure(paint, false), helped: await measure(paint, true) };
await closeBrowser();

const changes = Object.values(result).flatMap(({ helped }) => Object.values(helped.kinds).map(({ bytes_most }) => bytes_most));
const misses = [
  ...(most(changes) > goal_bytes ? [`${most(changes)} bytes in a change`] : []),
  ...Object.entries(result).flatMap(([paint, { alone, helped }]) => [
    ...(helped.ms_a_frame > goal_ms ? [`${paint}: ${helped.ms_a_frame} ms a frame`] : []), ...(alone.help_ms > 0 ? [`${paint}: ${alone.help_ms} ms without a helper`] : []),
  ]),
];
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(result));
} else {
  for (const [paint, { alone, helped }] of Object.entries(result)) {
    console.log(`${paint}: ${helped.ms_a_frame} ms a frame over ${helped.frames} frames at ${slowdown}x slowdown (goal ${goal_ms}); without a helper ${alone.help_ms} ms (goal 0); the whole page ${helped.whole_bytes} bytes`);
    for (const [kind, { bytes_median, bytes_most, ms_median, ms_most }] of Object.entries(helped.kinds))
      console.log(`  ${kind.padEnd(8)} ${String(bytes_median).padStart(6)} bytes (most ${bytes_most}, goal ${goal_bytes}), ${ms_median} ms to the helper (most ${ms_most})`);
  }
  for (const miss of misses) console.log(`missed: ${miss}`);
}
process.exitCode = misses.length ? 1 : 0;
