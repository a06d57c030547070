// Records one voice note from the microphone. Loaded when first wanted. Tells how long it is so far, what the browser
// understood of it where it can do that on the device itself, and hands the finished file on like any picked one.
import type { Emit } from './effects.js';

// What a browser that understands speech on the device offers; not yet in TypeScript's own library.
interface Listener extends EventTarget {
  lang: string;
  continuous: boolean;
  processLocally: boolean;
  start(): void;
  abort(): void;
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null;
  onerror: (() => void) | null;
}
interface ListenerClass {
  new (): Listener;
  available?(options: { langs: string[]; processLocally: boolean }): Promise<string>;
}

export interface RecorderWindow {
  navigator: Pick<Navigator, 'mediaDevices'>;
  MediaRecorder?: typeof MediaRecorder;
  SpeechRecognition?: ListenerClass;
}

export interface RecorderDeps {
  window: RecorderWindow;
  emit: Emit;
  addFile(picker: string, file: File): string;
  language(): string;
  longestMs?: number;
}

export interface Recorder {
  start(picker: string): Promise<void>;
  stop(): void; // keeps what there is
  drop(): void;
}

// The contract's longest. Its server forgives a second, because a recorder stops a moment late.
const longest_ms = 60_000;
const kinds = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
const bits_per_second = 24_000;
const shortest_ms = 300; // a slip of the finger

export function createRecorder(deps: RecorderDeps): Recorder {
  const { window, emit, addFile, language, longestMs = longest_ms } = deps;
  let stopNow: ((keep: boolean) => void) | null = null;
  let wanted = 0; // grows with each start, stop and drop: permission may come too late

  const tell = (picker: string, state: 'recording' | 'heard' | 'failed', more: { sent?: number; name?: string; error?: string }): void =>
    emit({ on: 'file', file: '', picker, name: '', type: '', bytes: 0, sent: 0, state, upload_id: '', error: '', ...more });

  // Only where the device itself understands: a patient's voice goes to nobody but the hospital.
  async function listen(picker: string): Promise<() => void> {
    const Class = window.SpeechRecognition;
    const lang = language();
    if (!Class?.available || (await Class.available({ langs: [lang], processLocally: true })) !== 'available') return () => {};
    const listener = new Class();
    Object.assign(listener, { lang, continuous: true, processLocally: true });
    listener.onresult = ({ results }) => tell(picker, 'heard', { name: Array.from(results, (one) => one[0]?.transcript ?? '').join('') });
    listener.onerror = () => {};
    listener.start();
    return () => listener.abort();
  }

  function record(picker: string, stream: MediaStream): void {
    const Media = window.MediaRecorder!;
    const mimeType = kinds.find((kind) => Media.isTypeSupported(kind));
    const media = new Media(stream, { ...(mimeType && { mimeType }), audioBitsPerSecond: bits_per_second });
    const parts: Blob[] = [];
    const began = Date.now();
    let keep = false;
    let hush = (): void => {};
    const seconds = (): number => Math.round((Date.now() - began) / 1000);
    const timer = setInterval(() => tell(picker, 'recording', { sent: seconds() }), 1000);
    const limit = setTimeout(() => stopNow?.(true), longestMs);
    void listen(picker).then((stop) => (media.state === 'recording' ? (hush = stop) : stop()), () => {});
    media.ondataavailable = ({ data }) => data.size > 0 && parts.push(data);
    media.onerror = () => stopNow?.(false);
    media.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      if (!keep) return;
      const type = (media.mimeType || mimeType || 'audio/webm').split(';')[0]!;
      addFile(picker, new File(parts, `voice.${type.split('/')[1]}`, { type, lastModified: began }));
    };
    stopNow = (wish) => {
      stopNow = null;
      clearInterval(timer);
      clearTimeout(limit);
      hush();
      keep = wish && Date.now() - began >= shortest_ms;
      if (wish) tell(picker, 'recording', { sent: Math.max(1, seconds()) });
      if (wish && !keep) tell(picker, 'failed', { error: 'mic_short' });
      if (media.state !== 'inactive') media.stop();
    };
    media.start();
    tell(picker, 'recording', { sent: 0 });
  }

  return {
    async start(picker) {
      stopNow?.(false);
      const mine = ++wanted;
      if (!window.MediaRecorder || !window.navigator.mediaDevices) return tell(picker, 'failed', { error: 'mic_missing' });
      try {
        const stream = await window.navigator.mediaDevices.getUserMedia({ audio: true });
        if (mine !== wanted) for (const track of stream.getTracks()) track.stop();
        else record(picker, stream);
      } catch (error) {
        if (mine !== wanted) return;
        const name = error instanceof Error ? error.name : '';
        const code = name === 'NotAllowedError' ? 'mic_denied' : name === 'NotFoundError' ? 'mic_missing' : 'mic_failed';
        tell(picker, 'failed', { error: code });
      }
    },
    stop() {
      wanted += 1;
      stopNow?.(true);
    },
    drop() {
      wanted += 1;
      stopNow?.(false);
    },
  };
}
