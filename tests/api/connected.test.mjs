// For real patients: no sandbox. The test plays the hospital's own systems, told by webhooks and answering at the desk's API.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok, refused, until } from './support/client.mjs';
import { checkAgainst } from './support/contract.mjs';
import { Desk } from './support/desk.mjs';
import { address, freshPhone, gateForRefill, identityNumber, identityRequest, orderRequest, quoteFor } from './support/journey.mjs';
import { checkSignature, Receiver } from './support/receiver.mjs';
import { runProgram, Server, temporaryFolder } from './support/server.mjs';

const token = randomBytes(32).toString('hex');
// What a production start wants besides: a key that only its user can read.
const keyFile = join(temporaryFolder('key'), 'key');
writeFileSync(keyFile, randomBytes(32));
chmodSync(keyFile, 0o600);
const env = { BANZHEN_DESK_TOKEN: token, BANZHEN_KEY_FILE: keyFile };

// A well-formed number of a province; the day of birth makes sure that nobody living has it.
const realNumber = (serial) => {
  const digits = `11010119000101${String(serial).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return digits + '10X98765432'[weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11];
};

let starting;
const hospital = () => (starting ??= (async () => {
  const folder = temporaryFolder('connected');
  const systems = await new Receiver().start();
  const file = join(folder, 'hospital.json');
  writeFileSync(file, JSON.stringify({ id: 'linjiang', connection: {
    payment_address: 'https://pay.example.org/banzhen?payment={payment}&lang={lang}',
  } }));
  const server = new Server({ sandbox: false, env, args: ['--providers', 'connected', '--loopback-webhooks', '--webhook-retries-ms', '50,50,50', '--hospital', file] });
  await server.start();
  const desk = new Desk(server, { token });
  const webhook = ok(await desk.post('/desk/webhooks', { url: `${systems.url}/hook`, events: ['*'] }), 201);
  refused(await new Client(server).post('/sms-codes', { phone: freshPhone() }), 503, 'sms_unavailable'); // "*" is not the gateway
  const gateway = ok(await desk.post('/desk/webhooks', { url: `${systems.url}/sms`, events: ['sms_code.requested'] }), 201);
  return { server, systems, desk, webhook, gateway };
})());

const told = ({ systems }, kind, subject) =>
  systems.until(`${kind} of ${subject}`, (one) => one.event.kind === kind && (subject === undefined || one.event.subject === subject));

async function signIn(phone = freshPhone()) {
  const all = await hospital();
  const guest = new Client(all.server);
  const code = ok(await guest.post('/sms-codes', { phone }), 201);
  assert.equal(code.sandbox_code, undefined, 'nobody reads a real code on the page');
  const sms = await all.systems.until('the code goes to the gateway', (one) => one.path === '/sms' && one.event.subject === code.id);
  checkSignature(all.gateway.secret, sms);
  assert.equal(checkAgainst('SmsTelling', sms.event), '');
  assert.equal(sms.event.phone, phone);
  const session = ok(await guest.post('/sessions', { sms_code_id: code.id, code: sms.event.code, terms_version: 1 }), 201);
  return Object.assign(guest.as(session.token), { phone });
}

let serial = 11;
async function knownPatient() {
  const all = await hospital();
  const client = await signIn();
  const number = realNumber((serial += 2));
  const check = ok(await client.post('/identity-checks', identityRequest({ name: '任长河', number })), 201);
  assert.equal(check.state, 'pending');
  await told(all, 'identity_check.requested', check.id);
  const asked = ok(await all.desk.get(`/desk/identity-checks/${check.id}`));
  assert.deepEqual([asked.name, asked.number, asked.state], ['任长河', number, 'pending']);
  ok(await all.desk.post(`/desk/identity-checks/${check.id}/decide`, { verified: true }), 200);
  ok(await all.desk.request('PUT', `/desk/people/${check.person_id}/earlier-care`, { json: care }), 204);
  return Object.assign(client, { personId: check.person_id });
}

const both = (zh, en) => ({ zh, en });
const care = {
  medicines: [{ id: 'his-1', name: both('瑞舒伐他汀钙片', 'Rosuvastatin'), specification: '10 mg × 7', usage: both('每晚 1 片', '1 every evening'), last_prescribed_on: '2026-10-01' }],
  doctor: { id: 'his-doc-9', name: both('周敏', 'Zhou Min'), department: both('心内科', 'Cardiology'), title: both('主任医师', 'Chief physician') },
};
const shelf = { pharmacy_id: 'p1', name: both('临江大药房', 'Linjiang Pharmacy'), place: both('院内一楼', 'Ground floor'),
  items: [{ medicine: '瑞舒伐他汀钙片', packs: 1000, week_price_fen: 2000, pooled_percent: 50 }] };

let money = 0;
async function pays(payment) {
  const { desk } = await hospital();
  assert.equal(payment.redirect_url, `https://pay.example.org/banzhen?payment=${payment.id}&lang=zh`);
  return ok(await desk.post(`/desk/payments/${payment.id}/arrived`, { amount_fen: payment.amount_fen, reference: `gw-${(money += 1)}` }), 200);
}

async function queued(client) {
  const draft = { gate: gateForRefill, medicine_ids: ['his-1'], weeks: 4 };
  const made = ok(await client.post('/visits', { kind: 'refill', person_id: client.personId, draft }), 201);
  const visit = ok(await client.post(`/visits/${made.id}/submit`), 200);
  await pays(visit.payment);
  return ok(await client.get(`/visits/${visit.id}`));
}

test('connected: a refill from the code on the phone to the door', async () => {
  const all = await hospital();
  const { desk } = all;
  ok(await desk.request('PUT', '/desk/stock', { json: shelf }), 200);
  const client = await knownPatient();
  const known = ok(await client.get(`/people/${client.personId}/earlier-care`));
  assert.deepEqual([known.medicines[0].name, known.doctor.name], ['瑞舒伐他汀钙片', '周敏']);
  const visit = await queued(client);
  assert.equal(visit.state, 'queued');
  await told(all, 'visit.changed', visit.id);

  const [doctor, pharmacist, pharmacy, courier] = await Promise.all(['doctor', 'pharmacist', 'pharmacy', 'courier'].map((role) => desk.staff(role)));
  await doctor.accept(visit.id);
  const sheet = await doctor.prescribe(visit.id, [{ name: '瑞舒伐他汀钙片', specification: '10 mg × 7', usage: '每晚 1 片', weeks: 4, hospital_only: false }]);
  await told(all, 'prescription.changed', sheet.id);
  await pharmacist.review(sheet.id);
  const quote = await quoteFor(client, sheet, 'delivery');
  assert.equal(quote.pharmacy, '临江大药房');
  ok(await client.post(`/prescriptions/${sheet.id}/confirm`), 200);
  const order = ok(await client.post('/orders', orderRequest(quote, { address: { ...address, line: '青岚市江岸区团结路 18 号' } })), 201);
  await pays(order.payment);
  await told(all, 'order.changed', order.id);
  ok(await pharmacy.post(`/desk/orders/${order.id}/move`, { state: 'packed' }));
  ok(await pharmacy.post(`/desk/orders/${order.id}/move`, { state: 'shipped', tracking_number: 'SF1', courier_phone: '95338' }));
  ok(await courier.post(`/desk/orders/${order.id}/move`, { state: 'delivered' }));
  const seen = ok(await client.get(`/orders/${order.id}`));
  assert.deepEqual([seen.state, seen.tracking_number, seen.courier_phone], ['delivered', 'SF1', '95338']);
  for (const one of all.systems.requests.filter(({ path }) => path === '/hook')) checkSignature(all.webhook.secret, one);
  const log = all.server.allLog();
  for (const personal of ['任长河', client.phone, address.name]) assert.ok(!log.includes(personal));
});

test('connected: what the pharmacies do not list is offered by nobody', async () => {
  const { desk } = await hospital();
  const client = await knownPatient();
  const visit = await queued(client);
  await desk.accept(visit.id);
  const sheet = await desk.prescribe(visit.id, [{ name: '没有的药', specification: '', usage: '1 片', weeks: 1, hospital_only: false }]);
  await desk.review(sheet.id);
  const quote = await quoteFor(client, sheet, 'pickup');
  assert.equal(quote.in_stock, false);
  ok(await client.post(`/prescriptions/${sheet.id}/confirm`), 200);
  refused(await client.post('/orders', orderRequest(quote)), 409, 'out_of_stock');
});

test('connected: the registry says no, or cannot say', async () => {
  const all = await hospital();
  const client = await signIn();
  const ask = async () => ok(await client.post('/identity-checks', identityRequest({ number: realNumber((serial += 2)) })), 201);
  const decide = (check, body, who = all.desk) => who.post(`/desk/identity-checks/${check.id}/decide`, body);
  const clerk = await all.desk.staff('clerk');
  const one = await ask();
  assert.ok(!ok(await clerk.get('/desk/identity-checks')).items.some((check) => check.id === one.id), 'the registry answers first');
  refused(await decide(one, { verified: true }, clerk), 409, 'illegal_state');
  refused(await decide(one, { verified: true, needs_staff: true }), 422, 'validation', { '/needs_staff': 'choice' });
  assert.equal(ok(await decide(one, { verified: false, reason: 'no_match' })).state, 'rejected');
  const two = await ask();
  assert.equal(ok(await decide(two, { verified: false, needs_staff: true })).state, 'needs_staff');
  assert.equal(ok(await decide(two, { verified: true }, clerk)).state, 'verified');
  refused(await client.post('/identity-checks', identityRequest({ number: identityNumber() })), 422, 'validation', { '/number': 'id.region' });
});

test('connected: money is counted once, and only when it is all there', async () => {
  const { desk } = await hospital();
  const client = await knownPatient();
  const made = ok(await client.post('/visits', { kind: 'refill', person_id: client.personId, draft: { gate: gateForRefill, medicine_ids: ['his-1'], weeks: 1 } }), 201);
  const { payment } = ok(await client.post(`/visits/${made.id}/submit`), 200);
  const report = (body) => desk.post(`/desk/payments/${payment.id}/arrived`, body);
  const whole = { amount_fen: payment.amount_fen, reference: `once-${payment.id}` };
  refused(await report({ ...whole, amount_fen: payment.amount_fen - 1 }), 422, 'validation', { '/amount_fen': 'payment.amount' });
  refused(await report({ ...whole, reference: ' ' }), 422, 'validation', { '/reference': 'required' });
  const answers = await Promise.all([1, 2, 3].map(() => report(whole)));
  for (const answer of answers) assert.equal(ok(answer, 200).state, 'paid');
  refused(await report({ ...whole, reference: 'another' }), 409, 'illegal_state');
  const other = ok(await client.post('/visits', { kind: 'consultation', person_id: client.personId, draft: { gate: { red_flags_none: true, diagnosed: 'unanswered', changed: 'unanswered' }, complaint: '头晕' } }), 201);
  const due = ok(await client.post(`/visits/${other.id}/submit`), 200).payment;
  refused(await desk.post(`/desk/payments/${due.id}/arrived`, { amount_fen: due.amount_fen, reference: whole.reference }), 422, 'validation', { '/reference': 'payment.reference' });
  const clerk = await desk.staff('clerk');
  refused(await clerk.post(`/desk/payments/${due.id}/arrived`, { amount_fen: due.amount_fen, reference: 'x' }), 403, 'forbidden');
  assert.equal(ok(await clerk.get(`/desk/payments/${payment.id}`)).reference, whole.reference);
});

test('connected: a refund is asked for, and arrives when the hospital says so', async () => {
  const all = await hospital();
  const client = await knownPatient();
  const visit = await queued(client);
  ok(await client.post(`/visits/${visit.id}/cancel`), 200);
  await told(all, 'refund.requested', visit.payment.id);
  // Of one subject in order: due, paid, on its way back.
  const kinds = (subject) => all.systems.requests.filter(({ event }) => event.subject === subject).map(({ event }) => event.kind);
  assert.deepEqual(kinds(visit.payment.id), ['payment.changed', 'payment.changed', 'payment.changed', 'refund.requested']);
  await until('all of the visit is told', async () => ok(await all.desk.get('/desk/webhook-deliveries?state=pending')).items.length === 0);
  const before = kinds(visit.id).length;
  const due = ok(await all.desk.get('/desk/payments')).items.find((one) => one.id === visit.payment.id);
  assert.deepEqual([due.state, due.purpose, due.subject_id, due.refunds.length], ['refunding', 'visit', visit.id, 1]);
  const report = (body) => all.desk.post(`/desk/payments/${visit.payment.id}/refunded`, body);
  const whole = { amount_fen: due.refunds[0].amount_fen, reference: `back-${visit.id}` };
  refused(await report({ ...whole, amount_fen: 1 }), 422, 'validation', { '/amount_fen': 'payment.amount' });
  assert.equal(ok(await client.get(`/visits/${visit.id}`)).refund.state, 'refunding', 'nothing comes back by itself');
  for (let i = 0; i < 2; i++) assert.equal(ok(await report(whole), 200).state, 'refunded');
  refused(await report({ ...whole, reference: 'again' }), 409, 'illegal_state');
  assert.equal(ok(await client.get(`/visits/${visit.id}`)).refund.state, 'refunded');
  await until('that it is back is told', () => kinds(visit.payment.id).length === 5 && kinds(visit.id).length === before + 1);
  refused(await all.desk.get('/desk/payments?state=lost'), 422, 'validation', { '/state': 'choice' });
});

test('connected: a code that the gateway did not take is tried again, then erased', async () => {
  const { systems, desk, server } = await hospital();
  let failures = 1;
  systems.answer = ({ path }) => (path === '/sms' && failures-- > 0 ? 503 : 204);
  const phone = freshPhone();
  const code = ok(await new Client(server).post('/sms-codes', { phone }), 201);
  const sent = await until('it was taken at last', () => systems.requests.find((one) => one.event.subject === code.id && one.answered === 204));
  systems.answer = () => 204;
  const tries = systems.requests.filter((one) => one.event.subject === code.id);
  assert.deepEqual([tries.length, new Set(tries.map((one) => one.event.id)).size], [2, 1]);
  const delivery = await until('it is written down', async () =>
    ok(await desk.get('/desk/webhook-deliveries?state=delivered&limit=100')).items.find((one) => one.event.subject === code.id));
  assert.deepEqual([delivery.event.kind, delivery.tries], ['sms_code.requested', 2]);
  assert.ok(!JSON.stringify(delivery).includes(phone));
  refused(await desk.post(`/desk/webhook-deliveries/${delivery.id}/redeliver`), 409, 'illegal_state');
  for (const { path, bytes } of server.files()) assert.ok(!bytes.includes(phone) && !bytes.includes(`"code":"${sent.event.code}"`), path);
});

test('connected: bad input of the hospital’s systems names its fields', async () => {
  const { desk } = await hospital();
  const client = await knownPatient();
  const put = (json) => desk.request('PUT', `/desk/people/${client.personId}/earlier-care`, { json });
  const medicine = care.medicines[0];
  refused(await put({ medicines: [{ ...medicine, id: ' ', last_prescribed_on: '2026-02-30' }] }), 422, 'validation',
    { '/medicines/0/id': 'required', '/medicines/0/last_prescribed_on': 'date.invalid' });
  refused(await put({ medicines: [{ ...medicine, name: both('', '') }] }), 422, 'validation', { '/medicines/0/name/zh': 'required' });
  refused(await desk.request('PUT', '/desk/people/per_none/earlier-care', { json: care }), 404, 'not_found');
});

test('connected: it does not start without a way to pay', async () => {
  const start = (args) => runProgram(['--listen', '127.0.0.1:0', '--data', temporaryFolder('data'), ...args], { env, timeoutMs: 5000 });
  const file = (payment_address) => {
    const path = join(temporaryFolder('unconnected'), 'hospital.json');
    writeFileSync(path, JSON.stringify({ id: 'a', connection: { payment_address } }));
    return ['--providers', 'connected', '--hospital', path];
  };
  const cases = [
    [['--providers', 'connected'], 'payment_address'],
    [file('https://pay.example.org/'), 'payment_address'],
    [file('http://pay.example.org/{payment}'), 'payment_address'],
    [['--providers', 'imagined'], 'provider'],
  ];
  for (const [args, word] of cases) {
    const { code, output } = await start(args);
    assert.ok(code !== 0 && code !== null, `${args} was taken`);
    assert.ok(output.includes(word), output);
  }
});
