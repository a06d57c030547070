// Tells whether two files are the same bytes: FNV-1a twice. Not for secrets; `crypto.subtle` is missing on insecure origins.
export function sum(bytes: Uint8Array): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x85ebca6b) ^ (b >>> 13);
  }
  return `${bytes.length}-${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
}
