// Decodes and renders away from the page's thread. Keeps opened files and decoded frames, within limits of memory.
import { decodeFrame, type Frame } from './decode';
import { DicomError, type DicomCode } from './error';
import { readImage, readOrder, type Image, type Level, type Order } from './image';
import { parse } from './parse';
import { ownLevel, render } from './render';

export type Request =
  | { ask: 'open'; file: number; bytes: ArrayBuffer }
  | { ask: 'order'; file: number; bytes: ArrayBuffer } // the beginning of a file
  | { ask: 'frame'; file: number; frame: number; level: Level | null; seq: number }
  | { ask: 'decode'; file: number; frame: number } // ahead of time
  | { ask: 'close'; file: number };

export type Answer =
  | { tell: 'opened'; file: number; frames: number; grey: boolean; modality: string; own: Level; order: Order }
  | { tell: 'order'; file: number; order: Order }
  | { tell: 'frame'; file: number; frame: number; seq: number; width: number; height: number; rgba: ArrayBuffer }
  | { tell: 'failed'; file: number; frame: number; seq: number; code: DicomCode };

const frames_bytes_max = 96 * 1024 * 1024;

const images = new Map<number, Image>();
const own = new Map<number, Level>();
const frames = new Map<string, Frame>(); // oldest first
let held = 0;

async function frameOf(file: number, index: number): Promise<{ image: Image; frame: Frame }> {
  const image = images.get(file);
  if (!image) throw new DicomError('dicom.no_picture');
  const key = `${file}:${index}`;
  let frame = frames.get(key);
  if (frame) {
    frames.delete(key);
  } else {
    frame = await decodeFrame(image, index);
    held += frame.values.byteLength;
  }
  frames.set(key, frame);
  for (const [oldest, { values }] of frames) {
    if (held <= frames_bytes_max || frames.size === 1) break;
    frames.delete(oldest);
    held -= values.byteLength;
  }
  return { image, frame };
}

function forget(file: number): void {
  images.delete(file);
  own.delete(file);
  for (const [key, { values }] of frames) if (key.startsWith(`${file}:`)) {
    frames.delete(key);
    held -= values.byteLength;
  }
}

async function run(request: Request): Promise<Answer | null> {
  const { file } = request;
  switch (request.ask) {
    case 'open': {
      forget(file);
      const set = await parse(new Uint8Array(request.bytes));
      const image = readImage(set);
      images.set(file, image);
      const { frame } = await frameOf(file, 0);
      const level = ownLevel(image, frame);
      own.set(file, level);
      return { tell: 'opened', file, frames: image.frames, grey: frame.colour === 'grey', modality: image.modality, own: level, order: readOrder(set) };
    }
    case 'order':
      return { tell: 'order', file, order: readOrder(await parse(new Uint8Array(request.bytes), true)) };
    case 'frame': {
      const { image, frame } = await frameOf(file, request.frame);
      const rgba = render(image, frame, request.level ?? own.get(file)!).buffer;
      return { tell: 'frame', file, frame: request.frame, seq: request.seq, width: image.columns, height: image.rows, rgba };
    }
    case 'decode':
      await frameOf(file, request.frame);
      return null;
    case 'close':
      forget(file);
      return null;
  }
}

// One after the other: decoders keep state, and what was asked for last is answered last.
let queue = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<Request>): void => {
  queue = queue.then(async () => {
    try {
      const answer = await run(data);
      if (answer) self.postMessage(answer, { transfer: answer.tell === 'frame' ? [answer.rgba] : [] });
    } catch (error) {
      if (data.ask === 'decode') return;
      if (data.ask === 'order') return self.postMessage({ tell: 'order', file: data.file, order: { along: null, number: null } } satisfies Answer);
      const code = error instanceof DicomError ? error.code : error instanceof RangeError ? 'dicom.too_large' : 'dicom.broken';
      const [frame, seq] = data.ask === 'frame' ? [data.frame, data.seq] : [0, 0];
      self.postMessage({ tell: 'failed', file: data.file, frame, seq, code } satisfies Answer);
    }
  });
};
