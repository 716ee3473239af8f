import type { RandomGenerator } from '../../../src/engine/stats/randomGenerator.ts';
import { pick } from '../fuzzTarget.ts';

const oddNumbers = [0, -0, 1, -1, 0.5, 1e-300, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 1e308];
const notFinite = [NaN, Infinity, -Infinity];
export const oddStrings: readonly string[] = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  '/dev/zero',
  'a\0b',
  'line\nbreak\u001b[31m',
  '\ud800',
  '</script><img src=x onerror=alert(1)>',
  'é'.repeat(5000),
  '#',
  'file.npz#a#b',
];

/** A value of any type that JSON or a structured clone can carry. */
export function randomValue(rng: RandomGenerator, depth = 3): unknown {
  const kinds = depth > 0 ? 9 : 7;
  switch (rng.integer(kinds)) {
    case 0:
      return pick(rng, [null, undefined, true, false]);
    case 1:
      return pick(rng, notFinite);
    case 2:
    case 3:
      return pick(rng, oddNumbers);
    case 4:
    case 5:
      return pick(rng, oddStrings);
    case 6:
      return new Uint8Array(rng.integer(9));
    case 7:
      return Array.from({ length: rng.integer(5) }, () => randomValue(rng, depth - 1));
    default:
      return Object.fromEntries(
        Array.from({ length: rng.integer(5) }, () => [
          pick(rng, ['type', 'id', 'kind', 'length', ...oddStrings]),
          randomValue(rng, depth - 1),
        ]),
      );
  }
}

type Holder = Record<string, unknown>;

/** A copy with one to three changes somewhere in it. `keepTypes`: numbers stay finite numbers, strings strings, and no field comes or goes. */
export function mutateJson<T>(
  value: T,
  rng: RandomGenerator,
  options: { readonly keepTypes?: boolean } = {},
): unknown {
  const copy = { root: structuredClone(value) as unknown };
  for (let left = 1 + rng.integer(3); left > 0; left--) {
    const [holder, key] = somewhere(copy, rng);
    if (options.keepTypes === true) holder[key] = sameType(holder[key], rng);
    else changeEntry(holder, key, rng);
  }
  return copy.root;
}

/** Walks down at random, so that every level is met and a list of thousands counts once. */
function somewhere(copy: { root: unknown }, rng: RandomGenerator): [Holder, string] {
  let holder: Holder = copy;
  let key = 'root';
  for (;;) {
    const inner = holder[key];
    if (typeof inner !== 'object' || inner === null || ArrayBuffer.isView(inner)) break;
    const keys = Object.keys(inner);
    if (keys.length === 0 || rng.integer(8) === 0) break;
    holder = inner as Holder;
    key = pick(rng, keys);
  }
  return [holder, key];
}

function changeEntry(holder: Holder, key: string, rng: RandomGenerator): void {
  switch (rng.integer(5)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else if (key !== 'root') Reflect.deleteProperty(holder, key);
      return;
    case 1:
      if (Array.isArray(holder)) holder.push(structuredClone(holder[Number(key)]));
      else if (key !== 'root') holder[pick(rng, oddStrings)] = holder[key];
      return;
    case 2:
      holder[key] = sameType(holder[key], rng);
      return;
    default:
      holder[key] = randomValue(rng);
  }
}

function sameType(value: unknown, rng: RandomGenerator): unknown {
  if (typeof value === 'number') {
    const near = [value + 1, value - 1, -value, 2 * value, value + 1e-9, value * 1e6];
    return pick(rng, rng.integer(2) === 0 ? near : oddNumbers);
  }
  if (typeof value === 'string') return pick(rng, [...oddStrings, `${value}x`, value.slice(1)]);
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) {
    return rng.integer(2) === 0 ? (value.slice(1) as unknown[]) : value.concat(value.slice(0, 1));
  }
  return value;
}
