// What opening a screen costs the page's main thread on a processor four times slower: ms of work from the tap until its answer is
// painted (what sends the picture to the screen not counted: without a graphics card the page waits there for the processor's
// drawing), all work until the page is quiet again, and of one frame while the screen scrolls; by screen, painted and plain. Screens
// are the gallery's, the fullest state of each, every tap on a page that has shown nothing but where it starts; so there is no
// network in the numbers.
import { setTimeout as sleep } from 'node:timers/promises';
import { closeBrowser } from '../browser/support/person.mjs';
import { openLook, show, startGallery, stopGallery } from '../gallery/support.mjs';

const goal = 16.7;
const slowdown = 4;
const frames = 20;
const looked_ms = 1500; // nobody taps on what they have not seen; the page has idle moments
const argument = (name) => process.argv[process.argv.indexOf(name) + 1 || process.argv.length];
const runs = Number(process.env.BANZHEN_BENCH_RUNS ?? 3);
const only = argument('--only');
const start = { home: 'help/help' }; // where a screen is opened from; else home
const paints = ['canvas', 'plain'];

const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];
const screenOf = (name) => name.split('/')[0];

// Of each screen the state with the most nodes.
async function fullest(url) {
  const { page, names, close } = await openLook(url, { width: 390, height: 844 });
  const best = {};
  for (const name of names) {
    await show(page, name);
    const nodes = await page.evaluate(() => document.querySelectorAll('[data-id]').length);
    if (nodes > (best[screenOf(name)]?.nodes ?? 0)) best[screenOf(name)] = { name, nodes };
  }
  await close();
  return Object.values(best);
}

// Time of the main thread's own clock: what other programs take from the processor does not count.
async function clock(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  return {
    cdp,
    async spent(act) {
      const read = async () => Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value * 1000]));
      const before = await read();
      await act();
      const after = await read();
      const of = (name) => after[name] - before[name];
      return { all: of('TaskDuration'), script: of('ScriptDuration'), style: of('RecalcStyleDuration'), layout: of('LayoutDuration') };
    },
  };
}

// What the browser did meanwhile.
async function traced(page, act) {
  const cdp = await page.context().browser().newBrowserCDPSession();
  const events = [];
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', 'cc', 'devtools.timeline'] } });
  await act();
  const ended = new Promise((done) => cdp.once('Tracing.tracingComplete', done));
  await cdp.send('Tracing.end');
  await ended;
  await cdp.detach();
  return events;
}

// ms of the thread's own clock from the press to the end of the first frame that was drawn after the click.
function untilPainted(events) {
  const click = events.find(({ name, args }) => name === 'EventDispatch' && args?.data?.type === 'click');
  const down = events.find(({ name, args }) => name === 'EventDispatch' && args?.data?.type === 'mousedown');
  const here = events.filter(({ ph, pid, tid }) => ph === 'X' && pid === click.pid && tid === click.tid);
  const drawn = here.filter(({ name, ts }) => name === 'FireAnimationFrame' && ts > click.ts).sort((a, b) => a.ts - b.ts)[0];
  const around = ({ ts, dur }) => ts <= drawn.ts && ts + dur >= drawn.ts + drawn.dur;
  const last = here.filter((event) => /RunTask$/.test(event.name) && around(event)).sort((a, b) => b.dur - a.dur)[0];
  const first = here.filter((event) => /RunTask$/.test(event.name) && event.ts <= down.ts && event.ts + event.dur >= down.ts).sort((a, b) => b.dur - a.dur)[0];
  const tasks = here.filter(({ name, ts }) => /RunTask$/.test(name) && ts >= first.ts && ts <= last.ts);
  const outer = tasks.filter((one) => !tasks.some((other) => other !== one && other.ts <= one.ts && other.ts + other.dur >= one.ts + one.dur && other.dur > one.dur));
  const sent = here.filter(({ name, ts }) => name === 'Commit' && ts >= last.ts && ts <= last.ts + last.dur);
  const sum = (list) => list.reduce((all, { tdur }) => all + tdur / 1000, 0);
  return sum(outer) - sum(sent);
}

// A person's tap on the start's first button; what it leads to is the wanted state.
async function tap({ page, cdp, spent }, name) {
  const box = await page.locator('#content button').first().boundingBox();
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2, button: 'left', clickCount: 1 };
  await cdp.send('Input.dispatchMouseEvent', { ...at, type: 'mouseMoved' });
  await page.evaluate((wanted) => window.addEventListener('click', () => window.gallery.show(wanted), { once: true }), name);
  await sleep(300);
  let events;
  const all = await spent(async () => {
    events = await traced(page, async () => {
      await cdp.send('Input.dispatchMouseEvent', { ...at, type: 'mousePressed' });
      await cdp.send('Input.dispatchMouseEvent', { ...at, type: 'mouseReleased' });
      await sleep(300);
    });
  });
  return { ...all, first: untilPainted(events) };
}

const scroll = ({ page, spent }) => spent(() => page.evaluate(async (count) => {
  const scroller = document.getElementById('s');
  for (let i = 1; i <= count; i++) {
    scroller.scrollTop = i * 7;
    await new Promise(requestAnimationFrame);
  }
}, frames));

async function measure(url, paint, name) {
  const look = await openLook(url, { width: 390, height: 844, paint }, 2);
  await show(look.page, start[screenOf(name)] ?? 'home/visitor');
  await sleep(looked_ms);
  const page = { page: look.page, ...(await clock(look.page)) };
  const first = await tap(page, name);
  const scrolled = await scroll(page);
  await look.close();
  return { first, frame: scrolled.all / frames };
}

const url = await startGallery();
const result = {};
try {
  const screens = (await fullest(url)).filter(({ name }) => !only || screenOf(name) === only);
  const taken = {};
  for (let run = 0; run < runs; run++) {
    for (const { name } of screens) {
      for (const paint of paints) ((taken[name] ??= {})[paint] ??= []).push(await measure(url, paint, name));
    }
  }
  for (const { name, nodes } of screens) {
    const of = (paint, pick) => Math.round(median(taken[name][paint].map(pick)) * 10) / 10;
    result[name] = { nodes };
    for (const paint of paints) {
      result[name][paint] = {
        first: of(paint, ({ first }) => first.first), all: of(paint, ({ first }) => first.all), script: of(paint, ({ first }) => first.script), style: of(paint, ({ first }) => first.style),
        layout: of(paint, ({ first }) => first.layout), frame: of(paint, ({ frame }) => frame),
      };
    }
  }
} finally {
  await closeBrowser();
  stopGallery();
}

const slow = Object.entries(result).filter(([, screen]) => paints.some((paint) => screen[paint].first > goal));
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(result));
} else {
  console.log(`ms of main thread at ${slowdown}x slowdown, median of ${runs} (goal: first ≤ ${goal})`);
  console.log(`${''.padEnd(34)}nodes   canvas: first     all (script style layout)  frame    plain: first     all (script style layout)  frame`);
  for (const [name, { nodes, ...by }] of Object.entries(result)) {
    const part = ({ first, all, script, style, layout, frame }) =>
      `${first.toFixed(1).padStart(14)} ${all.toFixed(1).padStart(7)} (${[script, style, layout].map((ms) => ms.toFixed(1).padStart(5)).join(' ')}) ${frame.toFixed(1).padStart(9)}`;
    console.log(`${name.padEnd(34)}${String(nodes).padStart(5)}${paints.map((paint) => part(by[paint])).join('   ')}`);
  }
  if (slow.length) console.log(`too slow: ${slow.map(([name]) => name).join(', ')}`);
}
process.exitCode = slow.length ? 1 : 0;
