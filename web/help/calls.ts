// The patient's side of the help relay, a function per request. null: no answer came.
import type { Answer } from '../request.js';
import type { Frame } from './diff.js';

// As the contract has it, but for `code_expires_at`: that is by this device's clock.
export interface HelpSession {
  id: string;
  kind: string;
  state: string; // waiting | active | ended | expired
  created_at: string;
  code?: string;
  link?: string;
  asking_name?: string;
  token?: string;
  code_expires_at?: string;
  helper_name?: string;
  joined_at?: string;
  ended_by?: string;
  helpers_on_duty: number;
  ahead: number;
}

// To a proposal: taken, taken over to be changed, or gone with the page that it was for.
export type Answered = 'accepted' | 'changed' | 'declined';

export type Reply = Pick<Answer, 'status' | 'text'>;
export type Ask = (path: string, init: RequestInit, stop: AbortSignal, timeoutMs: number) => Promise<Reply | null>;

export interface CallDeps {
  request: Ask;
  relay: Ask; // for what goes on all the time
  token(): string; // of the person, who may not be signed in
  language(): string;
  freshId(): string; // what is sent again must not happen twice
}

export interface Calls {
  ask(body: object): Promise<Reply | null>;
  look(of: HelpSession): Promise<Reply | null>;
  events(of: HelpSession, after: number, stop: AbortSignal): Promise<Reply | null>;
  frame(of: HelpSession, frame: Frame, stop: AbortSignal): Promise<Reply | null>;
  answer(of: HelpSession, seq: number, how: Answered): Promise<Reply | null>;
  letIn(of: HelpSession, accepted: boolean, key: string): Promise<Reply | null>;
  end(of: HelpSession, key: string): Promise<Reply | null>;
}

const held_ms = 25_000; // the server holds 15 s
const call_ms = 20_000;

export function createCalls({ request, relay, token, language, freshId }: CallDeps): Calls {
  const never = new AbortController().signal;
  function send(method: string, path: string, of: HelpSession | null, body?: object, stop = never, ms = call_ms, key = '', more: RequestInit = {}, ask = request): Promise<Reply | null> {
    const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language() };
    if (of?.token) headers['Banzhen-Help'] = of.token;
    // Who signs in while being helped finds it in the list of what was done with their data.
    if (token()) headers['Authorization'] = `Bearer ${token()}`;
    if (body) headers['Content-Type'] = 'application/json';
    if (key) headers['Idempotency-Key'] = key;
    return ask(path, { method, headers, ...(body && { body: JSON.stringify(body) }), ...more }, stop, ms);
  }
  const at = ({ id }: HelpSession): string => `/help-sessions/${encodeURIComponent(id)}`;
  return {
    ask: (body) => send('POST', '/help-sessions', null, body, never, call_ms, freshId()),
    look: (of) => send('GET', at(of), of),
    events: (of, after, stop) => send('GET', `${at(of)}/events?after=${after}`, of, undefined, stop, held_ms, '', {}, relay),
    frame: (of, frame, stop) => send('POST', `${at(of)}/frames`, of, frame, stop, call_ms, '', {}, relay),
    answer: (of, seq, how) => send('POST', `${at(of)}/answers`, of, { seq, accepted: how === 'accepted', ...(how === 'changed' && { changed: true }) }),
    letIn: (of, accepted, key) => send('POST', `${at(of)}/let-in`, of, { accepted }, never, call_ms, key),
    // Also from a page that is just being left.
    end: (of, key) => send('POST', `${at(of)}/end`, of, undefined, never, call_ms, key, { keepalive: true }),
  };
}
