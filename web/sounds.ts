// The door to microphone and loudspeaker: what works with them is fetched when someone first wants it.
import type { Emit } from './effects.js';
import type { Player } from './player.js';
import type { Recorder, RecorderWindow } from './recorder.js';
import type { Fetch } from './request.js';

export interface SoundDeps {
  window: RecorderWindow & Pick<typeof globalThis, 'Audio' | 'URL'>;
  fetch: Fetch;
  emit: Emit;
  token(): string;
  language(): string;
  addFile(picker: string, file: File): string;
  fileOf(handle: string): File | null;
}

export interface Sounds {
  record(picker: string, action: string): void; // start | stop | drop
  play(picker: string, source: string, on: boolean): void;
  leave(): void; // another screen: nobody is recorded or heard unseen
  clear(): void; // signed out
}

export function createSounds(deps: SoundDeps): Sounds {
  const { window, emit } = deps;
  let recorder: Recorder | null = null;
  let player: Player | null = null;

  // Without a network there is nothing to load it from; the person may try again.
  const fail = (picker: string, file: string): void =>
    emit({ on: 'file', file, picker, name: '', type: '', bytes: 0, sent: 0, state: 'failed', upload_id: '', error: 'offline' });

  return {
    record(picker, action) {
      player?.stop();
      if (action === 'stop') return recorder?.stop();
      if (action !== 'start') return recorder?.drop();
      if (recorder) return void recorder.start(picker);
      void import('./recorder.js').then(
        ({ createRecorder }) => (recorder ??= createRecorder(deps)).start(picker),
        () => fail(picker, ''),
      );
    },
    play(picker, source, on) {
      if (!on) return player?.stop();
      if (player) return void player.play(picker, source);
      void import('./player.js').then(
        ({ createPlayer }) => (player ??= createPlayer({ ...deps, audio: () => new window.Audio(), urls: window.URL })).play(picker, source),
        () => fail(picker, source),
      );
    },
    leave() {
      recorder?.stop();
      player?.stop();
    },
    clear() {
      recorder?.drop();
      player?.clear();
    },
  };
}
