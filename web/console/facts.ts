// What a document's number and dates say of themselves: facts for eyes that compare, no judgement.
export interface Facts {
  fits?: boolean; // the last place of the number follows from the others (GB 11643)
  born?: string; // YYYY-MM-DD, as the number has it
  agrees?: boolean; // with the day that was typed
  sex?: 'female' | 'male';
  age?: number;
  expired?: boolean;
}

export interface Papers {
  document_type: string;
  number: string;
  born_on?: string;
  expires_on?: string;
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const citizens = new Set(['resident_id', 'household_register', 'hmt_residence_permit', 'permanent_residence']);

function ageOn(today: string, born: string): number {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return today.slice(5) < born.slice(5) ? years - 1 : years;
}
const isDay = (day: string): boolean => new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day;

// `today` as YYYY-MM-DD.
export function factsOf({ document_type, number, born_on, expires_on }: Papers, today: string): Facts {
  const facts: Facts = {};
  if (expires_on) facts.expired = expires_on < today;
  if (citizens.has(document_type) && /^\d{17}[\dX]$/.test(number)) {
    facts.fits = '10X98765432'[weights.reduce((sum, weight, i) => sum + weight * Number(number[i]), 0) % 11] === number[17];
    facts.sex = Number(number[16]) % 2 ? 'male' : 'female';
    const born = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
    if (isDay(born)) facts.born = born;
    if (born_on) facts.agrees = born_on === born;
  }
  const born = facts.born ?? born_on;
  if (born) facts.age = ageOn(today, born);
  return facts;
}

// As it is printed, in parts that can be compared one after another.
export const partsOf = (number: string): string[] =>
  /^\d{17}[\dX]$/.test(number) ? [number.slice(0, 6), number.slice(6, 14), number.slice(14)] : (number.match(/.{1,4}/g) ?? [number]);
