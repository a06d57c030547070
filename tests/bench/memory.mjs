// What the whole refill, from home to the door, takes of WebAssembly's memory: its size, and the highest byte ever written.
import { closeBrowser, Person } from '../browser/support/person.mjs';
import { refillToTheDoor } from '../browser/support/journeys.mjs';
import { startSite } from '../browser/support/site.mjs';

const goal = 32;
const mb = (bytes) => Math.round(bytes / 2 ** 20 * 10) / 10;

// Keeps hold of the program's memory, which its first part brings; installed before any of the page's scripts run.
function keepMemory() {
  const instantiate = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...given) => {
    const made = await instantiate.apply(WebAssembly, given);
    globalThis.programMemory ??= Object.values(made.instance.exports).find((one) => one instanceof WebAssembly.Memory);
    return made;
  };
}

// What was never written is zero: the heap only grows upwards.
function readMemory() {
  const words = new Uint32Array(globalThis.programMemory.buffer);
  let top = words.length;
  while (top && !words[top - 1]) top--;
  return { size: words.byteLength, written: top * 4 };
}

const site = await startSite();
const person = await Person.arrive(site.url, { density: 3, prepare: (page) => page.addInitScript(keepMemory) });
const result = {};
try {
  await refillToTheDoor(person, async (screen) => {
    if (await person.page.evaluate(() => !globalThis.programMemory)) return; // the payment provider's page
    const { size, written } = await person.page.evaluate(readMemory);
    result[screen] = { size_mb: mb(size), written_mb: mb(written) };
  });
  await person.leave();
} finally {
  await closeBrowser();
  await site.stop();
}

const most = Math.max(...Object.values(result).map(({ size_mb }) => size_mb));
if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ most_mb: most, screens: result }));
} else {
  for (const [screen, { size_mb, written_mb }] of Object.entries(result)) console.log(`${screen.padEnd(16)} ${size_mb} MB, of them written ${written_mb}`);
  console.log(`${most} MB of WebAssembly memory at most (goal ≤ ${goal}), 3 px per dp`);
}
process.exitCode = most <= goal ? 0 : 1;
