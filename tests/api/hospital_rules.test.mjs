// A hospital's rules are data: what the server tells of them, and that it judges by them.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/files.mjs';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok, refused } from './support/client.mjs';
import { draftVisit, gateForConsultation, gateForRefill, patient, refillDraft } from './support/journey.mjs';
import { runProgram, startServer, temporaryFolder } from './support/server.mjs';

const folder = temporaryFolder('rules');
const file = (content) => {
  const path = join(folder, `${Math.random()}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const text = (zh) => ({ zh, en: zh });
const builtIn = async () => ok(await new Client(await plain()).get('/hospital'), 200);
let plainServer;
const plain = () => (plainServer ??= startServer());

const pregnancy = {
  id: 'pregnant', kinds: ['refill', 'consultation'], text: text('怀孕了吗？'),
  answers: [
    { id: 'no', text: text('没有'), leads_to: 'continue' }, { id: 'yes', text: text('有'), leads_to: 'consultation' },
    { id: 'bleeding', text: text('在出血'), leads_to: 'emergency' }, { id: 'twins', text: text('双胞胎'), leads_to: 'stop' },
    { id: 'unsure', text: text('说不清'), leads_to: 'staff' },
  ],
};
let asking;
const askingServer = () => (asking ??= (async () => {
  const { gate } = await builtIn();
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  return startServer({ args: ['--hospital', file({ id: 'asking', gate: [...gate, pregnancy],
    first_visit_exceptions: [{ from: today, until: '2999-12-31', note: text('流感') }] })] });
})());

async function sent(kind, gate) {
  const client = await patient(await askingServer());
  const draft = kind === 'refill' ? await refillDraft(client, { gate }) : { gate, complaint: '头晕' };
  const visit = await draftVisit(client, { kind, draft });
  return client.post(`/visits/${visit.id}/submit`);
}
const answer = (id) => ({ answers: [{ question: 'pregnant', answer: id }] });
const outcome = (given, wanted) => refused(given, 422, 'validation', { '/draft/gate': `gate.${wanted}` });

test('rules: the hospital tells its rules', async () => {
  const hospital = await builtIn();
  assert.deepEqual(hospital.gate.map((one) => one.id), ['diagnosed', 'changed']);
  assert.equal(hospital.first_visits_today, false);
  assert.deepEqual(hospital.languages, ['zh', 'en']);
  assert.equal(hospital.opening_hours.length, 7);
  assert.ok(hospital.cities.some((one) => !one.courier));
  assert.ok(hospital.rules.banned_online.includes('替格瑞洛'));
  assert.ok(hospital.rules.cold_chain.includes('胰岛素'));
  assert.match(hospital.theme.brand, /^#[0-9a-f]{6}$/);
  assert.ok(hospital.insurance_notice.en);
});

test('rules: a hospital’s own question is judged as it says', async () => {
  outcome(await sent('refill', gateForRefill), 'incomplete');
  outcome(await sent('refill', { ...gateForRefill, ...answer('maybe') }), 'incomplete'); // no answer to it
  outcome(await sent('refill', { ...gateForRefill, ...answer('yes') }), 'consultation');
  outcome(await sent('refill', { ...gateForRefill, ...answer('twins') }), 'not_refill');
  outcome(await sent('refill', { ...gateForRefill, ...answer('unsure') }), 'ask_staff');
  outcome(await sent('refill', { ...gateForRefill, changed: 'unanswered', ...answer('bleeding') }), 'emergency'); // wins over what is open
  ok(await sent('refill', { ...gateForRefill, ...answer('no') }), 200);
  outcome(await sent('consultation', gateForConsultation), 'incomplete');
  ok(await sent('consultation', { ...gateForConsultation, ...answer('yes') }), 200);
  outcome(await sent('consultation', { ...gateForConsultation, red_flags_none: false, ...answer('no') }), 'incomplete');
});

test('rules: the built-in questions may be answered by name, too', async () => {
  const named = { red_flags_none: true, diagnosed: 'unanswered', changed: 'unanswered', answers: [
    { question: 'diagnosed', answer: 'yes' }, { question: 'changed', answer: 'same' }, { question: 'pregnant', answer: 'no' }] };
  ok(await sent('refill', named), 200);
  outcome(await sent('refill', { ...named, answers: named.answers.map((one) => (one.question === 'changed' ? { ...one, answer: 'changed' } : one)) }), 'consultation');
});

test('rules: on days of an exception a first visit may be asked for, on others not', async () => {
  ok(await sent('refill', { ...gateForRefill, diagnosed: 'no', ...answer('no') }), 200);
  outcome(await sent('refill', { ...gateForRefill, diagnosed: 'unsure', ...answer('no') }), 'ask_staff');
  const client = await patient(await plain());
  const visit = await draftVisit(client, { draft: await refillDraft(client, { gate: { ...gateForRefill, diagnosed: 'no' } }) });
  outcome(await client.post(`/visits/${visit.id}/submit`), 'not_refill');
  assert.equal(ok(await new Client(await askingServer()).get('/hospital')).first_visits_today, true);
});

test('rules: a file with a mistake is refused with its place', async () => {
  const cases = {
    '/origins/0': { origins: ['https://portal.example.org/page'] },
    '/origins/1': { origins: ['https://portal.example.org', "https://a.example; script-src *"] },
    '/origins/2': { origins: ['http://localhost:8090', 'http://portal.localhost', 'http://portal.example.org'] },
    '/theme/text': { theme: { text: '#999999' } },
    '/theme/on_brand': { theme: { on_brand: 'white' } },
    '/gate: before a refill': { gate: [pregnancy] },
    '/gate/0/answers: none of them leads on': { gate: [{ ...pregnancy, answers: pregnancy.answers.slice(1) }] },
    '/first_visit_exceptions/0': { first_visit_exceptions: [{ from: '2026-12-31', until: '2026-12-01', note: text('x') }] },
    '/opening_hours/0': { opening_hours: [{ day: 1, from: '20:00', until: '08:00' }] },
    '/cities/0/pooled_percent': { cities: [{ id: 'a', name: text('甲'), pooled_percent: 101, courier: true }] },
    '/languages': { languages: ['fr'] },
    '/rules/refill/items_max': { rules: { refill: { items_max: 6 } } },
  };
  for (const [place, content] of Object.entries(cases)) {
    const { code, output } = await runProgram(['--listen', '127.0.0.1:0', '--data', temporaryFolder('data'), '--sandbox', '--hospital', file({ id: 'a', ...content })], { timeoutMs: 5000 });
    assert.ok(code !== 0 && code !== null, `${place} was taken`);
    assert.ok(output.includes(place), output);
  }
});

test('rules: the example file is sound and is the built-in hospital', async () => {
  const path = join(root, 'deploy/hospital.example.json');
  assert.match(readFileSync(path, 'utf8'), /\/\/ One hospital/);
  const server = await startServer({ args: ['--hospital', path] });
  const shown = ok(await new Client(server).get('/hospital'), 200);
  const { opening_hours: hours, ...rest } = await builtIn();
  const { opening_hours: own, ...same } = shown;
  assert.deepEqual(same, rest);
  assert.equal(own.length, hours.length);
  await server.kill();
});
