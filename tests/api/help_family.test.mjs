// A link handed to someone close: once, by name, and nothing before the patient has said yes; then what a helper may, and no more.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok, refused, until } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { read } from './support/fhir.mjs';
import { askFamily, askHelp, FamilyPage, follow } from './support/help.mjs';
import { patient, requestCode, signIn } from './support/journey.mjs';
import { startServer } from './support/server.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const guest = async () => new Client(await started());
const minute = 60_000;
const past = async (id, column, minutes) => (await started()).sql(`UPDATE help_sessions SET ${column}=${Date.now() - minutes * minute} WHERE id='${id}'`);
const minutesUntil = (time) => (Date.parse(time) - Date.now()) / minute;
const yes = { accepted: true };

async function together(client, name) {
  const page = await askFamily(client);
  const family = await follow(await guest(), page, name);
  await page.hearOne('knock');
  ok(await page.post('/let-in', yes), 200);
  await page.hearOne('joined');
  return { page, family };
}

test('family link: a secret that nobody guesses, told once, for ten minutes or twenty', async () => {
  const page = await askFamily(await guest());
  assert.match(page.link, /^[\w-]{22,100}$/);
  assert.equal(page.session.code, undefined);
  assert.ok(Math.abs(minutesUntil(page.session.code_expires_at) - 10) < 1);
  assert.ok(Math.abs(minutesUntil((await askFamily(await guest(), { elder: true })).session.code_expires_at) - 20) < 1);
  const seen = ok(await page.get(), 200);
  assert.deepEqual([seen.kind, seen.state, seen.link, seen.asking_name], ['link', 'waiting', undefined, undefined]);
});

test('family link: who follows it says a name and sees nothing until the patient says yes', async () => {
  const client = await patient(await started(), { name: '任长河' });
  const page = await askFamily(client);
  const hearing = page.hear();
  const family = await follow(await guest(), page, ' 任晓 ');
  assert.deepEqual([family.session.state, family.session.let_in, family.session.help], ['waiting', false, undefined]);
  assert.ok(!JSON.stringify(family.session).includes('任'), 'not even whose page it is');
  assert.deepEqual((await hearing).map(({ kind, helper_name }) => [kind, helper_name]), [['knock', '任晓']]);
  assert.equal(ok(await page.get(), 200).asking_name, '任晓');
  refused(await page.show(), 409, 'illegal_state');
  refused(await family.act('say', { text: '爸' }), 409, 'illegal_state');

  const watching = family.watch();
  const let_in = ok(await page.post('/let-in', yes), 200);
  assert.deepEqual([let_in.state, let_in.helper_name], ['active', '任晓']);
  assert.deepEqual((await watching).map(({ kind }) => kind), ['let_in']);
  await page.hearOne('joined');
  const now = ok(await family.get(), 200);
  assert.deepEqual([now.state, now.let_in], ['active', true]);
  assert.match(now.help.who, /^任\*\* \d+$/);
  assert.ok(now.help.fields.includes('fulfilment.address_line'));
  ok(await page.show({ title: '以后' }), 204);
  assert.deepEqual((await family.watch()).map(({ title }) => title), ['以后']);
  ok(await family.act('say', { text: '爸，按“继续”' }), 201);
  assert.equal((await page.hearOne('say')).text, '爸，按“继续”');
  ok(await page.post('/let-in', yes), 200);
});

test('family link: that the page says nothing is told here, too, once the patient has said yes', async () => {
  const page = await askFamily(await guest());
  const family = await follow(await guest(), page);
  assert.equal(await family.silence('no'), undefined, 'whoever has not been let in is told nothing of it');
  ok(await page.post('/let-in', yes), 200);
  assert.deepEqual((await family.watch()).map(({ kind }) => kind), ['let_in']);
  let told;
  while (told === undefined) told = await family.silence('no');
  assert.ok(told >= 20);
  refused(await family.act('say', { text: '爸' }), 409, 'page_unheard');
  const back = family.silence('yes');
  await page.hearOne('joined');
  assert.equal(await back, undefined);
  ok(await family.act('say', { text: '爸' }), 201);
});

test('family link: no is no, and the one at the door is told', async () => {
  const page = await askFamily(await guest());
  const family = await follow(await guest(), page);
  const watching = family.watch();
  assert.equal(ok(await page.post('/let-in', { accepted: false }), 200).state, 'ended');
  assert.deepEqual((await watching).map(({ kind, by }) => [kind, by]), [['ended', 'patient']]);
  const seen = ok(await family.get(), 200);
  assert.deepEqual([seen.state, seen.let_in, seen.ended_by], ['ended', false, 'patient']);
  refused(await page.post('/let-in', yes), 409, 'illegal_state');
});

test('family link: it works once, and not for ever; nobody is let in who is not there', async () => {
  const page = await askFamily(await guest());
  refused(await page.post('/let-in', yes), 409, 'illegal_state');
  await follow(await guest(), page);
  refused(await (await guest()).post('/family-sessions/join', { secret: page.link, name: '别人' }), 422, 'link_used');
  ok(await page.post('/end'), 200);
  refused(await (await guest()).post('/family-sessions/join', { secret: page.link, name: '别人' }), 422, 'link_used');
  const old = await askFamily(await guest());
  await past(old.id, 'expires_at', 0);
  refused(await (await guest()).post('/family-sessions/join', { secret: old.link, name: '任晓' }), 422, 'code_expired');
  const ended = await askFamily(await guest());
  ok(await ended.post('/end'), 200);
  refused(await (await guest()).post('/family-sessions/join', { secret: ended.link, name: '任晓' }), 422, 'code_expired');
});

test('family link: whoever comes in the last moment has time to be let in', async () => {
  const page = await askFamily(await guest());
  (await started()).sql(`UPDATE help_sessions SET expires_at=${Date.now() + 20_000} WHERE id='${page.id}'`);
  await follow(await guest(), page);
  assert.ok(minutesUntil(ok(await page.get(), 200).code_expires_at) > 2);
});

test('family link: of many who follow it at once, one comes in', async () => {
  const page = await askFamily(await guest());
  const all = await Promise.all(Array.from({ length: 5 }, async () => (await guest()).post('/family-sessions/join', { secret: page.link, name: '任晓' })));
  assert.deepEqual(all.map(({ status }) => status).sort(), [200, 422, 422, 422, 422]);
});

test('family link: names are judged; wrong secrets are counted by address, and the right one never waits for them', async () => {
  const server = await startServer({ args: ['--behind-proxy'] });
  const one = new Client(server);
  const join = (body, address) => one.post('/family-sessions/join', { name: '任晓', ...body }, { headers: { 'X-Forwarded-For': address } });
  const page = await askFamily(one);
  for (const [name, code] of [['', 'required'], ['  ', 'required'], ['任'.repeat(21), 'choice'], ['任\u202e晓', 'choice'], ['任\n晓', 'choice']])
    refused(await join({ secret: page.link, name }, '192.0.2.1'), 422, 'validation', { '/name': code });
  for (let tries = 0; tries < 10; tries++) {
    const answer = refused(await join({ secret: `x${tries}` }, '192.0.2.1'), 422, 'code_wrong', { '/code': 'code_wrong' });
    assert.equal(answer.attempts_left, undefined);
  }
  refused(await join({ secret: 'x' }, '192.0.2.1'), 429, 'code_tries');
  refused(await join({ secret: 'x' }, '192.0.2.2'), 422, 'code_wrong');
  ok(await join({ secret: page.link }, '192.0.2.1'), 200);
  const digits = await askHelp(one);
  refused(await join({ secret: digits.code }, '192.0.2.1'), 429, 'code_tries', undefined);
  await server.kill();
});

test('family link: what is the patient\'s alone is refused, and written down with the name', async () => {
  const client = await patient(await started());
  const { page, family } = await together(client, '任晓');
  for (const action of [{ kind: 'press', node: 'x' }, { kind: 'pay' }, { kind: 'propose', fields: [{ field: 'identity.number', value: '1' }] }, { kind: 'open', route: 'review' }]) {
    const { kind, ...rest } = action;
    refused(await family.act(kind, rest), 403, 'help_forbidden');
  }
  ok(await family.act('open', { route: 'home' }), 201);
  ok(await family.post('/end'), 204);
  assert.deepEqual((await page.hearOne('ended')).by, 'helper');
  const lines = ok(await client.get('/audit-events')).items.filter(({ object }) => object === page.id).reverse().map(({ actor, actor_name, action }) => `${actor === 'family' ? `family ${actor_name}` : actor} ${action}`);
  assert.deepEqual(lines, ['patient help.asked', 'family 任晓 help.knocked', 'patient help.let_in', ...Array(4).fill('family 任晓 help.refused'), 'family 任晓 help.opened', 'family 任晓 help.ended']);
});

test('family link: each side\'s token is good for its side, and for this session alone', async () => {
  const { page, family } = await together(await guest());
  const other = await together(await guest());
  for (const token of ['', page.token, other.family.token, page.link, family.id]) {
    const wrong = new FamilyPage(await guest(), { id: family.id, token });
    for (const part of ['', '/frames?after=0']) refused(await wrong.get(part), 404, 'not_found');
    refused(await wrong.act('say', { text: '您好' }), 404, 'not_found');
    refused(await wrong.post('/end'), 404, 'not_found');
  }
  const before = page.token;
  page.token = family.token;
  for (const part of ['', '/events?after=0']) refused(await page.get(part), 404, 'not_found');
  refused(await page.post('/let-in', yes), 404, 'not_found');
  page.token = before;
  const helper = await new Desk(await started()).staff('helper');
  assert.ok(!ok(await helper.get('/desk/help-queue')).items.some(({ id }) => id === page.id), 'a family is not the desk\'s affair');
  refused(await helper.get(`/desk/help-sessions/${page.id}`), 403, 'forbidden');
  refused(await helper.post('/desk/help-sessions/join', { code: page.link }), 422, 'code_wrong');
});

test('family link: an account that follows a link does not come to own it', async () => {
  const page = await askFamily(await guest());
  const daughter = await patient(await started());
  const family = await follow(daughter, page);
  ok(await page.post('/let-in', yes), 200);
  await family.watch();
  ok(await family.act('say', { text: '您好' }), 201);
  assert.ok(!ok(await daughter.get('/audit-events')).items.some(({ object }) => object === page.id));
});

// ---- the name in the log ----
async function named(client, page, path = '/audit-events') {
  const { items } = ok(await client.get(`${path}?limit=100`));
  return items.filter(({ object, actor }) => object === page.id && actor === 'family').map(({ actor_id, actor_name }) => [actor_id, actor_name]);
}

test('family name: the log has the session\'s id and looks the name up, for as long as the account is there', async () => {
  const server = await started();
  const desk = new Desk(server);
  const client = await patient(server);
  const { page, family } = await together(client, '任晓');
  ok(await family.post('/end'), 204);
  const lines = [[page.id, '任晓'], [page.id, '任晓']]; // came, ended
  assert.deepEqual(await named(client, page), lines);
  assert.deepEqual(await named(desk, page, '/desk/audit-events'), lines);
  const { id } = ok(await client.get('/audit-events?limit=100')).items.find(({ action }) => action === 'help.knocked');
  assert.equal((await read(desk, `AuditEvent/aud-${id}`)).agent[0].name, '任晓');

  server.sql(`DELETE FROM help_sessions WHERE id='${page.id}'`); // as after a month
  assert.deepEqual(await named(client, page), lines);
  const { help_sessions } = ok(await client.get('/account/export'));
  assert.deepEqual(help_sessions.map((one) => [one.id, one.helper_kind, one.helper_name]), [[page.id, 'family', '任晓']]);

  const code = await requestCode(client, client.phone);
  ok(await client.post('/account/delete', { sms_code_id: code.id, code: code.sandbox_code }), 204);
  assert.deepEqual(await named(desk, page, '/desk/audit-events'), [[page.id, undefined], [page.id, undefined]], 'somebody close, no more');
  assert.equal((await read(desk, `AuditEvent/aud-${id}`)).agent[0].name, 'family');
});

test('family name: who signs in while being helped reads it, too', async () => {
  const { page, family } = await together(await guest(), '任晓');
  page.client = await signIn(await started());
  ok(await page.show(), 204); // whose it is now
  await until('it is the account\'s', async () => (await named(page.client, page)).length > 0);
  ok(await family.post('/end'), 204);
  (await started()).sql(`DELETE FROM help_sessions WHERE id='${page.id}'`);
  assert.deepEqual(await named(page.client, page), [[page.id, '任晓'], [page.id, '任晓']]);
});
