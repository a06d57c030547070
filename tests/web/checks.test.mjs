// Checks of photographed documents at the console: what a number tells, who comes next, and a decision that gets through once.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { until, web } from './support.mjs';

const today = '2026-11-22';
const facts = (number, more = {}) => web.factsOf({ document_type: 'resident_id', number, ...more }, today);

test('console facts: the last place, the birthday, the sex and the age are what the number says', () => {
  assert.deepEqual(facts('990101195303150115'), { fits: true, sex: 'male', born: '1953-03-15', age: 73 });
  assert.deepEqual(facts('990101195303150116').fits, false);
  assert.deepEqual(facts('11010519491231002X'), { fits: true, sex: 'female', born: '1949-12-31', age: 76 });
  assert.equal(facts('99010119531122011X').age, 73, 'on the birthday');
  assert.equal(facts('99010119531123011X').age, 72, 'the day before it');
});

test('console facts: a number that tells no day has none, and one that differs from what was typed says so', () => {
  assert.equal(facts('990101195302300119').born, undefined);
  assert.equal(facts('990101195303150115', { born_on: '1953-03-15' }).agrees, true);
  assert.equal(facts('990101195303150115', { born_on: '1953-03-16' }).agrees, false);
});

test('console facts: of a passport only what was typed can be judged', () => {
  const passport = { document_type: 'passport', number: 'E12345678', born_on: '1980-01-01' };
  assert.deepEqual(web.factsOf({ ...passport, expires_on: today }, today), { expired: false, age: 46 });
  assert.deepEqual(web.factsOf({ ...passport, expires_on: '2026-11-21' }, today), { expired: true, age: 46 });
  assert.deepEqual(web.factsOf({ document_type: 'permanent_residence', number: 'ABC123456789012' }, today), {});
});

test('console facts: numbers are shown in the parts in which people compare them', () => {
  assert.deepEqual(web.partsOf('990101195303150115'), ['990101', '19530315', '0115']);
  assert.deepEqual(web.partsOf('E12345678'), ['E123', '4567', '8']);
  assert.deepEqual(web.partsOf(''), ['']);
});

test('console checks: next is who has waited longest, not what a colleague has, and last what was laid aside', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id }));
  const next = (items, ...aside) => web.nextCheck(items, new Set(aside))?.id;
  assert.equal(next([a, b, c]), 'a');
  assert.equal(next([{ ...a, held_by: '钱二', mine: false }, b, c]), 'b');
  assert.equal(next([{ ...a, held_by: '赵一', mine: true }, b]), 'a');
  assert.equal(next([a, b], 'a'), 'b');
  assert.equal(next([a], 'a'), 'a');
  assert.equal(next([{ ...a, held_by: '钱二', mine: false }]), undefined);
  assert.deepEqual([web.middleOf([]), web.middleOf([9]), web.middleOf([30, 10, 20]), web.middleOf([40, 10, 20, 30])], [undefined, 9, 20, 20]);
});

test('console times: a clock that runs, and what half of them took in words', () => {
  const words = (name, { m = '', n = '' }) => `${name.replace('time.', '')} ${m} ${n}`;
  assert.deepEqual([-5, 0, 7_900, 60_000, 754_000].map(web.clock), ['0:00', '0:00', '0:07', '1:00', '12:34']);
  assert.deepEqual([0, 400, 59_400, 59_600, 125_000].map((ms) => web.inWords(words, ms)), ['seconds  1', 'seconds  1', 'seconds  59', 'minutes 1 ', 'both 2 5']);
});

test('console decision: sent again until it is answered, and the loss is told once', async () => {
  const answers = [0, 503, 429, 200];
  const told = [];
  const waited = [];
  const answer = await web.decide({
    post: async () => ({ status: answers.shift(), body: null }),
    lost: (on) => told.push(on),
    wait: async (failures) => void waited.push(failures),
  }, new AbortController().signal);
  assert.equal(answer.status, 200);
  assert.deepEqual([told, waited, answers], [[true, false], [1, 2, 3], []]);
});

test('console decision: a refusal is an answer; who has left sends nothing more', async () => {
  const refused = await web.decide({ post: async () => ({ status: 409, body: { code: 'taken' } }), lost: () => assert.fail(), wait: () => assert.fail() }, new AbortController().signal);
  assert.equal(refused.status, 409);
  const stopping = new AbortController();
  let posts = 0;
  let waiting = false;
  const pending = web.decide({
    post: async () => ({ status: (posts++, 0), body: null }), lost: () => {},
    wait: (_, stop) => new Promise((done) => ((waiting = true), stop.addEventListener('abort', done))),
  }, stopping.signal);
  await until(() => waiting);
  stopping.abort();
  assert.equal(await pending, null);
  assert.equal(posts, 1);
  // Left while it was on its way: its answer is nobody's any more.
  const gone = new AbortController();
  assert.equal(await web.decide({ post: async () => (gone.abort(), { status: 200, body: null }), lost: () => assert.fail(), wait: () => assert.fail() }, gone.signal), null);
});
