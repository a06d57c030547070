// What goes wrong is said in words on the page, and nothing that was typed or sent is lost.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { photo } from './support/files.mjs';
import { gateForRefill, identity, ren, shownCode, signIn, uploadRecords } from './support/journeys.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

// In plain paint, which is the quicker one to run: what is said here is the same in both.

test('sign-in says what is wrong, how often one may still try, and keeps the number', async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url, { paint: 'plain' });
  await gateForRefill(person);
  await person.sees('sign_in.heading');
  await person.press('sign_in.send_code.action');
  await person.reads(person.t('sign_in.phone.error_empty'));
  await person.type('sign_in.phone.label', '1390000');
  await person.press('sign_in.send_code.action');
  await person.reads(person.t('sign_in.phone.error_short', { n: '4', given: '7' }));
  await person.keeps('sign_in.phone.label', '1390000');
  await person.type('sign_in.phone.label', ren.phone);
  await person.press('sign_in.send_code.action');
  const code = await shownCode(person);
  await person.press('sign_in.enter.action');
  await person.reads(person.t('sign_in.code.error_empty'));
  await person.reads(person.t('sign_in.agree.error'));
  await person.tick('sign_in.agree.label');
  const wrong = code === '000000' ? '111111' : '000000';
  for (const left of ['4', '3']) {
    await person.type('sign_in.code.label', wrong);
    await person.press('sign_in.enter.action');
    await person.reads(person.t('sign_in.code.error_code_wrong', { n: left }));
    await person.keeps('sign_in.phone.label', ren.phone);
    await person.ticked(person.node('checkbox', person.t('sign_in.agree.label')));
  }
  await person.type('sign_in.code.label', code);
  await person.press('sign_in.enter.action');
  await person.sees('identity.heading');
  await person.leave();
  await site.stop();
});

test('a code that is too old makes room for a new one', async () => {
  const site = await startSite({ args: ['--sms-ttl-s', '1'] });
  const person = await Person.arrive(site.url, { paint: 'plain' });
  await gateForRefill(person);
  await person.sees('sign_in.heading');
  await person.type('sign_in.phone.label', ren.phone);
  const sent = person.page.waitForResponse('**/api/v1/sms-codes');
  await person.press('sign_in.send_code.action');
  const { expires_at } = await (await sent).json();
  await person.type('sign_in.code.label', await shownCode(person));
  await person.tick('sign_in.agree.label');
  await person.page.waitForFunction((end) => Date.now() > end, Date.parse(expires_at));
  await person.press('sign_in.enter.action');
  await person.reads(person.t('sign_in.code.error_code_expired'));
  await person.node('button', person.t('sign_in.code.again')).waitFor();
  await person.keeps('sign_in.phone.label', ren.phone);
  await person.leave();
  await site.stop();
});

test('files that are no record are refused in words; the good one stays', async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url, { paint: 'plain' });
  await gateForRefill(person);
  await signIn(person);
  await identity(person);
  await uploadRecords(person, undefined, [photo()]);
  const program = Buffer.concat([Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1'), Buffer.alloc(4000, 7)]);
  await person.pick('records.pick.label', { name: '化验单.jpg', mimeType: 'image/jpeg', buffer: program });
  await person.reads(person.t('records.error.file_type'));
  await person.pick('records.pick.label', { name: '空.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) });
  await person.reads(person.t('records.error.file_empty'));
  for (let left = 2; left > 0; left--) await person.press('records.item.drop', { n: '2' });
  await person.page.getByText(person.t('records.error.file_type')).waitFor({ state: 'detached' });
  await person.reads(person.t('records.state.recorded'));
  await person.press('records.next.refill');
  await person.sees('refill.weeks.heading');
  await person.leave();
  await site.stop();
});

test('the back key and an ended session lead back to everything that was filled in', { timeoutMs: 180_000 }, async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url, { paint: 'plain' });
  await gateForRefill(person);
  await signIn(person);
  await person.sees('identity.heading');
  await person.type('identity.name.label', ren.name);
  await person.page.goBack();
  await person.sees('gate.changed.heading');
  await person.ticked(person.node('radio', person.t('gate.changed.same')));
  await person.page.goForward();
  await person.sees('identity.heading');
  await person.keeps('identity.name.label', ren.name);
  await identity(person);
  await uploadRecords(person, undefined, [photo()]);
  await person.press('records.next.refill');
  await person.sees('refill.weeks.heading');
  await person.tickFirst();
  await person.page.goBack();
  await person.sees('records.heading');
  await person.reads(person.t('records.state.recorded'));
  await person.page.goForward();
  await person.sees('refill.weeks.heading');
  await person.ticked(person.page.getByRole('checkbox').first());
  await person.press('refill.next');
  await person.sees('review.heading');
  await person.tick('review.reviewed');

  // Ended elsewhere: signed out of all devices, say.
  const ended = await person.page.evaluate(async () => {
    const answer = await fetch('/api/v1/sessions/current', { method: 'DELETE', headers: { Authorization: `Bearer ${sessionStorage.getItem('bz.token')}` } });
    return answer.status;
  });
  assert.equal(ended, 204);
  await person.pressNamed(new RegExp(person.t('review.send.pay', { n: '[0-9.]+' })));
  await signIn(person);
  await person.sees('review.heading');
  await person.reads(/阿托伐他汀/);
  await person.pressNamed(new RegExp(person.t('review.send.pay', { n: '[0-9.]+' })));
  await person.node('button', /^付款/).waitFor();
  await person.leave();
  await site.stop();
});
