// The bytes of one page: of a record, a message, or a file that was picked here.
import { Failure } from './decoder';

export interface SourceDeps {
  ask(path: string, init: RequestInit): Promise<Response>; // with the session
  file(handle: string): Blob | null;
}

const bytes_max = 256 * 1024 * 1024;
const codes: Readonly<Record<number, string>> = { 401: 'unauthorized', 403: 'not_found', 404: 'not_found', 429: 'too_many_requests', 503: 'busy' };

function pathOf(source: string, page: number): string {
  const [kind, id] = source.split(':');
  return `/${kind}s/${encodeURIComponent(id ?? '')}/content${page > 0 ? `?page=${page + 1}` : ''}`;
}

async function readAll(answer: Response, progress: (percent: number) => void): Promise<ArrayBuffer> {
  const total = Number(answer.headers.get('Content-Length')) || 0;
  if (total > bytes_max) throw new Failure('dicom.too_large');
  if (!answer.body || total === 0) return answer.arrayBuffer();
  const bytes = new Uint8Array(total);
  const reader = answer.body.getReader();
  let at = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (at + value.length > total) throw new Failure('server');
    bytes.set(value, at);
    at += value.length;
    progress(Math.floor((at / total) * 100));
  }
  if (at < total) throw new Failure('offline');
  return bytes.buffer;
}

// All of a page, or its first `most` bytes.
export async function fetchPage(
  deps: SourceDeps, source: string, page: number, signal: AbortSignal, progress: (percent: number) => void, most = 0,
): Promise<ArrayBuffer> {
  if (source.startsWith('file:')) {
    const file = deps.file(source.slice(5));
    if (!file) throw new Failure('not_found');
    return (most ? file.slice(0, most) : file).arrayBuffer().catch(() => Promise.reject(new Failure('picture.unreadable')));
  }
  let answer: Response;
  try {
    answer = await deps.ask(pathOf(source, page), { signal, headers: most ? { Range: `bytes=0-${most - 1}` } : {} });
  } catch {
    throw new Failure('offline');
  }
  if (!answer.ok) throw new Failure(codes[answer.status] ?? 'server');
  try {
    return await readAll(answer, progress);
  } catch (error) {
    throw error instanceof Failure ? error : new Failure('offline');
  }
}

export type Kind = 'photo' | 'dicom' | 'other';

// By the first bytes; what the server or a name says is not needed.
export function kindOf(buffer: ArrayBuffer): Kind {
  const bytes = new Uint8Array(buffer, 0, Math.min(buffer.byteLength, 132));
  const has = (at: number, text: string): boolean => [...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));
  if (has(128, 'DICM')) return 'dicom';
  if (has(0, '\xff\xd8\xff') || has(0, '\x89PNG') || (has(0, 'RIFF') && has(8, 'WEBP')) || has(4, 'ftyp')) return 'photo';
  return 'other';
}
