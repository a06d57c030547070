// What patients say about their care: ratings, and complaints that have a number and an answer.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from '../../tools/test-runner.mjs';
import { ok, refused } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { patient, queuedVisit } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const system = async () => new Desk(await started());

async function concluded(client) {
  const desk = await system();
  const doctor = await desk.staff('doctor', '林静');
  const visit = await queuedVisit(client, { kind: 'consultation' });
  await doctor.accept(visit.id);
  await doctor.conclude(visit.id);
  return visit;
}

test('rating: given once, changed within a day, read by the clerk with the doctor’s name', async () => {
  const client = await patient(await started());
  const visit = await concluded(client);
  refused(await client.get(`/visits/${visit.id}/rating`), 404, 'not_found');
  const first = ok(await client.post(`/visits/${visit.id}/rating`, { stars: 4 }), 200);
  assert.equal(Date.parse(first.changeable_until) - Date.parse(first.given_at), 24 * 3600 * 1000);
  const second = ok(await client.post(`/visits/${visit.id}/rating`, { stars: 5, text: ' 很耐心 ' }), 200);
  assert.deepEqual(second, { ...first, stars: 5, text: '很耐心' });
  assert.deepEqual(ok(await client.get(`/visits/${visit.id}/rating`)), second);
  const clerk = await (await system()).staff('clerk');
  const listed = ok(await clerk.get('/desk/ratings')).items.filter((one) => one.visit_id === visit.id);
  assert.deepEqual(listed, [{ ...second, doctor_name: '林静' }]);
});

test('rating: bad input and visits that are not over are refused', async () => {
  const client = await patient(await started());
  const open = await queuedVisit(client, { kind: 'consultation' });
  refused(await client.post(`/visits/${open.id}/rating`, { stars: 3 }), 409, 'illegal_state');
  ok(await client.post(`/visits/${open.id}/cancel`));
  refused(await client.post(`/visits/${open.id}/rating`, { stars: 3 }), 409, 'illegal_state'); // nobody saw it
  const visit = await concluded(client);
  for (const stars of [0, 6]) refused(await client.post(`/visits/${visit.id}/rating`, { stars }), 422, 'validation', { '/stars': 'stars.range' });
  refused(await client.post(`/visits/${visit.id}/rating`, { stars: 2.5 }), 422, 'validation', { '/stars': 'type' });
  refused(await client.post(`/visits/${visit.id}/rating`, { stars: 5, text: '字'.repeat(501) }), 422, 'validation', { '/text': 'too_long' });
});

test('rating: a stranger rates nothing, and a doctor does not read the list', async () => {
  const client = await patient(await started());
  const visit = await concluded(client);
  const stranger = await patient(await started());
  refused(await stranger.post(`/visits/${visit.id}/rating`, { stars: 1 }), 404, 'not_found');
  refused(await stranger.get(`/visits/${visit.id}/rating`), 404, 'not_found');
  refused(await (await (await system()).staff('doctor')).get('/desk/ratings'), 403, 'forbidden');
});

test('ratings: the desk reads them in pages', async () => {
  const client = await patient(await started());
  for (let i = 0; i < 3; i++) ok(await client.post(`/visits/${(await concluded(client)).id}/rating`, { stars: 3 }));
  const desk = await system();
  const seen = [];
  for (let cursor = ''; cursor !== undefined;) {
    const page = ok(await desk.get(`/desk/ratings?limit=2${cursor && `&cursor=${cursor}`}`));
    seen.push(...page.items.map((one) => one.visit_id));
    cursor = page.next_cursor;
  }
  assert.equal(new Set(seen).size, seen.length);
  assert.ok(seen.length >= 3);
  refused(await desk.get('/desk/ratings?limit=0'), 422, 'validation', { '/limit': 'choice' });
});

test('complaint: received, taken, answered, taken up again, closed', async () => {
  const client = await patient(await started());
  const visit = await concluded(client);
  const made = ok(await client.post('/complaints', { visit_id: visit.id, text: ' 等了两个小时 ' }), 201);
  assert.equal(made.state, 'received');
  assert.match(made.number, /^C-\d{8}-\d{4,}$/);
  assert.deepEqual(made.lines.map(({ from, text }) => [from, text]), [['patient', '等了两个小时']]);
  const clerk = await (await system()).staff('clerk', '何苗');
  const move = (state) => clerk.post(`/desk/complaints/${made.id}/move`, { state });
  const answer = (text) => clerk.post(`/desk/complaints/${made.id}/answer`, { text });
  assert.deepEqual(ok(await clerk.get(`/desk/complaints/${made.id}`)), made);
  assert.ok(ok(await clerk.get('/desk/complaints?state=received')).items.some((one) => one.id === made.id));

  refused(await answer('好'), 409, 'illegal_state'); // not taken yet
  refused(await move('closed'), 409, 'illegal_state');
  refused(await client.post(`/complaints/${made.id}/reopen`, { text: 'x' }), 409, 'illegal_state');
  assert.equal(ok(await move('in_progress')).state, 'in_progress');
  refused(await move('in_progress'), 409, 'illegal_state');
  refused(await move('answered'), 409, 'illegal_state'); // an answer has words
  const answered = ok(await answer('对不起，我们加了一位医生。'));
  assert.equal(answered.lines[1].by, '何苗');
  assert.ok(answered.reopen_until);
  const again = ok(await client.post(`/complaints/${made.id}/reopen`, { text: '还是很慢' }), 200);
  assert.equal(again.state, 'in_progress');
  assert.equal(again.reopen_until, undefined);
  ok(await answer('已经安排专人。'));
  assert.equal(ok(await move('closed')).state, 'closed');
  refused(await move('in_progress'), 409, 'illegal_state'); // reopening is the patient's
  assert.equal(ok(await client.post(`/complaints/${made.id}/reopen`, { text: '又来了' })).state, 'in_progress');
  assert.deepEqual(ok(await client.get(`/complaints/${made.id}`)).lines.map((one) => one.from),
    ['patient', 'hospital', 'patient', 'hospital', 'patient']);
});

test('complaint: one key is one complaint', async () => {
  const client = await patient(await started());
  const key = randomUUID();
  const [one, two] = [await client.post('/complaints', { text: '药没到' }, { key }), await client.post('/complaints', { text: '药没到' }, { key })];
  assert.equal(ok(one, 201).id, ok(two, 201).id);
  assert.equal(two.headers['idempotent-replay'], 'true');
  assert.equal(ok(await client.get('/complaints')).items.length, 1);
  refused(await client.post('/complaints', { text: '没有钥匙' }, { key: null }), 400, 'idempotency_key_required');
});

test('complaint: numbers of a day go on one by one; lists come in pages', async () => {
  const client = await patient(await started());
  const numbers = [];
  for (const text of ['一', '二', '三']) numbers.push(ok(await client.post('/complaints', { text }), 201).number);
  const place = (number) => Number(number.split('-')[2]);
  assert.ok(place(numbers[0]) < place(numbers[1]) && place(numbers[1]) < place(numbers[2]));
  const first = ok(await client.get('/complaints?limit=2'));
  assert.deepEqual(first.items.map((one) => one.number), [numbers[2], numbers[1]]);
  const second = ok(await client.get(`/complaints?limit=2&cursor=${first.next_cursor}`));
  assert.deepEqual(second.items.map((one) => one.number), [numbers[0]]);
  assert.equal(second.next_cursor, undefined);
});

test('complaint: bad input, and what belongs to others', async () => {
  const client = await patient(await started());
  const stranger = await patient(await started());
  const visit = await concluded(stranger);
  refused(await client.post('/complaints', { text: '  ' }), 422, 'validation', { '/text': 'required' });
  refused(await client.post('/complaints', { text: '字'.repeat(2001) }), 422, 'validation', { '/text': 'too_long' });
  refused(await client.post('/complaints', { text: 'x', visit_id: visit.id }), 422, 'validation', { '/visit_id': 'not_found' });
  const made = ok(await stranger.post('/complaints', { text: '我的' }), 201);
  refused(await client.get(`/complaints/${made.id}`), 404, 'not_found');
  refused(await client.post(`/complaints/${made.id}/reopen`, { text: 'x' }), 404, 'not_found');
  assert.deepEqual(ok(await client.get(`/complaints?cursor=${made.id}`)).items, []);
  refused(await (await system()).get('/desk/complaints?state=lost'), 422, 'validation', { '/state': 'choice' });
  refused(await (await (await system()).staff('doctor')).get('/desk/complaints'), 403, 'forbidden');
});

test('complaint: twenty a day are enough', async () => {
  const client = await patient(await started());
  for (let i = 0; i < 20; i++) ok(await client.post('/complaints', { text: `${i}` }), 201);
  const answer = await client.post('/complaints', { text: '21' });
  refused(answer, 429, 'too_many_requests');
  assert.ok(Number(answer.headers['retry-after']) > 0);
});
