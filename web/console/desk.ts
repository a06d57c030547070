// The helper's requests. The token is kept here, in memory, and nowhere else.
import { createLink } from '../link.js';
import { base64, travel } from '../tus.js';
import { createServerClock } from './server_clock.js';

export interface Reason {
  screen: string;
  field?: string;
  error?: string; // the key of its text
  seconds?: number;
}

export interface QueueItem {
  id: string;
  kind: string; // code | call_back
  state: string; // waiting | active
  who: string;
  reason: Reason;
  elder: boolean;
  language: string;
  created_at: string;
  phone?: string;
  mine: boolean;
}

export interface Queue {
  items: QueueItem[];
  helpers_on_duty: number;
  mean_wait_s: number;
}

export interface Joined {
  id: string;
  who: string;
  reason: Reason;
  elder: boolean;
  language: string;
  fields: string[];
  routes: string[];
}

export interface Answered {
  status: number; // 0: no answer
  body: unknown;
}

export interface Desk {
  enter(token: string): void; // '' leaves
  get(path: string, timeoutMs?: number, stop?: AbortSignal): Promise<Answered>;
  post(path: string, body?: object, key?: string): Promise<Answered>; // the same key again: the same thing, done once
  file(path: string, stop: AbortSignal): Promise<{ status: number; content: Blob | null }>; // in memory only
  // A file for something that is named so in the metadata, in pieces, over lost networks; the upload's id, or why not.
  send(body: Blob, about: { name: string; id: string }, percent: (done: number) => void, stop: AbortSignal): Promise<Sent>;
  now(): number; // ms since 1970, by the server's clock
}

export type Sent = { id: string } | { error: string };

const call_ms = 20_000;
const file_ms = 120_000;

export const freshKey = (): string => crypto.randomUUID?.() ?? String(crypto.getRandomValues(new Uint32Array(4)));

// How a token is shown: staff by the usual header, someone close by the session's own.
const asStaff = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });
export const asFamily = (token: string): Record<string, string> => (token ? { 'Banzhen-Help': token } : {});

export function createDesk(language: () => string, proof = asStaff): Desk {
  let token = '';
  const clock = createServerClock();
  const link = createLink({ emit: () => undefined });
  async function ask(path: string, init: RequestInit, timeoutMs: number, stop?: AbortSignal): Promise<Response> {
    const sent = Date.now();
    const answer = await fetch(`/api/v1${path}`, {
      ...init, cache: 'no-store', credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer',
      signal: stop ? AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]) : AbortSignal.timeout(timeoutMs),
    });
    clock.heard(answer.headers.get('Date'), sent);
    return answer;
  }
  async function send(method: string, path: string, body: object | undefined, timeoutMs: number, stop?: AbortSignal, key = ''): Promise<Answered> {
    const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language(), ...proof(token) };
    if (body) headers['Content-Type'] = 'application/json';
    if (key) headers['Idempotency-Key'] = key;
    try {
      const answer = await ask(path, { method, headers, ...(body && { body: JSON.stringify(body) }) }, timeoutMs, stop);
      const text = await answer.text();
      return { status: answer.status, body: text ? (JSON.parse(text) as unknown) : null };
    } catch {
      return { status: 0, body: null };
    }
  }
  return {
    enter: (given) => (token = given),
    now: clock.now,
    get: (path, timeoutMs = call_ms, stop) => send('GET', path, undefined, timeoutMs, stop),
    post: (path, body, key = freshKey()) => send('POST', path, body, call_ms, undefined, key),
    async send(body, about, percent, stop) {
      let at = '';
      const road = { fetch: fetch.bind(globalThis), link, token: () => token, base: '/api/v1/desk', origin: location.origin };
      const { end, ...rest } = await travel(road, {
        body, name: about.name, type: body.type, about: `${about.name} ${base64(about.id)}`, url: '',
        placed: (url) => void (at = url), reached: (bytes) => percent(Math.floor((bytes / Math.max(1, body.size)) * 100)), waits: () => undefined,
      }, stop);
      return end === 'done' ? { id: at.split('/').pop()! } : { error: 'error' in rest ? rest.error : end };
    },
    async file(path, stop) {
      try {
        const answer = await ask(path, { headers: proof(token) }, file_ms, stop);
        return { status: answer.status, content: answer.ok ? await answer.blob() : null };
      } catch {
        return { status: 0, content: null };
      }
    },
  };
}

export const codeOf = ({ status, body }: Answered): string =>
  status === 0 ? 'offline' : typeof body === 'object' && body && 'code' in body ? String(body.code) : 'other';
