// Where in a picture there is anything at all.
const opaque = new Uint32Array(new Uint8Array([0, 0, 0, 255]).buffer)[0]!;

// Pixels as RGBA in the memory's order. Answers x, y, width, height; null when it is.
export function inkOf(pixels: Uint32Array, width: number, height: number): [number, number, number, number] | null {
  const inked = (at: number): boolean => (pixels[at]! & opaque) !== 0;
  const row = (y: number): boolean => {
    for (let x = 0; x < width; x++) if (inked(y * width + x)) return true;
    return false;
  };
  let top = 0;
  while (top < height && !row(top)) top++;
  if (top === height) return null;
  let bottom = height - 1;
  while (!row(bottom)) bottom--;
  const column = (x: number): boolean => {
    for (let y = top; y <= bottom; y++) if (inked(y * width + x)) return true;
    return false;
  };
  let left = 0;
  while (!column(left)) left++;
  let right = width - 1;
  while (!column(right)) right--;
  return [left, top, right - left + 1, bottom - top + 1];
}
