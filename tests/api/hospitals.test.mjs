// Several hospitals on one server share nothing.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok, refused } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { freshPhone, patient, queuedVisit, requestCode, signIn } from './support/journey.mjs';
import { runProgram, startServer, temporaryFolder } from './support/server.mjs';

const folder = temporaryFolder('hospitals');
function hospitalFile(name, content) {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const lin = { id: 'linjiang', hosts: ['lin.example'], name: { zh: '临江市医院互联网医院', en: 'Linjiang Internet Hospital' }, rules: { refill_fee: 2500 } };
const hai = { id: 'haiping', hosts: ['hai.example'], name: { zh: '海平市医院互联网医院', en: 'Haiping Internet Hospital' } };

let starting;
const server = () => (starting ??= startServer({
  args: ['--hospital', hospitalFile('lin.json', lin), '--hospital', hospitalFile('hai.json', hai)],
}));
const at = { host: 'lin.example' };
const elsewhere = { host: 'hai.example' };
const linDesk = async () => new Desk(await server());
const haiDesk = async () => new Desk(await server(), { file: 'desk-token-haiping' });

test('hospitals: the name in the address says which hospital answers', async () => {
  const read = async (host) => ok(await new Client(await server(), { host }).get('/hospital'), 200);
  const first = await read('lin.example');
  assert.equal(first.id, 'linjiang');
  assert.equal(first.rules.refill_fee_fen, 2500);
  assert.equal((await read('hai.example:8443')).id, 'haiping');
  assert.equal((await read('unknown.example')).id, 'linjiang'); // the first one
});

test('hospitals: one phone has an account of its own at each', async () => {
  const phone = freshPhone();
  const here = await patient(await server(), { ...at, phone });
  const there = await signIn(await server(), { ...elsewhere, phone });
  assert.equal(ok(await here.get('/account')).people.length, 1);
  assert.equal(ok(await there.get('/account')).people.length, 0);
  refused(await there.get(`/people/${here.personId}`), 404, 'not_found');
});

test('hospitals: a code sent by one does not open the other', async () => {
  const phone = freshPhone();
  const code = await requestCode(new Client(await server(), at), phone);
  const answer = await new Client(await server(), elsewhere).post('/sessions',
    { sms_code_id: code.id, code: code.sandbox_code, terms_version: 1 });
  refused(answer, 422, 'code_expired');
});

test('hospitals: a session stays with its hospital, whatever name is used', async () => {
  const here = await patient(await server(), at);
  const visit = await queuedVisit(here);
  assert.equal(visit.fee_fen, 2500);
  const same = new Client(await server(), { token: here.token, ...elsewhere });
  assert.equal(ok(await same.get(`/visits/${visit.id}`)).id, visit.id);
});

test('hospitals: the desk of one sees and touches nothing of the other', async () => {
  const here = await patient(await server(), at);
  const visit = await queuedVisit(here);
  const desk = await haiDesk();
  const queue = ok(await desk.get('/desk/queue')).items;
  assert.ok(!queue.some((one) => one.id === visit.id));
  refused(await desk.get(`/desk/visits/${visit.id}`), 404, 'not_found');
  refused(await desk.post(`/desk/visits/${visit.id}/accept`), 404, 'not_found');
  refused(await desk.get(`/desk/visits/${visit.id}/messages`), 404, 'not_found');
  const own = await linDesk();
  const prescription = await own.approve(visit.id);
  refused(await desk.post(`/desk/prescriptions/${prescription.id}/review`, { approved: true }), 404, 'not_found');
  const doctor = await own.staff('doctor');
  refused(await desk.delete(`/desk/staff/${doctor.staffId}`), 404, 'not_found');
  assert.ok(!ok(await desk.get('/desk/staff')).items.some((one) => one.id === doctor.staffId));
  assert.ok(ok(await desk.get('/desk/audit-events')).items.every((one) => one.object !== visit.id));
});

test('hospitals: each has a queue of its own', async () => {
  const one = await queuedVisit(await patient(await server(), at));
  const two = await queuedVisit(await patient(await server(), elsewhere));
  const three = await queuedVisit(await patient(await server(), elsewhere));
  assert.equal(three.place, two.place + 1);
  assert.ok(one.place >= 0);
});

test('hospitals: a file with a mistake is refused with its place', async () => {
  const start = (...files) => runProgram(['--listen', '127.0.0.1:0', '--data', temporaryFolder('data'), '--sandbox', '--demo-desk',
    ...files.flatMap((file) => ['--hospital', file])]);
  const wrong = await start(hospitalFile('wrong.json', { id: 'a', rules: { refill: { weeks_max: 20 } } }));
  assert.notEqual(wrong.code, 0);
  assert.match(wrong.output, /wrong\.json \/rules\/refill\/weeks_max/);
  const twice = await start(hospitalFile('one.json', { id: 'a' }), hospitalFile('two.json', { id: 'a' }));
  assert.match(twice.output, /two\.json \/id: another file has it/);
});
