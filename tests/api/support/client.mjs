// A small HTTP client on node:http (it must send what a browser would not). Every answer is held against the contract.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { checkExchange } from './contract.mjs';

export const apiBase = '/api/v1';

// One exchange, unchecked. `cut` bytes of the body are sent and then the line goes dead.
export function exchange(url, { method = 'GET', path, headers = {}, body, agent, cut, onSent } = {}) {
  return new Promise((resolve, reject) => {
    const bytes = body === undefined ? undefined : Buffer.from(body);
    const request = http.request(url + path, {
      method, agent,
      headers: { ...headers, ...(bytes && { 'Content-Length': bytes.length }) },
    });
    request.on('response', (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(parts) }));
    });
    request.on('error', reject);
    if (cut !== undefined) {
      request.write(bytes.subarray(0, cut), () => onSent?.(request));
      return;
    }
    if (onSent) request.on('finish', () => onSent(request));
    request.end(bytes);
  });
}

export class Answer {
  constructor({ status, headers, bytes }) {
    Object.assign(this, { status, headers, bytes });
  }
  get isJson() {
    return /json(;|$)/.test(this.headers['content-type'] ?? '');
  }
  get text() {
    return this.bytes.toString('utf8');
  }
  get json() {
    return this.isJson && this.bytes.length ? JSON.parse(this.text) : undefined;
  }
  get etag() {
    return this.headers.etag;
  }
  get code() {
    return this.isJson ? this.json.code : undefined;
  }
}

export class Client {
  constructor(server, { token, language, host } = {}) {
    this.server = server;
    this.token = token;
    this.language = language;
    this.host = host; // the name under which the server is reached, when it is not its address
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  }

  // The same server, as someone else.
  as(token) {
    return new Client(this.server, { token, language: this.language, host: this.host });
  }

  // Paths are below /api/v1 unless `base` says otherwise. `key: null` sends none; POSTs get a fresh one by themselves.
  async request(method, path, { json, body, headers = {}, key, ifMatch, ifNoneMatch, base = apiBase, undocumented = false, onSent } = {}) {
    const sent = { ...headers };
    if (this.token && sent.Authorization === undefined) sent.Authorization = `Bearer ${this.token}`;
    if (sent.Authorization === null) delete sent.Authorization;
    if (this.language) sent['Accept-Language'] ??= this.language;
    if (this.host) sent.Host ??= this.host;
    if (json !== undefined) {
      body = JSON.stringify(json);
      sent['Content-Type'] ??= 'application/json';
    }
    if (key === undefined && method === 'POST' && base === apiBase) key = randomUUID();
    if (key) sent['Idempotency-Key'] = key;
    if (ifMatch) sent['If-Match'] = ifMatch;
    if (ifNoneMatch) sent['If-None-Match'] = ifNoneMatch;
    const full = base + path;
    const raw = await exchange(this.server.url, { method, path: full, headers: sent, body, agent: this.agent, onSent });
    checkExchange({ method, path: full, requestHeaders: sent, requestJson: json, undocumented, ...raw });
    return new Answer(raw);
  }

  get(path, options) {
    return this.request('GET', path, options);
  }
  post(path, json, options = {}) {
    return this.request('POST', path, { json, ...options });
  }
  patch(path, json, options = {}) {
    return this.request('PATCH', path, { json, ...options });
  }
  delete(path, options) {
    return this.request('DELETE', path, options);
  }
}

// The answer's JSON, when the status is the one wanted.
export function ok(answer, ...statuses) {
  const wanted = statuses.length ? statuses : [200, 201, 204];
  assert.ok(wanted.includes(answer.status), `wanted ${wanted.join(' or ')}, got ${answer.status}: ${answer.text.slice(0, 500)}`);
  return answer.json;
}

// A problem with this status and code; `fields` are the wanted {pointer: code} of its errors, all of which must be there.
export function refused(answer, status, code, fields = {}) {
  const got = `${answer.status} ${answer.text.slice(0, 500)}`;
  assert.equal(answer.status, status, `wanted ${status} ${code}, got ${got}`);
  const problem = answer.json;
  if (code instanceof RegExp) assert.match(problem.code, code, got);
  else if (code) assert.equal(problem.code, code, got);
  for (const [pointer, wanted] of Object.entries(fields)) {
    const found = (problem.errors ?? []).filter((one) => one.pointer === pointer).map((one) => one.code);
    assert.ok(found.includes(wanted), `wanted the field error ${pointer} ${wanted}, got ${got}`);
  }
  return problem;
}

// Waits until `look` gives something true. The limit only ends a hopeless wait: how long it takes is not judged.
export async function until(what, look, { everyMs = 20, limitMs = 20_000 } = {}) {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`it never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
