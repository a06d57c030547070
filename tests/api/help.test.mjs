// Help beside the patient: asking, joining, what passes between the two pages and what never does, and the end of it.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { root } from '../../tools/files.mjs';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok, refused, until } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { read } from './support/fhir.mjs';
import { askHelp, HelpConsole, join, reason, together } from './support/help.mjs';
import { freshPhone, patient, signIn } from './support/journey.mjs';
import { startServer, temporaryFolder } from './support/server.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const guest = async () => new Client(await started());
const helper = async (name = '孙帮忙') => new Desk(await started()).staff('helper', name);
const minute = 60_000;
// Time passes: what was begun is put into the past.
const past = async (id, column, minutes) => (await started()).sql(`UPDATE help_sessions SET ${column}=${Date.now() - minutes * minute} WHERE id='${id}'`);
const wrong = (code) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const minutesUntil = (time) => (Date.parse(time) - Date.now()) / minute;

// ---- asking and joining ----
test('help: someone who is not signed in gets a code, and the token only once', async () => {
  const page = await askHelp(await guest());
  assert.match(page.code, /^\d{6}$/);
  assert.ok(page.token.length >= 40);
  assert.ok(Math.abs(minutesUntil(page.session.code_expires_at) - 10) < 1);
  const seen = ok(await page.get(), 200);
  assert.deepEqual([seen.state, seen.code, seen.token], ['waiting', undefined, undefined]);
});

test('help: the elder size has twenty minutes', async () => {
  const page = await askHelp(await guest(), { elder: true });
  assert.ok(Math.abs(minutesUntil(page.session.code_expires_at) - 20) < 1);
});

test('help: the helper joins with the code, once, and both know of each other', async () => {
  const [client, one] = [await patient(await started(), { name: '任长河' }), await helper()];
  const page = await askHelp(client);
  const waiting = page.hear();
  const console = await join(one, page);
  assert.match(console.session.who, /^任\*\* \d+$/);
  assert.deepEqual(console.session.reason, reason);
  assert.deepEqual([console.session.elder, console.session.language], [false, 'zh']);
  assert.ok(console.session.fields.includes('fulfilment.address_line') && console.session.routes.includes('addresses'));
  assert.ok(Math.abs(minutesUntil(console.session.ends_at) - 60) < 1);
  assert.deepEqual((await waiting).map(({ kind, helper_name }) => [kind, helper_name]), [['joined', '孙帮忙']]);
  const seen = ok(await page.get(), 200);
  assert.deepEqual([seen.state, seen.helper_name], ['active', '孙帮忙']);
  const again = await one.post('/desk/help-sessions/join', { code: page.code });
  assert.equal(refused(again, 422, 'code_wrong', { '/code': 'code_wrong' }).attempts_left, 4);
  assert.equal(ok(await console.get(), 200).id, page.id, 'a console that was loaded again finds its way back');
});

test('help: without a signed-in person nobody is named', async () => {
  const { console } = await together(await guest(), await helper());
  assert.equal(console.session.who, '');
});

test('help: codes are read as people say them', async () => {
  const page = await askHelp(await guest());
  const found = await (await helper()).post('/desk/help-sessions/join', { code: `${page.code.slice(0, 3)} ${page.code.slice(3)}` });
  assert.equal(ok(found, 200).id, page.id);
});

test('help: a code that is too old joins nobody, and the page is told', async () => {
  const page = await askHelp(await guest());
  await past(page.id, 'expires_at', 0);
  refused(await (await helper()).post('/desk/help-sessions/join', { code: page.code }), 422, 'code_expired');
  assert.equal(ok(await page.get(), 200).state, 'expired');
  assert.deepEqual((await page.hear()).map(({ kind, by }) => [kind, by]), [['ended', 'time']]);
});

test('help: five wrong codes and a helper waits ten minutes, also with the right one', async () => {
  const [page, one, other] = [await askHelp(await guest()), await helper(), await helper()];
  for (const left of [4, 3, 2, 1, 0])
    assert.equal(refused(await one.post('/desk/help-sessions/join', { code: wrong(page.code) }), 422, 'code_wrong').attempts_left, left);
  const answer = await one.post('/desk/help-sessions/join', { code: page.code });
  const { retry_after_s: wait } = refused(answer, 429, 'code_tries');
  assert.ok(wait > 540 && wait <= 601, `${wait} s`);
  assert.equal(answer.headers['retry-after'], String(wait));
  (await started()).sql(`UPDATE code_tries SET at=at-${10 * minute} WHERE typed_by='help/${one.staffId}'`);
  assert.equal(ok(await one.post('/desk/help-sessions/join', { code: page.code }), 200).id, page.id);
  refused(await other.post('/desk/help-sessions/join', { code: page.code }), 422, 'code_wrong');
});

test('help: a new code takes the place of the account\'s last one', async () => {
  const client = await patient(await started());
  const first = await askHelp(client);
  const second = await askHelp(client);
  assert.equal(ok(await first.get(), 200).state, 'ended');
  const one = await helper();
  refused(await one.post('/desk/help-sessions/join', { code: first.code }), 422, 'code_wrong');
  await join(one, second);
});

test('help: what is asked with is judged, and holds no words of a person', async () => {
  const client = await guest();
  const ask = (body) => client.post('/help-sessions', { kind: 'code', reason, ...body });
  refused(await ask({ kind: 'video' }), 422, 'validation', { '/kind': 'choice' });
  for (const [pointer, bad] of [['screen', '任长河'], ['screen', ''], ['screen', 'a'.repeat(65)], ['field', 'identity.13900002468'], ['seconds', -1], ['seconds', 1e6]])
    refused(await ask({ reason: { ...reason, [pointer]: bad } }), 422, 'validation', { [`/reason/${pointer}`]: 'choice' });
  refused(await ask({ kind: 'call_back' }), 422, 'validation', { '/phone': 'required' });
  refused(await ask({ kind: 'call_back', phone: '1234' }), 422, 'validation', { '/phone': 'phone.length' });
});

test('help: a wrong token, or none, finds nothing', async () => {
  const { page } = await together(await guest(), await helper());
  for (const token of ['', 'a'.repeat(52), page.token.slice(1), page.id]) {
    page.token = token;
    for (const part of ['', '/events?after=0']) refused(await page.get(part), 404, 'not_found');
    refused(await page.show(), 404, 'not_found');
    for (const [part, body] of [['/end'], ['/answers', { seq: 1, accepted: true }]]) refused(await page.post(part, body), 404, 'not_found');
  }
  const other = await askHelp(await guest());
  other.id = page.id;
  refused(await other.get(), 404, 'not_found');
});

// ---- who may ----
test('help: other roles, another helper and another hospital are refused', async () => {
  const folder = temporaryFolder('help');
  const file = (id) => {
    const path = joinPath(folder, `${id}.json`);
    writeFileSync(path, JSON.stringify({ id, hosts: [`${id}.example`] }));
    return ['--hospital', path];
  };
  const server = await startServer({ args: [...file('here'), ...file('there')] });
  const [here, there] = [new Desk(server), new Desk(server, { file: 'desk-token-there' })];
  const page = await askHelp(new Client(server, { host: 'here.example' }));
  const [mine, colleague, stranger, clerk] = [await here.staff('helper'), await here.staff('helper'), await there.staff('helper'), await here.staff('clerk')];
  refused(await stranger.post('/desk/help-sessions/join', { code: page.code }), 422, 'code_wrong');
  refused(await clerk.post('/desk/help-sessions/join', { code: page.code }), 403, 'forbidden');
  const console = await join(mine, page);
  const tries = [(one) => one.get(`/desk/help-sessions/${page.id}`), (one) => one.get(`/desk/help-sessions/${page.id}/frames?after=0`),
    (one) => one.post(`/desk/help-sessions/${page.id}/actions`, { kind: 'say', text: '您好' }), (one) => one.post(`/desk/help-sessions/${page.id}/end`)];
  for (const attempt of tries) {
    refused(await attempt(stranger), 404, 'not_found');
    refused(await attempt(clerk), 403, 'forbidden');
    refused(await attempt(colleague), 403, 'forbidden');
    refused(await attempt(new Client(server)), 401, 'unauthorized');
  }
  refused(await stranger.post(`/desk/help-sessions/${page.id}/called`), 404, 'not_found');
  assert.deepEqual(ok(await stranger.get('/desk/help-queue')).items, []);
  refused(await clerk.get('/desk/help-queue'), 403, 'forbidden');
  refused(await page.client.as(mine.token).post('/help-sessions', { kind: 'code', reason }), 403, 'forbidden');
  ok(await console.act('say', { text: '您好' }), 201);
  await server.kill();
});

// ---- what passes ----
test('help: frames arrive byte for byte, in order and all of them', async () => {
  const { page, console } = await together(await patient(await started()), await helper());
  const bodies = Array.from({ length: 20 }, (_, i) =>
    ` {"seq":${i + 1}, "base":${i ? i : 'null'},"nodes":[{"id":"a.b","n":1.50,"t":"任 **\\u00e9\\n👵🏽"}],"x":{"y":[[],{}]} } `);
  const got = [];
  const watching = (async () => {
    while (got.length < bodies.length) got.push(...await console.watch());
  })();
  for (const body of bodies) ok(await page.showText(body), 204);
  await watching;
  assert.deepEqual(got.map(({ seq }) => seq), bodies.map((_, i) => i + 1));
  assert.ok(got.every(({ at }, i) => i === 0 || at > got[i - 1].at));
  ok(await page.showText(bodies[0]), 204);
  const raw = (await console.get(`/frames?after=${console.seen}`)).text;
  assert.match(raw, /^\{"items":\[\{"at":\d+,/);
  assert.equal(raw.slice(raw.indexOf(',') + 1, -2), bodies[0].slice(bodies[0].indexOf('{') + 1));
});

test('help: who waits is answered as soon as there is something', async () => {
  const { page, console } = await together(await guest(), await helper());
  const held = console.watch();
  const heard = page.hear();
  let done = false;
  const both = Promise.all([held, heard]).then(() => (done = true));
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(done, false, 'there was nothing to tell');
  // A request is held for fifteen seconds: an answer within ten came because something did.
  const begun = Date.now();
  ok(await page.show(), 204);
  const { seq } = ok(await console.act('say', { text: '您好，我在。' }), 201);
  await both;
  assert.ok(Date.now() - begun < 10_000);
  assert.deepEqual((await heard).map(({ kind, text, seq: number }) => [kind, text, number]), [['say', '您好，我在。', seq]]);
});

test('help: an empty hold ends with nothing, and nothing is lost around it', async () => {
  const { page, console } = await together(await guest(), await helper());
  assert.deepEqual(await console.watch(), []);
  ok(await page.show({ title: '以后' }), 204);
  assert.deepEqual((await console.watch()).map(({ title }) => title), ['以后']);
});

test('help: a lost answer is asked for again', async () => {
  const { page, console } = await together(await guest(), await helper());
  ok(await page.show(), 204);
  const first = await console.watch(0);
  assert.deepEqual(await console.watch(0), first);
  ok(await page.show(), 204);
  assert.deepEqual((await console.watch(first.at(-1).at)).map(({ seq }) => seq), [2]);
});

test('help: who has missed something gets the page as a whole', async () => {
  const { page, console } = await together(await guest(), await helper());
  for (let i = 0; i < 70; i++) ok(await page.show(), 204);
  const kept = await console.watch(0);
  assert.deepEqual(kept.map(({ seq }) => seq), Array.from({ length: 64 }, (_, i) => i + 7));
  assert.deepEqual((await page.hear()).map(({ kind }) => kind), ['resync']);
  // A console that was loaded again knows nothing: what it had acknowledged is gone.
  ok(await page.show(), 204);
  await console.watch();
  console.watch(0);
  assert.deepEqual((await page.hear()).map(({ kind }) => kind), ['resync']);
});

test('help: large frames push older ones out, and are never more than a megabyte', async () => {
  const { page, console } = await together(await guest(), await helper());
  const filler = '字'.repeat(20_000);
  for (let i = 0; i < 20; i++) ok(await page.show({ filler }), 204);
  const answer = await console.get('/frames?after=0');
  assert.ok(answer.bytes.length < 1024 * 1024);
  assert.equal(answer.json.items.at(-1).seq, 20);
});

const badFrames = {
  'no JSON': ['{"seq":1,', 400, 'malformed_json'],
  'a list': ['[1]', 422, 'validation'],
  'no number': ['{"base":null}', 422, 'validation', { '/seq': 'required' }],
  'a number that is none': ['{"seq":"1","base":null}', 422, 'validation', { '/seq': 'type' }],
  'half a number': ['{"seq":1.5,"base":null}', 422, 'validation', { '/seq': 'type' }],
  'no base': ['{"seq":1}', 422, 'validation', { '/base': 'required' }],
  'the relay\'s own number': ['{"seq":1,"base":null,"at":9}', 422, 'validation', { '/at': 'unknown' }],
  'the relay\'s own kind': ['{"seq":1,"base":null,"kind":"ended"}', 422, 'validation', { '/kind': 'unknown' }],
  'more than 64 KB': [JSON.stringify({ seq: 1, base: null, x: 'a'.repeat(64 * 1024) }), 413, 'body_too_large'],
};
test('help: what is no frame does not pass', async () => {
  const { page, console } = await together(await guest(), await helper());
  for (const [name, [body, status, code, fields]] of Object.entries(badFrames))
    await assert.doesNotReject(async () => refused(await page.showText(body, { undocumented: true }), status, code, fields), name);
  refused(await page.showText('{"seq":1,"base":null}', { headers: { 'Content-Type': 'text/plain' } }), 415, 'unsupported_media_type');
  ok(await page.showText(JSON.stringify({ seq: 1, base: null, x: 'a'.repeat(64 * 1024 - 100) })), 204);
  assert.equal((await console.watch()).length, 1);
});

test('help: before someone joins, and after the end, nothing is shown', async () => {
  const page = await askHelp(await guest());
  refused(await page.show(), 409, 'illegal_state');
  refused(await page.post('/answers', { seq: 1, accepted: true }), 409, 'illegal_state');
  const console = await join(await helper(), page);
  ok(await page.show(), 204);
  ok(await page.post('/end'), 200);
  refused(await page.show(), 409, 'illegal_state');
  refused(await console.act('say', { text: '您好' }), 409, 'illegal_state');
  assert.deepEqual((await console.watch()).map(({ kind, by }) => [kind, by]), [['ended', 'patient']]);
});

test('help: pointing, words, proposals and pages arrive as they were sent, and the answer comes back', async () => {
  const { page, console } = await together(await guest(), await helper());
  const fields = [{ field: 'fulfilment.address_line', value: '青岚市江岸区团结路 18 号' }, { field: 'records.hospital', value: '市一医院' }];
  const sent = [{ kind: 'point', node: 'identity.number', text: '填这里' }, { kind: 'point', node: 'identity.next' }, { kind: 'say', text: '不急，慢慢来。' },
    { kind: 'propose', fields }, { kind: 'withdraw' }, { kind: 'open', route: 'addresses' }, { kind: 'resync' }];
  const numbers = [];
  for (const one of sent) numbers.push(ok(await console.post('/actions', one), 201).seq);
  const got = await page.hear();
  assert.deepEqual(got.map(({ seq, ...rest }) => rest), sent);
  assert.deepEqual(got.map(({ seq }) => seq), numbers);
  ok(await page.post('/answers', { seq: numbers[3], accepted: true }), 204);
  assert.deepEqual((await console.watch()).map(({ kind, seq, accepted, changed }) => [kind, seq, accepted, changed]), [['answer', numbers[3], true, undefined]]);
  ok(await page.post('/answers', { seq: numbers[3], accepted: false, changed: true }), 204);
  assert.deepEqual((await console.watch()).map(({ kind, seq, accepted, changed }) => [kind, seq, accepted, changed]), [['answer', numbers[3], false, true]]);
  refused(await page.post('/answers', { seq: 'x', accepted: 1 }, { undocumented: true }), 422, 'validation', { '/seq': 'type', '/accepted': 'type' });
});

// ---- what never passes ----
const refusals = async (desk, id) => ok(await desk.get('/desk/audit-events?limit=100')).items.filter((one) => one.action === 'help.refused' && one.object === id).length;

test('help: what is the patient\'s own is refused, and that it was tried is written down', async () => {
  const desk = new Desk(await started());
  const { page, console } = await together(await guest(), await helper());
  const kinds = ['press', 'toggle', 'consent', 'verify', 'pay', 'sign', 'send', 'read', 'joined', 'ended', 'type', ''];
  const fields = ['identity.name', 'identity.number', 'identity.country', 'identity.expires_on.year', 'sign_in.phone', 'sign_in.code', 'people.code',
    'privacy.code', 'chat.text', 'complaint.words', 'gate.change', 'refill.other', 'rating.words', 'feedback.words', 'fulfilment.address_line ', ''];
  const routes = ['bill', 'fulfilment', 'consents', 'face_consent', 'chat', 'leave', 'care_code', 'order', 'review', 'photo', '../home', ''];
  const tries = [
    ...kinds.map((kind) => ({ kind, node: 'review.send' })),
    { kind: 'press', button: true },
    ...fields.map((field) => ({ kind: 'propose', fields: [{ field, value: '一' }] })),
    { kind: 'propose', fields: [{ field: 'records.hospital', value: '市一医院' }, { field: 'identity.number', value: '1' }] },
    ...routes.map((route) => ({ kind: 'open', route })),
  ];
  for (const one of tries) refused(await console.post('/actions', one), 403, 'help_forbidden');
  assert.equal(await refusals(desk, page.id), tries.length);
  ok(await console.act('say', { text: '好' }), 201);
  assert.deepEqual((await page.hear()).map(({ kind }) => kind), ['say'], 'nothing of it reached the page');
});

test('help: words are short and plain', async () => {
  const { console } = await together(await guest(), await helper());
  const bad = ['', '  ', '字'.repeat(81), 'a\nb', 'a\u0000b', 'a\u202eb', 'a\u2028b', '\u0085'];
  for (const text of bad) {
    refused(await console.act('say', { text }), 422, 'validation', { '/text': 'choice' });
    refused(await console.act('propose', { fields: [{ field: 'records.hospital', value: text.padEnd(text.length > 80 ? 121 : 0, '字') }] }), 422, 'validation', { '/fields/0/value': 'choice' });
  }
  refused(await console.act('say'), 422, 'validation', { '/text': 'required' });
  refused(await console.act('point'), 422, 'validation', { '/node': 'required' });
  refused(await console.act('point', { node: 'a b' }), 422, 'validation', { '/node': 'choice' });
  refused(await console.act('propose', { fields: [] }), 422, 'validation', { '/fields': 'required' });
  const twice = [{ field: 'records.hospital', value: '一' }, { field: 'records.hospital', value: '二' }];
  refused(await console.act('propose', { fields: twice }), 422, 'validation', { '/fields/1/field': 'choice' });
  refused(await console.act('say', { text: '好', colour: 'red' }), 422, 'validation', { '': 'unknown' });
  ok(await console.act('say', { text: '字'.repeat(80) }), 201);
});

// ---- the end ----
test('help: the helper ends it', async () => {
  const { page, console } = await together(await guest(), await helper());
  const waiting = page.hear();
  ok(await console.post('/end'), 204);
  assert.deepEqual((await waiting).map(({ kind, by }) => [kind, by]), [['ended', 'helper']]);
  ok(await console.post('/end'), 204);
  const seen = ok(await page.get(), 200);
  assert.deepEqual([seen.state, seen.ended_by, seen.helper_name], ['ended', 'helper', undefined]);
  refused(await console.get(), 409, 'illegal_state');
});

test('help: the patient ends it, also while waiting, and twice is once', async () => {
  const { page, console } = await together(await guest(), await helper());
  const waiting = console.watch();
  assert.equal(ok(await page.post('/end'), 200).ended_by, 'patient');
  assert.deepEqual((await waiting).map(({ kind, by }) => [kind, by]), [['ended', 'patient']]);
  assert.equal(ok(await page.post('/end'), 200).ended_by, 'patient');
  const alone = await askHelp(await guest());
  assert.equal(ok(await alone.post('/end'), 200).state, 'ended');
  refused(await (await helper()).post('/desk/help-sessions/join', { code: alone.code }), 422, 'code_wrong');
});

test('help: after an hour it is over for both', async () => {
  const { page, console } = await together(await guest(), await helper());
  await past(page.id, 'joined_at', 60);
  const seen = ok(await page.get(), 200);
  assert.deepEqual([seen.state, seen.ended_by], ['ended', 'time']);
  refused(await page.show(), 409, 'illegal_state');
  refused(await console.act('say', { text: '您好' }), 409, 'illegal_state');
  for (const items of [await page.hear(), await console.watch()]) assert.deepEqual(items.map(({ kind, by }) => [kind, by]), [['ended', 'time']]);
});

test('help: a server that starts again asks the page for everything, and the session goes on', async () => {
  const server = await startServer();
  const one = await new Desk(server).staff('helper');
  const { page, console } = await together(new Client(server), one);
  ok(await page.show(), 204);
  await console.watch();
  await server.stop();
  await server.restart();
  page.client.server = server;
  assert.deepEqual((await page.hear()).map(({ kind }) => kind), ['joined']);
  const watching = console.watch();
  assert.deepEqual((await page.hear()).map(({ kind }) => kind), ['resync']);
  ok(await page.show({ title: '又来' }), 204);
  assert.deepEqual((await watching).map(({ title }) => title), ['又来']);
  await server.kill();
});

test('help: a graceful stop does not wait for pages that listen', async () => {
  const server = await startServer();
  const { page, console } = await together(new Client(server), await new Desk(server).staff('helper'));
  const held = [page.get('/events?after=0'), console.get(`/frames?after=${console.seen}`)];
  ok(await page.get(), 200);
  assert.equal((await server.stop()).code, 0);
  for (const answer of await Promise.all(held)) assert.equal(answer.status, 200);
});

// ---- a page that says nothing any more ----
test('help: whoever helps is told that the page says nothing, can do nothing to it, and is told when it is back', async () => {
  const { page, console } = await together(await guest(), await helper());
  const desk = new Desk(await started());
  const log = async () => ok(await desk.get('/desk/audit-events?limit=100')).items.filter(({ object }) => object === page.id);
  let told;
  while (told === undefined) told = await console.silence('no');
  assert.ok(told >= 20);
  const before = await log();
  refused(await console.act('say', { text: '您好' }), 409, 'page_unheard');
  refused(await console.act('point', { node: 'home.ask' }), 409, 'page_unheard');
  assert.deepEqual(await log(), before, 'what was not done is in no log');
  refused(await console.act('press', { node: 'home.ask' }), 403, 'help_forbidden');
  ok(await console.act('resync'), 201);
  const back = console.silence('yes');
  assert.deepEqual((await page.hear()).map(({ kind }) => kind), ['resync'], 'nothing else waits for it');
  assert.equal(await back, undefined);
  ok(await console.act('say', { text: '您好' }), 201);
  refused(await console.get('/frames?after=0&unheard=perhaps', { undocumented: true }), 400, 'bad_request');
});

test('help: while somebody helps a page asks more often, so one that lives is heard', async () => {
  const { page, console } = await together(await guest(), await helper());
  let asked = 0;
  let watched = false;
  const listening = (async () => {
    for (; !watched; asked++) await page.hear();
  })();
  assert.equal(await console.silence('no'), undefined);
  watched = true;
  await listening;
  assert.ok(asked > 1, 'its own requests are held for less than the console\'s');
  const waiting = await askHelp(await guest());
  assert.deepEqual(await waiting.hear(), []);
});

// ---- calling back and the queue ----
test('help: who wishes to be phoned is in the queue with the phone, until called', async () => {
  const server = await startServer();
  const one = await new Desk(server).staff('helper');
  const phone = freshPhone();
  const first = await askHelp(new Client(server), { kind: 'call_back', phone, elder: true });
  assert.deepEqual([first.code, first.session.ahead, first.session.state], [undefined, 0, 'waiting']);
  const client = await patient(server, { name: '任长河' });
  const second = await askHelp(client, { kind: 'call_back' });
  assert.equal(second.session.ahead, 1);
  const queue = ok(await one.get('/desk/help-queue'), 200);
  assert.deepEqual(queue.items.map((item) => [item.id, item.kind, item.state, item.phone, item.elder, item.mine]),
    [[first.id, 'call_back', 'waiting', phone, true, false], [second.id, 'call_back', 'waiting', client.phone, false, false]]);
  assert.deepEqual([queue.items[0].who, queue.items[1].who.slice(0, 3), queue.helpers_on_duty], ['', '任**', 1]);
  refused(await one.post('/desk/help-sessions/join', { code: '' }), 422, 'code_wrong');
  ok(await one.post(`/desk/help-sessions/${first.id}/called`), 204);
  refused(await one.post(`/desk/help-sessions/${first.id}/called`), 409, 'illegal_state');
  assert.deepEqual(ok(await one.get('/desk/help-queue')).items.map(({ id }) => id), [second.id]);
  assert.deepEqual([ok(await first.get()).state, ok(await second.get()).ahead], ['ended', 0]);
  assert.equal(ok(await first.get()).helpers_on_duty, 1);
  server.sql(`UPDATE help_sessions SET expires_at=${Date.now() - 1} WHERE id='${second.id}'`);
  assert.deepEqual(ok(await one.get('/desk/help-queue')).items, []);
  await server.kill();
});

test('help: the queue tells who waits with a code, who is helped and by whom, and how long it takes', async () => {
  const server = await startServer();
  const [one, two] = [await new Desk(server).staff('helper'), await new Desk(server).staff('helper')];
  assert.deepEqual(ok(await one.get('/desk/help-queue')), { items: [], helpers_on_duty: 1, mean_wait_s: 0 });
  const page = await askHelp(new Client(server));
  const other = await askHelp(new Client(server));
  assert.equal(ok(await page.get()).helpers_on_duty, 1);
  server.sql(`UPDATE help_sessions SET created_at=created_at-90000 WHERE id='${page.id}'`);
  await join(one, page);
  const seen = async (who) => ok(await who.get('/desk/help-queue'));
  assert.deepEqual((await seen(one)).items.map(({ id, state, mine, phone }) => [id, state, mine, phone]), [[page.id, 'active', true, undefined], [other.id, 'waiting', false, undefined]]);
  assert.equal((await seen(two)).items[0].mine, false);
  assert.equal((await seen(two)).helpers_on_duty, 2);
  assert.ok((await seen(two)).mean_wait_s >= 90);
  await server.kill();
});

// ---- what stays ----
test('help: the patient and the hospital can read who helped and with what, and no word of it', async () => {
  const [client, one] = [await patient(await started()), await helper()];
  const { page, console } = await together(client, one);
  ok(await console.act('point', { node: 'identity.name', text: '填这里' }), 201);
  ok(await console.act('say', { text: '您好' }), 201);
  ok(await console.act('propose', { fields: [{ field: 'records.hospital', value: '市一医院' }] }), 201);
  ok(await console.act('withdraw'), 201);
  ok(await console.act('open', { route: 'home' }), 201);
  ok(await console.act('resync'), 201);
  refused(await console.act('pay'), 403, 'help_forbidden');
  ok(await console.post('/end'), 204);
  const lines = (items) => items.filter((item) => item.object === page.id).map(({ actor, actor_id, action }) => [actor, actor_id, action]).reverse();
  const done = ['joined', 'pointed', 'said', 'proposed', 'withdrawn', 'opened', 'resynced', 'refused', 'ended'].map((what) => ['helper', one.staffId, `help.${what}`]);
  const mine = lines(ok(await client.get('/audit-events?limit=100')).items);
  assert.deepEqual(mine.map(([actor, , action]) => [actor, action]), [['patient', 'help.asked'], ...done.map(([actor, , action]) => [actor, action])]);
  assert.deepEqual(mine.slice(1), done);
  const refusal = await read(new Desk(await started()), `AuditEvent/aud-${ok(await client.get('/audit-events?limit=100')).items.find(({ action }) => action === 'help.refused').id}`);
  assert.equal(refusal.outcome, '4', 'tried, and not done');
  assert.deepEqual(lines(ok(await new Desk(await started()).get('/desk/audit-events?limit=100')).items), mine);
});

test('help: who signs in while being helped sees all that was done, also before', async () => {
  const { page, console } = await together(await guest(), await helper());
  ok(await console.act('point', { node: 'sign_in.phone' }), 201);
  const [other, stranger] = [await together(await guest(), await helper()), await signIn(await started())];
  page.client = await signIn(await started());
  const mine = async (of = page) => ok(await page.client.get('/audit-events?limit=100')).items.filter(({ object }) => object === of.id).map(({ actor, action }) => `${actor} ${action}`);
  assert.deepEqual(await mine(), [], 'until the page has said whose it is');
  ok(await page.show(), 204);
  const before = ['helper help.pointed', 'helper help.joined', 'anonymous help.asked'];
  assert.deepEqual(await mine(), before);
  ok(await console.act('say', { text: '好了' }), 201);
  ok(await page.post('/end'), 200);
  const all = ['patient help.ended', 'helper help.said', ...before];
  assert.deepEqual(await mine(), all);
  // In pages, and after the session itself is forgotten.
  const server = await started();
  server.sql(`DELETE FROM help_sessions WHERE id='${page.id}'`);
  const paged = [];
  for (let cursor = ''; cursor !== undefined;) {
    const part = ok(await page.client.get(`/audit-events?limit=2${cursor && `&cursor=${cursor}`}`));
    paged.push(...part.items);
    cursor = part.next_cursor;
  }
  assert.deepEqual(paged.filter(({ object }) => object === page.id).map(({ actor, action }) => `${actor} ${action}`), all);
  // Nobody else's, and nobody else.
  assert.deepEqual(await mine(other.page), []);
  assert.ok(ok(await stranger.get('/audit-events?limit=100')).items.every(({ object }) => object !== page.id));
});

test('help: what was wrong is told by a listed name, and by no other', async () => {
  const one = await helper();
  const page = await askHelp(await guest(), { reason: { screen: 'sign_in', error: 'sign_in.code.again_at', seconds: 70 } });
  const seen = ok(await one.get('/desk/help-queue')).items.find(({ id }) => id === page.id);
  assert.deepEqual(seen.reason, { screen: 'sign_in', error: 'sign_in.code.again_at', seconds: 70 });
  assert.deepEqual((await join(one, page)).session.reason, seen.reason);
  const contract = readFileSync(joinPath(root, 'docs/openapi.yaml'), 'utf8');
  const [, listed] = /\n    HelpError:[\s\S]*?enum: \[([^\]]*)\]/.exec(contract);
  for (const error of listed.split(',').map((key) => key.trim())) await askHelp(await guest(), { reason: { screen: 'home', error } });
  const client = await guest();
  for (const error of ['', 'sign_in', 'sign_in.code', 'problem.guardian_needed', 'problem.prescription_expired', 'gate.answer.missing', 'identity.number.error_hk_macao', '胸口疼'])
    refused(await client.post('/help-sessions', { kind: 'code', reason: { ...reason, error } }, { undocumented: true }), 422, 'validation', { '/reason/error': 'choice' });
});

test('help: seeing someone in the queue is written down once for each helper', async () => {
  const [client, one] = [await patient(await started()), await helper()];
  const page = await askHelp(client);
  for (let i = 0; i < 3; i++) ok(await one.get('/desk/help-queue'));
  const lines = ok(await client.get('/audit-events')).items.filter((item) => item.object === page.id).map(({ action }) => action);
  assert.deepEqual(lines, ['help.seen', 'help.asked']);
});

test('help: nothing shown, said or proposed is in the database, the files or the log, nor the code, the token or the phone', async () => {
  const server = await startServer();
  const one = await new Desk(server).staff('helper');
  const client = await patient(server);
  const planted = { frame: '右手无名指上的旧戒指', words: '您把老花镜戴上再看', value: '紫藤巷八十八号丙单元', refused: '这句话不该送出去', phone: freshPhone() };
  const { page, console } = await together(client, one);
  ok(await page.show({ title: planted.frame }), 204);
  await console.watch();
  ok(await console.act('say', { text: planted.words }), 201);
  ok(await console.act('propose', { fields: [{ field: 'fulfilment.address_line', value: planted.value }] }), 201);
  refused(await console.act('type', { text: planted.refused }), 403, 'help_forbidden');
  refused(await console.act('say', { text: `${planted.refused}\n` }), 422, 'validation');
  await page.showText(`{"seq":1,"${planted.frame}`);
  await page.hear();
  const wish = await askHelp(new Client(server), { kind: 'call_back', phone: planted.phone });
  ok(await one.get('/desk/help-queue'));
  const secrets = { ...planted, token: page.token, other: wish.token, code: page.code };
  const look = () => {
    const places = [...server.stored().filter(({ path }) => !/\/(key|desk-token)$/.test(path)), { path: 'the log', bytes: Buffer.from(server.allLog()) }];
    assert.ok(places.some(({ path }) => path.endsWith('.db') || path.includes('/base/')));
    for (const [what, text] of Object.entries(secrets)) {
      // Six digits are found by chance in a file of numbers: as a value of its own they are looked for in words only.
      const spellings = what === 'code' ? [`"${text}"`, `=${text}`, ` ${text}`] : [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text)];
      for (const { path, bytes } of places)
        for (const spelling of spellings) assert.equal(bytes.indexOf(spelling), -1, `${what} is in ${path.replace(server.data, 'data')}`);
    }
  };
  look();
  ok(await console.post('/end'), 204);
  look();
  await server.stop();
  look();
});

test('help: who leaves takes the help along', async () => {
  const server = await startServer();
  const client = await signIn(server);
  const { page, console } = await together(client, await new Desk(server).staff('helper'));
  const waiting = console.helper.get(`/desk/help-sessions/${page.id}/frames?after=0`);
  const code = await until('a code may be sent', async () => {
    const answer = await client.post('/sms-codes', { phone: client.phone });
    return answer.status === 201 && answer.json;
  });
  ok(await client.post('/account/delete', { sms_code_id: code.id, code: code.sandbox_code }), 204);
  refused(await waiting, 404, 'not_found');
  refused(await new HelpConsole(console.helper, { id: page.id }).get(), 404, 'not_found');
  await server.kill();
});

test('help: asking is limited by address, and nobody is phoned because a stranger wished it often', async () => {
  const byAddress = await startServer({ args: ['--limits-help-per-address', '3/hour'] });
  const guestThere = new Client(byAddress);
  for (let i = 0; i < 3; i++) await askHelp(guestThere);
  refused(await guestThere.post('/help-sessions', { kind: 'code', reason }), 429, 'too_many_requests');
  await byAddress.kill();
  const byNumber = await startServer({ args: ['--limits-call-backs-per-number', '2/day'] });
  const phone = freshPhone();
  for (let i = 0; i < 2; i++) await askHelp(new Client(byNumber), { kind: 'call_back', phone });
  refused(await new Client(byNumber).post('/help-sessions', { kind: 'call_back', reason, phone: `+86 ${phone}` }), 429, 'too_many_requests');
  await askHelp(new Client(byNumber), { kind: 'call_back', phone: freshPhone() });
  await byNumber.kill();
});
