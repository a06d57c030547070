// Holds every exchange against docs/openapi.yaml. Stricter than the document's letter: objects are closed, so that a field,
// status, media type or operation that nobody wrote down is a failure.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { root } from '../../../tools/files.mjs';

const source = parse(readFileSync(join(root, 'docs/openapi.yaml'), 'utf8'));
const methods = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'];
const escape = (part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1');
const unescape = (part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');

// ---- a copy of the document whose objects are closed ----
function closed(document) {
  const copy = structuredClone(document);
  const parts = new Set(); // members of an allOf are closed by the whole, not each alone
  const visit = (node, each) => {
    if (!node || typeof node !== 'object') return;
    each(node);
    for (const child of Object.values(node)) visit(child, each);
  };
  visit(copy, (node) => {
    for (const member of Array.isArray(node.allOf) ? node.allOf : []) parts.add(member.$ref ? at(copy, member.$ref) : member);
  });
  visit(copy, (node) => {
    if (Array.isArray(node.allOf)) node.unevaluatedProperties ??= false;
    else if (node.properties && !Array.isArray(node) && !parts.has(node) && node.unevaluatedProperties === undefined)
      node.additionalProperties ??= false;
  });
  return copy;
}

function at(document, pointer) {
  return pointer.replace(/^#\/?/, '').split('/').filter(Boolean).reduce((node, part) => node?.[unescape(part)], document);
}

const document = closed(source);
const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false, validateFormats: true });
addFormats(ajv);
ajv.addSchema(document, 'contract');

function resolve(pointer) {
  let node = at(document, pointer);
  for (let steps = 0; node?.$ref; steps++) {
    if (steps > 10) throw new Error(`the contract turns in circles at ${pointer}`);
    pointer = node.$ref;
    node = at(document, pointer);
  }
  if (!node) throw new Error(`the contract has nothing at ${pointer}`);
  return { node, pointer };
}

function faults(pointer, value) {
  const validate = ajv.getSchema(`contract${pointer}`);
  if (!validate) throw new Error(`the contract has no schema at ${pointer}`);
  if (validate(value)) return '';
  return validate.errors.map((e) => `${e.instancePath || '/'} ${e.message} ${JSON.stringify(e.params)}`).join('; ');
}

// ---- operations ----
const operations = [];
for (const [path, item] of Object.entries(document.paths)) {
  const server = (item.servers ?? document.servers ?? [{ url: '' }])[0].url.replace(/^https?:\/\/[^/]+/, '').replace(/\/$/, '');
  const full = server && !path.startsWith(`${server}/`) ? server + path : path;
  const pattern = new RegExp(`^${full.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`);
  for (const method of methods) {
    if (!item[method]) continue;
    const pointer = `#/paths/${escape(path)}/${method}`;
    operations.push({ method: method.toUpperCase(), path: full, pattern, pointer, parameters: [
      ...(item.parameters ?? []).map((_, i) => `#/paths/${escape(path)}/parameters/${i}`),
      ...(item[method].parameters ?? []).map((_, i) => `${pointer}/parameters/${i}`),
    ] });
  }
}
// "/visits/mine" before "/visits/{id}".
operations.sort((a, b) => a.path.split('{').length - b.path.split('{').length);

const seen = new Map(); // operation → statuses that were answered

export class ContractError extends Error {}

export function checkExchange({ method, path, requestHeaders = {}, requestJson, status, headers, bytes, undocumented = false }) {
  const where = `${method} ${path} → ${status}`;
  const wrong = (what) => {
    throw new ContractError(`${where}: ${what}${bytes.length && bytes.length < 2000 ? `\n  body: ${bytes.toString('utf8')}` : ''}`);
  };
  const bare = path.split('?')[0];
  const operation = operations.find((one) => one.method === method && one.pattern.test(bare));
  if (!operation) {
    if (!undocumented) wrong('the contract has no such operation');
    if (bare.startsWith('/api/')) checkProblem(where, status, headers, bytes, wrong);
    return;
  }
  const name = `${method} ${operation.path}`;
  if (!seen.has(name)) seen.set(name, new Set());
  seen.get(name).add(status);

  const { node, pointer } = resolve(operation.pointer);
  // What a client can cause must be listed by its status; "default" only covers the server's own failures, and the limits that
  // guard every operation alike.
  const general = status >= 500 || status === 429 || status === 431;
  const key = [String(status), ...(general ? ['5XX', 'default'] : [])].find((one) => node.responses[one]);
  if (!key) wrong(`the contract does not list this status (it lists ${Object.keys(node.responses).join(', ')})`);
  const response = resolve(`${pointer}/responses/${key}`);

  for (const header of Object.keys(response.node.headers ?? {})) {
    const found = resolve(`${response.pointer}/headers/${escape(header)}`);
    const value = headers[header.toLowerCase()];
    if (value === undefined) {
      if (found.node.required) wrong(`the header ${header} is missing`);
      continue;
    }
    const type = resolve(`${found.pointer}/schema`).node.type;
    const typed = type === 'integer' || type === 'number' ? Number(value) : value;
    const fault = faults(`${found.pointer}/schema`, typed);
    if (fault) wrong(`the header ${header}: ${fault}`);
  }

  const content = response.node.content;
  if (method === 'HEAD' || !content) {
    if (bytes.length) wrong('there is a body where the contract has none');
  } else {
    const type = (headers['content-type'] ?? '').split(';')[0].trim();
    const media = Object.keys(content).find((one) => one === type || one === '*/*' || (one.endsWith('/*') && type.startsWith(one.slice(0, -1))));
    if (!media) wrong(`the media type ${type || '(none)'} is not in the contract (${Object.keys(content).join(', ')})`);
    if (/json$/.test(type) && content[media].schema) {
      const json = parseJson(bytes, wrong);
      const fault = faults(`${response.pointer}/content/${escape(media)}/schema`, json);
      if (fault) wrong(`the body: ${fault}`);
    }
    if (type === 'application/problem+json') checkProblem(where, status, headers, bytes, wrong);
  }

  // What the server accepted, the contract must allow.
  if (status >= 200 && status < 300) {
    if (requestJson !== undefined) {
      if (!node.requestBody) wrong('it took a body that the contract does not know');
      const body = resolve(`${pointer}/requestBody`);
      const fault = faults(`${body.pointer}/content/application~1json/schema`, requestJson);
      if (fault) wrong(`it took a body that the contract forbids: ${fault}`);
    }
    const sent = Object.fromEntries(Object.entries(requestHeaders).map(([header, value]) => [header.toLowerCase(), value]));
    const query = new URLSearchParams(path.split('?')[1] ?? '');
    const known = operation.parameters.map((one) => resolve(one).node);
    for (const parameter of known) {
      if (!parameter.required || parameter.in === 'path') continue;
      const there = parameter.in === 'header' ? sent[parameter.name.toLowerCase()] !== undefined : query.has(parameter.name);
      if (!there) wrong(`it answered without the required ${parameter.in} parameter ${parameter.name}`);
    }
    for (const name of query.keys())
      if (!known.some((one) => one.in === 'query' && one.name === name)) wrong(`the contract has no query parameter ${name}`);
  }
}

function parseJson(bytes, wrong) {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return wrong('the body is not JSON');
  }
}

// RFC 9457: the members agree with the response, and the type is a stable address.
function checkProblem(where, status, headers, bytes, wrong) {
  if (!(headers['content-type'] ?? '').startsWith('application/problem+json')) wrong('an error must be application/problem+json');
  const problem = parseJson(bytes, wrong);
  if (problem.status !== status) wrong(`the problem says status ${problem.status}`);
  if (!/^[a-z0-9_.]+$/.test(problem.code ?? '')) wrong('the problem has no code');
  if (!problem.type || !problem.title) wrong('the problem has no type or title');
}

// "METHOD path" of each operation with the statuses seen so far.
export function coverage() {
  return operations.map(({ method, path }) => ({ name: `${method} ${path}`, statuses: [...(seen.get(`${method} ${path}`) ?? [])] }));
}

export const listedOperations = operations;
export const contractDocument = document;

export function checkAgainst(schema, value) {
  return faults(`#/components/schemas/${schema}`, value);
}
