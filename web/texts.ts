// A file of texts (assets/text/<language>.json) as the program takes it: keys and texts in turns, each with a zero at its end.
export const textTable = (json: string): string => Object.entries(JSON.parse(json) as Record<string, string>).flat().map((text) => `${text}\0`).join('');
