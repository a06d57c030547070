// What the export has beyond the app's lists: who helped, what stands behind a mandate, what is over; and that the page for
// printing says all of it in words.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { elder, mandate, Worker } from './support/batch.mjs';
import { Client, ok } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { jpeg } from './support/files.mjs';
import { askFamily, askHelp, follow, join } from './support/help.mjs';
import { confirm, identityNumber, identityRequest, orderRequest, patient, pay, queuedVisit, quoteFor, signIn, upload } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const system = async () => new Desk(await started());
const staff = async (role, name) => (await system()).staff(role, name);
const exported = async (client) => ok(await client.get('/account/export'));
async function printed(client, language) {
  const page = await client.get('/account/export.html', { headers: { 'Accept-Language': language } });
  assert.equal(page.status, 200);
  return page.text;
}
const actsOf = (help) => help.acts.map(({ action, actor, name }) => [action, actor, name]);

test('export: help by staff, with who it was, what they did and how it ended', async () => {
  const client = await patient(await started(), { name: '任长河' });
  const page = await askHelp(client);
  const console = await join(await staff('helper', '孙帮忙'), page);
  ok(await console.act('say', { text: '请按“继续”' }), 201);
  ok(await page.post('/end'), 200);
  const { help_sessions } = await exported(client);
  const [help, ...others] = help_sessions;
  assert.deepEqual(others, []);
  assert.deepEqual([help.id, help.kind, help.screen, help.field, help.helper_name, help.helper_kind, help.ended_by],
    [page.id, 'code', 'identity', 'identity.number', '孙帮忙', 'staff', 'patient']);
  assert.deepEqual(actsOf(help), [['help.asked', 'patient', undefined], ['help.joined', 'helper', '孙帮忙'], ['help.said', 'helper', '孙帮忙'], ['help.ended', 'patient', undefined]]);
  assert.ok(help.asked_at <= help.joined_at && help.joined_at <= help.ended_at);
  assert.ok(!JSON.stringify(help_sessions).includes('请按'), 'what was said is kept nowhere');
});

test('export: help by family, a door that stayed shut, and a call back', async () => {
  const client = await patient(await started());
  const guest = new Client(await started());
  const shut = await askFamily(client);
  await follow(guest, shut, '路过的人');
  ok(await shut.post('/let-in', { accepted: false }), 200);
  const page = await askFamily(client);
  const family = await follow(guest, page, '任晓');
  ok(await page.post('/let-in', { accepted: true }), 200);
  ok(await family.post('/end'), 204);
  const wish = await askHelp(client, { kind: 'call_back', phone: '13911112222' });
  const waits = (await exported(client)).help_sessions.find((one) => one.id === wish.id);
  assert.deepEqual([waits.kind, waits.phone, waits.ended_at], ['call_back', '13911112222', undefined]);
  const helper = await staff('helper', '孙帮忙');
  ok(await helper.post(`/desk/help-sessions/${wish.id}/called`), 204);
  const all = Object.fromEntries((await exported(client)).help_sessions.map((one) => [one.id, one]));
  const gist = ({ kind, helper_name, helper_kind, joined_at, ended_by }) => [kind, helper_name, helper_kind, joined_at !== undefined, ended_by];
  assert.deepEqual(gist(all[shut.id]), ['link', '路过的人', 'family', false, 'patient']);
  assert.deepEqual(gist(all[page.id]), ['link', '任晓', 'family', true, 'helper']);
  assert.deepEqual(gist(all[wish.id]), ['call_back', '孙帮忙', 'staff', false, 'helper']);
  assert.equal(all[wish.id].phone, undefined);
  assert.deepEqual(actsOf(all[page.id]).map(([action]) => action), ['help.asked', 'help.knocked', 'help.let_in', 'help.ended']);
});

test('export: help from long ago is told from the log, and help of before signing in from its beginning', async () => {
  const server = await started();
  const helper = await staff('helper', '孙帮忙');
  const client = await patient(server);
  const page = await askHelp(client);
  const console = await join(helper, page);
  ok(await console.post('/end'), 204);
  server.sql(`DELETE FROM help_sessions WHERE id='${page.id}'`);
  const [old] = (await exported(client)).help_sessions;
  assert.deepEqual([old.id, old.kind, old.screen, old.helper_name, old.helper_kind, old.ended_by], [page.id, 'code', undefined, '孙帮忙', 'staff', 'helper']);
  // Begun by somebody who was not signed in yet.
  const unknown = await askHelp(new Client(server));
  await join(helper, unknown);
  server.sql(`UPDATE help_sessions SET account_id=(SELECT account_id FROM sessions WHERE id='${client.session.id}') WHERE id='${unknown.id}'`);
  const mine = async () => (await exported(client)).help_sessions.find((one) => one.id === unknown.id);
  const before = [['help.asked', 'anonymous', undefined], ['help.joined', 'helper', '孙帮忙']];
  const told = await mine();
  assert.deepEqual([told.kind, told.helper_name, told.helper_kind, actsOf(told)], ['code', '孙帮忙', 'staff', before]);
  unknown.client = client;
  ok(await unknown.post('/end'), 200);
  server.sql(`DELETE FROM help_sessions WHERE id='${unknown.id}'`);
  const later = await mine();
  assert.deepEqual([later.helper_name, later.ended_by, actsOf(later)], ['孙帮忙', 'patient', [...before, ['help.ended', 'patient', undefined]]]);
  // Somebody else's, who never signed in, is nobody's.
  const strange = await askHelp(new Client(server));
  assert.ok(!(await exported(client)).help_sessions.some((one) => one.id === strange.id));
});

test('export: a mandate with its phone, what was prepared, what was said on the phone, and who fetched it', async () => {
  const server = await started();
  const desk = await system();
  const [clerk, community, pharmacy] = [await staff('clerk'), await staff('community', '何秀英'), await staff('pharmacy')];
  const worker = new Worker(community);
  const person = await elder(server);
  const paper = await mandate(clerk, worker, person, { phone: '13900005555' });
  await worker.confirmed(paper.id);
  const [said] = (await exported(person)).mandates[0].refills;
  assert.deepEqual([said.state, said.asked_by, said.answers.diagnosed, said.answers.changed, said.answers.red_flags_none], ['confirmed', '何秀英', 'yes', 'same', true]);
  ok(await worker.send(paper.id), 200);
  const [visit] = ok(await person.get('/visits')).items;
  await pay(person, visit.payment);
  const prescription = await desk.approve(visit.id);
  await confirm(person, prescription);
  const order = ok(await person.post('/orders', orderRequest(await quoteFor(person, prescription, 'pickup'))), 201);
  if (order.payment.state === 'pending') await pay(person, order.payment);
  for (const state of ['packed', 'ready']) ok(await desk.moveOrder(order.id, state), 200);
  const { pickup_code: code } = await worker.row(paper.id);
  ok(await pharmacy.post(`/desk/orders/${order.id}/pick-up`, { code, proxy: { name: '何秀英', patient_document_seen: true, proxy_document_seen: true, mandate_id: paper.id } }), 200);
  const all = await exported(person);
  const [one] = all.mandates;
  assert.deepEqual([one.mandate.id, one.mandate.worker_name, one.mandate.signed_on, one.phone], [paper.id, '何秀英', paper.signed_on, '13900005555']);
  const [refill] = one.refills;
  assert.deepEqual([refill.state, refill.medicines.map(({ id }) => id), refill.weeks, refill.calls, refill.visit_id],
    ['sent', ['med_atorvastatin'], 4, 1, visit.id]);
  assert.equal(all.visits[0].visit.draft.gate.diagnosed, 'yes', 'what was said went along with what was sent');
  assert.deepEqual([all.orders[0].picked_up.name, all.orders[0].picked_up.mandate_id], ['何秀英', paper.id]);
});

test('export: devices of before, carers of before, and the papers that are kept', async () => {
  const server = await started();
  const client = await patient(server);
  const before = await signIn(server, { phone: client.phone });
  ok(await before.delete('/sessions/current'), 204);
  const carer = await patient(server, { name: '任小溪' });
  const { code, id } = ok(await client.post('/carers', { person_id: client.personId, relationship: 'parent' }), 201);
  ok(await carer.post('/carers/accept', { code }), 200);
  ok(await client.delete(`/carers/${id}`), 204);
  ok(await client.post('/carers', { person_id: client.personId, relationship: 'other' }), 201);
  const child = ok(await client.post('/identity-checks', identityRequest({ name: '王小宝', relationship: 'child', number: identityNumber({ born: `${new Date().getFullYear() - 3}0101` }) })), 201);
  const guardianship = ok(await client.post('/guardianships', { person_id: child.person_id, basis: 'parent', document_upload_id: (await upload(client, jpeg())).id }), 201);
  const all = await exported(client);
  assert.deepEqual(all.past_sessions.map((one) => typeof one.ended_at), ['string']);
  assert.deepEqual(all.past_carers.map((one) => [one.carer.id, one.carer.carer_name, one.carer.state]), [[id, '任小溪', 'ended']]);
  assert.deepEqual(all.papers.map((one) => [one.kind, one.subject_id, one.media_type]), [['guardianship', guardianship.id, 'image/jpeg']]);
  const theirs = await exported(carer);
  assert.deepEqual([theirs.past_carers, theirs.papers], [[], []]);
});

test('export: where the photos of a talk are, and why money came back', async () => {
  const server = await started();
  const desk = await system();
  const client = await patient(server);
  const visit = await queuedVisit(client);
  await desk.accept(visit.id);
  const sent = ok(await client.post(`/visits/${visit.id}/messages`, { text: '', upload_id: (await upload(client, jpeg())).id }), 201);
  const prescription = await desk.prescribe(visit.id);
  await desk.review(prescription.id);
  await confirm(client, prescription);
  const order = ok(await client.post('/orders', orderRequest(await quoteFor(client, prescription, 'delivery'))), 201);
  await pay(client, order.payment);
  ok(await desk.post(`/desk/orders/${order.id}/refund`, { amount_fen: 100, reason: '盒子压坏了' }), 200);
  const all = await exported(client);
  assert.deepEqual(all.visits[0].files.map((one) => one.message_id), [sent.id]);
  assert.equal((await client.get(all.visits[0].files[0].content.slice('/api/v1'.length))).status, 200);
  const paid = all.payments.find((one) => one.purpose === 'order');
  assert.deepEqual(paid.refunds.map((one) => [one.amount_fen, one.reason]), [[100, '盒子压坏了']]);
});

test('export: the page for printing speaks in words, and names nothing by its id', async () => {
  const server = await started();
  const client = await elder(server);
  const page = await askFamily(client, { reason: { screen: 'refill' } });
  const family = await follow(new Client(server), page, '任晓');
  ok(await page.post('/let-in', { accepted: true }), 200);
  ok(await family.act('say', { text: '爸' }), 201);
  ok(await family.post('/end'), 204);
  const worker = new Worker(await staff('community', '何秀英'));
  const paper = await mandate(await staff('clerk'), worker, client);
  await worker.sent(paper.id);
  const [visit] = ok(await client.get('/visits')).items;
  await pay(client, visit.payment);
  const prescription = await (await system()).approve(visit.id);
  await confirm(client, prescription);
  const order = ok(await client.post('/orders', orderRequest(await quoteFor(client, prescription, 'delivery'))), 201);
  await pay(client, order.payment);
  ok(await client.post('/complaints', { visit_id: visit.id, text: '等得久' }), 201);
  const words = {
    zh: ['请人帮忙的记录', '任晓：家人说了一句话', '选药', '社区代办的委托书', '本人', '付了', '团结路', '您（或照顾您的人）', '元', '年', '何秀英：社区工作人员'],
    en: ['When you asked for help', '任晓: Someone of the family said a line', 'choosing medicine', 'Mandates of community workers', 'self', 'paid', '¥'],
  };
  for (const [language, wanted] of Object.entries(words)) {
    const text = await printed(client, language);
    for (const word of wanted) assert.ok(text.includes(word), `${language}: ${word}`);
    const raw = [...text.matchAll(/<(dt|dd|li)>([a-z]+(?:[_.][a-z]+)+|[A-Z]+ \/[^<]*|\d{4}-\d\d-\d\dT[^<]*)</g)].map((found) => found[2]);
    assert.deepEqual(raw, [], 'the contract\'s own words are not for reading');
    for (const id of [client.personId, visit.id, order.id, paper.id, page.id]) assert.ok(!text.includes(id), id);
    if (language === 'zh') assert.deepEqual([...text.matchAll(/<dt>([\x20-\x7e]+)<\/dt>/g)].map((found) => found[1]), []);
  }
});
