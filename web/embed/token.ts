// A launch token for a session: what is asked of the server, and what its answer comes to.
import { freshId } from '../effects.js';

export interface Spending {
  fetch: typeof fetch;
  launch: string;
  terms: number; // the version that was agreed to; 0: none
  language: string;
  embedder?: string; // the page around the app, as the browser told it: the token may be bound to it
}

export type Spent =
  | { token: string; language?: string; entry?: string }
  | { code: string; wants: { phone: boolean; terms: boolean } };

export const json = (init: RequestInit): RequestInit => ({ cache: 'no-store', credentials: 'omit', redirect: 'error', ...init });

export async function spend({ fetch, launch, terms, language, embedder }: Spending): Promise<Spent> {
  const request = json({
    method: 'POST',
    headers: {
      'Content-Type': 'application/json', 'Accept-Language': language, 'Idempotency-Key': freshId(), ...(embedder && { 'X-Banzhen-Embedder': embedder }),
    },
    body: JSON.stringify({ launch_token: launch, terms_version: terms }),
  });
  const found = await fetch('/api/v1/sessions', request).catch(() => null);
  const body = (await found?.json().catch(() => null)) as { token?: string; language?: string; entry?: string; code?: string; errors?: { pointer: string }[] } | null;
  if (found?.ok && body?.token) return { token: body.token, ...(body.language && { language: body.language }), ...(body.entry && { entry: body.entry }) };
  const missing = (pointer: string): boolean => !!body?.errors?.some((one) => one.pointer === pointer);
  const wants = { phone: missing('/sms_code_id'), terms: missing('/terms_version') };
  const code = wants.terms ? 'terms' : wants.phone ? 'phone_unknown' : body?.code ?? (found ? 'server' : 'offline');
  return { code: /^[a-z_.]{1,40}$/.test(code) ? code : 'server', wants };
}
