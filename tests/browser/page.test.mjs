// The page as a page: narrow, with large letters, and before the program runs.
import assert from 'node:assert/strict';
import { test, ways } from '../../tools/test-runner.mjs';
import { refillToTheDoor } from './support/journeys.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

// In the page: whatever reaches beyond its left or right edge.
function overflowing() {
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    const box = element.getBoundingClientRect();
    const clipped = getComputedStyle(element).clipPath !== 'none' || element.closest('svg,[hidden]');
    if (box.width && box.height && !clipped && (box.right > innerWidth + 1 || box.left < -1)) found.push(element.outerHTML.slice(0, 160));
  }
  for (const element of document.querySelectorAll('html,body,body *'))
    if (element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(element).overflowX)) found.push(`scrolls sideways: ${element.outerHTML.slice(0, 160)}`);
  return found;
}

const sights = [
  ['320 wide', { width: 320, height: 640 }],
  ['320 wide, elder size', { width: 320, height: 640, size: 'elder' }],
  ['plain, 320 wide, letters twice as large', { width: 320, height: 640, paint: 'plain' }, '200%'],
];

// The narrow one and the one with large letters always; each as long as the other.
for (const [name, options, letters] of [...ways(sights.slice(0, 2)), sights[2]]) {
  test(`nothing scrolls sideways: ${name}`, { timeoutMs: 180_000 }, async () => {
    const site = await startSite();
    const person = await Person.arrive(site.url, options);
    const found = [];
    await refillToTheDoor(person, async (screen) => {
      if (screen === 'sandbox_pay') return;
      if (letters) {
        // As a person sets it in the browser.
        const before = await person.page.getByRole('heading').first().evaluate((element) => getComputedStyle(element).fontSize);
        await person.page.evaluate((size) => (document.documentElement.style.fontSize = size), letters);
        const after = await person.page.getByRole('heading').first().evaluate((element) => getComputedStyle(element).fontSize);
        assert.ok(screen !== 'home' || parseFloat(after) === 2 * parseFloat(before), `letters grew from ${before} to ${after}`);
      }
      await person.shot(`${name.replaceAll(/\W+/g, '-')}-${screen}`);
      for (const what of await person.page.evaluate(overflowing)) found.push(`${screen}: ${what}`);
    });
    assert.equal(found.length, 0, found.join('\n'));
    await person.leave();
    await site.stop();
  });
}

test('a tap on the first page counts even before the program runs', async () => {
  const site = await startSite();
  let go;
  const later = new Promise((resolve) => (go = resolve));
  const person = await Person.arrive(site.url, {
    early: true,
    prepare: (page) => page.route('**/*.wasm', async (route) => {
      await later;
      await route.continue();
    }),
  });
  const card = person.node('button', person.t('home.refill.title'));
  await card.click();
  assert.equal(await person.node('heading', person.t('gate.red_flags.heading')).count(), 0);
  go();
  await person.sees('gate.red_flags.heading');
  await person.ready();
  await person.leave();
  await site.stop();
});

test('a browser that cannot run the program gets the phone number', async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url, {
    early: true,
    prepare: (page) => page.addInitScript(() => delete globalThis.WebAssembly),
  });
  await person.page.waitForURL('**/unsupported.html');
  assert.match(await person.page.getByRole('link', { name: /^400/ }).getAttribute('href'), /^tel:/);
  await person.page.getByRole('link', { name: '120', exact: true }).waitFor();
  person.faults.length = 0; // the program did complain, rightly
  await person.leave();
  await site.stop();
});
