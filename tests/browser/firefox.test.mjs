// Both kinds of visit in Debian's Firefox ESR: the same steps as in Chromium, painted and plain.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { refillToTheDoor, toSummary } from './support/journeys.mjs';
import { openBrowser, Person } from './support/person.mjs';
import { allowEval, startSite } from './support/site.mjs';

const journeys = { 'refill to the door': refillToTheDoor, 'consultation to its summary': toSummary };

for (const paint of ['canvas', 'plain'])
  for (const [name, go] of Object.entries(journeys))
    test(`firefox: ${name}, ${paint}`, { timeoutMs: 240_000 }, async () => {
      const site = await startSite();
      const door = await allowEval(site);
      const person = await Person.arrive(door.url, { paint, browser: await openBrowser('firefox') });
      assert.match(await person.page.evaluate(() => navigator.userAgent), /Firefox/);
      assert.equal(await person.readsPlain(), paint === 'plain');
      await go(person, (screen) => person.shot(`firefox-${paint}-${screen}`));
      assert.equal(await person.readsPlain(), paint === 'plain');
      await person.leave();
      door.close();
      await site.stop();
    });

// No look into the page, so no eval: what it asks of the hospital tells that the program has started.
test('firefox: the program runs under the page\'s own policy', async () => {
  const site = await startSite();
  const context = await (await openBrowser('firefox')).newContext();
  const page = await context.newPage();
  const asked = page.waitForRequest('**/api/v1/hospital');
  await page.goto(`${site.url}/`);
  await asked;
  await context.close();
  await site.stop();
});
