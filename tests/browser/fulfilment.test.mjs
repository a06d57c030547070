// Fetching the medicines oneself.
import { test } from '../../tools/test-runner.mjs';
import { toPickup } from './support/journeys.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

test('pickup shows its code, and a code for the medicine that only the hospital has', { timeoutMs: 180_000 }, async () => {
  const site = await startSite({ stepMs: 1_000 }); // time to look at the codes
  const person = await Person.arrive(site.url);
  await toPickup(person, async (screen) => screen === 'pickup' && (await person.node('button', person.t('order.read.pickup')).waitFor()));
  await person.leave();
  await site.stop();
});
