// Photos of papers, taken on the spot: real JPEGs, drawn in a page, with what a camera writes beside the pixels.

// In the page: lines of print, and a red mark in the corner that a reader would call the upper left one.
async function draw({ width, height, blur, dark, turned }) {
  const canvas = new OffscreenCanvas(turned ? height : width, turned ? width : height);
  const paint = canvas.getContext('2d');
  // A camera held on its side stores the paper lying: EXIF 6 says "turn by a quarter to the right to see it".
  if (turned) paint.setTransform(0, -1, 1, 0, 0, width);
  paint.filter = blur ? `blur(${blur}px)` : 'none';
  paint.fillStyle = dark ? '#2a2622' : '#f4f1ea';
  paint.fillRect(-50, -50, width + 100, height + 100);
  paint.fillStyle = dark ? '#0c0b0a' : '#26241f';
  const size = Math.round(width / 45);
  paint.font = `${size}px sans-serif`;
  for (let y = size * 8; y < height - size * 3; y += size * 2) paint.fillText('Atorvastatin 20 mg 1x/d  LDL 1.82 mmol/L  ALT 23 U/L', size * 3, y);
  paint.fillStyle = dark ? '#400000' : '#d01818';
  paint.fillRect(0, 0, size * 5, size * 5);
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

// An EXIF part that says which way up, and names the phone as cameras do.
function exif(orientation, make) {
  const name = Buffer.from(`${make}\0`, 'latin1');
  const tiff = Buffer.alloc(8 + 2 + 24 + 4);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(2, 8);
  [[0x010f, 2, name.length, tiff.length], [0x0112, 3, 1, orientation]].forEach(([tag, type, count, value], i) => {
    tiff.writeUInt16LE(tag, 10 + i * 12);
    tiff.writeUInt16LE(type, 12 + i * 12);
    tiff.writeUInt32LE(count, 14 + i * 12);
    tiff.writeUInt32LE(value, 18 + i * 12);
  });
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, name]);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

// options: width and height as a reader sees it, blur (pixels), dark, turned (EXIF orientation 6), make.
export async function paper(page, name, options = {}) {
  const { width = 1200, height = 1600, blur = 0, dark = false, turned = false, make = 'PlacePhone 12' } = options;
  const plain = Buffer.from(await page.evaluate(draw, { width, height, blur, dark, turned }), 'base64');
  const buffer = Buffer.concat([plain.subarray(0, 2), exif(turned ? 6 : 1, make), plain.subarray(2)]);
  return { name, mimeType: 'image/jpeg', buffer };
}

// What the hospital has of a record's page: its bytes, how large it is, and whether the mark is in its upper left corner.
export async function kept(page, record, number = 1) {
  return page.evaluate(async ([id, n]) => {
    const answer = await fetch(`/api/v1/records/${id}/content?page=${n}`, { headers: { Authorization: `Bearer ${sessionStorage.getItem('bz.token')}` } });
    const blob = await answer.blob();
    const picture = await createImageBitmap(blob, { imageOrientation: 'none' });
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const paint = canvas.getContext('2d');
    paint.drawImage(picture, 0, 0);
    const mark = (x, y) => {
      const [r, g, b] = paint.getImageData(x, y, 1, 1).data;
      return r > 150 && g < 100 && b < 100;
    };
    const [w, h] = [picture.width, picture.height];
    const text = new TextDecoder('latin1').decode(await blob.arrayBuffer());
    return {
      width: w, height: h, bytes: blob.size, type: blob.type, metadata: /Exif|PlacePhone/.test(text),
      corners: [mark(8, 8), mark(w - 9, 8), mark(w - 9, h - 9), mark(8, h - 9)],
    };
  }, [record.id, number]);
}

export async function recordsOf(page) {
  return page.evaluate(async () => {
    const answer = await fetch('/api/v1/records', { headers: { Authorization: `Bearer ${sessionStorage.getItem('bz.token')}` } });
    return (await answer.json()).items;
  });
}
