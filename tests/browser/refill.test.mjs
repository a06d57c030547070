// The refill, from the home screen to the door, in every look; axe-core looks at every screen of the first two.
import { test } from '../../tools/test-runner.mjs';
import { auditor } from './support/audit.mjs';
import { refillToTheDoor } from './support/journeys.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

const screens = [
  'home', 'red_flags', 'diagnosed', 'changed', 'sign_in', 'sign_in_code', 'identity', 'consents', 'verify', 'photo', 'records', 'refill',
  'review', 'sandbox_pay', 'chat', 'fulfilment', 'bill', 'sandbox_pay', 'order', 'home_signed_in', 'my_records',
];

const ways = [
  ['in Chinese, painted', { axe: true }],
  ['in plain paint', { paint: 'plain', axe: true }],
  ['in English', { language: 'en' }],
  ['in elder size', { size: 'elder' }],
];

for (const [name, { axe, ...options }] of ways) {
  test(`refill to the door, ${name}${axe ? '; axe finds nothing' : ''}`, { timeoutMs: 240_000 }, async () => {
    const site = await startSite();
    const person = await Person.arrive(site.url, options);
    const audit = axe && auditor(person);
    const at = async (screen) => {
      await person.shot(`refill-${name.replaceAll(/\W+/g, '-')}-${screen}`);
      await audit?.(screen);
    };
    await refillToTheDoor(person, at);
    await person.press('order.home.go');
    await person.node('button', person.t('home.refill.title')).waitFor();
    await at('home_signed_in');
    await person.press('home.records.title');
    await person.sees('my_records.heading');
    await at('my_records');
    audit?.done(screens);
    await person.leave();
    await site.stop();
  });
}
