// The account's list of devices, and signing them out.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok, refused } from './support/client.mjs';
import { freshPhone, requestCode, signIn } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});

async function signInFrom(phone, userAgent) {
  const server = await started();
  const guest = new Client(server);
  const code = await requestCode(guest, phone);
  const session = ok(await guest.post('/sessions', { sms_code_id: code.id, code: code.sandbox_code, terms_version: 1 },
    { headers: userAgent ? { 'User-Agent': userAgent } : {} }), 201);
  return Object.assign(new Client(server, { token: session.token }), { session });
}

const agents = {
  'Mozilla/5.0 (Linux; Android 14; 22081212C) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.49': ['phone', 'Android', 'WeChat'],
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1': ['phone', 'iOS', 'Safari'],
  'Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Version/16.6 Mobile/15E148 Safari/604.1': ['tablet', 'iOS', 'Safari'],
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0': ['computer', 'Windows', 'Edge'],
  'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0': ['computer', 'Linux', 'Firefox'],
  'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114.0 Safari/537.36 ArkWeb/4.1 Mobile HuaweiBrowser/5.0': ['phone', 'HarmonyOS', 'Huawei Browser'],
  'curl/8.5.0': ['unknown', '', ''],
  '': ['unknown', '', ''],
};

test('devices: each session tells its device in plain words', async () => {
  const phone = freshPhone();
  const clients = [];
  for (const agent of Object.keys(agents)) clients.push(await signInFrom(phone, agent));
  const listed = ok(await clients[0].get('/sessions')).items;
  assert.equal(listed.length, clients.length);
  for (const [i, wanted] of Object.values(agents).entries()) {
    const { device, current } = listed.find((one) => one.id === clients[i].session.id);
    assert.deepEqual([device.kind, device.system, device.browser], wanted);
    assert.equal(current, i === 0);
  }
});

test('devices: one is signed out from another, and the rest live', async () => {
  const phone = freshPhone();
  const [here, there, third] = [await signInFrom(phone), await signInFrom(phone), await signInFrom(phone)];
  ok(await here.delete(`/sessions/${there.session.id}`), 204);
  refused(await there.get('/account'), 401, 'unauthorized');
  ok(await third.get('/account'));
  refused(await here.delete(`/sessions/${there.session.id}`), 404, 'not_found');
  assert.equal(ok(await here.get('/sessions')).items.length, 2);
});

test('devices: everywhere but here, then here too', async () => {
  const phone = freshPhone();
  const [here, there] = [await signInFrom(phone), await signInFrom(phone)];
  ok(await here.post('/sessions/end-others'), 204);
  refused(await there.get('/account'), 401, 'unauthorized');
  assert.deepEqual(ok(await here.get('/sessions')).items.map((one) => one.id), [here.session.id]);
  ok(await here.post('/sessions/end-all'), 204);
  refused(await here.get('/account'), 401, 'unauthorized');
  ok(await (await signInFrom(phone)).get('/account'));
});

test('devices: another account can neither see nor end them', async () => {
  const mine = await signIn(await started());
  const stranger = await signIn(await started());
  assert.ok(!ok(await stranger.get('/sessions')).items.some((one) => one.id === mine.session.id));
  refused(await stranger.delete(`/sessions/${mine.session.id}`), 404, 'not_found');
  ok(await stranger.post('/sessions/end-others'), 204);
  ok(await mine.get('/account'));
});

// ---- a device that several people use ----
const minute = 60_000;
async function idleFor(id, minutes) {
  (await started()).sql(`UPDATE sessions SET seen_at=seen_at-${minutes * minute} WHERE id='${id}'`);
}
async function pair(begin) {
  const own = await signIn(await started());
  const taken = await begin(own);
  return { own, counter: new Client(await started(), { token: taken.token }), id: taken.id };
}
const bySmsCode = async (own, shared = true) => {
  const code = await requestCode(own.as(undefined), own.phone);
  return ok(await own.as(undefined).post('/sessions', { sms_code_id: code.id, code: code.sandbox_code, terms_version: 1, ...(shared && { shared }) }), 201);
};
const byHandOver = async (own, shared = true) => {
  const { code } = ok(await own.post('/hand-overs', { draft: '{}' }), 201);
  return ok(await own.as(undefined).post('/hand-overs/accept', { code, ...(shared && { shared }) }), 200);
};

for (const [name, begin] of [['signed in', bySmsCode], ['handed over', byHandOver]])
  test(`devices: a session ${name} where several people come ends half an hour after its last use`, async () => {
    const { own, counter, id } = await pair(begin);
    ok(await counter.get('/account'));
    await idleFor(id, 31);
    refused(await counter.get('/account'), 401, 'unauthorized');
    assert.deepEqual(ok(await own.get('/sessions')).items.map((one) => one.id), [own.session.id]);
    assert.equal(ok(await own.get('/account/export')).past_sessions.length, 1);
    const mine = await pair((one) => begin(one, false));
    await idleFor(mine.id, 31);
    ok(await mine.counter.get('/account'));
    assert.equal(ok(await mine.own.get('/sessions')).items.length, 2);
  });

test('devices: use keeps such a session, waiting for news does not', async () => {
  const { own, counter, id } = await pair(byHandOver);
  const written = async () => ok(await own.post('/consents', { purpose: 'sms_notice', version: 1, given: true }), 201); // after all that was asked for before
  for (let rounds = 0; rounds < 3; rounds++) {
    await idleFor(id, 20);
    ok(await counter.get('/account'));
    await written();
  }
  await idleFor(id, 20);
  ok(await counter.get('/events?poll=1&after=0'));
  await written();
  await idleFor(id, 11);
  refused(await counter.get('/account'), 401, 'unauthorized');
});
