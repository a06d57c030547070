// The refill, from the home screen to the door, in every look.
import { test } from '../../tools/test-runner.mjs';
import { refillToTheDoor } from './support/journeys.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

const ways = [
  ['in Chinese, painted', {}],
  ['in plain paint', { paint: 'plain' }],
  ['in English', { language: 'en' }],
  ['in elder size', { size: 'elder' }],
];

for (const [name, options] of ways) {
  test(`refill to the door, ${name}`, { timeoutMs: 180_000 }, async () => {
    const site = await startSite();
    const person = await Person.arrive(site.url, options);
    await refillToTheDoor(person, (screen) => person.shot(`refill-${name.replaceAll(/\W+/g, '-')}-${screen}`));
    await person.leave();
    await site.stop();
  });
}
