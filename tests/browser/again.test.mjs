// After the medicine has come: how it was, what went wrong, and the same again.
import assert from 'node:assert/strict';
import { test, ways } from '../../tools/test-runner.mjs';
import { Desk } from '../api/support/desk.mjs';
import { ok } from '../api/support/client.mjs';
import { auditor } from './support/audit.mjs';
import {
  answerDoctor, chooseDelivery, gateForRefill, identity, medicineIsThere, payInSandbox, reviewAndPay, send, signIn, uploadRecords,
} from './support/journeys.mjs';
import { photo } from './support/files.mjs';
import { KeyboardPerson } from './support/keyboard.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

// A week's supply, so that it runs out within the days of the reminder.
async function weekAtHome(person) {
  await gateForRefill(person);
  await signIn(person);
  await identity(person);
  await uploadRecords(person, undefined, [photo()]);
  await person.press('records.next.refill');
  await person.sees('refill.weeks.heading');
  await person.tickFirst();
  for (let weeks = 4; weeks > 1; weeks--) await person.press('refill.weeks.fewer');
  await person.reads(person.t('refill.weeks.value', { n: '1' })); // or it would not run out soon
  await person.press('refill.next');
  await reviewAndPay(person);
  await answerDoctor(person, person.language === 'en' ? 'All as before.' : '都和以前一样。');
  await chooseDelivery(person);
  await medicineIsThere(person);
}

for (const [name, options, Someone] of ways([['painted', {}, Person], ['in plain paint and English', { paint: 'plain', language: 'en' }, Person], ['by keyboard alone, in elder size', { size: 'elder' }, KeyboardPerson]])) {
  test(`the same again is three presses to the read-back and six to the doctor, ${name}`, { timeoutMs: 300_000 }, async () => {
    const site = await startSite();
    const person = await Someone.arrive(site.url, options);
    await weekAtHome(person);
    await person.press('order.home.go');
    const at = auditor(person);
    let presses = 0;
    const act = person.act.bind(person);
    person.act = (locator) => (presses++, act(locator));
    await person.node('button', person.t('home.repeat.action')).waitFor();
    await at('home');
    await person.shot(`repeat-home-${name}`);
    await person.press('home.repeat.action');
    await person.press('gate.red_flags.none');
    await person.sees('gate.changed.heading');
    await at('changed');
    await person.shot(`repeat-changed-${name}`);
    await person.press('gate.changed.same');
    await person.sees('review.heading');
    assert.ok(presses <= 3, `${presses} presses to the read-back`);
    await person.reads(/阿托伐他汀/);
    await person.shot(`repeat-review-${name}`);
    await person.tick('review.reviewed');
    presses += 1;
    await send(person);
    await payInSandbox(person);
    await person.field('chat.text.label').waitFor();
    assert.ok(presses <= 6, `${presses} presses to the doctor`);
    at.done(['home', 'changed']);
    await person.leave();
    await site.stop();
  });
}

test('what came is rated, and a complaint gets its number and its answer', { timeoutMs: 300_000 }, async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url);
  await weekAtHome(person);
  const at = auditor(person);
  await person.press('care.afterwards.rate');
  await person.sees('rating.page.title');
  await person.press('rating.send.now');
  await person.reads(person.t('rating.error.missing'));
  await person.choose('rating.word.good');
  await person.type('rating.words.label', '很耐心。');
  await at('rating');
  await person.shot('rating');
  await person.press('rating.send.now');
  await person.sees('rating.given.title');
  await at('rated');
  await person.page.goBack();
  await person.press('care.afterwards.feedback');
  await person.sees('feedback.list.title');
  await at('feedback');
  await person.press('feedback.new.go');
  await person.type('feedback.words.label', '等得有点久。');
  await person.tick('feedback.call.title');
  await at('complaint');
  await person.shot('complaint');
  await person.press('feedback.send.now');
  await person.sees('feedback.sent.title', { number: 'C-' });
  const desk = new Desk(site);
  const [complaint] = ok(await desk.get('/desk/complaints')).items;
  assert.equal(complaint.lines[0].text, `等得有点久。\n${person.t('feedback.call.line')}`);
  ok(await desk.post(`/desk/complaints/${complaint.id}/move`, { state: 'in_progress' }), 200);
  ok(await desk.post(`/desk/complaints/${complaint.id}/answer`, { text: '对不起，我们会改。' }), 200);
  await person.reads('对不起，我们会改。');
  await at('answered');
  await person.shot('complaint-answered');
  at.done(['rating', 'rated', 'feedback', 'complaint', 'answered']);
  await person.leave();
  await site.stop();
});

test('an address is kept once and chosen the next time; an order is cancelled with its refund', { timeoutMs: 300_000 }, async () => {
  const site = await startSite({ stepMs: 3_000 }); // time to cancel before it is packed
  const person = await Person.arrive(site.url);
  await gateForRefill(person);
  await signIn(person);
  await identity(person);
  await uploadRecords(person, undefined, [photo()]);
  await person.press('records.next.refill');
  await person.sees('refill.weeks.heading');
  await person.tickFirst();
  await person.press('refill.next');
  await reviewAndPay(person);
  await answerDoctor(person, '都和以前一样。');
  await person.press('chat.next.fulfilment');
  await person.choose('fulfilment.delivery.title');
  await person.type('fulfilment.address_line.label', '柳堤路 18 号 3 栋 501');
  await person.tick('fulfilment.keep.title');
  await person.press('fulfilment.bill.go_delivery');
  await person.press('fulfilment.where.change');
  await person.node('radio', '柳堤路 18 号 3 栋 501').waitFor();
  const at = auditor(person);
  await at('book');
  await person.shot('address-book-choice');
  await person.press('fulfilment.address.book');
  await person.sees('addresses.list.title');
  await at('addresses');
  await person.shot('addresses');
  await person.press('addresses.done.go');
  await person.press('fulfilment.bill.go_delivery');
  await person.tickFirst();
  await person.pressNamed(new RegExp(person.t('fulfilment.pay.now', { money: '.*[0-9.]+.*' })));
  await payInSandbox(person);
  await person.press('order.cancel.open');
  await person.node('dialog', person.t('order.cancel.question')).waitFor();
  await at('cancel');
  await person.press('order.cancel.yes');
  await person.reads(new RegExp(person.t('order.title.refunding', { money: '.*' }) + '|' + person.t('order.title.refunded', { money: '.*' })));
  at.done(['book', 'addresses', 'cancel']);
  await person.leave();
  await site.stop();
});
