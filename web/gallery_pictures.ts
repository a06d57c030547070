// The pictures of the gallery, made here and the same each time: a photo of a written page, a chest by X-ray, a CT of it. All invented.
import { dicomFile } from './gallery_dicom';

// Whether (x, y) lies in the ellipse around (cx, cy).
const inside = (x: number, y: number, cx: number, cy: number, w: number, h: number): boolean => ((x - cx) / w) ** 2 + ((y - cy) / h) ** 2 < 1;

// Hounsfield units of a slice at the height of the heart.
function slice(x: number, y: number): number {
  if (!inside(x, y, 0, 0, 0.94, 0.7)) return -1000;
  if (inside(x, y, 0, 0.46, 0.12, 0.12)) return 420; // spine
  if (inside(x, y, 0.16, -0.06, 0.28, 0.3)) return 60; // heart
  for (const side of [-1, 1])
    if (inside(x, y, side * 0.46, 0.02, 0.36, 0.5)) return (Math.sin(x * 41) * Math.sin(y * 37)) ** 2 > 0.8 ? -500 : -860; // lungs and their vessels
  const ring = Math.hypot(x / 0.9, y / 0.66);
  if (ring > 0.9 && ring < 0.96 && Math.sin(Math.atan2(y, x) * 14) > 0) return 500; // ribs
  return ring > 0.97 ? -90 : 45;
}

// Twelve bits of an X-ray from the front.
function shadow(x: number, y: number): number {
  if (!inside(x, y, 0, 0.2, 0.96, 1.2)) return 150;
  const lung = [-1, 1].some((side) => inside(x, y, side * 0.42, 0.05, 0.3, 0.68)) && !inside(x, y, 0.14, 0.36, 0.34, 0.36);
  const rib = Math.sin(y * 22 + x * x * 5) > 0.55 ? 420 : 0;
  return Math.min(4095, (Math.abs(x) < 0.09 ? 3100 : lung ? 900 : 2400) + rib);
}

const blobOf = (canvas: HTMLCanvasElement): Promise<Blob> => new Promise((done) => canvas.toBlob((blob) => done(blob!)));

function sheet(width: number, height: number, ground: string): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = ground;
  pen.fillRect(0, 0, width, height);
  return [canvas, pen];
}

// A page on a table, with lines where words would be: no fonts, so the same everywhere.
function paper(): Promise<Blob> {
  const [canvas, pen] = sheet(450, 600, '#7a6a55');
  pen.fillStyle = '#fbfaf5';
  pen.fillRect(30, 24, 390, 552);
  pen.fillStyle = '#3a4543';
  pen.fillRect(120, 60, 210, 22);
  for (let line = 0; line < 14; line++) pen.fillRect(60, 116 + line * 30, line % 5 === 4 ? 170 : 330 - (line % 3) * 24, 10);
  pen.strokeStyle = '#b3201b';
  pen.lineWidth = 5;
  pen.beginPath();
  pen.arc(330, 500, 44, 0, Math.PI * 2);
  pen.stroke();
  return blobOf(canvas);
}

// (The names are those of src/client/screens/viewer/viewer_fixtures.cpp; others than these have no content.)
const contents: Readonly<Record<string, () => Blob | Promise<Blob>>> = {
  ct: () => dicomFile({ side: 160, frames: 120, modality: 'CT', own: [40, 400], at: slice }),
  xray: () => dicomFile({ side: 320, frames: 1, modality: 'DX', own: [2048, 4096], at: shadow }),
  photo: paper,
};

const made = new Map<string, Blob | Promise<Blob>>();
const once = (name: string, make: () => Blob | Promise<Blob>): Blob | Promise<Blob> => {
  const blob = made.get(name) ?? make();
  made.set(name, blob);
  return blob;
};

// What is shown of a source in full (`viewed`) or small; null: nothing, for ever.
export function pictureOf(source: string, viewed: boolean): Blob | Promise<Blob> | null {
  if (!viewed) return once('photo', paper);
  const name = source.split(':')[1] ?? '';
  return contents[name] ? once(name, contents[name]) : null;
}
