// Codes by text message, sessions, and what no or a wrong token gets.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok, refused, until } from './support/client.mjs';
import { freshPhone, requestCode, signIn } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const impatient = sharedServer({ args: ['--sms-ttl-s', '1'] });

const wrongCode = (code) => (code === '000000' ? '111111' : '000000');

test('sign in: phone and code give a session', async () => {
  const client = await signIn(await started(), { phone: '13900002468' });
  assert.equal(ok(await client.get('/account')).phone_masked, '139****2468');
  assert.ok(client.session.token.length >= 40);
});

test('sign in: the same phone is the same account, spelt as people spell it', async () => {
  const phone = freshPhone();
  const first = await signIn(await started(), { phone });
  ok(await first.post('/consents', { purpose: 'sms_notice', version: 1, given: true }), 200, 201);
  const again = await signIn(await started(), { phone: `+86 ${phone.slice(0, 3)}-${phone.slice(3, 7)} ${phone.slice(7)}` });
  assert.notEqual(again.token, first.token);
  assert.deepEqual(ok(await again.get('/consents')), ok(await first.get('/consents')));
});

for (const [phone, code] of [['', 'phone.empty'], ['1390000246', 'phone.length'], ['12900002468', 'phone.format'], ['abc', 'phone.format']]) {
  test(`sign in: phone "${phone}" is refused with ${code}`, async () => {
    refused(await new Client(await started()).post('/sms-codes', { phone }), 422, 'validation', { '/phone': code });
  });
}

test('sign in: a second code within the minute is refused with the time to wait', async () => {
  const guest = new Client(await started());
  const phone = freshPhone();
  await requestCode(guest, phone);
  const answer = await guest.post('/sms-codes', { phone });
  const problem = refused(answer, 429, 'too_many_requests');
  assert.ok(Number(answer.headers['retry-after']) >= 1);
  assert.ok(problem.retry_after_s >= 1 && problem.retry_after_s <= 60);
});

test('sign in: a code wrong five times is used up, even for the right one', async () => {
  const guest = new Client(await started());
  const code = await requestCode(guest);
  const send = (text) => guest.post('/sessions', { sms_code_id: code.id, code: text, terms_version: 1 });
  for (const left of [4, 3, 2, 1, 0]) {
    const problem = refused(await send(wrongCode(code.sandbox_code)), 422, 'code_wrong', { '/code': 'code_wrong' });
    assert.equal(problem.attempts_left, left);
  }
  refused(await send(wrongCode(code.sandbox_code)), 422, 'code_used_up');
  refused(await send(code.sandbox_code), 422, 'code_used_up');
});

test('sign in: twenty parallel guesses count one by one', async () => {
  const guest = new Client(await started());
  const code = await requestCode(guest);
  const send = () => guest.post('/sessions', { sms_code_id: code.id, code: wrongCode(code.sandbox_code), terms_version: 1 });
  const answers = await Promise.all(Array.from({ length: 20 }, send));
  const codes = answers.map((answer) => answer.code);
  assert.equal(codes.filter((one) => one === 'code_wrong').length, 5);
  assert.equal(codes.filter((one) => one === 'code_used_up').length, 15);
});

test('sign in: a code works once', async () => {
  const guest = new Client(await started());
  const code = await requestCode(guest);
  const body = { sms_code_id: code.id, code: code.sandbox_code, terms_version: 1 };
  ok(await guest.post('/sessions', body), 201);
  refused(await guest.post('/sessions', body), 422, 'code_used_up');
});

test('sign in: an expired code is refused as expired', async () => {
  const guest = new Client(await impatient());
  const code = await requestCode(guest);
  await until('the code expires', () => Date.now() > Date.parse(code.expires_at) + 50);
  const answer = await guest.post('/sessions', { sms_code_id: code.id, code: code.sandbox_code, terms_version: 1 });
  refused(answer, 422, 'code_expired');
});

test('sign in: an unknown code id looks like an expired one', async () => {
  const guest = new Client(await started());
  refused(await guest.post('/sessions', { sms_code_id: 'code_none', code: '123456', terms_version: 1 }), 422, 'code_expired');
});

test('sign in: without the terms there is no session, and the code stays good', async () => {
  const guest = new Client(await started());
  const code = await requestCode(guest);
  const body = { sms_code_id: code.id, code: code.sandbox_code };
  refused(await guest.post('/sessions', { ...body, terms_version: 0 }), 422, 'validation', { '/terms_version': 'consent.required' });
  ok(await guest.post('/sessions', { ...body, terms_version: 1 }), 201);
});

test('sign out: the token is dead at once, other sessions live', async () => {
  const phone = freshPhone();
  const here = await signIn(await started(), { phone });
  const there = await signIn(await started(), { phone });
  ok(await here.delete('/sessions/current'), 204);
  refused(await here.get('/account'), 401, 'unauthorized');
  refused(await here.post('/consents', { purpose: 'sms_notice', version: 1, given: true }), 401, 'unauthorized');
  ok(await there.get('/account'));
});

for (const [name, header] of Object.entries({
  'no token': null,
  'a wrong token': 'Bearer abcdefghijkmnpqrstuvwxyz23456789abcdefghijkmnpqrstuvw',
  'an empty token': 'Bearer ',
  'another scheme': 'Basic YTpi',
})) {
  test(`auth: ${name} gets 401 with a challenge`, async () => {
    const answer = await new Client(await started()).get('/account', { headers: { Authorization: header } });
    refused(answer, 401, 'unauthorized');
    assert.match(answer.headers['www-authenticate'], /^Bearer/);
  });
}
