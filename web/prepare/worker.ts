// The worker: decodes one photo at a time, draws it as planned, judges it, codes it anew. What the camera wrote beside the
// pixels (where, when, which phone) stays behind.
import { fitted, jpeg_quality, plan, type Edges } from './plan.js';
import { grayOf, judge, judged_edge, type Quality } from './pixels.js';
import { sum } from './sum.js';

export interface Job {
  id: number;
  file: Blob;
  turns: number;
  edges: Edges;
}
export interface Done {
  id: number;
  photo: { blob: Blob; width: number; height: number; quality: Quality; sum: string } | null; // null: it cannot be opened
}

function canvasOf(width: number, height: number): [OffscreenCanvas, OffscreenCanvasRenderingContext2D] {
  const canvas = new OffscreenCanvas(width, height);
  const paint = canvas.getContext('2d', { alpha: false });
  if (!paint) throw new Error('no canvas');
  paint.imageSmoothingQuality = 'high';
  paint.fillStyle = '#fff'; // behind what is transparent
  paint.fillRect(0, 0, width, height);
  return [canvas, paint];
}

function judgement(drawn: OffscreenCanvas): Quality {
  const scale = fitted(drawn.width, drawn.height, judged_edge);
  const width = Math.max(1, Math.round(drawn.width * scale));
  const height = Math.max(1, Math.round(drawn.height * scale));
  const [, paint] = canvasOf(width, height);
  paint.drawImage(drawn, 0, 0, width, height);
  return judge(grayOf(paint.getImageData(0, 0, width, height).data, width, height), drawn.width, drawn.height);
}

async function prepare({ file, turns, edges }: Job): Promise<NonNullable<Done['photo']>> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const { width, height, transform } = plan(picture.width, picture.height, turns, edges);
  const [canvas, paint] = canvasOf(width, height);
  paint.setTransform(...transform);
  paint.drawImage(picture, 0, 0);
  picture.close(); // 48 MB for 12 megapixels: before anything else is made
  const quality = judgement(canvas);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: jpeg_quality });
  canvas.width = canvas.height = 0;
  return { blob, width, height, quality, sum: sum(new Uint8Array(await blob.arrayBuffer())) };
}

self.onmessage = ({ data }: MessageEvent<Job>) => {
  prepare(data).catch(() => null).then((photo) => self.postMessage({ id: data.id, photo } satisfies Done));
};
