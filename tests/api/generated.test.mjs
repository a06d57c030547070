// Throws requests made from the contract at every operation, valid and broken ones, as a patient, as the hospital's system and as
// nobody: none may be answered by a server error or against the contract. BANZHEN_SEED plays a run again, BANZHEN_ROUNDS makes
// it longer.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok } from './support/client.mjs';
import { contractDocument, listedOperations } from './support/contract.mjs';
import { Desk } from './support/desk.mjs';
import { broken, malformed, randomSource, sample, text } from './support/generate.mjs';
import { jpeg } from './support/files.mjs';
import { patient, queuedVisit, record } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const seed = Number(process.env.BANZHEN_SEED ?? 20261121);
const rounds = Number(process.env.BANZHEN_ROUNDS ?? 12);
const started = sharedServer({});

let world;
const makeWorld = () => (world ??= (async () => {
  const server = await started();
  const client = await patient(server);
  const made = await record(client, { bytes: jpeg() });
  const visit = await queuedVisit(client);
  const desk = new Desk(server);
  const prescription = await desk.approve(visit.id);
  return { server, client, desk, nobody: new Client(server), ids: [made.id, visit.id, prescription.id, client.personId] };
})());

const schemaOf = (operation) => {
  const node = operation.pointer.slice(2).split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((at, part) => at[part], contractDocument);
  return node.requestBody?.content?.['application/json']?.schema;
};
// What would end the caller's own session or account ends the test's world; these have tests of their own.
const ending = /DELETE .*\/sessions\/|sessions\/end|account\/delete|DELETE .*\/sessions$/;
const operations = listedOperations.filter(({ method, path }) => path.startsWith('/api/v1/') && !ending.test(`${method} ${path}`)
  && !path.endsWith('/events') && method !== 'OPTIONS');

const pathIds = (random, ids) => random.pick([...ids, 'x', 'vis_' + 'a'.repeat(20), '%00', '%2e%2e%2f', encodeURIComponent(text(random) || '中').replace(/^\.+$/, 'x'), 'a'.repeat(3000)]);

function request(operation, random, { ids }) {
  const schema = schemaOf(operation);
  const path = operation.path.slice('/api/v1'.length).replace(/\{[^}]+\}/g, () => pathIds(random, ids));
  const options = { headers: {} };
  if (schema) {
    const valid = sample(contractDocument, schema, random);
    const choice = random.below(5);
    if (choice === 0) options.body = malformed(random);
    else if (choice === 1) options.body = JSON.stringify(valid);
    else options.body = JSON.stringify(broken(valid, random));
    options.headers['Content-Type'] = random.chance(0.95) ? 'application/json' : random.pick(['text/plain', 'application/json; charset=utf-16', 'x']);
  }
  if (operation.path.includes('/uploads')) {
    options.headers['Tus-Resumable'] = random.chance(0.9) ? '1.0.0' : '0.9';
    options.headers['Upload-Length'] = random.pick(['10', '-1', '1e3', '99999999999999999999', '', '0x10']);
    options.headers['Upload-Offset'] = random.pick(['0', '-1', '5', 'zero', '18446744073709551616']);
    options.headers['Upload-Metadata'] = random.pick(['', 'a', 'filename !!!', 'filename YQ==,,', 'x'.repeat(5000)]);
    if (operation.method === 'PATCH') options.body = 'abc';
  }
  if (operation.method === 'POST' && random.chance(0.2)) options.key = random.pick([null, 'k'.repeat(300), '"quoted"', 'a b']);
  if (random.chance(0.2)) options.ifMatch = random.pick(['"x"', '*', 'W/"y"', 'not a tag']);
  return { path, options };
}

for (const operation of operations) {
  test(`generated: ${operation.method} ${operation.path} answers anything by the contract`, async () => {
    const all = await makeWorld();
    const random = randomSource(seed + operations.indexOf(operation) * 7919);
    for (let round = 0; round < rounds; round++) {
      const who = random.pick(['client', 'desk', 'nobody', operation.path.includes('/desk/') ? 'desk' : 'client']);
      const { path, options } = request(operation, random, all);
      try {
        const answer = await all[who].request(operation.method, path, options);
        assert.ok(answer.status < 500, `${answer.status} ${answer.text.slice(0, 300)}`);
      } catch (error) {
        error.message += `\n  as ${who}: ${operation.method} ${path.slice(0, 200)} ${JSON.stringify(options)?.slice(0, 1500)}\n  BANZHEN_SEED=${seed}, round ${round}`;
        throw error;
      }
    }
  });
}

test('generated: the server is as well as before', async () => {
  const { client } = await makeWorld();
  ok(await client.get('/account'), 200);
});
