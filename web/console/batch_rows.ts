// A community worker's list as plain values: what is to be done about each person, how many of each, who comes next.
export interface Medicine {
  id: string;
  name: string;
  specification: string;
  usage: string;
  last_prescribed_on: string;
  hospital_only: boolean;
}

export interface Row {
  state: string; // prepared | confirmed | changed | not_reached | declined | sent | failed
  content: string;
  medicines: Medicine[];
  weeks: number;
  calls: number;
  called_at?: string;
  send_by?: string;
  advice?: string;
  failure?: string;
  progress?: string;
  pickup_code?: string;
}

export interface Person {
  id: string;
  name: string;
  age?: number;
  phone: string;
  ends_on: string;
  paper: boolean; // what was signed was photographed
  row?: Row;
}

export interface Batch {
  worker_name: string;
  items: Person[];
}

export interface Choice {
  id: string;
  text: { zh: string; en: string };
}
export interface Question extends Choice {
  answers: Choice[];
}
export interface Detail {
  person: Person;
  medicines: Medicine[];
  weeks_max: number;
  red_flags: Choice[];
  questions: Question[];
  hold_until?: string;
}

// In the order in which they are worked through.
export const todos = ['prepare', 'call', 'send', 'look', 'fetch', 'wait', 'done'] as const;
export type Todo = (typeof todos)[number];

// Of what was sent: the rest waits for the person, the doctor or the pharmacy.
const ends: Record<string, Todo> = { ready: 'fetch', done: 'done', ended: 'look' };

export function todoOf({ row }: Person): Todo {
  switch (row?.state) {
    case undefined:
      return 'prepare';
    case 'prepared':
    case 'not_reached':
      return 'call';
    case 'confirmed':
      return 'send';
    case 'changed':
    case 'failed':
      return 'look';
    case 'sent':
      return ends[row!.progress ?? ''] ?? 'wait';
    default:
      return 'done';
  }
}

export function countTodos(people: readonly Person[]): Record<Todo, number> {
  const counts = Object.fromEntries(todos.map((one) => [one, 0])) as Record<Todo, number>;
  for (const person of people) counts[todoOf(person)]++;
  return counts;
}

export const withTodo = (people: readonly Person[], todo: Todo | ''): Person[] => people.filter((one) => !todo || todoOf(one) === todo);

// Who comes after this one with the same thing to do, from the top again at the end; null when nobody else does.
export function nextPerson(people: readonly Person[], id: string, todo: Todo): Person | null {
  const at = people.findIndex((one) => one.id === id);
  const turned = [...people.slice(at + 1), ...people.slice(0, Math.max(at, 0))];
  return turned.find((one) => todoOf(one) === todo) ?? null;
}

export const withPerson = (people: readonly Person[], now: Person): Person[] => people.map((one) => (one.id === now.id ? now : one));

export interface Sending {
  total: number;
  done: number;
  failed: number;
  stopped: boolean; // no network: the rest waits
}

// One after the other, so that a lost line loses nothing but the rest: what was answered is kept by the server.
export async function sendAll(
  ids: readonly string[], send: (id: string) => Promise<Person | number>, told: (state: Sending, person?: Person) => void,
): Promise<Sending> {
  const state: Sending = { total: ids.length, done: 0, failed: 0, stopped: false };
  told({ ...state });
  for (const id of ids) {
    const answer = await send(id);
    if (answer === 0 || answer === 401) {
      state.stopped = true;
      break;
    }
    state.done++;
    const person = typeof answer === 'number' ? undefined : answer;
    if (person?.row?.state !== 'sent') state.failed++;
    told({ ...state }, person);
  }
  told({ ...state });
  return state;
}
