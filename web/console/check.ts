// What waits for staff: who looks at it, and what comes next.
export interface Waits {
  id: string;
  created_at: string;
  held_by?: string;
  mine?: boolean;
}

// A check of somebody's document, as the contract's DeskIdentityCheck has it.
export interface Check extends Waits {
  document_type: string;
  name: string;
  number: string;
  country?: string;
  expires_on?: string;
  born_on?: string;
}

export const isFree = ({ held_by, mine }: Waits): boolean => !held_by || !!mine;

// The next to look at: who has waited longest, but for what a colleague looks at, and what was laid aside comes last.
export function nextCheck<T extends Waits>(items: T[], aside: Set<string>): T | undefined {
  const free = items.filter(isFree);
  return free.find(({ id }) => !aside.has(id)) ?? free[0];
}

export function middleOf(times: number[]): number | undefined {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
