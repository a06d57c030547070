// A small test runner for the suites that are written in JavaScript (api, browser, tidy).
//
//   import { test, run } from '../../tools/test-runner.mjs';
//   test('says what is true', async () => { assert.equal(1, 1); });
//   await run();
//
// Tests run one after another, in the order they were named. The last line is "N passed, N failed"; the exit status tells too.
// Arguments: --grep <text> runs tests whose name contains the text; --bail stops at the first failure; --list only names them;
// --shard 1/2 runs the first of two shares (tools/shards.mjs). In CI a suite may allow some second tries (decision 0046).

const tests = [];

// Of ways to do the same thing, each as long as the first: all with BANZHEN_ALL=1, else the first, so that CI keeps its time.
export const ways = (all) => (process.env.BANZHEN_ALL === '1' ? all : all.slice(0, 1));

export function test(name, options, body) {
  if (typeof options === 'function') [options, body] = [{}, options];
  tests.push({ name, body, timeoutMs: options.timeoutMs ?? 120_000 });
}

function argument(name) {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? undefined : process.argv[index + 1];
}

// Runs all tests, or those whose name contains `only`. `finish` is called at the end whatever happened (close a browser …). In CI
// the first `secondTries` tests that fail are tried once more: both tries are shown, and the second one counts.
export async function run({ only = argument('grep'), bail = process.argv.includes('--bail'), finish, secondTries = 0 } = {}) {
  const [share, shares] = (argument('shard') ?? '1/1').split('/').map(Number);
  const chosen = tests.filter(({ name }) => !only || name.includes(only)).filter((_, index) => index % shares === share - 1);
  if (process.argv.includes('--list')) {
    for (const { name } of chosen) console.log(name);
    return;
  }
  let passed = 0;
  let left = process.env.CI ? secondTries : 0;
  const failed = [];
  const again = [];
  for (const one of chosen) {
    let good = await attempt(one);
    if (!good && left > 0) {
      left -= 1;
      good = await attempt(one);
      if (good) again.push(one.name);
    }
    if (good) passed += 1;
    else failed.push(one.name);
    if (!good && bail) break;
  }
  try {
    await finish?.();
  } catch (error) {
    console.log(indent(`while finishing: ${error?.stack ?? error}`));
  }
  if (again.length) console.log(listed('passed at the second try', again));
  if (failed.length) console.log(listed('failed', failed));
  console.log(`${passed} passed, ${failed.length} failed`);
  process.exit(failed.length || (!chosen.length && shares === 1) ? 1 : 0);
}

async function attempt({ name, body, timeoutMs }) {
  const started = performance.now();
  const spent = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  try {
    await withTimeout(body, timeoutMs);
    console.log(`ok    ${name} (${spent()})`);
    return true;
  } catch (error) {
    console.log(`FAIL  ${name} (${spent()})`);
    console.log(indent(error?.stack ?? String(error)));
    return false;
  }
}

const listed = (title, names) => `${title}:\n${names.map((name) => `  ${name}`).join('\n')}`;

async function withTimeout(body, timeoutMs) {
  let timer;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${timeoutMs / 1000} s`)), timeoutMs);
  });
  try {
    await Promise.race([body(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

const indent = (text) => text.replace(/^/gm, '      ');
