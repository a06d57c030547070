// Plays voice notes, one at a time: those of the conversation, fetched with the token, and one that was just recorded.
// Loaded when first wanted. Sounds stay in memory while the page lives and nobody signs out.
import type { Emit } from './effects.js';
import { apiBase, quiet, type Fetch } from './request.js';

export interface PlayerDeps {
  fetch: Fetch;
  emit: Emit;
  token(): string;
  fileOf(handle: string): Blob | null;
  audio(): HTMLAudioElement;
  urls: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'>;
  base?: string;
}

export interface Player {
  play(picker: string, source: string): Promise<void>;
  stop(): void;
  clear(): void; // signed out
}

const kept_max = 16;

export function createPlayer(deps: PlayerDeps): Player {
  const { fetch, emit, urls, base = apiBase } = deps;
  const kept = new Map<string, string>(); // source → address of its bytes
  let audio: HTMLAudioElement | null = null;
  let current: { picker: string; source: string } | null = null;
  let told = -1;

  function tell(state: 'playing' | 'ended' | 'failed', of: { picker: string; source: string }, error = ''): void {
    const total = audio && Number.isFinite(audio.duration) ? Math.ceil(audio.duration) : 0;
    const sent = audio && state === 'playing' ? Math.floor(audio.currentTime) : 0;
    if (state === 'playing' && sent === told) return;
    told = state === 'playing' ? sent : -1;
    emit({ on: 'file', file: of.source, picker: of.picker, name: '', type: '', bytes: total, sent, state, upload_id: '', error });
  }

  async function bytes(source: string): Promise<Blob | null> {
    const [kind, id = ''] = source.split(/:(.*)/s);
    if (kind === 'file') return deps.fileOf(id);
    const response = await fetch(`${base}/messages/${encodeURIComponent(id)}/content`, {
      ...quiet, headers: { Authorization: `Bearer ${deps.token()}` },
    });
    return response.ok ? response.blob() : null;
  }

  async function address(source: string): Promise<string> {
    const known = kept.get(source);
    if (known) return known;
    const blob = await bytes(source);
    if (!blob) return '';
    const url = urls.createObjectURL(blob);
    kept.set(source, url);
    if (kept.size > kept_max) for (const [oldest, old] of kept) {
      urls.revokeObjectURL(old);
      kept.delete(oldest);
      break;
    }
    return url;
  }

  function player(): HTMLAudioElement {
    if (audio) return audio;
    audio = deps.audio();
    audio.ontimeupdate = () => current && tell('playing', current);
    audio.onended = () => finish('ended');
    audio.onerror = () => audio!.getAttribute('src') && finish('failed', 'sound');
    return audio;
  }
  function finish(state: 'ended' | 'failed', error = ''): void {
    const was = current;
    current = null;
    if (was) tell(state, was, error);
  }
  function stop(): void {
    audio?.pause();
    finish('ended');
  }

  return {
    async play(picker, source) {
      stop();
      const mine = (current = { picker, source });
      tell('playing', mine);
      const url = await address(source).catch(() => '');
      if (current !== mine) return;
      if (!url) return finish('failed', 'offline');
      const element = player();
      element.src = url;
      await element.play().catch(() => current === mine && finish('failed', 'sound'));
    },
    stop,
    clear() {
      stop();
      for (const url of kept.values()) urls.revokeObjectURL(url);
      kept.clear();
    },
  };
}
