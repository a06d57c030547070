// Makes requests from the contract's own schemas, valid ones and broken ones, from a seed: the same seed gives the same run.

// A small random source (mulberry32), so that a failure can be played again.
export function randomSource(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  return { next, below, pick: (list) => list[below(list.length)], chance: (p) => next() < p };
}

const letters = ['a', 'Z', '0', ' ', '中', '𬭎', 'é', '\u202e', "'", '"', '\\', '<', '%', ';', '\u0000', '\n', '👵🏽', '/', '.'];
export const text = (random, most = 40) => Array.from({ length: random.below(most) }, () => random.pick(letters)).join('');

const formats = {
  date: (random) => random.pick(['2024-02-29', '1953-03-15', '2030-12-31', '0001-01-01']),
  'date-time': (random) => random.pick(['2026-01-02T03:04:05+08:00', '2026-01-02T03:04:05Z']),
  uri: () => 'https://portal.example/x',
};

// A value that the schema allows (patterns excepted: those fields are left to the tests that know them).
export function sample(document, schema, random, depth = 0) {
  if (schema.$ref) return sample(document, resolve(document, schema.$ref), random, depth);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one) => sample(document, one, random, depth)));
  if (schema.oneOf ?? schema.anyOf) return sample(document, random.pick(schema.oneOf ?? schema.anyOf), random, depth);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return random.pick(schema.enum);
  const type = Array.isArray(schema.type) ? random.pick(schema.type) : schema.type ?? (schema.properties ? 'object' : 'string');
  switch (type) {
    case 'object': {
      const required = new Set(schema.required ?? []);
      return Object.fromEntries(Object.entries(schema.properties ?? {})
        .filter(([name]) => required.has(name) || (depth < 4 && random.chance(0.6)))
        .map(([name, one]) => [name, sample(document, one, random, depth + 1)]));
    }
    case 'array': return Array.from({ length: Math.max(schema.minItems ?? 0, random.below(3)) }, () => sample(document, schema.items ?? {}, random, depth + 1));
    case 'integer': return random.pick([schema.minimum ?? 0, schema.maximum ?? 12, 1, 7].filter((n) => n >= (schema.minimum ?? n) && n <= (schema.maximum ?? n)));
    case 'number': return random.next() * 10;
    case 'boolean': return random.chance(0.5);
    case 'null': return null;
    default: return formats[schema.format]?.(random) ?? (text(random, Math.min(schema.maxLength ?? 30, 30)) || 'x'.repeat(schema.minLength ?? 1));
  }
}

const resolve = (document, ref) => ref.slice(2).split('/').reduce((node, part) => node[part], document);

const junk = (random) => random.pick([
  null, true, -1, 1e300, 2 ** 53, 0.5, '', text(random, 200), 'x'.repeat(9000), [], {}, [[[[]]]], { a: { b: { c: {} } } },
  Array.from({ length: 600 }, (_, i) => i), '2026-13-45', '2026-02-30T99:99:99Z', '../../etc/passwd', "' OR 1=1 --", '\ud800',
]);

// One thing in the value made wrong: a field missing, unknown, of another type or out of its limits.
export function broken(value, random) {
  const copy = structuredClone(value);
  const places = [];
  const visit = (node) => {
    if (!node || typeof node !== 'object') return;
    for (const key of Object.keys(node)) {
      places.push([node, key]);
      visit(node[key]);
    }
  };
  visit(copy);
  const kind = random.below(4);
  if (kind === 0 || places.length === 0) return random.chance(0.5) ? junk(random) : { ...copy, [text(random) || 'surplus']: junk(random) };
  const [node, key] = random.pick(places);
  if (kind === 1 && !Array.isArray(node)) delete node[key];
  else node[key] = junk(random);
  return copy;
}

// Bodies that are not even JSON.
export const malformed = (random) => random.pick([
  '', '{', '{"a":', 'nul', '\u0000', '[1,]', '{"a":1}{"b":2}', '"'.repeat(3), '['.repeat(5000), `{"a":${'9'.repeat(2000)}}`, '\ufeff{}',
  Buffer.from([0xff, 0xfe, 0x7b, 0x7d]), '{"a":"\\ud800"}', "{'a':1}",
]);
