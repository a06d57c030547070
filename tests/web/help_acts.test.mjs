// What a helper does on the patient's page, and what of it waits for the patient.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { web } from './support.mjs';

const field = (id, value = '') => ({ id, role: 'textbox', name: `label of ${id}`, value });

function acting(...nodes) {
  const state = { tree: { screen: 'records', title: 'Records', nodes }, log: [], card: null };
  const note = (what) => (...how) => void state.log.push([what, ...how]);
  const elements = new Map();
  const acts = web.createActs({
    window: { setTimeout: (run) => run() },
    words: (key, values = {}) => [key, ...Object.values(values)].join('|'),
    helper: () => 'Wang',
    panel: () => ({
      say: note('panel'),
      propose(facts, answer) {
        state.card = { facts, answer };
      },
      withdraw() {
        state.card = null;
        state.log.push(['withdrawn']);
      },
    }),
    pointer: () => ({ at: (element, text) => state.log.push(['ring', element.id, text]), gone: note('ring gone'), follow() {} }),
    tree: () => state.tree,
    control: (id) => (state.tree.nodes.some((node) => node.id === id) ? elements.get(id) ?? elements.set(id, { id }).get(id) : null),
    real: (id) => (id === 'x1' ? 'people.person.p1' : id),
    answer: note('answer'), announce: note('announce'), speak: note('speak'), focus: note('focus'), select: note('select'), go: note('go'),
    emit: ({ on, id, value }) => state.log.push([on, id, value]),
  });
  return { acts, state, done: () => state.log.splice(0), take: (kind, more) => acts.take({ seq: 7, kind, ...more }) };
}

test('help acts: pointing rings the real control and is said; what is gone is left alone', () => {
  const { take, done } = acting({ id: 'people.person.p1', role: 'button', name: 'Ren' });
  take('point', { node: 'x1', text: 'here' });
  assert.deepEqual(done(), [['ring', 'people.person.p1', 'here'], ['announce', 'panel.pointed|Wang|Ren|here']]);
  take('point', { node: 'x1' });
  assert.deepEqual(done()[0], ['ring', 'people.person.p1', 'panel.point'], 'words of its own when there are none');
  take('point', { node: 'gone', text: 'here' });
  take('point');
  assert.deepEqual(done(), []);
});

test('help acts: a line is shown, announced and read aloud', () => {
  const { take, done } = acting();
  take('say', { text: 'Take your time' });
  assert.deepEqual(done(), [['panel', 'panel.says|Wang|Take your time'], ['announce', 'panel.says|Wang|Take your time'], ['speak', 'Take your time']]);
});

test('help acts: whatever else comes does nothing at all', () => {
  const { take, state, done } = acting(field('records.hospital'), { id: 'review.send', role: 'button', name: 'Send' });
  for (const kind of ['press', 'toggle', 'type', 'input', 'consent', 'verify', 'pay', 'sign', 'send', 'read', 'ended', '', 'toString'])
    take(kind, { node: 'review.send', text: 'x', fields: [{ field: 'records.hospital', value: 'x' }] });
  assert.deepEqual([done(), state.card], [[], null]);
});

test('help acts: a proposal waits for the patient, and is then typed as they would', () => {
  const { state, take, done } = acting(field('records.hospital'), field('records.date', '2026'));
  const fields = [{ field: 'records.hospital', value: 'City' }, { field: 'records.date', value: '2026-07-01' }];
  take('propose', { fields });
  assert.deepEqual(done(), [['announce', 'panel.filled|Wang']], 'nothing is filled in');
  assert.deepEqual(state.card.facts, fields.map((one) => ({ label: `label of ${one.field}`, value: one.value })));
  state.card.answer(true);
  assert.deepEqual(done(), [['answer', 7, 'accepted'], ['input', 'records.hospital', 'City'], ['input', 'records.date', '2026-07-01'], ['announce', 'panel.filled_in']]);
});

test('help acts: a proposal that is not right is there to be changed, and the helper hears so', () => {
  const { acts, state, take, done } = acting(field('records.hospital', 'old'));
  take('propose', { fields: [{ field: 'records.hospital', value: 'City' }] });
  done();
  state.card.answer(false);
  const at_once = [['answer', 7, 'changed'], ['input', 'records.hospital', 'City'], ['announce', 'panel.change'], ['focus', 'records.hospital'], ['select', 'records.hospital']];
  assert.deepEqual(done(), at_once);
  acts.follow();
  assert.deepEqual(done(), [], 'not there yet');
  state.tree = { ...state.tree, nodes: [field('records.hospital', 'City')] };
  acts.follow();
  assert.deepEqual(done(), [['focus', 'records.hospital'], ['select', 'records.hospital']], 'what came into the field is chosen');
  state.tree = { ...state.tree, nodes: [field('records.hospital', 'City 1')] };
  acts.follow();
  assert.deepEqual(done(), [], 'and what is typed from then on is left alone');
});

test('help acts: only fields in sight, and only text', () => {
  const { state, take, done } = acting(field('records.hospital'), { id: 'records.agree', role: 'checkbox', name: 'agree' });
  take('propose', { fields: [{ field: 'records.agree', value: 'x' }, { field: 'fulfilment.address_line', value: 'y' }] });
  take('propose');
  assert.deepEqual(done(), [['answer', 7, 'declined'], ['answer', 7, 'declined']]);
  take('propose', { fields: [{ field: 'records.hospital', value: 'City' }, { field: 'records.agree', value: 'x' }] });
  assert.equal(state.card.facts.length, 1);
  state.card.answer(true);
  assert.deepEqual(done().filter(([what]) => what === 'input'), [['input', 'records.hospital', 'City']]);
});

test('help acts: a proposal goes with its fields', () => {
  const { acts, state, take, done } = acting(field('records.hospital'), field('records.date'));
  take('propose', { fields: [{ field: 'records.hospital', value: 'City' }, { field: 'records.date', value: '1' }] });
  const { answer } = state.card;
  state.tree = { ...state.tree, nodes: [field('records.date')] };
  acts.follow();
  assert.ok(state.card, 'one is still there');
  state.tree = { ...state.tree, nodes: [] };
  done();
  answer(true); // pressed before the page could follow
  assert.deepEqual(done(), [['answer', 7, 'declined']]);
  state.tree = { ...state.tree, nodes: [field('records.date')] };
  take('propose', { fields: [{ field: 'records.date', value: '1' }] });
  state.tree = { ...state.tree, nodes: [] };
  done();
  acts.follow();
  assert.deepEqual(done(), [['answer', 7, 'declined'], ['withdrawn']]);
  acts.follow();
  acts.drop();
  assert.deepEqual(done(), [], 'once');
});

test('help acts: a page is opened by the app\'s own rules, and told as it came', () => {
  const { take, done } = acting();
  take('open', { route: 'addresses' });
  assert.deepEqual(done(), [['go', 'addresses'], ['panel', 'panel.opened|Wang|Records'], ['announce', 'panel.opened|Wang|Records']]);
  for (const route of ['', '../x', 'a b', 'https://example.org']) take('open', { route });
  take('open');
  assert.deepEqual(done(), []);
});

test('help acts: taken back, nothing is left of it', () => {
  const { acts, state, take, done } = acting(field('records.date'));
  take('propose', { fields: [{ field: 'records.date', value: '1' }] });
  done();
  take('withdraw');
  assert.deepEqual(done(), [['ring gone'], ['withdrawn']]);
  assert.equal(state.card, null);
  acts.drop();
  take('propose', { fields: [{ field: 'records.date', value: '1' }] });
  acts.forget();
  done();
  acts.drop();
  assert.deepEqual(done(), [], 'nobody is answered any more');
});
