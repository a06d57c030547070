// A community worker's list: what is to be done about whom, who comes next, and sending one by one over a line that fails.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { web } from './support.mjs';

const person = (id, state, more = {}) => ({ id, name: id, phone: '', ends_on: '', ...(state && { row: { state, content: '', medicines: [], weeks: 4, calls: 0, ...more } }) });

test('batch: what is to be done about a person follows from the row', () => {
  const wanted = {
    prepared: 'call', not_reached: 'call', confirmed: 'send', changed: 'look', failed: 'look', declined: 'done', sent: 'wait',
  };
  assert.equal(web.todoOf(person('a')), 'prepare');
  for (const [state, todo] of Object.entries(wanted)) assert.equal(web.todoOf(person('a', state)), todo, state);
  assert.equal(web.todoOf(person('a', 'sent', { progress: 'ready' })), 'fetch');
  for (const [progress, todo] of Object.entries({ to_pay: 'wait', queued: 'wait', done: 'done', ended: 'look' })) assert.equal(web.todoOf(person('a', 'sent', { progress })), todo, progress);
});

test('batch: counts, filters, and the next one with the same to do, round the end', () => {
  const people = [person('a', 'prepared'), person('b', 'declined'), person('c', 'not_reached'), person('d')];
  assert.deepEqual(web.countTodos(people), { prepare: 1, call: 2, send: 0, look: 0, fetch: 0, wait: 0, done: 1 });
  assert.deepEqual(web.withTodo(people, 'call').map(({ id }) => id), ['a', 'c']);
  assert.equal(web.withTodo(people, '').length, 4);
  assert.equal(web.nextPerson(people, 'a', 'call').id, 'c');
  assert.equal(web.nextPerson(people, 'c', 'call').id, 'a');
  assert.equal(web.nextPerson([person('a', 'sent'), person('b', 'prepared')], 'a', 'call').id, 'b');
  assert.equal(web.nextPerson(people, 'd', 'prepare'), null, 'nobody else');
});

test('batch: one that fails does not stop the others; a line that fails stops, and the rest is left', async () => {
  const told = [];
  const answers = { a: person('a', 'sent'), b: person('b', 'failed'), c: 409, d: person('d', 'sent') };
  const all = await web.sendAll(['a', 'b', 'c', 'd'], async (id) => answers[id], (state) => told.push(state.done));
  assert.deepEqual(all, { total: 4, done: 4, failed: 2, stopped: false });
  assert.deepEqual(told, [0, 1, 2, 3, 4, 4]);
  const asked = [];
  const cut = await web.sendAll(['a', 'b', 'c'], async (id) => (asked.push(id), id === 'b' ? 0 : person(id, 'sent')), () => {});
  assert.deepEqual(cut, { total: 3, done: 1, failed: 0, stopped: true });
  assert.deepEqual(asked, ['a', 'b']);
});
