// What can be told from a photo's pixels before anybody waits for it: is it too dark, is it blurred? Pure functions.

export interface Gray {
  width: number;
  height: number;
  data: Uint8Array;
}

export type Quality = '' | 'dark' | 'blurred' | 'small';

// Rec. 601 luma in whole numbers.
export function grayOf(rgba: Uint8ClampedArray | Uint8Array, width: number, height: number): Gray {
  const data = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < data.length; i++, at += 4)
    data[i] = (rgba[at]! * 77 + rgba[at + 1]! * 150 + rgba[at + 2]! * 29) >> 8;
  return { width, height, data };
}

// The luminance below which `share` of the pixels lie.
export function percentile(gray: Gray, share: number): number {
  const counts = new Uint32Array(256);
  for (const value of gray.data) counts[value]!++;
  let left = gray.data.length * share;
  for (let value = 0; value < 256; value++) {
    left -= counts[value]!;
    if (left < 0) return value;
  }
  return 255;
}

// Even the brightest parts are dark. A photo of an X-ray film is mostly black, too, but not where the light shines through.
export function isDark(gray: Gray): boolean {
  return percentile(gray, 0.95) < dark_below;
}

// How fast the picture changes from pixel to pixel, where it changes most: the deviation of the Laplacian in each of 8 × 8
// tiles, of these the fourth highest, as a share of the picture's contrast. A white page with a few lines of print has few tiles
// that tell anything, so the mean of all of them would call it blurred; one tile alone may be a scratch.
export function sharpness(gray: Gray): number {
  const { width, height, data } = gray;
  const contrast = percentile(gray, 0.99) - percentile(gray, 0.01);
  if (contrast < flat_below || width < tiles * 3 || height < tiles * 3) return 1; // nothing there that could be blurred
  const scores: number[] = [];
  for (let row = 0; row < tiles; row++)
    for (let column = 0; column < tiles; column++) {
      const x0 = Math.max(1, Math.floor((column * width) / tiles));
      const x1 = Math.min(width - 1, Math.floor(((column + 1) * width) / tiles));
      const y0 = Math.max(1, Math.floor((row * height) / tiles));
      const y1 = Math.min(height - 1, Math.floor(((row + 1) * height) / tiles));
      let sum = 0;
      let squares = 0;
      for (let y = y0; y < y1; y++)
        for (let at = y * width + x0, end = y * width + x1; at < end; at++) {
          const change = data[at - 1]! + data[at + 1]! + data[at - width]! + data[at + width]! - 4 * data[at]!;
          sum += change;
          squares += change * change;
        }
      const count = (x1 - x0) * (y1 - y0);
      scores.push(Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)));
    }
  scores.sort((a, b) => b - a);
  return scores[3]! / Math.max(contrast, contrast_least);
}

// `gray` is the photo at `judged_edge`; width and height are those of what would be sent.
export function judge(gray: Gray, width: number, height: number): Quality {
  if (isDark(gray)) return 'dark';
  if (width * height < small_below) return 'small';
  return sharpness(gray) < blurred_below ? 'blurred' : '';
}

// Blur is judged at one size, so that a number means the same for every camera.
export const judged_edge = 1000;
const tiles = 8;
const dark_below = 80;
const flat_below = 24;
const contrast_least = 90; // what is pale must not make sharp print of a camera's noise
const blurred_below = 0.13;
const small_below = 300_000; // about 480 × 640: the print of a page cannot be read
