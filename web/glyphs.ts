// Draws glyphs with the browser's own fonts for Dear ImGui's atlas, and measures text. No font is ever downloaded.
import { ICON_PATHS } from '../build/gen/icons.gen';
import { inkOf } from './ink';

export interface Glyphs {
  line(size: number, semibold: number): [number, number];
  advance(codePoint: number, size: number, semibold: number): number;
  // width, height, left, top, coloured; the pixels wait in pixels()
  draw(codePoint: number, icon: number, size: number, semibold: number): Drawn;
  pixels(): Uint8ClampedArray;
  // False when the browser scrambles what is read back from a canvas (a protection against fingerprinting).
  trustworthy(): boolean;
}

// The same families as the page's own text: --fonts in app.css.
export const fontFamilies = '"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif';

type Drawn = [width: number, height: number, left: number, top: number, coloured: number];

const white = new Uint32Array(new Uint8Array([255, 255, 255, 0]).buffer)[0]!;
const measuring_size = 64; // px: large enough for widths that hinting has not rounded
const usual_px = 128; // what every glyph but the largest finds room in

export function createGlyphs(canvas: HTMLCanvasElement): Glyphs {
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  canvas.width = canvas.height = usual_px;
  let font = '';
  let data = new Uint8ClampedArray(0);

  function use(size: number, semibold: number): void {
    const wanted = `${semibold ? 600 : 400} ${size}px ${fontFamilies}`;
    if (wanted === font) return;
    font = wanted;
    context.font = wanted;
  }
  function sized(width: number, height: number): void {
    if (canvas.width < width || canvas.height < height) {
      canvas.width = Math.max(canvas.width, width, 64);
      canvas.height = Math.max(canvas.height, height, 64);
      font = ''; // resizing resets the context
    } else {
      context.clearRect(0, 0, width, height);
    }
  }
  // Of the corner that was drawn on: 1 when it has colours of its own.
  function read(width: number, height: number): number {
    data = context.getImageData(0, 0, width, height).data;
    let coloured = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3]! > 128 && data[i]! + data[i + 1]! + data[i + 2]! < 600) coloured = 1;
    }
    if (!coloured) for (let i = 0; i < data.length; i += 4) data[i] = data[i + 1] = data[i + 2] = 255;
    return coloured;
  }
  // Only what has ink is kept: letters share a texture that is no larger than it must be.
  function readTrimmed(width: number, height: number, left: number, top: number, inOneColour: boolean): Drawn {
    const coloured = inOneColour ? 0 : read(width, height);
    if (inOneColour) data = context.getImageData(0, 0, width, height).data;
    const words = new Uint32Array(data.buffer);
    const inked = inkOf(words, width, height);
    if (!inked) return [0, 0, 0, 0, 0];
    const [x, y, w, h] = inked;
    const kept = new Uint32Array(w * h);
    for (let row = 0; row < h; row++) kept.set(words.subarray((y + row) * width + x, (y + row) * width + x + w), row * w);
    if (inOneColour) for (let i = 0; i < kept.length; i++) kept[i]! |= white;
    data = new Uint8ClampedArray(kept.buffer);
    return [w, h, left + x, top + y, coloured];
  }
  function drawIcon(icon: number, size: number): Drawn {
    const side = Math.ceil(size);
    sized(side, side);
    context.save();
    context.scale(size / 24, size / 24);
    context.strokeStyle = '#fff';
    context.lineWidth = 2;
    context.lineCap = context.lineJoin = 'round';
    context.stroke(new Path2D(ICON_PATHS[icon]));
    context.restore();
    return [side, side, 0, 0, read(side, side)];
  }
  // Measured once for all sizes, and once for all ideographs, which fill one em in every font: asking the browser is dear.
  // Of 1 px: how far the pen goes, and where the ink may be, from the origin on the line.
  interface Measured { advance: number; left: number; top: number; right: number; bottom: number }
  const measured = new Map<number, Measured>(); // by code point and weight
  const isIdeograph = (codePoint: number): boolean => codePoint >= 0x4e00 && codePoint < 0xa000;

  function measure(codePoint: number, semibold: number): Measured {
    const of = isIdeograph(codePoint) ? 0x56fd : codePoint; // its frame is nearly as wide and high as any of them
    const key = of * 2 + semibold;
    const known = measured.get(key);
    if (known) return known;
    use(measuring_size, semibold);
    const box = context.measureText(String.fromCodePoint(of));
    const found = {
      advance: box.width / measuring_size,
      left: -box.actualBoundingBoxLeft / measuring_size,
      top: -box.actualBoundingBoxAscent / measuring_size,
      right: box.actualBoundingBoxRight / measuring_size,
      bottom: box.actualBoundingBoxDescent / measuring_size,
    };
    measured.set(key, found);
    return found;
  }

  const glyphs: Glyphs = {
    line(size, semibold) {
      use(size, semibold);
      const metrics = context.measureText('\u56fd');
      return [metrics.fontBoundingBoxAscent, metrics.fontBoundingBoxDescent];
    },
    advance(codePoint, size, semibold) {
      return measure(codePoint, semibold).advance * size;
    },
    draw(codePoint, icon, size, semibold) {
      if (icon) return drawIcon(icon, size);
      const text = String.fromCodePoint(codePoint);
      const ink = measure(codePoint, semibold);
      if (ink.left >= ink.right || ink.top >= ink.bottom) return [0, 0, 0, 0, 0];
      // Room for what hinting and another cut of the font for small sizes move, and other ideographs have beyond their frame.
      const ideograph = isIdeograph(codePoint);
      const more = 1 + Math.ceil(size / (ideograph ? 10 : 24));
      const left = Math.floor(ink.left * size) - more;
      const top = Math.floor(ink.top * size) - more;
      const width = Math.ceil(ink.right * size) + more - left;
      const height = Math.ceil(ink.bottom * size) + more - top;
      sized(width, height);
      use(size, semibold);
      context.fillStyle = '#fff';
      context.fillText(text, -left, -top);
      return readTrimmed(width, height, left, top, ideograph);
    },
    pixels: () => data,
    trustworthy() {
      sized(32, 32);
      context.fillStyle = '#fff';
      context.fillRect(0, 0, 32, 32);
      if (context.getImageData(0, 0, 32, 32).data.some((byte) => byte !== 255)) return false;
      const once = (): string => {
        glyphs.draw(0x56fd, 0, 32, 0);
        return data.join();
      };
      return once() === once();
    },
  };
  return glyphs;
}
