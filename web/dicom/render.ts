// Stored values as they are seen: through a window of grey values, a palette, or as colour. Pure.
import type { Frame, Values } from './decode';
import type { Image, Level, Palette } from './image';

// One window for the whole frame: what the file says first, else all of its values.
export function ownLevel(image: Image, frame: Frame): Level {
  if (frame.colour !== 'grey') return { centre: 128, width: 256 };
  const first = image.levels[0];
  if (first) return first;
  let low = Infinity, high = -Infinity;
  for (const value of frame.values) if (value !== image.padding) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return { centre: 128, width: 256 };
  const a = low * image.slope + image.intercept, b = high * image.slope + image.intercept;
  const width = Math.max(1, Math.abs(b - a) + 1);
  return { centre: (a + b + 1) / 2, width };
}

// PS3.3 C.11.2.1.2
function shade(value: number, { centre, width }: Level, curve: Image['curve']): number {
  if (curve === 'SIGMOID') return 255 / (1 + Math.exp((-4 * (value - centre)) / width));
  const exact = curve === 'LINEAR_EXACT';
  const middle = exact ? centre : centre - 0.5;
  const span = exact ? width : width - 1;
  if (value <= middle - span / 2) return 0;
  if (value > middle + span / 2) return 255;
  return ((value - middle) / span + 0.5) * 255;
}

function grey(image: Image, values: Values, level: Level, into: Uint32Array): void {
  const cache = new Map<number, number>();
  const size = image.stored <= 16 ? 1 << image.stored : 0;
  const low = image.signed ? -size / 2 : 0;
  const paint = (value: number): number => {
    const seen = value === image.padding ? 0 : Math.round(shade(value * image.slope + image.intercept, level, image.curve));
    const byte = image.inverse && value !== image.padding ? 255 - seen : seen;
    return (0xff000000 | (byte << 16) | (byte << 8) | byte) >>> 0;
  };
  if (size > 0 && size <= values.length * 4) {
    const table = Uint32Array.from({ length: size }, (_, i) => paint(low + i));
    for (let i = 0; i < values.length; i++) into[i] = table[values[i]! - low]!;
    return;
  }
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    let seen = cache.get(value);
    if (seen === undefined) cache.set(value, (seen = paint(value)));
    into[i] = seen;
  }
}

function palette({ first, red, green, blue }: Palette, values: Values, into: Uint8ClampedArray): void {
  const last = red.length - 1;
  for (let i = 0; i < values.length; i++) {
    const at = Math.min(last, Math.max(0, values[i]! - first));
    into[4 * i] = red[at]!;
    into[4 * i + 1] = green[at]!;
    into[4 * i + 2] = blue[at]!;
    into[4 * i + 3] = 255;
  }
}

function colour(image: Image, { values, colour: kind }: Frame, into: Uint8ClampedArray): void {
  const scale = 255 / (2 ** image.stored - 1);
  const half = 2 ** (image.stored - 1);
  for (let i = 0, at = 0; at < values.length; i += 4, at += 3) {
    const a = values[at]!, b = values[at + 1]!, c = values[at + 2]!;
    if (kind === 'ybr') {
      into[i] = (a + 1.402 * (c - half)) * scale;
      into[i + 1] = (a - 0.344136 * (b - half) - 0.714136 * (c - half)) * scale;
      into[i + 2] = (a + 1.772 * (b - half)) * scale;
    } else {
      into[i] = a * scale;
      into[i + 1] = b * scale;
      into[i + 2] = c * scale;
    }
    into[i + 3] = 255;
  }
}

// Red, green, blue and 255 for each pixel. Colour has no window: the page's brightness and contrast are for it.
export function render(image: Image, frame: Frame, level: Level): Uint8ClampedArray<ArrayBuffer> {
  const into = new Uint8ClampedArray(image.rows * image.columns * 4);
  if (frame.colour === 'grey') grey(image, frame.values, level, new Uint32Array(into.buffer));
  else if (frame.colour === 'palette') palette(image.palette!, frame.values, into);
  else colour(image, frame, into);
  return into;
}
