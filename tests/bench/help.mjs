// What being helped costs: bytes of each change and ms until the helper has it, over loopback, at this machine's own speed, to the
// relay's other end and to the console's page; and what it costs the patient's page in a frame, its processor slowed four
// times: all that help's scripts do, over all frames that were drawn meanwhile (share of a sampled profile times the main thread's
// own time), and the longest stretch of it. The same without a helper, which must be nothing.
import * as esbuild from 'esbuild';
import { setTimeout as sleep } from 'node:timers/promises';
import { Desk } from '../api/support/desk.mjs';
import { Helper } from '../browser/support/helper.mjs';
import { gateForRefill, ren, signIn } from '../browser/support/journeys.mjs';
import { closeBrowser, Person } from '../browser/support/person.mjs';
import { startSite } from '../browser/support/site.mjs';

const goal_bytes = 5 * 1024; // of any change
const goal_ms = 1; // a frame
const goal_latency_ms = 300; // until the helper sees it
const goal_alone_us = 5; // of each page shown: what cannot be seen in a frame
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

// The functions that come from help's own file, with all that they call.
function ownOf(nodes, byId) {
  const own = new Set();
  const walk = (node, inside) => {
    const here = inside || /\/help\.[^/]*\.js$/.test(node.callFrame.url);
    if (here) own.add(node.id);
    for (const child of node.children ?? []) walk(byId.get(child), here);
  };
  walk(nodes[0], false);
  return own;
}

// Their share in what the main thread did.
function share({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const own = ownOf(nodes, byId);
  const sum = (counts) => samples.reduce((all, id, i) => all + (counts(id) ? timeDeltas[i] : 0), 0);
  return sum((id) => own.has(id)) / sum((id) => byId.get(id).callFrame.functionName !== '(idle)');
}

// The most that those functions took before the main thread had nothing to do: never less than their worst frame.
function worst({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const own = ownOf(nodes, byId);
  let [here, most_us] = [0, 0];
  for (const [i, id] of samples.entries()) {
    if (byId.get(id).callFrame.functionName === '(idle)') here = 0;
    else if (own.has(id)) most_us = Math.max(most_us, (here += timeDeltas[i + 1] ?? 0));
  }
  return most_us / 1000;
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

// A patient at the identity page, with whoever joins by the digits.
async function begin(site, paint, joining) {
  const person = await Person.arrive(site.url, {
    paint,
    prepare: (page) => page.addInitScript(() => {
      const ask = window.requestAnimationFrame.bind(window);
      window.drawn = 0;
      window.requestAnimationFrame = (call) => ask((time) => (window.drawn++, call(time)));
    }),
  });
  await gateForRefill(person);
  await signIn(person);
  await person.sees('identity.heading');
  if (!joining) return person;
  await person.press('common.dock.help');
  const digits = await person.page.getByText(/(\d ){5}\d/).first().textContent();
  await joining(/(\d ){5}\d/.exec(digits)[0].replaceAll(' ', ''));
  await person.press('help.active.back');
  await person.sees('identity.heading');
  await sleep(1000);
  return person;
}

const kindsOf = ({ took, frames }) => Object.fromEntries(Object.keys(took).map((kind) => [kind, {
  bytes_median: median(frames[kind]), bytes_most: most(frames[kind]), ms_median: median(took[kind]), ms_most: most(took[kind]),
}]));

// At this machine's own speed: bytes, and ms to the relay's other end.
async function changes(paint) {
  const site = await startSite();
  let watcher, person;
  try {
    person = await begin(site, paint, async (code) => (watcher = await Watcher.join(site, code)));
    const used = await use(person, watcher);
    await watcher.leave();
    return { whole_bytes: most(watcher.frames.filter(({ whole }) => whole).map(({ bytes }) => bytes)), kinds: kindsOf(used) };
  } finally {
    await person?.context.close();
    await site.stop();
  }
}

// From the patient's page to the console's: when each of them shows what the other one shows, by the same clock.
async function seen(paint) {
  const site = await startSite();
  const helper = await Helper.arrive(site);
  let person;
  const shows = (page, text) => page.evaluate((wanted) => {
    const there = () => document.getElementById('content').textContent.includes(wanted);
    if (there()) throw new Error(`shown before: ${wanted}`);
    window.shown = new Promise((done) => {
      const look = new MutationObserver(() => {
        if (!there()) return;
        look.disconnect();
        done(performance.timeOrigin + performance.now());
      });
      look.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
  }, text);
  const when = (page) => page.evaluate(() => window.shown);
  try {
    await helper.enter();
    person = await begin(site, paint, (code) => helper.join(code));
    const took = [];
    const here = person.t('identity.heading');
    const there = person.t('help.active.detail');
    for (let i = 0; i < 10; i++) {
      const [text, key] = i % 2 ? [here, 'common.back'] : [there, 'common.dock.help'];
      await shows(person.page, text);
      await shows(helper.page, text);
      await person.press(key);
      const [from, to] = [await when(person.page), await when(helper.page)];
      took.push(to - from);
      await sleep(300);
    }
    return { ms_median: round(median(took)), ms_most: round(most(took)) };
  } finally {
    await person?.context.close();
    await helper.context.close();
    await site.stop();
  }
}

// What every page pays that nobody helps: web/helping.ts alone, in the page, its processor as slow, for each page that is shown.
async function alone(person, cdp) {
  const { outputFiles } = await esbuild.build({ entryPoints: ['web/helping.ts'], bundle: true, minify: true, format: 'iife', globalName: 'part', write: false, tsconfigRaw: '{}' });
  const { result } = await cdp.send('Runtime.evaluate', {
    returnByValue: true, expression: `(() => {
      ${outputFiles[0].text}
      const { show } = part.createHelping({ load: () => new Promise(() => {}), failed() {} });
      const trees = ['home', 'identity', 'identity', 'identity', 'help', 'records'].map((screen) => ({ screen, title: screen, nodes: Array.from({ length: 200 }, (_, i) => ({ id: 'n' + i, role: 'text', rect: [0, 0, 1, 1] })) }));
      for (let i = 0; i < 20000; i++) show(trees[i % 6]);
      const from = performance.now();
      for (let i = 0; i < 200000; i++) show(trees[i % 6]);
      return (performance.now() - from) / 200;
    })()`,
  });
  return round(result.value);
}

// Slowed, and looked at: what help's scripts do to the patient's frames.
async function cost(paint, helped) {
  const site = await startSite();
  let watcher, person;
  try {
    person = await begin(site, paint, helped && (async (code) => (watcher = await Watcher.join(site, code))));
    const cdp = await person.context.newCDPSession(person.page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    await cdp.send('Profiler.enable');
    await cdp.send('Profiler.setSamplingInterval', { interval: 100 });
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    const before = await person.page.evaluate(() => window.drawn);
    const worked = await busy(cdp);
    await cdp.send('Profiler.start');
    const { took } = await use(person, watcher);
    const { profile } = await cdp.send('Profiler.stop');
    const drawn = (await person.page.evaluate(() => window.drawn)) - before;
    const ms = share(profile) * ((await busy(cdp)) - worked);
    await watcher?.leave();
    return {
      frames: drawn, help_ms: round(ms), ms_a_frame: round(ms / drawn), worst_ms: round(worst(profile)),
      ...(helped ? { slowed_ms_most: most(Object.values(took).flat()) } : { us_a_page: await alone(person, cdp) }),
    };
  } finally {
    await person?.context.close();
    await site.stop();
  }
}

const result = {};
for (const paint of ['canvas', 'plain'])
  result[paint] = { ...(await changes(paint)), console: await seen(paint), helped: await cost(paint, true), alone: await cost(paint, false) };
await closeBrowser();

const misses = Object.entries(result).flatMap(([paint, { kinds, console: there, helped, alone: nobody }]) => {
  const bytes = most(Object.values(kinds).map(({ bytes_most }) => bytes_most));
  const ms = most([there.ms_most, ...Object.values(kinds).map(({ ms_most }) => ms_most)]);
  return [
    bytes > goal_bytes && `${bytes} bytes in a change`, ms > goal_latency_ms && `${ms} ms until the helper sees it`, helped.ms_a_frame > goal_ms && `${helped.ms_a_frame} ms a frame`,
    nobody.help_ms > 0 && `${nobody.help_ms} ms without a helper`, nobody.us_a_page > goal_alone_us && `${nobody.us_a_page} us for each page without a helper`,
  ].filter(Boolean).map((miss) => `${paint}: ${miss}`);
});
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(result));
} else {
  for (const [paint, { kinds, whole_bytes, console: there, helped, alone: nobody }] of Object.entries(result)) {
    console.log(`${paint}: at ${slowdown}x slowdown ${helped.ms_a_frame} ms a frame over ${helped.frames} frames (goal ${goal_ms}), at worst ${helped.worst_ms}; without a helper ${nobody.help_ms} ms (goal 0) and ${nobody.us_a_page} us for each page shown (goal ${goal_alone_us})`);
    console.log(`  from page to page ${there.ms_median} ms (most ${there.ms_most}, goal ${goal_latency_ms}); the whole page ${whole_bytes} bytes`);
    for (const [kind, { bytes_median, bytes_most, ms_median, ms_most }] of Object.entries(kinds))
      console.log(`  ${kind.padEnd(8)} ${String(bytes_median).padStart(6)} bytes (most ${bytes_most}, goal ${goal_bytes}), ${ms_median} ms to the helper (most ${ms_most}, goal ${goal_latency_ms})`);
  }
  for (const miss of misses) console.log(`missed: ${miss}`);
}
process.exitCode = misses.length ? 1 : 0;
