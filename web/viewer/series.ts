// Which slice is which frame of which page, and how many there are as far as is known.
import type { Order } from '../dicom/image';

export interface Slice {
  page: number;
  frame: number;
}

export interface Series {
  count(): number;
  at(index: number): Slice;
  find(slice: Slice): number;
  frames(page: number, count: number): void; // a page was opened
  order(page: number, order: Order): boolean; // true: all pages are known and lie in the body's order now
}

export function createSeries(pages: number): Series {
  const counts = Array.from({ length: pages }, () => 1);
  const orders: (Order | undefined)[] = Array.from({ length: pages });
  let sequence = Array.from({ length: pages }, (_, page) => page);
  let slices: Slice[] = [];
  const build = (): void => {
    slices = sequence.flatMap((page) => Array.from({ length: counts[page]! }, (_, frame) => ({ page, frame })));
  };
  build();

  function sort(by: keyof Order): boolean {
    const keys = orders.map((order) => order?.[by]);
    if (keys.some((key) => key === null || key === undefined) || new Set(keys).size < 2) return false;
    sequence = [...sequence].sort((a, b) => keys[a]! - keys[b]!);
    // Numbers say which end is the first; places in the body only which are neighbours.
    const first = orders[sequence[0]!]!.number, last = orders[sequence[pages - 1]!]!.number;
    if (by === 'along' && first !== null && last !== null && first > last) sequence.reverse();
    build();
    return true;
  }

  return {
    count: () => slices.length,
    at: (index) => slices[Math.max(0, Math.min(slices.length - 1, index))]!,
    find: ({ page, frame }) => slices.findIndex((slice) => slice.page === page && slice.frame === frame),
    frames(page, count) {
      if (counts[page] === count) return;
      counts[page] = count;
      build();
    },
    order(page, order) {
      orders[page] = order;
      if (orders.some((one) => one === undefined)) return false;
      return sort('along') || sort('number');
    },
  };
}
