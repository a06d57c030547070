// A community worker and the people who signed a mandate, as far as the API sees them.
import { ok } from './client.mjs';
import { base64, jpeg } from './files.mjs';
import { identityNumber, patient, sendPart, tus } from './journey.mjs';

export const day = (shift = 0) => new Date(Date.now() + 8 * 3_600_000 + shift * 86_400_000).toISOString().slice(0, 10);

export const mandateRequest = (worker, person, changes = {}) => ({
  worker_id: worker.staffId, name: person.name, number: person.number, signed_on: day(-1), ends_on: day(300), ...changes,
});

// Someone with an account of their own, who also signed a paper.
export async function elder(server, { name = '任长河', ...options } = {}) {
  const number = identityNumber();
  const person = await patient(server, { name, number, ...options });
  return Object.assign(person, { name, number });
}

export async function mandate(clerk, worker, person, changes) {
  return ok(await clerk.post('/desk/mandates', mandateRequest(worker, person, changes)), 201);
}

// The photo of what was signed: sent by staff, then attached.
export async function beginPaper(client, mandateId, length, headers = {}) {
  const metadata = `filename ${base64('mandate')},filetype ${base64('image/jpeg')},mandate_id ${base64(mandateId)}`;
  return client.request('POST', '/desk/uploads', { headers: { ...tus, 'Upload-Length': String(length), 'Upload-Metadata': metadata, ...headers } });
}
export async function sendPaper(client, mandateId, bytes = jpeg()) {
  const begun = await beginPaper(client, mandateId, bytes.length);
  ok(begun, 201);
  const id = begun.headers.location.split('/').pop();
  ok(await sendPart(client, { path: `/desk/uploads/${id}` }, bytes, 0), 204);
  return id;
}
export const attachPaper = async (client, mandateId, bytes) =>
  client.post(`/desk/mandates/${mandateId}/paper`, { upload_id: await sendPaper(client, mandateId, bytes) });

// What was answered by whom nothing has changed, to what was read out.
export const asBefore = (row, changes = {}) => ({
  content: row.content, reached: true, agrees: true, red_flag: false, unwell: false, allergy: false,
  answers: [{ question: 'diagnosed', answer: 'yes' }, { question: 'changed', answer: 'same' }], ...changes,
});

export class Worker {
  constructor(client) {
    Object.assign(this, { client, staffId: client.staffId, name: client.name });
  }
  async list() {
    return ok(await this.client.get('/desk/batch')).items;
  }
  async row(id) {
    return (await this.list()).find((one) => one.id === id)?.row;
  }
  open(id) {
    return this.client.get(`/desk/batch/${id}`);
  }
  prepare(id, changes = {}, options) {
    return this.client.post(`/desk/batch/${id}/prepare`, { medicine_ids: ['med_atorvastatin'], weeks: 4, ...changes }, options);
  }
  readBack(id, body, options) {
    return this.client.post(`/desk/batch/${id}/read-back`, body, options);
  }
  send(id, options) {
    return this.client.post(`/desk/batch/${id}/send`, undefined, options);
  }
  async prepared(id, changes) {
    return ok(await this.prepare(id, changes), 200).row;
  }
  async confirmed(id) {
    return ok(await this.readBack(id, asBefore(await this.prepared(id))), 200).row;
  }
  async sent(id) {
    await this.confirmed(id);
    return ok(await this.send(id), 200).row;
  }
}
