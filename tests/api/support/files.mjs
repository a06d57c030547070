// Bytes to upload: small files of the real kinds, and ones that only pretend.
import { createHash } from 'node:crypto';

// Numbers that look random and come again for the same seed, so that a failure can be repeated.
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function filled(head, size, seed) {
  const bytes = Buffer.alloc(Math.max(size, head.length));
  const random = seeded(seed);
  for (let at = head.length; at < bytes.length; at++) bytes[at] = random() * 256;
  head.copy(bytes);
  return bytes;
}

// 1 × 1 pixel, whole and valid.
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const jpegHead = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');

export const tinyPng = () => Buffer.from(png);
export const jpeg = (size = 3000, seed = 1) => filled(jpegHead, size, seed);
export const pdf = (size = 3000, seed = 2) => filled(Buffer.from('%PDF-1.4\n'), size, seed);
export const program = (size = 3000) => filled(Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), size, 3);

export const sha1 = (bytes) => createHash('sha1').update(bytes).digest('base64');
export const base64 = (text) => Buffer.from(text).toString('base64');
