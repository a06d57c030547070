// Staff who check a photographed document: who looks, what they see, that no two do the same, and how long it takes.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { ok, refused } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { jpeg } from './support/files.mjs';
import { identityNumber, identityRequest, patient, signIn, upload } from './support/journey.mjs';
import { startServer } from './support/server.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const minute = 60_000;
const pdf = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(500, 'x')]);

async function waiting(server, { bytes = jpeg(), options, ...changes } = {}) {
  const client = await signIn(server);
  const photo = await upload(client, bytes, options);
  const check = ok(await client.post('/identity-checks', identityRequest({ method: 'staff_review', document_upload_id: photo.id, number: identityNumber(), ...changes })), 201);
  assert.equal(check.state, 'needs_staff');
  return { client, check };
}

async function waitingGuardian(server) {
  const client = await patient(server);
  const child = ok(await client.post('/identity-checks', identityRequest({ relationship: 'child', number: identityNumber({ born: `${new Date().getFullYear() - 5}0101` }) })), 201);
  const paper = await upload(client, jpeg());
  const guardianship = ok(await client.post('/guardianships', { person_id: child.person_id, basis: 'parent', document_upload_id: paper.id }), 201);
  return { client, guardianship };
}

const cases = {
  'identity-checks': async (server) => {
    const { client, check } = await waiting(server);
    return { client, id: check.id };
  },
  guardianships: async (server) => {
    const { client, guardianship } = await waitingGuardian(server);
    return { client, id: guardianship.id };
  },
};
for (const [kind, make] of Object.entries(cases)) {
  test(`staff check: a clerk sees the paper of ${kind}, whole, in parts and small, and each look is written down`, async () => {
    const server = await started();
    const { client, id } = await make(server);
    const clerk = await new Desk(server).staff('clerk');
    const path = `/desk/${kind}/${id}/document`;
    const whole = await clerk.get(path);
    assert.equal(whole.status, 200);
    assert.equal(whole.headers['content-type'], 'image/jpeg');
    assert.match(whole.headers['content-disposition'], /^inline; filename="document-1\.jpg"$/);
    assert.equal(whole.headers['cache-control'], 'private, no-store');
    const part = await clerk.get(path, { headers: { Range: 'bytes=2-9' } });
    assert.equal(part.status, 206);
    assert.deepEqual(part.bytes, whole.bytes.subarray(2, 10));
    assert.equal((await clerk.get(path, { headers: { Range: 'bytes=99999999-' } })).status, 416);
    const small = await clerk.get(`${path}/preview`);
    assert.equal(small.status, 200);
    assert.equal(small.headers['content-type'], 'image/jpeg');
    assert.deepEqual([...small.bytes.subarray(0, 2)], [0xff, 0xd8]);
    const looks = ok(await client.get('/audit-events')).items.filter((one) => one.object === id && one.actor === 'clerk').map(({ action }) => action);
    assert.deepEqual([...new Set(looks)].sort(), [`GET /desk/${kind}/{id}/document`, `GET /desk/${kind}/{id}/document/preview`]);
    assert.equal(looks.length, 4);
  });

  test(`staff check: nobody else sees the paper of ${kind}, and a clerk only while it waits`, async () => {
    const server = await started();
    const { client, id } = await make(server);
    const desk = new Desk(server);
    const clerk = await desk.staff('clerk');
    for (const part of ['document', 'document/preview']) {
      const path = `/desk/${kind}/${id}/${part}`;
      for (const role of ['doctor', 'pharmacist', 'pharmacy', 'courier', 'helper']) refused(await (await desk.staff(role)).get(path), 403, 'forbidden');
      refused(await client.get(path), 403, 'forbidden');
      refused(await clerk.get(path.replace(id, 'x_none')), 404, 'not_found');
      refused(await clerk.request('POST', path, { undocumented: true }), 405, 'method_not_allowed');
      refused(await client.get(path.replace('/desk', ''), { undocumented: true }), 404, 'not_found');
    }
    ok(await clerk.post(`/desk/${kind}/${id}/decide`, { verified: true }), 200);
    refused(await clerk.get(`/desk/${kind}/${id}/document`), 404, 'not_found');
    assert.equal((await desk.get(`/desk/${kind}/${id}/document`)).status, 200, "the hospital's own system still does");
  });
}

test('staff check: a scan as PDF is given as it is, and has no small picture', async () => {
  const server = await started();
  const { check } = await waiting(server, { bytes: pdf, options: { name: 'scan.pdf', type: 'application/pdf' } });
  const clerk = await new Desk(server).staff('clerk');
  assert.equal((await clerk.get(`/desk/identity-checks/${check.id}/document`)).headers['content-type'], 'application/pdf');
  refused(await clerk.get(`/desk/identity-checks/${check.id}/document/preview`), 404, 'not_found');
});

test('staff check: a check by the registry has no paper', async () => {
  const server = await started();
  const client = await signIn(server);
  const check = ok(await client.post('/identity-checks', identityRequest()), 201);
  refused(await new Desk(server).get(`/desk/identity-checks/${check.id}/document`), 404, 'not_found');
});

const idOf = (item) => (item.guardianship ?? item).id;
const refusal = { verified: false, reason: 'photo_unclear' };
for (const [kind, make] of Object.entries(cases)) {
  const table = kind.replace('-', '_');

  test(`staff check: who opens one of ${kind} holds it for five minutes, and no colleague does the same`, async () => {
    const server = await startServer();
    const desk = new Desk(server);
    const [one, two] = [await desk.staff('clerk', '赵一'), await desk.staff('clerk', '钱二')];
    const { id } = await make(server);
    const path = `/desk/${kind}/${id}`;
    const seenBy = async (clerk) => ok(await clerk.get(`/desk/${kind}`)).items[0];
    const shown = await seenBy(one);
    assert.deepEqual([idOf(shown), shown.opened_at, shown.held_by, shown.mine, shown.ahead], [id, undefined, undefined, undefined, 0]);
    const opened = ok(await one.post(`${path}/open`), 200);
    assert.deepEqual([opened.held_by, opened.mine], ['赵一', true]);
    assert.ok(Math.abs(Date.parse(opened.held_until) - Date.parse(opened.opened_at) - 5 * minute) < 1000);
    const seen = await seenBy(two);
    assert.deepEqual([seen.held_by, seen.mine, seen.opened_at], ['赵一', false, opened.opened_at]);
    refused(await two.post(`${path}/open`), 409, 'taken');
    refused(await two.post(`${path}/decide`, { verified: true }), 409, 'taken');
    ok(await one.post(`${path}/open`), 200);
    server.sql(`UPDATE ${table} SET held_at=held_at-${5 * minute} WHERE id='${id}'`);
    assert.equal((await seenBy(two)).held_by, undefined);
    const again = ok(await two.post(`${path}/open`), 200);
    assert.deepEqual([again.held_by, again.opened_at], ['钱二', opened.opened_at], 'the first look stays the first');
    refused(await one.post(`${path}/decide`, { verified: true }), 409, 'taken');
    ok(await two.post(`${path}/decide`, { verified: true }), 200);
    refused(await two.post(`${path}/open`), 409, 'illegal_state');
    refused(await two.post(`/desk/${kind}/x_none/open`), 404, 'not_found');
    refused(await (await desk.staff('doctor')).post(`${path}/open`), 403, 'forbidden');
    await server.kill();
  });

  test(`staff check: of clerks who open one of ${kind} at once, one gets it`, async () => {
    const server = await started();
    const desk = new Desk(server);
    const clerks = await Promise.all(Array.from({ length: 5 }, () => desk.staff('clerk')));
    const { id } = await make(server);
    const answers = await Promise.all(clerks.map((one) => one.post(`/desk/${kind}/${id}/open`)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409, 409]);
  });

  test(`staff check: a decision on ${kind} needs no opening, and the system is never kept waiting`, async () => {
    const server = await started();
    const desk = new Desk(server);
    const [one, two] = [await make(server), await make(server)];
    const clerk = await desk.staff('clerk');
    ok(await clerk.post(`/desk/${kind}/${one.id}/decide`, { verified: true }), 200);
    ok(await clerk.post(`/desk/${kind}/${two.id}/open`), 200);
    ok(await desk.post(`/desk/${kind}/${two.id}/decide`, refusal), 200);
  });

  test(`staff check: the list of ${kind} tells the order and how long it takes`, async () => {
    const server = await startServer();
    const desk = new Desk(server);
    const clerk = await desk.staff('clerk');
    const list = async () => ok(await clerk.get(`/desk/${kind}`));
    const ids = [];
    for (let i = 0; i < 4; i++) ids.push((await make(server)).id);
    assert.equal(ok(await desk.get('/desk/waiting'))[table], 4);
    const before = await list();
    assert.deepEqual(before.items.map((one) => [idOf(one), one.ahead]), ids.map((id, i) => [id, i]));
    assert.deepEqual([before.median_seconds_last_20, before.median_look_seconds_last_20], [undefined, undefined]);
    for (const [i, sent, opened] of [[0, 600, 60], [1, 100, 20], [2, 300, 40]]) {
      ok(await clerk.post(`/desk/${kind}/${ids[i]}/open`), 200);
      server.sql(`UPDATE ${table} SET created_at=created_at-${sent * 1000}, opened_at=opened_at-${opened * 1000} WHERE id='${ids[i]}'`);
      ok(await clerk.post(`/desk/${kind}/${ids[i]}/decide`, i ? { verified: true } : refusal), 200);
    }
    const after = await list();
    assert.deepEqual(after.items.map((one) => [idOf(one), one.ahead]), [[ids[3], 0]]);
    assert.ok(after.median_seconds_last_20 >= 300 && after.median_seconds_last_20 < 360, String(after.median_seconds_last_20));
    assert.ok(after.median_look_seconds_last_20 >= 40 && after.median_look_seconds_last_20 < 100, String(after.median_look_seconds_last_20));
    await server.kill();
  });
}
