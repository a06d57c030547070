// What a hospital's page sets on the element while the frame is still starting: greeted, but without its program yet.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { PortalPerson, startPortals } from './support/portal.mjs';

// A visitor whose frame has said hello and has been answered, but waits for its program until `go`.
async function waiting(portal, query) {
  let go;
  const held = new Promise((resolve) => (go = resolve));
  const person = await PortalPerson.visit(portal, {
    query, waits: false,
    prepare: (page, context) => Promise.all([
      context.route('**/*.wasm', async (route) => {
        await held;
        await route.continue();
      }),
      page.addInitScript(() => {
        if (window !== top) return;
        window.said = [];
        addEventListener('message', ({ data }) => window.said.push(data.type));
      }),
    ]),
  });
  const heard = (type) => person.holds(() => person.tab.evaluate((one) => window.said.includes(one), type));
  await heard('hello');
  return { person, go, heard };
}
const colour = (person) => person.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--c700').trim());
const set = (person, what) => person.tab.evaluate((values) => void Object.assign(document.getElementById('care'), values), what);

test('portal: a token and colours that are set after the frame\'s hello and before its program is there reach it', async () => {
  const portals = await startPortals();
  const { person, go } = await waiting(portals.qinglan, { guest: '1' });
  await set(person, { launchToken: await portals.qinglan.launch(), theme: { brand: '#0b4f8a' }, size: 'elder' });
  assert.deepEqual(await person.news('ready'), [], 'the program was held back');
  go();
  await person.entered();
  await person.told('signed-in');
  await person.holds(() => colour(person), '#0b4f8a');
  assert.equal(await person.page.evaluate(() => document.documentElement.dataset.size), 'elder');
  await person.press('home.refill.title');
  await person.sees('gate.red_flags.heading');
  assert.deepEqual(await person.news('error'), []);
  await person.leave();
  await portals.stop();
});

test('portal: another token that comes while the frame starts wins; a function that is set again asks for no second sign-in', async () => {
  const portals = await startPortals();
  const { person, go, heard } = await waiting(portals.qinglan, {});
  await heard('signed-in');
  await person.tab.evaluate(() => {
    const care = document.getElementById('care');
    const { launchToken } = care;
    care.launchToken = () => launchToken();
  });
  go();
  await person.entered();
  await person.frames();
  assert.deepEqual([portals.qinglan.minted.length, (await person.news('ready')).length], [1, 1]);
  await person.leave();

  const other = await waiting(portals.qinglan, {});
  await other.heard('signed-in');
  const token = await portals.qinglan.launch({ language: 'en' }); // (as for somebody else)
  await set(other.person, { launchToken: token });
  other.go();
  await other.person.holds(async () => (await other.person.news('ready')).length, 2); // it began anew
  await other.person.entered();
  assert.equal(await other.person.page.evaluate(() => document.documentElement.lang), 'en');
  assert.deepEqual(await other.person.news('error'), []);
  await other.person.leave();
  await portals.stop();
});
