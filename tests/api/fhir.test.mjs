// What a hospital's own systems read in FHIR R4: every resource of whole journeys, and that nobody else reads any of it.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok, refused } from './support/client.mjs';
import { Desk, medicines } from './support/desk.mjs';
import { faultsOf, fhir, idOf, read, referencesIn, refusedAs, search, searchPage, sound } from './support/fhir.mjs';
import { jpeg } from './support/files.mjs';
import { confirm, createUpload, draftVisit, freshPhone, identityNumber, identityRequest, orderRequest, patient, pay, queuedVisit, quoteFor, record, refillDraft,
  requestCode, sendPart, upload } from './support/journey.mjs';
import { startServer, temporaryFolder } from './support/server.mjs';

const types = ['Patient', 'Task', 'DocumentReference', 'MedicationRequest', 'Communication', 'Consent', 'AuditEvent'];
const roles = ['doctor', 'pharmacist', 'pharmacy', 'courier', 'clerk', 'helper'];

async function refill(w) {
  w.paper = jpeg(4000, 5);
  w.shown = await record(w.client, { bytes: w.paper, kind: 'discharge_summary', title: '出院小结' });
  ok(await w.client.patch(`/records/${w.shown.id}`, { issued_on: '2026-03-01', hospital: '青岚市第一医院' }), 200);
  w.hidden = await record(w.client, { bytes: jpeg(3000, 6), title: '不给看的' });
  const visit = await queuedVisit(w.client, { draft: await refillDraft(w.client, { record_ids: [w.shown.id] }) });
  await w.doctor.accept(visit.id);
  const photo = await upload(w.client, jpeg(3000, 7));
  ok(await w.client.post(`/visits/${visit.id}/messages`, { text: '', upload_id: photo.id }), 201);
  ok(await w.client.post(`/visits/${visit.id}/messages`, { text: '  还是老样子\u0001。' }), 201);
  await w.doctor.say(visit.id, '和以前一样吗？');
  const sheet = await w.doctor.prescribe(visit.id, [...medicines(), ...medicines({ name: '阿司匹林肠溶片', specification: '100 mg × 30', usage: '每早 1 片' })]);
  await w.pharmacist.review(sheet.id);
  const quote = await quoteFor(w.client, sheet, 'delivery');
  await confirm(w.client, sheet);
  w.order = ok(await w.client.post('/orders', orderRequest(quote)), 201);
  await pay(w.client, w.order.payment);
  Object.assign(w, { refill: visit, sheet });
}

async function endings(w) {
  w.consultation = await queuedVisit(w.client, { kind: 'consultation' });
  await w.doctor.accept(w.consultation.id);
  await w.doctor.conclude(w.consultation.id);
  w.terminated = await queuedVisit(w.client);
  await w.doctor.accept(w.terminated.id);
  await w.doctor.terminate(w.terminated.id);
  const cancelled = await queuedVisit(w.client);
  ok(await w.client.post(`/visits/${cancelled.id}/cancel`), 200);
  w.cancelled = cancelled;
  const returned = await queuedVisit(w.client);
  await w.doctor.accept(returned.id);
  const bad = await w.doctor.prescribe(returned.id);
  ok(await w.pharmacist.post(`/desk/prescriptions/${bad.id}/review`, { approved: false, reason: '剂量请再看一下' }), 200);
  w.returned = bad;
  w.draft = await draftVisit(w.client, { kind: 'consultation' });
}

async function makeWorld() {
  const folder = temporaryFolder('fhir');
  const file = (id) => {
    const path = join(folder, `${id}.json`);
    writeFileSync(path, JSON.stringify({ id, hosts: [`${id}.example`] }));
    return ['--hospital', path];
  };
  const server = await startServer({ args: [...file('here'), ...file('there')] });
  const w = { server, desk: new Desk(server), otherSystem: new Desk(server, { file: 'desk-token-there' }) };
  w.staff = {};
  for (const role of roles) w.staff[role] = await w.desk.staff(role);
  Object.assign(w, { doctor: w.staff.doctor, pharmacist: w.staff.pharmacist });
  w.number = identityNumber();
  w.client = await patient(server, { name: '任长河', number: w.number });
  const born = { document_type: 'passport', country: 'FRA', number: '12AB34567', born_on: '1980-02-03', sex: 'male', expires_on: '2031-05-06' };
  const paper = await upload(w.client, jpeg());
  w.foreigner = ok(await w.client.post('/identity-checks', identityRequest({ ...born, name: 'Jean Dupont', relationship: 'other', method: 'staff_review', document_upload_id: paper.id })), 201).person_id;
  await refill(w);
  await endings(w);
  ok(await w.client.post('/consents', { purpose: 'sms_notice', version: 1, given: true }), 201);
  ok(await w.client.post('/consents', { purpose: 'sms_notice', version: 1, given: false }), 201);
  w.neighbour = await patient(server, { name: '王桂兰' });
  w.neighbourVisit = await queuedVisit(w.neighbour);
  w.stranger = await patient(server, { phone: freshPhone(), host: 'there.example' });
  w.strangerVisit = await queuedVisit(w.stranger);
  return w;
}
let making;
const world = () => (making ??= makeWorld());
const person = (w) => `Patient/${idOf(w.client.personId)}`;
const task = (w, visit) => read(w.desk, `Task/${idOf(visit.id)}`);
const tasksOf = async (w, query) => (await search(w.desk, `Task?patient=${person(w)}${query}`)).map((one) => one.id).sort();
const ids = (...visits) => visits.map((one) => idOf(one.id)).sort();

test('fhir: the validators see what is wrong', () => {
  const sick = {
    'a field that R4 does not know': { resourceType: 'Patient', shoe: 1 },
    'a code outside a required binding': { resourceType: 'Patient', gender: 'x' },
    'a date that is none': { resourceType: 'Patient', birthDate: '1953-3-15' },
    'an invariant': { resourceType: 'Patient', contact: [{ gender: 'male' }] },
    'a missing field': { resourceType: 'Task', intent: 'order' },
    'a wrong type': { resourceType: 'Task', status: 'requested', intent: 'order', for: { display: 3 } },
    'a reference to the wrong kind': { resourceType: 'MedicationRequest', status: 'active', intent: 'order', medicationCodeableConcept: { text: 'x' }, subject: { reference: 'Medication/x' } },
    'an id with an underscore': { resourceType: 'Patient', id: 'per_1' },
    'an empty text': { resourceType: 'Patient', name: [{ text: '' }] },
    "a code that HL7's system does not have": { resourceType: 'Communication', status: 'completed', medium: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationMode', code: 'SPOKEN' }] }] },
  };
  for (const [what, resource] of Object.entries(sick)) assert.notDeepEqual(faultsOf(resource), [], what);
  sound({ resourceType: 'Patient', id: 'per-1', gender: 'male', birthDate: '1953-03-15' });
});

test('fhir: the CapabilityStatement is open, sound, and names what there is', async () => {
  const { server } = await world();
  const answer = await fhir(new Client(server), 'metadata');
  const statement = sound(ok(answer, 200));
  assert.equal(statement.fhirVersion, '4.0.1');
  const listed = statement.rest[0].resource.map((one) => one.type);
  assert.deepEqual([...listed].sort(), [...types, 'Binary'].sort());
  assert.equal((await fhir(new Client(server), 'metadata', { ifNoneMatch: answer.etag })).status, 304);
});

test('fhir: every resource of the journeys is sound, reads as it is listed, and points at what is there', async () => {
  const w = await world();
  const seen = {};
  const missing = new Set();
  for (const type of types) {
    const all = await search(w.desk, type);
    seen[type] = all.length;
    for (const one of type === 'AuditEvent' ? all.slice(0, 30) : all) {
      assert.deepEqual(await read(w.desk, `${type}/${one.id}`), one);
      for (const reference of referencesIn(one)) missing.add(reference);
    }
  }
  for (const type of types) assert.ok(seen[type] > 0, `there is no ${type}`);
  for (const reference of missing) ok(await fhir(w.desk, reference, { headers: { Accept: 'application/fhir+json' } }), 200);
  assert.ok([...missing].some((one) => one.startsWith('Binary/')));
});

test('fhir: a person as the hospital knows them', async () => {
  const w = await world();
  const known = await read(w.desk, person(w));
  assert.deepEqual(known.name, [{ use: 'official', text: '任长河' }]);
  assert.deepEqual([known.birthDate, known.gender, known.active], ['1953-03-15', Number(w.number[16]) % 2 ? 'male' : 'female', true]);
  assert.deepEqual([known.identifier[0].system, known.identifier[0].value], ['urn:oid:2.16.156.10011.1.3', w.number]);
  assert.equal(known.meta.tag[0].code, 'verified');
  assert.equal(known.telecom, undefined);
  const foreigner = await read(w.desk, `Patient/${idOf(w.foreigner)}`);
  assert.deepEqual([foreigner.identifier[0].system, foreigner.identifier[0].use, foreigner.identifier[0].period], ['http://hl7.org/fhir/sid/passport-FRA', 'temp', { end: '2031-05-06' }]);
  assert.equal(foreigner.meta.tag[0].code, 'unverified');
});

test('fhir: a refill is a Task as in HL7\'s example', async () => {
  const w = await world();
  const one = await task(w, w.refill);
  assert.deepEqual([one.status, one.intent, one.code.text, one.code.coding[0].code], ['completed', 'order', 'Refill Request', 'refill']);
  assert.equal(one.businessStatus.coding[0].code, 'prescribed');
  assert.equal(one.focus.type, 'MedicationRequest');
  assert.ok(one.focus.identifier.value && one.focus.display);
  assert.deepEqual([one.for.reference, one.requester.reference], [person(w), person(w)]);
  assert.deepEqual([one.owner.display, one.owner.identifier.value], [w.doctor.name, w.doctor.staffId]);
  const input = (code) => one.input.filter((part) => part.type.coding[0].code === code);
  assert.equal(input('supply')[0].valueDuration.value, 4);
  assert.deepEqual(input('record').map((part) => part.valueReference.reference), [`DocumentReference/${idOf(w.shown.id)}`]);
  const outputs = one.output.map((part) => part.valueReference.reference);
  assert.deepEqual(outputs, [1, 2].map((item) => `MedicationRequest/${idOf(w.sheet.id)}-${item}`));
});

test('fhir: a consultation has its summary, a termination its reason and where to go', async () => {
  const w = await world();
  const advice = await task(w, w.consultation);
  assert.deepEqual([advice.status, advice.code.coding[0].code], ['completed', 'consultation']);
  assert.match(advice.input[0].valueString, /头晕/);
  assert.deepEqual(advice.output.map((part) => part.valueString ?? part.valueDate), ['多休息，先观察。', '2030-01-15']);
  const ended = await task(w, w.terminated);
  assert.deepEqual([ended.status, ended.statusReason.coding[0].code], ['rejected', 'first_visit']);
  assert.equal(ended.output[0].valueReference.reference, '#referral');
  const [referral] = ended.contained;
  assert.deepEqual([referral.resourceType, referral.subject.reference, referral.note[0].text], ['ServiceRequest', person(w), '请先到医院门诊做检查。']);
  assert.ok(referral.performer[0].display && referral.locationCode[0].text);
  assert.equal((await task(w, w.cancelled)).status, 'cancelled');
});

test('fhir: what was never sent to the hospital is not there', async () => {
  const w = await world();
  refusedAs(await fhir(w.desk, `Task/${idOf(w.draft.id)}`), 404, 'not-found');
  refusedAs(await fhir(w.desk, `DocumentReference/${idOf(w.hidden.id)}`), 404, 'not-found');
  refusedAs(await fhir(w.desk, `Binary/${idOf(w.hidden.pages[0].id)}`), 404, 'not-found');
  const lonely = await createUpload(w.client, 10);
  await sendPart(w.client, lonely, jpeg(160).subarray(0, 10), 0);
  refusedAs(await fhir(w.desk, `Binary/${idOf(lonely.id)}`), 404, 'not-found');
  const dropped = await patient(w.server);
  const paper = await record(dropped, { bytes: jpeg(3000, 8) });
  const draft = await draftVisit(dropped, { draft: await refillDraft(dropped, { record_ids: [paper.id] }) });
  ok(await dropped.post(`/visits/${draft.id}/cancel`), 200);
  refusedAs(await fhir(w.desk, `DocumentReference/${idOf(paper.id)}`), 404, 'not-found');
  refusedAs(await fhir(w.desk, `Task/${idOf(draft.id)}`), 404, 'not-found');
  refused(await w.desk.get(`/desk/records/${paper.id}/content`), 404, 'not_found');
  assert.deepEqual(await tasksOf(w, '&status=draft'), []);
});

test('fhir: each medicine of a sheet is a MedicationRequest that follows its sheet', async () => {
  const w = await world();
  const first = () => read(w.desk, `MedicationRequest/${idOf(w.sheet.id)}-1`);
  const one = await first();
  assert.deepEqual([one.status, one.intent, one.subject.reference, one.requester.display], ['active', 'order', person(w), w.doctor.name]);
  assert.equal(one.medicationCodeableConcept.text, '阿托伐他汀钙片 20 mg × 7');
  assert.deepEqual([one.dosageInstruction[0].text, one.dispenseRequest.expectedSupplyDuration.value], ['每晚 1 片，口服', 4]);
  assert.deepEqual(one.groupIdentifier, (await read(w.desk, `MedicationRequest/${idOf(w.sheet.id)}-2`)).groupIdentifier);
  const back = await read(w.desk, `MedicationRequest/${idOf(w.returned.id)}-1`);
  assert.deepEqual([back.status, back.statusReason.text], ['cancelled', '剂量请再看一下']);
  const of = async (status) => (await search(w.desk, `MedicationRequest?patient=${person(w)}&status=${status}`)).map(({ id }) => id);
  assert.deepEqual(await of('active'), [1, 2].map((item) => `${idOf(w.sheet.id)}-${item}`));
  assert.deepEqual(await of('completed'), []);
  for (const state of ['packed', 'shipped']) ok(await w.desk.moveOrder(w.order.id, state), 200);
  assert.equal((await first()).status, 'completed');
  assert.equal((await of('completed')).length, 2);
  assert.deepEqual(await of('active'), []);
  assert.deepEqual((await of('active,cancelled')), [`${idOf(w.returned.id)}-1`]);
  for (const wrong of [`${idOf(w.sheet.id)}-0`, `${idOf(w.sheet.id)}-3`, `${idOf(w.sheet.id)}-01`, idOf(w.sheet.id)]) refusedAs(await fhir(w.desk, `MedicationRequest/${wrong}`), 404);
});

test('fhir: a paper and its file', async () => {
  const w = await world();
  const paper = await read(w.desk, `DocumentReference/${idOf(w.shown.id)}`);
  assert.deepEqual(paper.type.coding.map(({ code }) => code), ['discharge_summary', '18842-5']);
  assert.deepEqual([paper.description, paper.author[0].display], ['出院小结', '青岚市第一医院']);
  assert.deepEqual(paper.context.related.map(({ reference }) => reference), [`Task/${idOf(w.refill.id)}`]);
  const { attachment } = paper.content[0];
  assert.deepEqual([attachment.contentType, attachment.creation], ['image/jpeg', '2026-03-01']);
  const plain = await fhir(w.desk, attachment.url);
  assert.equal(plain.headers['content-type'], 'image/jpeg');
  assert.equal(plain.bytes.length, attachment.size);
  const wrapped = await fhir(w.desk, attachment.url, { headers: { Accept: 'application/fhir+json' } });
  assert.deepEqual(Buffer.from(sound(ok(wrapped, 200)).data, 'base64'), plain.bytes);
  const part = await fhir(w.desk, attachment.url, { headers: { Range: 'bytes=10-19' } });
  assert.deepEqual([part.status, part.bytes], [206, plain.bytes.subarray(10, 20)]);
  refusedAs(await fhir(w.desk, attachment.url, { headers: { Range: `bytes=${attachment.size}-` } }), 416);
  assert.equal((await fhir(w.desk, 'Binary', { undocumented: true })).status, 404);
  assert.deepEqual((await search(w.desk, `DocumentReference?patient=${person(w)}&type=imaging`)), []);
  assert.equal((await search(w.desk, `DocumentReference?patient=${person(w)}&type=discharge_summary,imaging`)).length, 1);
});

test('fhir: what was said, by whom, and what was shown with it', async () => {
  const w = await world();
  const lines = (await search(w.desk, `Communication?based-on=Task/${idOf(w.refill.id)}`)).reverse();
  const told = lines.map((one) => [one.sender.reference ?? one.sender.display, one.payload?.[0].contentString ?? one.payload?.[0].contentAttachment.contentType]);
  assert.deepEqual(told, [['banzhen', 'visit_opened'], [person(w), 'image/jpeg'], [person(w), '还是老样子 。'], [w.doctor.name, '和以前一样吗？'], ['banzhen', 'prescribed']]);
  assert.equal((await fhir(w.desk, lines[1].payload[0].contentAttachment.url)).headers['content-type'], 'image/jpeg');
  assert.equal(lines[0].category[0].coding[0].code, 'notification');
  assert.deepEqual(await search(w.desk, `Communication?based-on=Task/${idOf(w.refill.id)}&patient=${idOf(w.neighbour.personId)}`), []);
});

test('fhir: each answer to a consent, and which one counts', async () => {
  const w = await world();
  const all = await search(w.desk, `Consent?patient=${person(w)}&category=sms_notice`);
  assert.deepEqual(all.map((one) => [one.status, one.provision.type]), [['rejected', 'deny'], ['inactive', 'permit']]);
  assert.equal(all[1].meta.lastUpdated, all[0].dateTime);
  assert.ok((await search(w.desk, `Consent?patient=${person(w)}&status=active`)).every((one) => one.status === 'active' && one.patient.reference === person(w)));
  assert.deepEqual(await search(w.desk, `Consent?patient=${person(w)}&category=sms_notice&status=active`), []);
});

test('fhir: every read is a line in the log, which can be read as AuditEvents', async () => {
  const w = await world();
  const before = ok(await w.desk.get('/desk/audit-events?limit=1')).items[0].id;
  await read(w.desk, `Task/${idOf(w.refill.id)}`);
  await searchPage(w.desk, `Task?patient=${person(w)}`);
  await searchPage(w.desk, 'Patient?_count=1');
  await fhir(w.desk, `Binary/${idOf(w.shown.pages[0].id)}`);
  refusedAs(await fhir(w.desk, 'Task/vis-none'), 404);
  const lines = ok(await w.desk.get('/desk/audit-events?limit=20')).items.filter((one) => Number(one.id) > Number(before));
  const wanted = [
    ['GET /fhir/R4/Binary/{id}', w.shown.pages[0].id], ['GET /fhir/R4/Patient', ''], ['GET /fhir/R4/Task', w.client.personId], ['GET /fhir/R4/Task/{id}', w.refill.id],
  ];
  assert.deepEqual(lines.filter((one) => one.action.includes('/fhir/')).map((one) => [one.action, one.object]), wanted);
  const own = ok(await w.client.get('/audit-events?limit=20')).items.map((one) => one.action);
  assert.ok(own.includes('GET /fhir/R4/Task/{id}') && own.includes('GET /fhir/R4/Binary/{id}'), 'the patient sees that it was read');
  const events = await search(w.desk, `AuditEvent?patient=${person(w)}`);
  const event = events.find((one) => one.subtype[0].code === 'POST /desk/visits/{id}/accept');
  assert.deepEqual([event.action, event.agent[0].who.identifier.value, event.entity[0].what.reference], ['E', w.doctor.staffId, person(w)]);
  assert.ok(events.every((one) => one.entity.some((entity) => entity.what.reference === person(w))));
  const neighbours = await search(w.desk, `AuditEvent?patient=${idOf(w.neighbour.personId)}`);
  assert.ok(neighbours.length > 0 && !neighbours.some((one) => events.some(({ id }) => id === one.id)));
});

test('fhir: nobody reads but the hospital\'s own system', async () => {
  const w = await world();
  const paths = [...types, `Task/${idOf(w.refill.id)}`, `Binary/${idOf(w.shown.pages[0].id)}`, person(w)];
  for (const path of paths) {
    const nobody = await fhir(new Client(w.server), path);
    refusedAs(nobody, 401, 'login');
    assert.equal(nobody.headers['www-authenticate'], 'Bearer');
    refusedAs(await fhir(new Client(w.server, { token: 'wrong' }), path), 401, 'login');
    refusedAs(await fhir(w.client, path), 403, 'forbidden');
    for (const role of roles) refusedAs(await fhir(w.staff[role], path), 403, 'forbidden');
  }
});

test('fhir: another hospital\'s system finds nothing of this one', async () => {
  const w = await world();
  for (const type of types) {
    const here = await search(w.desk, type);
    const there = await search(w.otherSystem, type);
    const known = new Set(here.map(({ id }) => id));
    assert.ok(!there.some(({ id }) => known.has(id)), type);
    for (const one of here.slice(0, 5)) {
      refusedAs(await fhir(w.otherSystem, `${type}/${one.id}`), 404, 'not-found');
      assert.deepEqual(await search(w.otherSystem, `${type}?_id=${one.id}`), []);
      refusedAs(await fhir(w.otherSystem, `${type}?_after=${one.id}`), 400);
    }
  }
  refusedAs(await fhir(w.otherSystem, `Binary/${idOf(w.shown.pages[0].id)}`), 404, 'not-found');
  assert.deepEqual(await search(w.otherSystem, `Task?patient=${person(w)}`), []);
  assert.deepEqual((await search(w.otherSystem, 'Task')).map(({ id }) => id), ids(w.strangerVisit));
});

test('fhir: pages hold everything once, however small, also while there is more to come', async () => {
  const w = await world();
  for (const type of types.filter((one) => one !== 'AuditEvent')) {
    const whole = (await search(w.desk, `${type}?_count=100`)).map(({ id }) => id);
    for (const count of [1, 2, 3]) assert.deepEqual((await search(w.desk, `${type}?_count=${count}`)).map(({ id }) => id), whole, `${type} by ${count}`);
  }
  const until = new Date().toISOString();
  const before = (await search(w.desk, `AuditEvent?_lastUpdated=lt${until}&_count=100`)).map(({ id }) => id);
  const paged = (await search(w.desk, `AuditEvent?_lastUpdated=lt${until}&_count=7`)).map(({ id }) => id);
  assert.deepEqual(paged, before, 'each page writes a line, and none is in the way');
  const some = await patient(w.server);
  const talk = await queuedVisit(some);
  const say = async (text) => ok(await some.post(`/visits/${talk.id}/messages`, { text }), 201);
  for (let i = 0; i < 5; i++) await say(`${i}`);
  const lines = await search(w.desk, `Communication?patient=${idOf(some.personId)}&_count=2`, { between: () => say('又一句') });
  assert.deepEqual(lines.map((one) => one.payload[0].contentString), ['4', '3', '2', '1', '0']);
});

test('fhir: searches let through what fits', async () => {
  const w = await world();
  const all = await tasksOf(w, '');
  assert.deepEqual(await tasksOf(w, '&code=consultation'), ids(w.consultation));
  assert.deepEqual(await tasksOf(w, '&code=urn:banzhen:visit-kind|consultation&status=http://hl7.org/fhir/task-status|completed'), ids(w.consultation));
  assert.deepEqual(await tasksOf(w, '&status=rejected,cancelled'), ids(w.terminated, w.cancelled));
  assert.deepEqual(await tasksOf(w, '&status=completed'), ids(w.refill, w.consultation));
  assert.deepEqual((await search(w.desk, `Task?patient=${idOf(w.neighbour.personId)}`)).map(({ id }) => id), ids(w.neighbourVisit));
  assert.deepEqual((await search(w.desk, `Task?patient=http://elsewhere.example/fhir/R4/${person(w)}`)).map(({ id }) => id).sort(), all);
  assert.deepEqual((await search(w.desk, `Task?_id=${idOf(w.refill.id)}&status=completed`)).map(({ id }) => id), ids(w.refill));
  assert.deepEqual(await search(w.desk, `Task?_id=${idOf(w.refill.id)}&status=rejected`), []);
  assert.deepEqual((await search(w.desk, `Patient?_id=${idOf(w.client.personId)}`)).map(({ id }) => id), [idOf(w.client.personId)]);
  for (const nobody of ['patient=per-none', 'patient=Patient/nobody', '_id=x', '_id=%00']) assert.deepEqual(await search(w.desk, `Task?${nobody}`), []);
});

test('fhir: times are asked for by day, by month, and to the moment', async () => {
  const w = await world();
  const all = await tasksOf(w, '');
  const { authoredOn } = await task(w, w.consultation);
  const day = authoredOn.slice(0, 10);
  const at = encodeURIComponent(authoredOn);
  for (const same of [day, day.slice(0, 7), day.slice(0, 4), `ge${day}`, `le${day}`, `gt${Number(day.slice(0, 4)) - 1}`, `lt${Number(day.slice(0, 4)) + 1}`]) assert.deepEqual(await tasksOf(w, `&authored-on=${same}`), all, same);
  for (const none of [`lt${day}`, `gt${day}`, '2001-02-03', `gt${day}&authored-on=lt${day}`]) assert.deepEqual(await tasksOf(w, `&authored-on=${none}`), [], none);
  assert.deepEqual(await tasksOf(w, `&authored-on=${at}`), ids(w.consultation));
  assert.deepEqual(await tasksOf(w, `&authored-on=${authoredOn}`), ids(w.consultation), 'a plus that nobody encoded');
  const earlier = await tasksOf(w, `&authored-on=lt${at}`);
  const later = await tasksOf(w, `&authored-on=gt${at}`);
  assert.deepEqual([...earlier, ...ids(w.consultation), ...later].sort(), all);
  assert.deepEqual([earlier, later.includes(idOf(w.terminated.id))], [ids(w.refill), true]);
});

test('fhir: what is new since the last time is asked for by _lastUpdated', async () => {
  const w = await world();
  const talk = `Communication?patient=${idOf(w.neighbour.personId)}`;
  const say = async (text) => ok(await w.neighbour.post(`/visits/${w.neighbourVisit.id}/messages`, { text }), 201);
  await say('一');
  const [last] = await search(w.desk, talk);
  assert.match(last.meta.lastUpdated, /\.\d{3}\+08:00$/);
  const since = encodeURIComponent(last.meta.lastUpdated);
  assert.deepEqual(await search(w.desk, `${talk}&_lastUpdated=gt${since}`), []);
  await say('二');
  assert.deepEqual((await search(w.desk, `${talk}&_lastUpdated=gt${since}`)).map((one) => one.payload[0].contentString), ['二']);
  const consents = `Consent?patient=${idOf(w.neighbour.personId)}&category=health_data`;
  const [given] = await search(w.desk, consents);
  ok(await w.neighbour.post('/consents', { purpose: 'health_data', version: 1, given: false }), 201);
  const changed = await search(w.desk, `${consents}&_lastUpdated=gt${encodeURIComponent(given.meta.lastUpdated)}`);
  assert.deepEqual(changed.map((one) => [one.status, one.id === given.id]), [['rejected', false], ['inactive', true]], 'an old answer that no longer counts has changed, too');
});

test('fhir: what cannot be understood is refused, never ignored', async () => {
  const w = await world();
  const wrong = ['Task?name=x', 'Task?patient:missing=true', 'Task?status=done', 'Task?status=', 'Task?code=urn:other|refill', 'Task?code=refill&code=refill', 'Task?patient=',
    'Task?patient=Group/x', 'Task?authored-on=yesterday', 'Task?authored-on=2026-02-30', 'Task?authored-on=ne2026', 'Task?authored-on=2026-1', 'Task?_count=0', 'Task?_count=x',
    'Task?_after=', 'Task?_after=vis-none', 'Task?_format=xml', 'Patient?patient=x', 'MedicationRequest?code=x', 'Communication?based-on=Patient/x', 'Task?%FF=1', 'Consent?_after=con-0',
    'AuditEvent?_after=aud-99999999999999999999', 'AuditEvent?_after=aud--1'];
  for (const path of wrong) refusedAs(await fhir(w.desk, path), 400, 'invalid');
  const outcome = refusedAs(await fhir(w.desk, 'Task?%E7%8E%8B%E6%A1%82%E5%85%B0=1'), 400);
  assert.ok(!JSON.stringify(outcome).includes('王桂兰'), 'what a stranger made up is not said back');
  assert.match(refusedAs(await fhir(w.desk, 'Task?status=done'), 400).issue[0].diagnostics, /invalid \(status\)/);
  for (const id of ['x', 'vis-', 'vis-%00', 'vis_abc', '..%2f..', 'VIS-ABC', `vis-${'a'.repeat(70)}`, '%E4%B8%AD']) refusedAs(await fhir(w.desk, `Task/${id}`), 404, 'not-found');
  for (const id of ['con-0', 'con-x', 'con-01', 'con-99999999999999999999']) refusedAs(await fhir(w.desk, `Consent/${id}`), 404, 'not-found');
  refusedAs(await fhir(w.desk, 'Observation'), 404);
  refusedAs(await fhir(w.desk, 'Observation/x'), 404);
  for (const path of ['', 'Task/a/b', 'Task/_history', '../R4', 'Patient/x/$everything']) assert.equal((await fhir(w.desk, path, { undocumented: true })).status, 404, path);
  refusedAs(await w.desk.request('GET', '/fhir/R5/Task', { base: '', undocumented: true }), 404);
  for (const method of ['POST', 'PUT', 'DELETE']) {
    const answer = await w.desk.request(method, '/Task', { base: '/fhir/R4', undocumented: true, ...(method !== 'DELETE' && { json: {} }) });
    refusedAs(answer, 405, 'not-supported');
    assert.equal(answer.headers.allow, 'GET, HEAD');
  }
  refusedAs(await fhir(w.desk, 'Task', { headers: { Accept: 'application/fhir+xml' } }), 406, 'not-supported');
  ok(await fhir(w.desk, 'Task?_count=500', { headers: { Accept: 'text/html, */*;q=0.1' } }), 200);
});

test('fhir: what is known already is not sent again', async () => {
  const w = await world();
  const path = `Task/${idOf(w.terminated.id)}`;
  const { etag } = await fhir(w.desk, path);
  assert.equal((await fhir(w.desk, path, { ifNoneMatch: etag })).status, 304);
  const waiting = `Task/${idOf(w.neighbourVisit.id)}`;
  const before = await fhir(w.desk, waiting);
  await w.doctor.accept(w.neighbourVisit.id);
  const after = await fhir(w.desk, waiting, { ifNoneMatch: before.etag });
  assert.deepEqual([before.json.status, after.status, after.json.status], ['received', 200, 'in-progress']);
});

test('fhir: of a deleted account what care rests upon stays, and nothing else', async () => {
  const w = await world();
  const leaver = await patient(w.server, { name: '李远' });
  const paper = await record(leaver, { bytes: jpeg(3000, 9) });
  const cared = await queuedVisit(leaver, { draft: await refillDraft(leaver, { record_ids: [paper.id] }) });
  await w.doctor.accept(cared.id);
  await w.doctor.terminate(cared.id);
  const waiting = await queuedVisit(leaver);
  ok(await leaver.post(`/visits/${waiting.id}/messages`, { text: '算了' }), 201);
  ok(await leaver.post(`/visits/${waiting.id}/cancel`), 200);
  const alone = await patient(w.server, { name: '陈静' });
  for (const client of [leaver, alone]) {
    const code = await requestCode(client, client.phone);
    ok(await client.post('/account/delete', { sms_code_id: code.id, code: code.sandbox_code }), 204);
  }
  assert.equal((await read(w.desk, `Patient/${idOf(leaver.personId)}`)).active, false);
  refusedAs(await fhir(w.desk, `Patient/${idOf(alone.personId)}`), 404);
  const left = await search(w.desk, `Task?patient=${idOf(leaver.personId)}`);
  assert.deepEqual(left.map(({ id }) => id), ids(cared));
  ok(await fhir(w.desk, (await read(w.desk, `DocumentReference/${idOf(paper.id)}`)).content[0].attachment.url), 200);
  assert.ok((await search(w.desk, `Communication?patient=${idOf(leaver.personId)}`)).every((one) => one.basedOn[0].reference === `Task/${idOf(cared.id)}`));
  const consents = await search(w.desk, 'Consent');
  assert.ok(consents.every((one) => one.patient?.reference !== `Patient/${idOf(alone.personId)}`));
});

test('fhir: addresses are those under which the server was reached', async () => {
  const server = await startServer({ args: ['--behind-proxy'] });
  const url = async (host) => ok(await fhir(new Client(server, { host }), 'metadata'), 200).implementation.url;
  assert.equal(await url('his.example:8443'), 'https://his.example:8443/fhir/R4');
  assert.equal(await url('a"b<c>'), 'https://localhost/fhir/R4');
  await server.kill();
});

// The last one: it stops the server.
test('fhir: the log and the metrics name routes, and nobody', async () => {
  const w = await world();
  const metrics = (await w.desk.get('/metrics', { base: '' })).text;
  assert.ok(metrics.includes('"/fhir/R4/Task/{id}"') && metrics.includes('"/fhir/R4/Communication"'));
  await w.server.stop();
  const log = w.server.allLog();
  assert.ok(log.includes('"/fhir/R4/Task"'));
  for (const secret of [w.refill.id, w.client.personId, w.number, '任长河'])
    for (const form of [secret, idOf(secret)]) assert.ok(!log.includes(form) && !metrics.includes(form), form);
});
