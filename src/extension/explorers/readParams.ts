// Readers of what a page sends. A page draws untrusted names, so nothing it says is taken on trust.

/** Gives the value if it is of the type, else throws {@link NotOfProtocolError}. */
export interface Reader<T> {
  (value: unknown): T;
  /** Whether the field may be missing. */
  readonly isOptional?: boolean;
}

/** A message that no page of ours sends. */
export class NotOfProtocolError extends Error {
  override readonly name = 'NotOfProtocolError';

  constructor(wanted: string) {
    super(`A page sent something else than ${wanted}.`);
  }
}

/** A finite number. */
export const finite: Reader<number> = (value) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new NotOfProtocolError('a number');
};

/** 0, 1, 2, … up to `most`. */
export function whole(most = Number.MAX_SAFE_INTEGER): Reader<number> {
  return (value) => {
    if (Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most) {
      return value as number;
    }
    throw new NotOfProtocolError(`a whole number up to ${String(most)}`);
  };
}

/** One of the values listed. */
export function oneOf<const T>(...values: readonly T[]): Reader<T> {
  return (value) => {
    if (values.includes(value as T)) return value as T;
    throw new NotOfProtocolError(values.join(', '));
  };
}

/** At most `longest` entries. */
export function listOf<T>(entry: Reader<T>, longest: number): Reader<readonly T[]> {
  return (value) => {
    if (Array.isArray(value) && value.length <= longest) return value.map(entry);
    throw new NotOfProtocolError(`a list of at most ${String(longest)}`);
  };
}

/** Bytes, at most `longest`. */
export function bytes(longest: number): Reader<Uint8Array> {
  return (value) => {
    if (value instanceof Uint8Array && value.length <= longest) return value;
    throw new NotOfProtocolError(`at most ${String(longest)} bytes`);
  };
}

/** A field that may be missing. */
export function optional<T>(reader: Reader<T>): Reader<T> {
  return Object.assign((value: unknown) => reader(value), { isOptional: true });
}

/** An object with these fields; others are left out. */
export function record<T extends object>(fields: {
  readonly [K in keyof T]-?: Reader<NonNullable<T[K]> | Extract<T[K], null>>;
}): Reader<T> {
  return (value) => {
    if (typeof value !== 'object' || value === null) throw new NotOfProtocolError('an object');
    const given = value as Readonly<Record<string, unknown>>;
    const read = Object.entries<Reader<unknown>>(fields)
      .filter(([name, reader]) => !(reader.isOptional && given[name] === undefined))
      .map(([name, reader]) => [name, reader(given[name])]);
    return Object.fromEntries(read) as T;
  };
}

/** What the first of the readers takes. */
export function anyOf<T>(...readers: readonly Reader<T>[]): Reader<T> {
  return (value) => {
    for (const reader of readers) {
      try {
        return reader(value);
      } catch (error) {
        if (!(error instanceof NotOfProtocolError)) throw error;
      }
    }
    throw new NotOfProtocolError('one of its messages');
  };
}
