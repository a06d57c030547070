// Draws glyphs with the browser's own fonts for Dear ImGui's atlas, and measures text. No font is ever downloaded.
import { ICON_PATHS } from '../build/gen/icons.gen';

export interface Glyphs {
  line(size: number, semibold: number): [number, number];
  advance(codePoint: number, size: number, semibold: number): number;
  // width, height, left, top, coloured; the pixels wait in pixels()
  draw(codePoint: number, icon: number, size: number, semibold: number): [number, number, number, number, number];
  pixels(): Uint8ClampedArray;
  // False when the browser scrambles what is read back from a canvas (a protection against fingerprinting).
  trustworthy(): boolean;
}

// The same families as the page's own text: --fonts in app.css.
export const fontFamilies = '"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif';

const white = new Uint32Array(new Uint8Array([255, 255, 255, 0]).buffer)[0]!;
const measuring_size = 64; // px: large enough for widths that hinting has not rounded

export function createGlyphs(canvas: HTMLCanvasElement): Glyphs {
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
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
  function read(width: number, height: number, inOneColour = false): number {
    data = context.getImageData(0, 0, width, height).data;
    if (inOneColour) {
      const words = new Uint32Array(data.buffer);
      for (let i = 0; i < words.length; i++) words[i]! |= white;
      return 0;
    }
    let coloured = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3]! > 128 && data[i]! + data[i + 1]! + data[i + 2]! < 600) coloured = 1;
    }
    if (!coloured) for (let i = 0; i < data.length; i += 4) data[i] = data[i + 1] = data[i + 2] = 255;
    return coloured;
  }
  function drawIcon(icon: number, size: number): [number, number, number, number, number] {
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
  const advances = new Map<number, number>(); // of 1 px, by code point and weight
  const isIdeograph = (codePoint: number): boolean => codePoint >= 0x4e00 && codePoint < 0xa000;

  // Where a glyph's ink may be, from its origin on the line.
  type Box = readonly [left: number, top: number, width: number, height: number];
  function boxOf(text: string): Box {
    const box = context.measureText(text);
    const left = Math.floor(-box.actualBoundingBoxLeft) - 1;
    const top = Math.floor(-box.actualBoundingBoxAscent) - 1;
    return [left, top, Math.ceil(box.actualBoundingBoxRight) + 1 - left, Math.ceil(box.actualBoundingBoxDescent) + 1 - top];
  }
  const cells = new Map<string, Box>(); // of all ideographs, by font
  function cell(size: number): Box {
    let found = cells.get(font);
    if (!found) {
      const [left, top, width, height] = boxOf('\u56fd'); // its frame is nearly as wide and high as any of them
      const more = Math.ceil(size / 10);
      found = [left - more, top - more, width + 2 * more, height + 2 * more];
      cells.set(font, found);
    }
    return found;
  }

  const glyphs: Glyphs = {
    line(size, semibold) {
      use(size, semibold);
      const metrics = context.measureText('\u56fd');
      return [metrics.fontBoundingBoxAscent, metrics.fontBoundingBoxDescent];
    },
    advance(codePoint, size, semibold) {
      const measured = isIdeograph(codePoint) ? 0x56fd : codePoint;
      const key = measured * 2 + semibold;
      let advance = advances.get(key);
      if (advance === undefined) {
        use(measuring_size, semibold);
        advance = context.measureText(String.fromCodePoint(measured)).width / measuring_size;
        advances.set(key, advance);
      }
      return advance * size;
    },
    draw(codePoint, icon, size, semibold) {
      if (icon) return drawIcon(icon, size);
      const text = String.fromCodePoint(codePoint);
      use(size, semibold);
      const ideograph = isIdeograph(codePoint);
      const [left, top, width, height] = ideograph ? cell(size) : boxOf(text);
      if (width <= 2 || height <= 2) return [0, 0, 0, 0, 0];
      sized(width, height);
      use(size, semibold);
      context.fillStyle = '#fff';
      context.fillText(text, -left, -top);
      return [width, height, left, top, read(width, height, ideograph)];
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
