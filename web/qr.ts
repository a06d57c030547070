// A QR code as a picture, black on white in every look: cameras want it so. Loaded when the first one is shown.
import encode from 'qr';

const quiet_zone = 4; // modules, ISO/IEC 18004

export function qrPicture(text: string): Blob {
  const rows = encode(text, 'raw', { border: quiet_zone, ecc: 'medium' });
  const runs = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  const size = rows.length;
  return new Blob(
    [`<svg xmlns="http://www.w3.org/2000/svg" width="${size * 8}" height="${size * 8}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
      `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${runs.join('')}"/></svg>`],
    { type: 'image/svg+xml' },
  );
}
