// A PDF in the browser's own reader: fetched with the session, since an address with the token in it would be kept everywhere.
import type { Emit } from './effects.js';
import { apiBase, quiet, type Fetch } from './request.js';

export interface OpenRecordDeps {
  fetch: Fetch;
  emit: Emit;
  token(): string;
  window: Window & typeof globalThis;
}

const kept_ms = 60_000;

export function createOpenRecord({ fetch, emit, token, window }: OpenRecordDeps): (record: string, page: number) => void {
  function tell(status: number): void {
    emit({ on: 'reply', purpose: 'my_records.opened', status, body: '', etag: '' });
  }
  async function open(record: string, page: number): Promise<void> {
    const { document, URL } = window;
    const answer = await fetch(`${apiBase}/records/${encodeURIComponent(record)}/content?page=${page}`, {
      ...quiet, headers: { Authorization: `Bearer ${token()}` },
    });
    if (!answer.ok) return tell(answer.status);
    const url = URL.createObjectURL(await answer.blob());
    const link = document.createElement('a');
    Object.assign(link, { href: url, target: '_blank', rel: 'noopener' });
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(url), kept_ms); // by then the reader has it
    tell(200);
  }
  return (record, page) => void open(record, page).catch(() => tell(0));
}
