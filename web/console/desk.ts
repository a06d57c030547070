// The helper's requests. The token is kept here, in memory, and nowhere else.
export interface Reason {
  screen: string;
  field?: string;
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
  post(path: string, body?: object): Promise<Answered>;
}

const call_ms = 20_000;

export function createDesk(language: () => string): Desk {
  let token = '';
  async function send(method: string, path: string, body: object | undefined, timeoutMs: number, stop?: AbortSignal): Promise<Answered> {
    const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language(), Authorization: `Bearer ${token}` };
    if (body) headers['Content-Type'] = 'application/json';
    if (method === 'POST') headers['Idempotency-Key'] = crypto.randomUUID?.() ?? String(crypto.getRandomValues(new Uint32Array(4)));
    const signal = stop ? AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]) : AbortSignal.timeout(timeoutMs);
    try {
      const answer = await fetch(`/api/v1${path}`, {
        method, headers, signal, cache: 'no-store', credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer', ...(body && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text ? (JSON.parse(text) as unknown) : null };
    } catch {
      return { status: 0, body: null };
    }
  }
  return {
    enter: (given) => (token = given),
    get: (path, timeoutMs = call_ms, stop) => send('GET', path, undefined, timeoutMs, stop),
    post: (path, body) => send('POST', path, body, call_ms),
  };
}

export const codeOf = ({ status, body }: Answered): string =>
  status === 0 ? 'offline' : typeof body === 'object' && body && 'code' in body ? String(body.code) : 'other';
