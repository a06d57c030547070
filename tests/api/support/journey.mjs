// The steps of a patient's way through the API, each one call or a few, so that tests name what they are about.
import assert from 'node:assert/strict';
import { Client, ok, until } from './client.mjs';
import { base64, jpeg } from './files.mjs';

let people = 0;

// A fresh mobile number for each patient: codes are limited per number.
export const freshPhone = () => `139${String(10_000_000 + Math.floor(Math.random() * 89_999_999))}`;

// The sandbox takes only invented numbers (prefix 99); these are well formed and all different.
export function identityNumber({ born = '19530315', serial = (people++ % 450) * 2 + 101 } = {}) {
  const digits = `990101${born}${String(serial).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return digits + '10X98765432'[sum % 11];
}

export async function requestCode(client, phone = freshPhone()) {
  return ok(await client.post('/sms-codes', { phone }), 201);
}

export async function signIn(server, { phone = freshPhone(), language, host } = {}) {
  const guest = new Client(server, { language, host });
  const code = await requestCode(guest, phone);
  const session = ok(await guest.post('/sessions', { sms_code_id: code.id, code: code.sandbox_code, terms_version: 1 }), 201);
  const client = new Client(server, { token: session.token, language, host });
  client.phone = phone;
  client.session = session;
  return client;
}

export function identityRequest(changes = {}) {
  return {
    document_type: 'resident_id',
    name: '王桂兰',
    number: identityNumber(),
    relationship: 'self',
    method: 'registry',
    consents: [{ purpose: 'health_data', version: 1, given: true }],
    ...changes,
  };
}

// Signed in and verified by the registry.
export async function patient(server, { phone, language, host, ...identity } = {}) {
  const client = await signIn(server, { phone, language, host });
  const check = ok(await client.post('/identity-checks', identityRequest(identity)), 201);
  assert.equal(check.state, 'verified');
  client.personId = check.person_id;
  return client;
}

// ---- uploads (tus) and records ----
export const tus = { 'Tus-Resumable': '1.0.0' };

export async function createUpload(client, length, { name = 'report.jpg', type = 'image/jpeg', ...options } = {}) {
  const answer = await client.request('POST', '/uploads', {
    headers: { ...tus, 'Upload-Length': String(length), 'Upload-Metadata': `filename ${base64(name)},filetype ${base64(type)}` },
    ...options,
  });
  ok(answer, 201);
  const path = new URL(answer.headers.location, client.server.url).pathname;
  assert.match(path, /^\/api\/v1\/uploads\/[^/]+$/);
  return { path: path.slice('/api/v1'.length), id: path.split('/').pop(), answer };
}

export function sendPart(client, upload, bytes, offset, headers = {}) {
  return client.request('PATCH', upload.path, {
    headers: { ...tus, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream', ...headers },
    body: bytes,
  });
}

export async function offsetOf(client, upload) {
  const answer = await client.request('HEAD', upload.path, { headers: tus });
  ok(answer, 200, 204);
  return Number(answer.headers['upload-offset']);
}

export async function upload(client, bytes, options) {
  const created = await createUpload(client, bytes.length, options);
  if (bytes.length) ok(await sendPart(client, created, bytes, 0), 204);
  return created;
}

export async function record(client, { bytes = jpeg(), kind = 'outpatient', title, ...options } = {}) {
  const { id } = await upload(client, bytes, options);
  return ok(await client.post('/records', { upload_id: id, person_id: client.personId, kind, ...(title && { title }) }), 201);
}

// ---- visits ----
export const gateForConsultation = { red_flags_none: true, diagnosed: 'unanswered', changed: 'unanswered' };
export const gateForRefill = { red_flags_none: true, diagnosed: 'yes', changed: 'same' };

export async function refillDraft(client, changes = {}) {
  const care = ok(await client.get(`/people/${client.personId}/earlier-care`));
  return { gate: gateForRefill, medicine_ids: [care.medicines[0].id], weeks: 4, ...changes };
}

export async function draftVisit(client, { kind = 'refill', draft } = {}) {
  draft ??= kind === 'refill' ? await refillDraft(client) : { gate: gateForConsultation, complaint: '最近总是头晕，该看哪个科？' };
  return ok(await client.post('/visits', { kind, person_id: client.personId, draft }), 201);
}

export async function submittedVisit(client, options) {
  const visit = await draftVisit(client, options);
  return ok(await client.post(`/visits/${visit.id}/submit`), 200);
}

// ---- paying, on the sandbox's page ----
const web = (client, method, path) =>
  client.request(method, path, { base: '', headers: { Authorization: null, ...(method === 'POST' && { 'Content-Type': 'application/x-www-form-urlencoded' }) }, ...(method === 'POST' && { body: '' }) });

// Presses the button on the payment page: the one that pays, or the one that goes back.
export async function pay(client, payment, { button = 'paid' } = {}) {
  assert.equal(payment.state, 'pending');
  assert.ok(payment.redirect_url, 'a pending payment says where to pay');
  const page = await web(client, 'GET', payment.redirect_url);
  ok(page, 200);
  const actions = [...page.text.matchAll(/<form[^>]*\baction="([^"]+)"/g)].map((found) => found[1]);
  const action = actions.find((one) => one.endsWith(`/${button}`));
  assert.ok(action, `the page has no form for ${button}`);
  const done = await web(client, 'POST', action);
  assert.equal(done.status, 303);
  return done.headers.location;
}

// What the payment gateway's word does, also when it comes late or twice.
export async function gatewayReports(client, payment) {
  const done = await web(client, 'POST', `/sandbox/pay/${payment.id}`);
  assert.equal(done.status, 303);
  assert.equal(done.headers.location, `/?paid=${payment.id}`);
}

export async function queuedVisit(client, options) {
  const visit = await submittedVisit(client, options);
  if (visit.payment?.state === 'pending') await pay(client, visit.payment);
  return ok(await client.get(`/visits/${visit.id}`));
}

export function visitIn(client, id, ...states) {
  return until(`visit ${states}`, async () => {
    const visit = ok(await client.get(`/visits/${id}`));
    return states.includes(visit.state) && visit;
  });
}

// Waits for the doctor's question and answers it.
export async function talk(client, visit, text = '没有不舒服，和以前一样。') {
  const question = await until('the doctor asks', async () =>
    ok(await client.get(`/visits/${visit.id}/messages`)).items.find((one) => one.from === 'doctor'));
  ok(await client.post(`/visits/${visit.id}/messages`, { text }), 201);
  return question;
}

export async function approvedPrescription(client, visit) {
  const prescribed = await visitIn(client, visit.id, 'prescribed');
  return until('the prescription is approved', async () => {
    const found = ok(await client.get(`/prescriptions/${prescribed.prescription_id}`));
    return found.state === 'approved' && found;
  });
}

export async function confirm(client, prescription) {
  return ok(await client.post(`/prescriptions/${prescription.id}/confirm`), 200);
}

export async function quoteFor(client, prescription, fulfilment) {
  const { items } = ok(await client.get(`/prescriptions/${prescription.id}/quotes`));
  const quote = items.find((one) => one.fulfilment === fulfilment);
  assert.ok(quote, `there is no quote for ${fulfilment}`);
  return quote;
}

export const address = { name: '王桂兰', phone: '13900002468', line: '青岚市江岸区团结路 18 号 3 单元 502' };

export function orderRequest(quote, changes = {}) {
  return { quote_id: quote.id, share_consent: true, ...(quote.fulfilment === 'delivery' && { address }), ...changes };
}

export function orderIn(client, id, ...states) {
  return until(`order ${states}`, async () => {
    const order = ok(await client.get(`/orders/${id}`));
    return states.includes(order.state) && order;
  });
}
