// How one looks at the picture, as the screen's Model says it (src/client/screens/viewer), and where the picture then lies.
export interface Look {
  zoom: number;
  x: number; // the picture's point in the middle of the stage, 0..1
  y: number;
}

export interface View extends Look {
  frame: number;
  pages: number;
  centre: number;
  width: number;
  brightness: number; // -100..100
  contrast: number;
  attempt: number;
}

const fine = 10000;
const zoom_max = 8;

export function readView(text: string): View {
  const [frame = 0, pages = 1, zoom = fine, x = fine / 2, y = fine / 2, centre = 0, width = 1, brightness = 0, contrast = 0, attempt = 0] = text.split(' ').map(Number);
  return { frame, pages, zoom: zoom / fine, x: x / fine, y: y / fine, centre, width, brightness, contrast, attempt };
}

export const writeLook = ({ zoom, x, y }: Look): string => [zoom, x, y].map((part) => Math.round(part * fine)).join(' ');

export function clampLook({ zoom, x, y }: Look): Look {
  const near = Math.min(zoom_max, Math.max(1, zoom));
  const room = 0.5 * (1 - 1 / near);
  const inside = (at: number): number => Math.min(0.5 + room, Math.max(0.5 - room, at));
  return { zoom: near, x: inside(x), y: inside(y) };
}

export interface Size {
  width: number;
  height: number;
}

// The rectangle of the whole picture on the stage: it fits at zoom 1.
export function placePicture(stage: Size, picture: Size, look: Look): Size & { left: number; top: number } {
  const scale = Math.min(stage.width / picture.width, stage.height / picture.height) * look.zoom;
  const width = picture.width * scale, height = picture.height * scale;
  return { left: stage.width / 2 - look.x * width, top: stage.height / 2 - look.y * height, width, height };
}

// The look after the point of the picture under `from` came under `to` (both on the stage), `by` times as large.
export function moveLook(stage: Size, picture: Size, look: Look, from: [number, number], to: [number, number], by: number): Look {
  const before = placePicture(stage, picture, look);
  const u = (from[0] - before.left) / before.width, v = (from[1] - before.top) / before.height;
  const zoom = Math.min(zoom_max, Math.max(1, look.zoom * by));
  const after = placePicture(stage, picture, { ...look, zoom });
  return clampLook({ zoom, x: u - (to[0] - stage.width / 2) / after.width, y: v - (to[1] - stage.height / 2) / after.height });
}
