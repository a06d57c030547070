// The refill, from the home screen to the door.
import { test } from '../../tools/test-runner.mjs';
import { answerDoctor, chooseDelivery, chooseMedicine, gateForRefill, identity, reviewAndPay, signIn, uploadRecords } from './support/journeys.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

// One whole journey; `at` looks at every screen on the way.
export async function refillToTheDoor(person, at) {
  await at('home');
  await gateForRefill(person, at);
  await signIn(person, at);
  await identity(person, at);
  await uploadRecords(person, at);
  await person.press('records.next.refill');
  await chooseMedicine(person, at);
  await reviewAndPay(person, at);
  await answerDoctor(person, person.language === 'en' ? 'All is as before, thank you.' : '都和以前一样，谢谢。', at);
  await chooseDelivery(person, at);
  await person.sees('order.title.delivered');
  await at('order');
}

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
