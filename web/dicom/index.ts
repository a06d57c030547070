// The whole of it, for tests and benches.
export { DicomError } from './error';
export { decodeFrame } from './decode';
export { readImage, readOrder } from './image';
export { parse } from './parse';
export { ownLevel, render } from './render';
