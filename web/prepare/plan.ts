// How a photo is drawn upright, turned, cropped and not larger than needed. Pure.

export type Edges = readonly [left: number, top: number, right: number, bottom: number]; // percent of the turned photo

export interface Plan {
  width: number;
  height: number;
  transform: [number, number, number, number, number, number]; // as of CanvasRenderingContext2D.setTransform
}

// An A4 page at 2600 pixels is 220 to the inch: the smallest print of a report (6 pt) is some 9 pixels high. See decision 0026.
export const edge_max = 2600;
export const jpeg_quality = 0.85;

export function fitted(width: number, height: number, edge: number): number {
  return Math.min(1, edge / Math.max(width, height));
}

export function plan(width: number, height: number, turns: number, edges: Edges, edge = edge_max): Plan {
  const quarter = ((turns % 4) + 4) % 4;
  const turned = quarter % 2 === 1;
  const [w, h] = turned ? [height, width] : [width, height];
  const [left, top, right, bottom] = edges;
  const x = (w * left) / 100;
  const y = (h * top) / 100;
  const kept_w = Math.max(1, w - x - (w * right) / 100);
  const kept_h = Math.max(1, h - y - (h * bottom) / 100);
  const scale = fitted(kept_w, kept_h, edge);
  const [a, b, c, d, e, f] = ([
    [1, 0, 0, 1, 0, 0],
    [0, 1, -1, 0, height, 0],
    [-1, 0, 0, -1, width, height],
    [0, -1, 1, 0, 0, width],
  ] as const)[quarter]!;
  return {
    width: Math.max(1, Math.round(kept_w * scale)),
    height: Math.max(1, Math.round(kept_h * scale)),
    transform: [a * scale, b * scale, c * scale, d * scale, (e - x) * scale, (f - y) * scale],
  };
}
