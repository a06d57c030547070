// Fetching the medicines oneself.
import { test } from '../../tools/test-runner.mjs';
import { answerDoctor, gateForRefill, identity, payBill, reviewAndPay, signIn, uploadRecords } from './support/journeys.mjs';
import { photo } from './support/files.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

test('pickup shows its code, and a code for the medicine that only the hospital has', { timeoutMs: 180_000 }, async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url);
  await gateForRefill(person);
  await signIn(person);
  await identity(person);
  await uploadRecords(person, undefined, [photo()]);
  await person.press('records.next.refill');
  await person.sees('refill.weeks.heading');
  for (const name of ['阿托伐他汀', '替格瑞洛']) await person.check(person.node('checkbox', name));
  await person.press('refill.next');
  await reviewAndPay(person);
  await answerDoctor(person, '都和以前一样，谢谢。');
  await person.press('chat.next.fulfilment');
  await person.choose('fulfilment.pickup.title');
  await person.reads(person.t('fulfilment.hospital_only.how', { names: '替格瑞洛片' }));
  await person.press('fulfilment.bill.go_pickup');
  await payBill(person);
  await person.sees('order.pickup.title');
  await person.reads(person.t('order.pickup.show'));
  const code = (key) => person.page.getByText(new RegExp(`^${person.t(key)}\\s*[\\d ]{4,}$`)).first();
  await code('order.pickup.title').waitFor();
  await code('order.hospital.code').waitFor();
  await person.node('button', person.t('order.read.pickup')).waitFor();
  await person.sees('order.title.picked_up');
  await person.reads(person.t('order.thanks.still_hospital'));
  await code('order.hospital.code').waitFor(); // the hospital's part is still to be fetched
  await person.leave();
  await site.stop();
});
