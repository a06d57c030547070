// One HTTP request with a time limit, told to the link. Never throws: no answer is null.
import type { Link } from './link.js';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

export const apiBase = '/api/v1';

// Patient data stays out of the browser's disk cache, and no cookie, referrer or redirect carries it elsewhere.
export const quiet: RequestInit = { cache: 'no-store', credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' };

export async function request(
  fetch: Fetch, link: Link, url: string, init: RequestInit, stop: AbortSignal, timeoutMs: number,
): Promise<Answer | null> {
  if (stop.aborted) return null;
  const attempt = new AbortController();
  const abort = (): void => attempt.abort();
  const timer = setTimeout(abort, timeoutMs);
  stop.addEventListener('abort', abort);
  try {
    const response = await fetch(url, { ...quiet, ...init, signal: attempt.signal });
    const text = await response.text();
    link.worked();
    return { status: response.status, headers: response.headers, text };
  } catch {
    if (!stop.aborted) link.failed();
    return null;
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', abort);
  }
}

// Milliseconds that the server asks to wait; null when it does not say.
export function retryAfter(headers: Headers): number | null {
  const text = headers.get('Retry-After');
  if (!text) return null;
  const seconds = Number(text);
  const ms = Number.isNaN(seconds) ? Date.parse(text) - Date.now() : seconds * 1000;
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

// A string member of a parsed JSON object, else ''.
export function member(value: unknown, name: string): string {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : '';
  return typeof found === 'string' ? found : '';
}
