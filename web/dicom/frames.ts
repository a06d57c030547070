// The bytes of one frame, as they lie in the file.
import { DicomError, broken } from './error';
import type { Image } from './image';
import type { PixelData } from './parse';

// Values of a frame before sub-sampled colour is unpacked.
export function nativeBytes(image: Image): number {
  const { rows, columns, samples, allocated, photometric } = image;
  const subsampled = photometric === 'YBR_FULL_422';
  return (rows * columns * (subsampled ? 2 : samples) * allocated) / 8;
}

function native(image: Image, pixels: PixelData, frame: number): Uint8Array {
  const length = nativeBytes(image);
  const from = frame * length;
  const there = image.set.bytes.length;
  if (from + length > pixels.length) throw broken('too few pixels');
  if (pixels.at + from + length > there) throw new DicomError('dicom.truncated');
  return image.set.bytes.subarray(pixels.at + from, pixels.at + from + length);
}

// Which fragments make up the frame. With one fragment a frame, or one frame, it is plain; else the offset table says, and
// without one each frame ends with the fragment that holds the end mark of JPEG and its kin.
function span(image: Image, pixels: PixelData, frame: number): [number, number] {
  const { fragments, offsets } = pixels;
  if (image.frames === 1) return [0, fragments.length];
  if (fragments.length === image.frames) return [frame, frame + 1];
  if (offsets.length === image.frames) {
    const first = fragments[0]?.at ?? 0;
    const index = (offset: number | undefined): number =>
      offset === undefined ? fragments.length : fragments.findIndex((fragment) => fragment.at - first === offset);
    const from = index(offsets[frame]);
    const to = index(offsets[frame + 1]);
    if (from < 0 || to < from) {
      if (pixels.cut) throw new DicomError('dicom.truncated');
      throw broken('offset table');
    }
    return [from, to];
  }
  const ends: number[] = [];
  fragments.forEach((fragment, i) => {
    if (endsFrame(image.set.bytes, fragment.at, fragment.length)) ends.push(i + 1);
  });
  const from = frame === 0 ? 0 : ends[frame - 1];
  const to = ends[frame];
  if (from === undefined || to === undefined) throw pixels.cut ? new DicomError('dicom.truncated') : broken('frames');
  return [from, to];
}

function endsFrame(bytes: Uint8Array, at: number, length: number): boolean {
  for (let end = at + length - 1; end > at && end > at + length - 4; end--) if (bytes[end - 1] === 0xff && bytes[end] === 0xd9) return true;
  return false;
}

export function frameBytes(image: Image, frame: number): Uint8Array {
  const { pixels, bytes } = image.set;
  if (!pixels) throw new DicomError('dicom.no_picture');
  if (frame < 0 || frame >= image.frames) throw broken('no such frame');
  if (pixels.length >= 0) return native(image, pixels, frame);
  const [from, to] = span(image, pixels, frame);
  const parts = pixels.fragments.slice(from, to);
  if (parts.length === 0) throw pixels.cut ? new DicomError('dicom.truncated') : broken('no fragments');
  if (pixels.cut && to === pixels.fragments.length && image.frames === 1) throw new DicomError('dicom.truncated');
  if (parts.length === 1) return bytes.subarray(parts[0]!.at, parts[0]!.at + parts[0]!.length);
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(bytes.subarray(part.at, part.at + part.length), at);
    at += part.length;
  }
  return joined;
}
