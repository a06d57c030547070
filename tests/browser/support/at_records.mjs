// Someone on the way to a refill, where papers are asked for.
import { gateForRefill, identity, signIn } from './journeys.mjs';
import { Person } from './person.mjs';
import { startSite } from './site.mjs';

export async function atRecords(options = {}, Who = Person) {
  const site = await startSite();
  const person = await Who.arrive(site.url, options);
  await gateForRefill(person);
  await signIn(person);
  await identity(person);
  await person.sees('records.heading');
  return { site, person, page: person.page };
}

export async function leave({ site, person }) {
  await person.leave();
  await site.stop();
}

// The hospital has one document more than `nth`.
export const sent = (person, nth = 0) => person.page.getByText(new RegExp(person.t('records.list.status', { n: '\\d+', done: String(nth + 1) }))).waitFor({ state: 'attached' });
