// Community workers (S13): a signed mandate, refills prepared from earlier prescriptions, read out on the phone, sent one by one,
// and fetched with two documents. What a patient may not do for themselves the worker may not either.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { asBefore, attachPaper, beginPaper, day, elder, mandate, mandateRequest, sendPaper, Worker } from './support/batch.mjs';
import { Client, ok, refused, until } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { EventStream } from './support/events.mjs';
import { exif, jpeg, jpegWith } from './support/files.mjs';
import { confirm, draftVisit, identityNumber, identityRequest, orderRequest, patient, pay, queuedVisit, quoteFor, refillDraft, requestCode, signIn, upload } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const system = async () => new Desk(await started());
const staff = async (...roles) => {
  const desk = await system();
  return Promise.all(roles.map((role) => desk.staff(role, role === 'community' ? '何秀英' : `${role} 乙`)));
};
async function team() {
  const [clerk, community] = await staff('clerk', 'community');
  return { clerk, worker: new Worker(community) };
}
// A worker with a mandate of one person.
async function pair(options) {
  const { clerk, worker } = await team();
  const person = await elder(await started(), options);
  const paper = await mandate(clerk, worker, person);
  return { clerk, worker, person, id: paper.id, paper };
}
const visitsOf = async (person) => ok(await person.get('/visits')).items;
const linesOf = async (client, path = '/audit-events') => ok(await client.get(path)).items;
const filesKept = async () => (await started()).files().map(({ path }) => path).filter((path) => path.includes('/uploads/'));
const dueTo = (sql) => started().then((server) => server.sql(sql));

// ---- mandates ----

test('mandates: a clerk records the paper, the person sees it and takes it back, and the worker has nobody any more', async () => {
  const { worker, person, id, paper } = await pair();
  assert.deepEqual([paper.state, paper.worker_name, paper.person_id, paper.ends_on], ['active', '何秀英', person.personId, day(300)]);
  assert.ok(!JSON.stringify(paper).includes(person.number));
  assert.deepEqual(ok(await person.get('/mandates')).items, [paper]);
  const [mine] = await worker.list();
  assert.deepEqual([mine.id, mine.name, mine.phone, mine.row], [id, '任长河', person.phone, undefined]);
  await worker.confirmed(id);
  ok(await person.delete(`/mandates/${id}`), 204);
  ok(await person.delete(`/mandates/${id}`), 204);
  const [ended] = ok(await person.get('/mandates')).items;
  assert.deepEqual([ended.state, ended.ended_by], ['ended', 'person']);
  assert.deepEqual(await worker.list(), []);
  // In the middle of everything, too.
  refused(await worker.open(id), 409, 'mandate_ended');
  refused(await worker.prepare(id), 409, 'mandate_ended');
  refused(await worker.send(id), 409, 'mandate_ended');
  assert.deepEqual(await visitsOf(person), []);
});

test('mandates: the worker photographs the paper; the person and the clerk see it, others do not, and who looked is written down', async () => {
  const { clerk, worker, person, id, paper } = await pair();
  assert.equal(paper.paper, false);
  assert.equal((await worker.list())[0].paper, false);
  for (const path of [`/mandates/${id}/content`, `/mandates/${id}/preview`]) refused(await person.get(path), 404, 'not_found');
  const place = 'PLANTED-PLACE';
  const photo = jpegWith(jpeg(), [[0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif(1, place)])]]);
  const before = await filesKept();
  const attached = ok(await attachPaper(worker.client, id, photo), 200);
  assert.equal(attached.paper, true);
  assert.equal((await worker.list())[0].paper, true);
  assert.equal(ok(await person.get('/mandates')).items[0].paper, true);
  // Cleaned as all photos are.
  const seen = await person.get(`/mandates/${id}/content`);
  assert.equal(seen.status, 200);
  assert.equal(seen.headers['content-type'], 'image/jpeg');
  assert.ok(photo.includes(place) && !seen.bytes.includes(place));
  assert.equal((await person.get(`/mandates/${id}/preview`)).status, 200);
  for (const who of [clerk, worker.client]) {
    const { bytes } = await who.get(`/desk/mandates/${id}/content`);
    assert.ok(bytes.equals(seen.bytes));
  }
  const looks = (await linesOf(person, '/audit-events?limit=100')).filter(({ object }) => object === id).map(({ actor, action }) => `${actor} ${action}`);
  for (const wanted of ['clerk GET /desk/mandates/{id}/content', 'community GET /desk/mandates/{id}/content', 'community POST /desk/mandates/{id}/paper'])
    assert.ok(looks.includes(wanted), `${wanted} in ${looks.join(', ')}`);
  // Nobody else: another person, another worker, other roles.
  refused(await (await elder(await started())).get(`/mandates/${id}/content`), 404, 'not_found');
  const [other, doctor, pharmacy] = await staff('community', 'doctor', 'pharmacy');
  refused(await other.get(`/desk/mandates/${id}/content`), 404, 'not_found');
  refused(await beginPaper(other, id, 100), 404, 'not_found');
  refused(await beginPaper(doctor, id, 100), 404, 'not_found');
  for (const who of [doctor, pharmacy]) refused(await who.get(`/desk/mandates/${id}/content`), 403, 'forbidden');
  // A better one takes its place, and the first is gone from the disk.
  const first = (await filesKept()).filter((path) => !before.includes(path));
  assert.ok(first.length > 0);
  ok(await attachPaper(clerk, id, jpeg(4000, 3)), 200);
  assert.ok(!(await person.get(`/mandates/${id}/content`)).bytes.equals(seen.bytes));
  await until('the first photo is gone', async () => !(await filesKept()).some((path) => first.includes(path)));
  // It is in the copy of the person's data, and stays when the mandate ends; the worker sees it no more.
  assert.ok(ok(await person.get('/account/export')).papers.some((one) => one.kind === 'mandate'));
  ok(await person.delete(`/mandates/${id}`), 204);
  assert.equal((await person.get(`/mandates/${id}/content`)).status, 200);
  assert.equal((await clerk.get(`/desk/mandates/${id}/content`)).status, 200);
  refused(await worker.client.get(`/desk/mandates/${id}/content`), 404, 'not_found');
  refused(await beginPaper(clerk, id, 100), 409, 'mandate_ended');
});

test('mandates: what is no photo of this paper is refused', async () => {
  const { clerk, worker, person, id } = await pair();
  const attach = (upload_id, who = worker.client) => who.post(`/desk/mandates/${id}/paper`, { upload_id });
  refused(await attach('upl_none'), 422, 'validation', { '/upload_id': 'not_found' });
  refused(await attach((await upload(person, jpeg())).id), 422, 'validation', { '/upload_id': 'not_found' });
  const theirs = await mandate(clerk, worker, await elder(await started()));
  refused(await attach(await sendPaper(clerk, theirs.id)), 422, 'validation', { '/upload_id': 'not_found' });
  refused(await attach(await sendPaper(clerk, id, Buffer.from('%PDF-1.7\n%%EOF\n'))), 422, 'validation', { '/upload_id': 'file_type' });
  const begun = await beginPaper(clerk, id, 100);
  refused(await attach(begun.headers.location.split('/').pop()), 422, 'validation', { '/upload_id': 'upload_unfinished' });
  const before = await filesKept();
  const good = await sendPaper(worker.client, id);
  ok(await attach(good), 200);
  refused(await attach(good), 422, 'validation', { '/upload_id': 'upload_used' });
  // It is no paper of the patient's to use elsewhere, and nobody's upload but the desk's.
  const fresh = await sendPaper(clerk, id);
  refused(await person.post('/records', { upload_id: fresh, person_id: person.personId, kind: 'other' }), 404, 'not_found');
  refused(await person.request('HEAD', `/uploads/${fresh}`, { headers: { 'Tus-Resumable': '1.0.0' } }), 404);
  // With the account it is gone.
  const theirs_now = (await filesKept()).filter((path) => !before.includes(path));
  assert.ok(theirs_now.length > 0);
  const code = await requestCode(person.as(undefined), person.phone);
  ok(await person.post('/account/delete', { sms_code_id: code.id, code: code.sandbox_code }), 204);
  await until('the photos are gone', async () => !(await filesKept()).some((path) => theirs_now.includes(path)));
  refused(await clerk.get(`/desk/mandates/${id}/content`), 404, 'not_found');
});

test('mandates: what is not on a good paper is refused, each field with its reason', async () => {
  const { clerk, worker } = await team();
  const person = await elder(await started());
  const unproved = await signIn(await started());
  const number = identityNumber();
  const photo = await upload(unproved, jpeg());
  ok(await unproved.post('/identity-checks', identityRequest({ method: 'staff_review', document_upload_id: photo.id, name: '贺兰', number })), 201);
  const child = identityNumber({ born: `${new Date().getFullYear() - 9}0101` });
  ok(await person.post('/identity-checks', identityRequest({ relationship: 'child', name: '任小河', number: child })), 201);
  const [doctor] = await staff('doctor');
  const wrong = async (changes, pointer, code) => refused(await clerk.post('/desk/mandates', mandateRequest(worker, person, changes)), 422, 'validation', { [pointer]: code });
  await wrong({ worker_id: doctor.staffId }, '/worker_id', 'not_found');
  await wrong({ worker_id: 'sta_none' }, '/worker_id', 'not_found');
  await wrong({ name: '任长江' }, '/number', 'mandate.person');
  await wrong({ number: identityNumber() }, '/number', 'mandate.person');
  await wrong({ name: '贺兰', number }, '/number', 'mandate.person');
  await wrong({ name: '任小河', number: child }, '/number', 'mandate.minor');
  await wrong({ signed_on: day(1) }, '/signed_on', 'mandate.signed_later');
  await wrong({ signed_on: day(-20), ends_on: day(-1) }, '/ends_on', 'mandate.over');
  await wrong({ ends_on: day(366) }, '/ends_on', 'mandate.too_long');
  await wrong({ ends_on: 'bald' }, '/ends_on', 'date.format');
  await wrong({ phone: '12' }, '/phone', 'phone.length');
  const made = await mandate(clerk, worker, person, { phone: '13900002468', number: person.number.toLowerCase() });
  assert.equal((await worker.list())[0].phone, '13900002468');
  refused(await clerk.post('/desk/mandates', mandateRequest(worker, person)), 409, 'illegal_state');
  ok(await clerk.post(`/desk/mandates/${made.id}/end`), 204);
  assert.equal(ok(await person.get('/mandates')).items[0].ended_by, 'staff');
  ok(await clerk.post('/desk/mandates', mandateRequest(worker, person)), 201);
  const desk = ok(await clerk.get('/desk/mandates'));
  assert.ok(desk.workers.some((one) => one.id === worker.staffId));
  assert.ok(desk.items.some((one) => one.id === made.id && one.state === 'ended'));
});

test('mandates: of someone in a child\'s account, unless they have one of their own', async () => {
  const server = await started();
  const { clerk, worker } = await team();
  const daughter = await patient(server);
  const number = identityNumber();
  const mother = ok(await daughter.post('/identity-checks', identityRequest({ relationship: 'parent', name: '何玉兰', number })), 201);
  const inHers = await mandate(clerk, worker, { name: '何玉兰', number });
  assert.equal(inHers.person_id, mother.person_id);
  assert.equal(ok(await daughter.get('/mandates')).items[0].id, inHers.id);
  await worker.sent(inHers.id);
  assert.equal((await visitsOf(daughter))[0].person_id, mother.person_id);
  const own = await patient(server, { name: '何玉兰', number });
  const inOwn = await mandate(clerk, worker, { name: '何玉兰', number });
  assert.equal(inOwn.person_id, own.personId);
});

test('mandates: on its last day it holds, the day after it does not', async () => {
  const { worker, id } = await pair();
  await worker.prepared(id);
  await dueTo(`UPDATE mandates SET ends_on='${day()}' WHERE id='${id}'`);
  ok(await worker.open(id), 200);
  await dueTo(`UPDATE mandates SET ends_on='${day(-1)}' WHERE id='${id}'`);
  refused(await worker.open(id), 409, 'mandate_ended');
  assert.deepEqual(await worker.list(), []);
});

test('mandates: nobody else\'s list, and nothing but the list', async () => {
  const { clerk, worker, person, id } = await pair();
  await worker.prepared(id);
  const [other] = await staff('community');
  const stranger = await elder(await started());
  const theirs = new Worker(other);
  assert.deepEqual(await theirs.list(), []);
  refused(await theirs.open(id), 404, 'not_found');
  refused(await theirs.prepare(id), 404, 'not_found');
  refused(await theirs.readBack(id, asBefore({ content: 'x' })), 404, 'not_found');
  refused(await theirs.send(id), 404, 'not_found');
  refused(await stranger.delete(`/mandates/${id}`), 404, 'not_found');
  refused(await clerk.get('/desk/batch'), 403, 'forbidden');
  for (const path of ['/desk/queue', '/desk/mandates', '/desk/orders', '/desk/prescriptions', '/desk/audit-events', '/desk/help-queue', '/desk/identity-checks', '/people', '/records', '/visits'])
    refused(await worker.client.get(path), 403, 'forbidden');
  const visit = await queuedVisit(person);
  for (const path of [`/desk/visits/${visit.id}`, `/desk/visits/${visit.id}/messages`, `/visits/${visit.id}`, `/people/${person.personId}/earlier-care`, `/payments/${visit.payment.id}`])
    refused(await worker.client.get(path), 403, 'forbidden');
});

test('mandates: the person hears of each that is recorded and of each that ends, whoever ends it', async () => {
  const { clerk, worker, person, id } = await pair();
  const news = async () => ok(await person.get('/events?poll=1&after=0')).items.filter((one) => one.kind === 'mandate').map((one) => one.subject);
  assert.deepEqual(await news(), [id]);
  const stream = new EventStream(person, { lastEventId: '0' });
  ok(await clerk.post(`/desk/mandates/${id}/end`), 204);
  await stream.until('the end is told', (one) => one.kind === 'mandate' && one.subject === id && one.id !== stream.events.find((first) => first.kind === 'mandate').id);
  stream.close();
  for (const event of stream.events) assert.deepEqual(Object.keys(event).sort(), ['id', 'kind', 'subject']);
  ok(await clerk.post(`/desk/mandates/${id}/end`), 204);
  assert.deepEqual(await news(), [id, id], 'ending it twice is no news');
  // Its last day is over; the next paper makes that plain.
  const second = await mandate(clerk, worker, person);
  await dueTo(`UPDATE mandates SET ends_on='${day(-1)}' WHERE id='${second.id}'`);
  const third = await mandate(clerk, worker, person);
  ok(await person.delete(`/mandates/${third.id}`), 204);
  const fourth = await mandate(clerk, worker, person);
  ok(await (await system()).delete(`/desk/staff/${worker.staffId}`), 204);
  assert.deepEqual(await news(), [id, id, second.id, second.id, third.id, third.id, fourth.id, fourth.id]);
  const lines = await linesOf(person);
  assert.deepEqual(lines.filter((one) => one.action === 'mandate.ended').map((one) => one.object), [fourth.id]);
  assert.ok(!lines.some((one) => one.action.startsWith('DELETE /desk/staff')), 'whoever else the hospital lets go is not the person\'s to see');
});

test('mandates: a worker who works here no longer has none', async () => {
  const { worker, person, id } = await pair();
  ok(await (await system()).delete(`/desk/staff/${worker.staffId}`), 204);
  refused(await worker.open(id), 401, 'unauthorized');
  assert.equal(ok(await person.get('/mandates')).items[0].ended_by, 'staff');
});

test('mandates: who leaves takes it along, and nothing that was prepared is left', async () => {
  const { worker, person, id } = await pair();
  await worker.confirmed(id);
  const code = ok(await new Client(person.server).post('/sms-codes', { phone: person.phone }), 201);
  ok(await person.post('/account/delete', { sms_code_id: code.id, code: code.sandbox_code }), 204);
  assert.deepEqual(await worker.list(), []);
  refused(await worker.open(id), 404, 'not_found');
});

// ---- preparing and reading back ----

test('batch: from an earlier prescription through the phone to the doctor, and the person reads it all', async () => {
  const { worker, person, id } = await pair();
  const open = ok(await worker.open(id));
  assert.deepEqual(open.medicines.map(({ id: medicine, name, usage }) => [medicine, name, usage])[0], ['med_atorvastatin', '阿托伐他汀钙片', '每晚 1 片，口服']);
  assert.deepEqual(open.questions.map((one) => one.id), ['diagnosed', 'changed']);
  assert.ok(open.red_flags.length > 2 && open.weeks_max === 4);
  const prepared = await worker.prepared(id, { weeks: 2 });
  assert.deepEqual([prepared.state, prepared.weeks, prepared.calls], ['prepared', 2, 0]);
  const confirmed = ok(await worker.readBack(id, asBefore(prepared)), 200).row;
  assert.deepEqual([confirmed.state, confirmed.calls], ['confirmed', 1]);
  assert.ok(Date.parse(confirmed.send_by) > Date.now());
  const sent = ok(await worker.send(id), 200).row;
  assert.deepEqual([sent.state, sent.progress, sent.failure], ['sent', 'to_pay', undefined]);
  const [visit, ...others] = await visitsOf(person);
  assert.deepEqual(others, []);
  assert.equal(visit.state, 'submitted');
  assert.deepEqual(visit.draft, { gate: { red_flags_none: true, diagnosed: 'yes', changed: 'same' }, medicine_ids: ['med_atorvastatin'], weeks: 2 });
  const said = ok(await person.get(`/visits/${visit.id}/messages`)).items;
  assert.deepEqual(said.map(({ from, text, by }) => [from, text, by]), [['system', 'by_mandate', '何秀英']]);
  // Paid by the person, it goes its usual way; the worker sees how far it is and no more.
  await pay(person, visit.payment);
  assert.equal((await worker.row(id)).progress, 'queued');
  const looks = (await linesOf(person)).filter((one) => one.actor === 'community');
  assert.deepEqual(looks.map(({ action, object, actor_id }) => [action, object, actor_id]).reverse(), [
    ['GET /desk/batch/{id}', id, worker.staffId], ['POST /desk/batch/{id}/prepare', id, worker.staffId],
    ['POST /desk/batch/{id}/read-back', id, worker.staffId], ['mandate.sent', id, worker.staffId],
    ['POST /visits/{id}/submit', visit.id, worker.staffId],
  ]);
  const hospital = await linesOf(await system(), '/desk/audit-events?limit=100');
  assert.ok(hospital.some((one) => one.action === 'POST /visits/{id}/submit' && one.object === visit.id && one.actor === 'community'));
});

test('batch: what cannot be prepared says which and why', async () => {
  const { worker, id } = await pair();
  const wrong = async (changes, pointer, code) => refused(await worker.prepare(id, changes), 422, 'validation', { [pointer]: code });
  await wrong({ medicine_ids: ['med_none'] }, '/medicine_ids', 'not_found');
  await wrong({ medicine_ids: [] }, '/medicine_ids', 'required');
  await wrong({ medicine_ids: ['med_atorvastatin', 'med_atorvastatin'] }, '/medicine_ids', 'choice');
  await wrong({ weeks: 5 }, '/weeks', 'weeks.range'); // that needs the patient's signature
  await wrong({ weeks: 0 }, '/weeks', 'weeks.range');
  refused(await worker.send(id), 404, 'not_found');
  refused(await worker.readBack(id, asBefore({ content: 'x' })), 404, 'not_found');
});

test('batch: nothing is sent that was not read out, just so, lately', async () => {
  const { worker, person, id } = await pair();
  const first = await worker.prepared(id);
  refused(await worker.send(id), 409, 'illegal_state');
  refused(await worker.readBack(id, asBefore({ content: 'something else' })), 409, 'content_changed');
  ok(await worker.readBack(id, asBefore(first)), 200);
  // Prepared anew, also from another device: what was said was said to something else.
  const second = await worker.prepared(id, { medicine_ids: ['med_atorvastatin', 'med_ticagrelor'] });
  assert.notEqual(second.content, first.content);
  assert.equal(second.state, 'prepared');
  refused(await worker.send(id), 409, 'illegal_state');
  refused(await worker.readBack(id, asBefore(first)), 409, 'content_changed');
  ok(await worker.readBack(id, asBefore(second)), 200);
  // Only whoever read it out sends it.
  const { row: others } = ok(await new Desk(await started()).post(`/desk/batch/${id}/send`), 200);
  assert.deepEqual([others.state, others.failure], ['failed', 'read_back_old']);
  ok(await worker.readBack(id, asBefore(second)), 200);
  // A day later it has to be read out again; until then the row says so, and nothing is lost.
  await dueTo(`UPDATE batch_rows SET called_at=called_at-${25 * 3_600_000} WHERE mandate_id='${id}'`);
  const old = ok(await worker.send(id), 200).row;
  assert.deepEqual([old.state, old.failure], ['failed', 'read_back_old']);
  assert.deepEqual(await visitsOf(person), []);
  ok(await worker.readBack(id, asBefore(second)), 200);
  assert.equal(ok(await worker.send(id), 200).row.state, 'sent');
});

test('batch: the hospital changes a word after it was read out', async () => {
  const { worker, person, id } = await pair();
  const care = (usage) => ({ medicines: [{ id: 'med_atorvastatin', name: { zh: '阿托伐他汀钙片', en: 'Atorvastatin' }, specification: '20 mg × 7', usage: { zh: usage, en: usage }, last_prescribed_on: day(-30) }] });
  const tell = async (usage) => ok(await (await system()).request('PUT', `/desk/people/${person.personId}/earlier-care`, { json: care(usage) }), 204);
  await tell('每晚 1 片');
  await worker.confirmed(id);
  await tell('每晚半片');
  const row = ok(await worker.send(id), 200).row;
  assert.deepEqual([row.state, row.failure], ['failed', 'content_changed']);
  refused(await worker.readBack(id, asBefore(row)), 409, 'content_changed');
  const again = await worker.prepared(id);
  assert.equal(again.medicines[0].usage, '每晚半片');
  assert.deepEqual(await visitsOf(person), []);
});

test('batch: any yes to "has anything changed" ends the row; the person sees a doctor first', async () => {
  const cases = [
    [{ unwell: true }, 'consultation'], [{ allergy: true }, 'consultation'], [{ red_flag: true }, 'emergency'],
    [{ answers: [{ question: 'diagnosed', answer: 'yes' }, { question: 'changed', answer: 'changed' }] }, 'consultation'],
    [{ answers: [{ question: 'diagnosed', answer: 'yes' }, { question: 'changed', answer: 'unsure' }] }, 'consultation'],
    [{ answers: [{ question: 'diagnosed', answer: 'no' }, { question: 'changed', answer: 'same' }] }, 'not_refill'],
    [{ answers: [{ question: 'diagnosed', answer: 'unsure' }, { question: 'changed', answer: 'same' }] }, 'ask_staff'],
    [{ agrees: false, red_flag: true }, 'emergency'], // said by someone who wants no medicine, too
  ];
  const { clerk, worker } = await team();
  for (const [changes, advice] of cases) {
    const person = await elder(await started());
    const { id } = await mandate(clerk, worker, person);
    const row = ok(await worker.readBack(id, asBefore(await worker.prepared(id), changes)), 200).row;
    assert.deepEqual([row.state, row.advice], ['changed', advice], JSON.stringify(changes));
    refused(await worker.send(id), 409, 'illegal_state');
    refused(await worker.readBack(id, asBefore(row)), 409, 'illegal_state');
    refused(await worker.prepare(id), 409, 'consult_first');
    assert.ok(Date.parse(ok(await worker.open(id)).hold_until) > Date.now());
    assert.deepEqual(await visitsOf(person), []);
    await dueTo(`UPDATE batch_rows SET called_at=called_at-${25 * 3_600_000} WHERE mandate_id='${id}'`);
    assert.equal((await worker.prepared(id)).state, 'prepared');
  }
});

test('batch: of whoever says yes everything is asked; whoever is away or says no is left in peace', async () => {
  const { worker, id } = await pair();
  const row = await worker.prepared(id);
  const without = (name) => Object.fromEntries(Object.entries(asBefore(row)).filter(([one]) => one !== name));
  for (const name of ['agrees', 'red_flag', 'unwell', 'allergy', 'answers'])
    refused(await worker.readBack(id, without(name)), 422, 'validation', { [`/${name}`]: 'required' });
  refused(await worker.readBack(id, asBefore(row, { answers: [{ question: 'changed', answer: 'same' }] })), 422, 'validation', { '/answers': 'required' });
  const away = { content: row.content, reached: false };
  for (const calls of [1, 2]) {
    const missed = ok(await worker.readBack(id, away), 200).row;
    assert.deepEqual([missed.state, missed.calls], ['not_reached', calls]);
  }
  refused(await worker.send(id), 409, 'illegal_state');
  const no = ok(await worker.readBack(id, { content: row.content, reached: true, agrees: false }), 200).row;
  assert.deepEqual([no.state, no.advice, no.calls], ['declined', undefined, 3]);
  refused(await worker.send(id), 409, 'illegal_state');
  assert.equal((await worker.prepared(id)).calls, 0, 'the next one is a new row');
});

// ---- sending ----

test('sending: each row alone, the others go on; what was sent is sent once', async () => {
  const { clerk, worker } = await team();
  const people = [];
  for (let i = 0; i < 4; i++) {
    const person = await elder(await started());
    const { id } = await mandate(clerk, worker, person);
    await worker.confirmed(id);
    people.push({ person, id });
  }
  const [good, taken, begun, last] = people;
  ok(await taken.person.post('/consents', { purpose: 'health_data', version: 1, given: false }), 201);
  const own = await draftVisit(begun.person, { draft: await refillDraft(begun.person, { weeks: 1 }) });
  const results = [];
  for (const { id } of people) results.push(ok(await worker.send(id), 200).row);
  assert.deepEqual(results.map(({ state, failure }) => [state, failure]), [['sent', undefined], ['failed', 'consent'], ['failed', 'draft_open'], ['sent', undefined]]);
  for (const { person } of [good, last]) assert.equal((await visitsOf(person)).length, 1);
  assert.deepEqual(await visitsOf(taken.person), [], 'nothing is left of a try that failed');
  assert.equal(ok(await begun.person.get(`/visits/${own.id}`)).draft.weeks, 1, 'and what a person began is theirs');
  // Again, after the reason is gone; and again for those that were sent.
  ok(await taken.person.post('/consents', { purpose: 'health_data', version: 1, given: true }), 201);
  for (const { id } of people) ok(await worker.send(id), 200);
  for (const { person } of [good, taken, last]) assert.equal((await visitsOf(person)).length, 1);
  const failed = (await linesOf(begun.person)).filter((one) => one.action === 'mandate.refused');
  assert.equal(failed.length, 2);
});

test('sending: a lost answer asked for again, and two devices at once, make one visit', async () => {
  const { worker, person, id } = await pair();
  await worker.confirmed(id);
  const all = await Promise.all(['a', 'b', 'a'].map((key) => worker.send(id, { key: `send-${id}-${key}` })));
  for (const answer of all) assert.ok(answer.status === 200 || answer.code === 'idempotency_in_flight', answer.text);
  ok(await worker.send(id, { key: `send-${id}-a` }), 200);
  assert.equal((await visitsOf(person)).length, 1);
});

test('sending: while a refill is on its way there is no second one', async () => {
  const { worker, person, id } = await pair();
  await worker.sent(id);
  const [visit] = await visitsOf(person);
  await worker.confirmed(id);
  const second = ok(await worker.send(id), 200).row;
  assert.deepEqual([second.state, second.failure], ['failed', 'visit_open']);
  ok(await person.post(`/visits/${visit.id}/cancel`), 200);
  assert.equal(ok(await worker.send(id), 200).row.state, 'sent');
});

test('sending: resumed after the server\'s end, from what it kept', async () => {
  const server = await started();
  const { worker, person, id } = await pair();
  await worker.confirmed(id);
  await server.kill();
  await server.restart();
  assert.equal((await worker.row(id)).state, 'confirmed');
  assert.equal(ok(await worker.send(id), 200).row.state, 'sent');
  assert.equal((await visitsOf(person)).length, 1);
});

// ---- fetching ----

async function readyOrder() {
  const made = await pair();
  const { worker, person, id } = made;
  await worker.sent(id);
  const [visit] = await visitsOf(person);
  await pay(person, visit.payment);
  const desk = await system();
  const prescription = await desk.approve(visit.id);
  assert.equal((await worker.row(id)).progress, 'to_order');
  await confirm(person, prescription);
  const order = ok(await person.post('/orders', orderRequest(await quoteFor(person, prescription, 'pickup'))), 201);
  if (order.payment.state === 'pending') {
    assert.equal((await worker.row(id)).progress, 'to_pay_order');
    await pay(person, order.payment);
  }
  const [pharmacy] = await staff('pharmacy');
  ok(await desk.moveOrder(order.id, 'packed'), 200);
  assert.deepEqual([(await worker.row(id)).progress, (await worker.row(id)).pickup_code], ['packing', undefined]);
  ok(await desk.moveOrder(order.id, 'ready'), 200);
  return { ...made, desk, pharmacy, order };
}

test('pick-up: both documents are seen, the name is the worker\'s, and only a mandate that holds', async () => {
  const { clerk, worker, person, id, pharmacy, order } = await readyOrder();
  const row = await worker.row(id);
  assert.equal(row.progress, 'ready');
  assert.match(row.pickup_code, /^\d{6}$/);
  assert.deepEqual(ok(await pharmacy.get(`/desk/orders/${order.id}`)).mandate_holders, [{ mandate_id: id, name: '何秀英' }]);
  const fetch = (proxy) => pharmacy.post(`/desk/orders/${order.id}/pick-up`, { code: row.pickup_code, proxy: { name: '何秀英', patient_document_seen: true, proxy_document_seen: true, mandate_id: id, ...proxy } });
  refused(await fetch({ patient_document_seen: false }), 422, 'validation', { '/proxy/patient_document_seen': 'required' });
  refused(await fetch({ proxy_document_seen: false }), 422, 'validation', { '/proxy/proxy_document_seen': 'required' });
  refused(await fetch({ name: '何秀兰' }), 422, 'validation', { '/proxy/name': 'mandate.name' });
  const other = await elder(person.server);
  const theirs = await mandate(clerk, worker, other);
  refused(await fetch({ mandate_id: theirs.id }), 422, 'validation', { '/proxy/mandate_id': 'not_found' });
  ok(await fetch({}), 200);
  assert.deepEqual([(await worker.row(id)).progress, (await worker.row(id)).pickup_code], ['done', undefined]);
  const lines = (await linesOf(person)).filter((one) => one.actor === 'pharmacy').map(({ action, object }) => [action, object]);
  for (const wanted of [['pickup.both_documents_seen', order.id], ['mandate.picked_up', id], ['POST /desk/orders/{id}/pick-up', order.id]])
    assert.ok(lines.some((line) => line.join() === wanted.join()), wanted.join());
  assert.ok(!JSON.stringify(await linesOf(await system(), '/desk/audit-events?limit=100')).includes(person.number));
});

test('pick-up: a mandate taken back on the way gives nothing out', async () => {
  const { worker, person, id, pharmacy, order } = await readyOrder();
  const { pickup_code } = await worker.row(id);
  ok(await person.delete(`/mandates/${id}`), 204);
  assert.equal(ok(await pharmacy.get(`/desk/orders/${order.id}`)).mandate_holders, undefined);
  refused(await pharmacy.post(`/desk/orders/${order.id}/pick-up`, { code: pickup_code, proxy: { name: '何秀英', patient_document_seen: true, proxy_document_seen: true, mandate_id: id } }), 409, 'mandate_ended');
});

test('batch: nothing of it is in the clear, in the log or in what is stored', async () => {
  const server = await started();
  const { clerk, worker } = await team();
  const person = await elder(server);
  const phone = '13977775555';
  const { id } = await mandate(clerk, worker, person, { phone });
  await worker.confirmed(id);
  for (const secret of [phone, person.number, 'med_atorvastatin', '任长河']) {
    assert.ok(!server.allLog().includes(secret), `the log has ${secret}`);
    for (const { path, bytes } of server.stored()) assert.ok(!bytes.includes(secret), `${path} has ${secret}`);
  }
});
