// A question to a doctor: to its summary, to a hospital instead, and the ways in that lead elsewhere.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { auditor } from './support/audit.mjs';
import { identity, noRedFlag, reviewAndPay, signIn, toCancelled, toHospital, toSummary } from './support/journeys.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

test('consultation to its summary', { timeoutMs: 180_000 }, async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url);
  const audit = auditor(person);
  await toSummary(person, async (screen) => screen === 'summary' && (await audit(screen)));
  audit.done(['summary']);
  await person.leave();
  await site.stop();
});

test('a consultation that must go to a hospital ends with the reason, the place and the refund', { timeoutMs: 180_000 }, async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url);
  await toHospital(person);
  await person.leave();
  await site.stop();
});

test('someone who cannot wait cancels, and gets all the money back', { timeoutMs: 180_000 }, async () => {
  const site = await startSite({ desk: false });
  const person = await Person.arrive(site.url);
  const audit = auditor(person);
  await toCancelled(person, async (screen) => /cancel/.test(screen) && (await audit(screen)));
  audit.done(['cancel_dialog', 'cancelled']);
  await person.leave();
  await site.stop();
});

test('a danger sign leads to 120, on the page and from every dock', async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url);
  await person.press('common.dock.emergency');
  const dialog = person.page.getByRole('dialog', { name: person.t('common.emergency.question') });
  await dialog.getByRole('heading', { name: person.t('common.emergency.question') }).waitFor();
  assert.equal(await dialog.getByRole('link', { name: person.t('common.emergency.call') }).getAttribute('href'), 'tel:120');
  await person.press('common.emergency.close');
  await dialog.waitFor({ state: 'detached' });

  await person.press('home.refill.title');
  await person.sees('gate.red_flags.heading');
  const signs = person.page.getByRole('list', { name: person.t('gate.red_flags.name') }).getByRole('button');
  const sign = await signs.first().textContent();
  await signs.first().click();
  await person.sees('gate.emergency.heading');
  await person.reads(person.t('gate.emergency.chosen', { flag: sign }));
  await person.reads(person.t('gate.emergency.do_not'));
  const call = person.node('link', person.t('gate.emergency.call'));
  assert.equal(await call.getAttribute('href'), 'tel:120');
  // It must not be a trap: the way back asks again.
  await person.press('common.back');
  await person.sees('gate.red_flags.heading');
  await person.press('gate.red_flags.yes');
  await person.sees('gate.emergency.heading');
  await person.leave();
  await site.stop();
});

test('never diagnosed is not a refill; anything changed is a consultation that keeps everything', { timeoutMs: 180_000 }, async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url, { paint: 'plain' });
  await noRedFlag(person, 'home.refill.title');
  await person.press('gate.continue.action');
  await person.sees('common.errors.title', { n: '1' });
  await person.choose('gate.diagnosed.no');
  await person.press('gate.continue.action');
  await person.sees('gate.not_refill.heading');
  assert.match(await person.node('link', /\d{3}/).first().getAttribute('href'), /^tel:[\d-]+$/);
  await person.press('gate.not_refill.again');
  await person.sees('gate.diagnosed.heading');
  await person.choose('gate.diagnosed.yes');
  await person.press('gate.continue.action');

  await person.sees('gate.changed.heading');
  await person.choose('gate.changed.changed');
  await person.reads(person.t('gate.changed.ask_first'));
  await person.type('gate.change.label', '换了降压药，脚有点肿。');
  await person.press('gate.changed.ask_action');
  await signIn(person);
  await identity(person);
  // What was written about the change is the complaint; nobody writes it twice.
  await person.sees('records.heading');
  await person.press('records.next.without');
  await person.sees('review.heading');
  await person.reads('换了降压药，脚有点肿。');
  await reviewAndPay(person);
  await person.field('chat.text.label').waitFor();
  await person.leave();
  await site.stop();
});
