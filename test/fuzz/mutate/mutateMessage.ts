import { create, type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';
import type { RandomGenerator } from '../../../src/engine/stats/randomGenerator.ts';
import { pick } from '../fuzzTarget.ts';
import { edgeNumbers, mutateBytes } from './mutateBytes.ts';
import { oddStrings } from './mutateJson.ts';

type Holder = Record<string, unknown>;

/** A field of a message that is there, or could be. */
interface Site {
  readonly holder: Holder;
  readonly field: DescField;
}

/** Changes a decoded protobuf message in place, one to four times: kinds of field are met equally often, however many there are of each. */
export function mutateMessage(schema: DescMessage, message: object, rng: RandomGenerator): void {
  for (let left = 1 + rng.integer(4); left > 0; left--) {
    const kinds = new Map<string, Site[]>();
    collect(schema, message as Holder, kinds, 0);
    const sites = kinds.get(pick(rng, [...kinds.keys()]))!;
    mutateSite(pick(rng, sites), sites, rng);
  }
}

function collect(
  schema: DescMessage,
  holder: Holder,
  kinds: Map<string, Site[]>,
  depth: number,
): void {
  if (depth > 12) return;
  for (const field of schema.fields) {
    const name = `${schema.typeName}.${field.localName}`;
    const sites = kinds.get(name) ?? [];
    kinds.set(name, sites);
    if (sites.length < 400) sites.push({ holder, field });
    const value = valueOf({ holder, field });
    const inner = field.message;
    if (inner === undefined || value === undefined || field.fieldKind === 'map') continue;
    const messages = Array.isArray(value) ? value : [value];
    for (const each of messages) collect(inner, each as Holder, kinds, depth + 1);
  }
}

function valueOf({ holder, field }: Site): unknown {
  if (field.oneof === undefined) return holder[field.localName];
  const chosen = holder[field.oneof.localName] as { case?: string; value?: unknown };
  return chosen.case === field.localName ? chosen.value : undefined;
}

function setValue({ holder, field }: Site, value: unknown): void {
  if (field.oneof === undefined) {
    if (value === undefined) Reflect.deleteProperty(holder, field.localName);
    else holder[field.localName] = value;
  } else {
    holder[field.oneof.localName] =
      value === undefined ? { case: undefined } : { case: field.localName, value };
  }
}

function mutateSite(site: Site, others: readonly Site[], rng: RandomGenerator): void {
  const { field } = site;
  const value = valueOf(site);
  if (field.fieldKind === 'list') setValue(site, mutateList(value as unknown[], site, others, rng));
  else if (rng.integer(4) === 0) setValue(site, valueOf(pick(rng, others)));
  else setValue(site, newValue(field, value, rng));
}

function mutateList(
  list: readonly unknown[],
  { field }: Site,
  others: readonly Site[],
  rng: RandomGenerator,
): unknown[] {
  const at = rng.integer(Math.max(1, list.length));
  switch (rng.integer(6)) {
    case 0:
      return list.toSpliced(at, 1);
    case 1:
      return [...list, ...list.slice(at, at + 1)];
    case 2:
      return list.toReversed();
    case 3:
      return list.toSpliced(
        at,
        1,
        ...((valueOf(pick(rng, others)) as unknown[] | undefined) ?? []),
      );
    case 4:
      return rng.integer(4) === 0 ? [] : [...list, newValue(field, undefined, rng)];
    default:
      return list.toSpliced(at, 1, newValue(field, list[at], rng));
  }
}

/** A value that the encoder can write and no exporter would. */
function newValue(field: DescField, old: unknown, rng: RandomGenerator): unknown {
  if (field.message !== undefined) {
    return rng.integer(3) === 0 ? undefinedUnlessList(field) : create(field.message);
  }
  if (field.enum !== undefined) return rng.integer(40) - 3;
  if (field.fieldKind === 'map') return {};
  const edge = pick(rng, edgeNumbers);
  switch (field.scalar) {
    case ScalarType.STRING:
      return pick(rng, [...oddStrings, 'x', 'y', String(old)]);
    case ScalarType.BYTES:
      return old instanceof Uint8Array && old.length > 0
        ? mutateBytes(old, rng)
        : new Uint8Array(3);
    case ScalarType.BOOL:
      return rng.integer(2) === 0;
    case ScalarType.FLOAT:
    case ScalarType.DOUBLE:
      return pick(rng, [0, -0, NaN, Infinity, -Infinity, 1e-38, 3e38, Number(old) + 1 || 1]);
    case ScalarType.INT64:
      return BigInt.asIntN(64, edge);
    case ScalarType.UINT64:
      return BigInt.asUintN(64, edge);
    case ScalarType.UINT32:
      return Number(BigInt.asUintN(32, edge));
    default:
      return Number(BigInt.asIntN(32, edge));
  }
}

function undefinedUnlessList(field: DescField): unknown {
  return field.fieldKind === 'list' && field.message ? create(field.message) : undefined;
}
