// Every operation of the contract, asked by everybody: nobody, the owner, someone who cares for the owner's person, another patient,
// the same phone at another hospital, each role of staff, and another hospital's system. Who may is read from the contract
// (security, x-roles) and from `ownersOnly` below; that a denied caller gets nothing, and an allowed one is not turned away, is asked of
// the server. A new operation on an object that `world` does not have fails until it is added here.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok } from './support/client.mjs';
import { contractDocument, listedOperations } from './support/contract.mjs';
import { asBefore, attachPaper, elder, mandate, mandateRequest, sendPaper, Worker } from './support/batch.mjs';
import { Desk } from './support/desk.mjs';
import { base64, jpeg } from './support/files.mjs';
import { askFamily, askHelp, follow, join as joinHelp, reason } from './support/help.mjs';
import { randomSource, sample } from './support/generate.mjs';
import { address, confirm, createUpload, freshPhone, identityNumber, identityRequest, orderRequest, patient, quoteFor, queuedVisit, record, refillDraft, signIn, tus, upload as uploadFile } from './support/journey.mjs';
import { startServer, temporaryFolder } from './support/server.mjs';

const roles = ['doctor', 'pharmacist', 'pharmacy', 'courier', 'clerk', 'helper', 'community'];

// What someone who cares for a person may not do or see: it is the account's, not the person's.
const ownersOnly = [/^\/identity-checks/, /^\/uploads/, /^\/addresses/, /^\/sessions/, /^\/carers/, /^\/guardianships/, /^\/mandates/, /^\/complaints/, /^\/account/];

// What staff bring is for a visit, or for a mandate.
const bringsPapers = (w, caller) => [w.staff.clerk, w.staff.community].includes(caller);

// One object of the owner's for each kind of path.
const objectOf = {
  people: (w) => w.owner.personId, 'identity-checks': (w) => w.check.id, records: (w) => w.record.id, visits: (w) => w.visit.id,
  messages: (w) => w.message.id, prescriptions: (w) => w.prescription.id, orders: (w) => w.order.id, payments: (w) => w.order.payment.id,
  uploads: (w) => w.upload.id, 'desk uploads': (w, caller) => (bringsPapers(w, caller) ? w.paperUpload : w.deskUpload), staff: (w) => w.staff.clerk.staffId, complaints: (w) => w.complaint.id,
  webhooks: (w) => w.webhook.id, 'webhook-deliveries': (w) => w.delivery.id,
  '/desk/identity-checks/{id}/document': (w) => w.papers.id, '/desk/identity-checks/{id}/document/preview': (w) => w.papers.id,
  '/desk/identity-checks/{id}/open': (w) => w.papers.id,
  'help-sessions': (w, caller) => (w.helped.get(caller.token) ?? w.help).id,
  'family-sessions': (w) => w.family.id, '/help-sessions/{id}/let-in': (w) => w.door.id,
  '/desk/mandates/{id}/paper': (w) => w.batch.id, '/desk/mandates/{id}/content': (w) => w.batch.id, '/desk/mandates/{id}/preview': (w) => w.batch.id,
  mandates: (w) => w.mandate.id, batch: (w) => w.batch.id,
  addresses: (w) => w.address.id, carers: (w) => w.carer.id, guardianships: (w) => w.guardianship.id, sessions: (w) => w.session.id,
};

async function makeWorld() {
  const folder = temporaryFolder('matrix');
  const file = (id) => {
    const path = join(folder, `${id}.json`);
    writeFileSync(path, JSON.stringify({ id, hosts: [`${id}.example`] }));
    return ['--hospital', path];
  };
  const server = await startServer({ args: [...file('here'), ...file('there')] });
  const desk = new Desk(server);
  const phone = freshPhone();
  const owner = await elder(server, { phone });
  const check = ok(await owner.post('/identity-checks', identityRequest({ relationship: 'parent' })), 201);
  const made = await record(owner, { bytes: jpeg() });
  const upload = await createUpload(owner, 1000);
  const visit = await queuedVisit(owner, { draft: await refillDraft(owner, { record_ids: [made.id] }) });
  const photo = await uploadFile(owner, jpeg());
  const message = ok(await owner.post(`/visits/${visit.id}/messages`, { text: '您好', upload_id: photo.id }), 201);
  const begun = await desk.request('POST', '/desk/uploads', { headers: { ...tus, 'Upload-Length': '1000', 'Upload-Metadata': `visit_id ${base64(visit.id)}` } });
  const deskUpload = begun.headers.location.split('/').pop();
  const prescription = await desk.approve(visit.id);
  const quote = await quoteFor(owner, prescription, 'delivery');
  await confirm(owner, prescription);
  const order = ok(await owner.post('/orders', orderRequest(quote)), 201);
  // Nobody listens there: its deliveries stay.
  const webhook = ok(await desk.post('/desk/webhooks', { url: 'http://127.0.0.1:9/', events: ['complaint.changed'] }), 201);
  ok(await owner.post(`/visits/${visit.id}/rating`, { stars: 5 }), 200);
  const complaint = ok(await owner.post('/complaints', { text: '等太久' }), 201);
  const delivery = ok(await desk.get('/desk/webhook-deliveries')).items.at(0);
  const kept = ok(await owner.post('/addresses', address), 201);
  const carer = ok(await owner.post('/carers', { person_id: owner.personId, relationship: 'parent' }), 201);
  const child = ok(await owner.post('/identity-checks', identityRequest({ relationship: 'child', number: identityNumber({ born: `${new Date().getFullYear() - 3}0101` }) })), 201);
  const paper = await uploadFile(owner, jpeg());
  const scan = await uploadFile(owner, jpeg());
  const papers = ok(await owner.post('/identity-checks', identityRequest({ relationship: 'parent', method: 'staff_review', document_upload_id: scan.id })), 201);
  const guardianship = ok(await owner.post('/guardianships', { person_id: child.person_id, basis: 'parent', document_upload_id: paper.id }), 201);
  const { session } = await signIn(server, { phone, host: 'here.example' });
  const daughter = await patient(server);
  const shared = ok(await owner.post('/carers', { person_id: owner.personId, relationship: 'parent' }), 201);
  ok(await daughter.post('/carers/accept', { code: shared.code }), 200);
  const staff = {};
  for (const role of roles) staff[role] = await desk.staff(role);
  // One that is ended here, and one that is worked with.
  const ended = await mandate(desk, await desk.staff('community'), owner);
  const batch = await mandate(desk, staff.community, owner);
  const prepared = await new Worker(staff.community).prepared(batch.id);
  for (const one of [ended, batch]) ok(await attachPaper(desk, one.id), 200);
  const paperUpload = await sendPaper(desk, batch.id);
  const help = await askHelp(owner);
  // Each who may help has a session of their own, with something to see.
  const family = await follow(new Client(server), await askFamily(owner));
  const door = await askFamily(new Client(server));
  await follow(new Client(server), door);
  const helped = new Map();
  for (const one of [staff.helper, desk]) {
    const page = await askHelp(new Client(server, { host: 'here.example' }));
    await joinHelp(one, page);
    ok(await page.show(), 204);
    helped.set(one.token, page);
  }
  return {
    server, owner, check, record: made, upload, deskUpload, visit, message, prescription, order, quote, desk, staff, webhook, complaint, delivery,
    address: kept, carer, guardianship, session, daughter, help, helped, family, door, papers, mandate: ended, batch, prepared, paperUpload,
    nobody: new Client(server),
    other: await patient(server),
    elsewhere: await patient(server, { phone, host: 'there.example' }),
    otherSystem: new Desk(server, { file: 'desk-token-there' }),
    secrets: [owner.personId, check.id, made.id, upload.id, visit.id, message.id, prescription.id, order.id, complaint.id, webhook.id,
      kept.id, carer.id, guardianship.id, session.id, help.id, papers.id, ended.id, batch.id],
  };
}
let making;
const world = () => (making ??= makeWorld());

const node = (operation) => operation.pointer.slice(2).split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  .reduce((at, part) => at[part], contractDocument);
const operations = listedOperations.filter(({ method, path }) => path.startsWith('/api/v1/') && method !== 'OPTIONS' && !path.endsWith('/events'))
  .map((one) => ({ ...one, short: one.path.slice('/api/v1'.length), node: node(one), name: `${one.method} ${one.path.slice('/api/v1'.length)}` }));
const isOpen = ({ node: { security } }) => security?.length === 0 || security?.some((way) => Object.keys(way).length === 0);
const isDesk = (operation) => operation.node.security?.some((way) => way.desk) ?? false;
// These end the caller's own session or account.
const ending = (operation) => /sessions\/(end|current)|account\/delete/.test(operation.short);
const hasId = (operation) => operation.short.includes('{');

// Bodies that would really do it, so that a denial is the only thing that can stop them; the rest is made from the schema.
const bodies = {
  'POST /orders': (w) => orderRequest(w.quote),
  'POST /visits': (w) => ({ kind: 'consultation', person_id: w.owner.personId }),
  'POST /records': (w) => ({ upload_id: w.upload.id, person_id: w.owner.personId, kind: 'other' }),
  'PATCH /visits/{id}': async (w) => refillDraft(w.owner),
  'POST /visits/{id}/messages': () => ({ text: 'x' }),
  'POST /desk/visits/{id}/messages': () => ({ text: 'x' }),
  'POST /addresses': () => address,
  'POST /carers': (w) => ({ person_id: w.owner.personId, relationship: 'parent' }),
  'POST /help-sessions': () => ({ kind: 'code', reason }),
  'POST /help-sessions/{id}/frames': () => ({ seq: 1, base: null }),
  'POST /desk/help-sessions/{id}/actions': () => ({ kind: 'say', text: '您好' }),
  'POST /guardianships': (w) => ({ person_id: w.guardianship.person_id, basis: 'parent', document_upload_id: w.upload.id }),
  'POST /desk/mandates/{id}/paper': (w) => ({ upload_id: w.paperUpload }),
  'POST /desk/mandates': (w) => mandateRequest(w.staff.community, w.owner),
  'POST /desk/batch/{id}/prepare': () => ({ medicine_ids: ['med_atorvastatin'], weeks: 4 }),
  'POST /desk/batch/{id}/read-back': (w) => asBefore(w.prepared),
  'POST /desk/orders/{id}/move': () => ({ state: 'delivered' }), // all that a courier may do
};

async function ask(w, caller, operation) {
  const kind = operation.short.replace('/desk', '').split('/')[1];
  assert.ok(!hasId(operation) || objectOf[kind], `the matrix has no object for ${operation.name}`);
  const isUpload = kind === 'uploads';
  const object = isUpload && isDesk(operation) ? objectOf['desk uploads'] : objectOf[operation.short] ?? objectOf[kind];
  const path = operation.short.replace(/\{[^}]+\}/, () => object(w, caller));
  const options = { headers: operation.short.endsWith('/let-in') ? { 'Banzhen-Help': w.door.token } : kind === 'family-sessions' ? { 'Banzhen-Help': w.family.token } : kind === 'help-sessions' && !isDesk(operation) ? { 'Banzhen-Help': w.help.token } : isUpload ? { ...tus, 'Upload-Offset': '0', 'Upload-Length': '10', ...(isDesk(operation) && { 'Upload-Metadata': bringsPapers(w, caller) ? `mandate_id ${base64(w.batch.id)}` : `visit_id ${base64(w.visit.id)}` }), ...(operation.method === 'PATCH' && { 'Content-Type': 'application/offset+octet-stream' }) } : {} };
  const schema = operation.node.requestBody?.content?.['application/json']?.schema;
  if (schema) options.json = await (bodies[operation.name]?.(w) ?? sample(contractDocument, schema, randomSource(7)));
  if (operation.method === 'PATCH' && isUpload) options.body = 'abc';
  return caller.request(operation.method, path, options);
}

function denied(answer, who, ...statuses) {
  assert.ok(statuses.includes(answer.status), `${who}: wanted ${statuses.join(' or ')}, got ${answer.status} ${answer.text.slice(0, 300)}`);
}
function let_in(answer, who) {
  assert.ok(![401, 403, 404].includes(answer.status), `${who}: turned away with ${answer.status} ${answer.text.slice(0, 300)}`);
}
function nothingLeaks(w, answer, who) {
  for (const id of w.secrets) assert.ok(!answer.text.includes(id), `${who} was shown ${id}`);
}

for (const operation of operations.filter((one) => !isOpen(one))) {
  test(`matrix: ${operation.name} denies those who may not`, async () => {
    const w = await world();
    denied(await ask(w, w.nobody, operation), 'nobody', 401);
    if (isDesk(operation)) {
      for (const who of ['owner', 'daughter', 'other', 'elsewhere']) denied(await ask(w, w[who], operation), who, 403);
      for (const role of roles.filter((one) => !operation.node['x-roles'].includes(one))) denied(await ask(w, w.staff[role], operation), role, 403);
      const answer = await ask(w, w.otherSystem, operation);
      if (hasId(operation)) denied(answer, "another hospital's system", 404);
      nothingLeaks(w, answer, "another hospital's system");
      return;
    }
    for (const role of [...roles, 'system']) denied(await ask(w, role === 'system' ? w.desk : w.staff[role], operation), role, 403);
    for (const who of ending(operation) ? [] : ['other', 'elsewhere']) {
      const answer = await ask(w, w[who], operation);
      if (hasId(operation) || bodies[operation.name]?.length) denied(answer, who, 404);
      nothingLeaks(w, answer, who);
    }
    if (hasId(operation) && ownersOnly.some((one) => one.test(operation.short)))
      denied(await ask(w, w.daughter, operation), 'who cares for the person', 404, 403);
  });
}

// After all denials, for these change things. What deletes comes last, and is asked once.
const allowed = operations.filter((one) => !ending(one))
  .sort((a, b) => (a.method === 'DELETE') - (b.method === 'DELETE'));
for (const operation of allowed) {
  test(`matrix: ${operation.name} lets in those who may`, async () => {
    const w = await world();
    const destroys = operation.method === 'DELETE';
    if (isDesk(operation)) {
      if (destroys) return let_in(await ask(w, w.desk, operation), 'system');
      assert.ok(operation.node['x-roles'].includes('system'), 'a hospital may do at its desk whatever it will');
      for (const role of operation.node['x-roles']) let_in(await ask(w, role === 'system' ? w.desk : w.staff[role], operation), role);
      return;
    }
    if (isOpen(operation)) return let_in(await ask(w, w.nobody, operation), 'nobody');
    if (!destroys && hasId(operation) && !ownersOnly.some((one) => one.test(operation.short)))
      let_in(await ask(w, w.daughter, operation), 'who cares for the person');
    let_in(await ask(w, w.owner, operation), 'owner');
  });
}
