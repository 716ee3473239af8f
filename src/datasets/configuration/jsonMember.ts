/** Where a member of a JSON object stands in its text: `text.slice(start, end)` is the value. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Sets a member of a JSON document and leaves every other character as it is. `path` names the member through nested
 * objects; missing objects are made. `text` must be valid JSON whose root, and whatever stands on the path, are objects.
 */
export function setJsonMember(text: string, path: readonly string[], value: unknown): string {
  const indent = indentOf(text);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  let span: Span = { start: skipBlanks(text, 0), end: text.length };
  for (const [depth, key] of path.entries()) {
    const member = memberOf(text, span.start, key);
    if (member === undefined) {
      const rest = path
        .slice(depth + 1)
        .reduceRight<unknown>((inner, k) => ({ [k]: inner }), value);
      const layout = { indent, newline, depth: depth + 1 };
      return insertMember(
        text,
        span.start,
        `${JSON.stringify(key)}: ${format(rest, layout)}`,
        layout,
      );
    }
    span = member;
  }
  const written = format(value, { indent, newline, depth: path.length });
  return text.slice(0, span.start) + written + text.slice(span.end);
}

interface Layout {
  readonly indent: string;
  readonly newline: string;
  /** Levels of indentation of the member's line. */
  readonly depth: number;
}

/** The white space before the first indented line; two spaces when nothing is indented. */
function indentOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}

/** Pretty JSON that continues at `depth`; lists of numbers and strings stay on one line. */
function format(value: unknown, { indent, newline, depth }: Layout): string {
  const margin = newline + indent.repeat(depth);
  const pretty = JSON.stringify(value, undefined, indent).replaceAll('\n', margin);
  return pretty.replace(/\[\s*([^[\]{}]*?)\s*\]/g, (list, items: string) =>
    list.includes(newline) ? `[${items.replace(/,\r?\n\s*/g, ', ')}]` : list,
  );
}

function insertMember(text: string, object: number, member: string, layout: Layout): string {
  const { indent, newline, depth } = layout;
  const end = valueEnd(text, object) - 1;
  const body = text.slice(object + 1, end).trimEnd();
  const separator = body.trim() === '' ? '' : ',';
  const tail = newline + indent.repeat(depth - 1);
  const before = text.slice(0, object + 1) + body;
  return `${before}${separator}${newline}${indent.repeat(depth)}${member}${tail}${text.slice(end)}`;
}

/** The value of the object's last member called `key` (JSON.parse, too, takes the last). */
function memberOf(text: string, object: number, key: string): Span | undefined {
  let found: Span | undefined;
  let at = skipBlanks(text, object + 1);
  while (text[at] === '"') {
    const nameEnd = valueEnd(text, at);
    const start = skipBlanks(text, skipBlanks(text, nameEnd) + 1);
    const end = valueEnd(text, start);
    if (JSON.parse(text.slice(at, nameEnd)) === key) found = { start, end };
    at = skipBlanks(text, end);
    if (text[at] === ',') at = skipBlanks(text, at + 1);
  }
  return found;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (/[\s\uFEFF]/.test(text[at] ?? '')) at++;
  return at;
}

/** The index after the value that begins at `start`. */
function valueEnd(text: string, start: number): number {
  const tokens = /"(?:[^"\\]|\\.)*"|[[\]{}]|[^\s[\]{}",:]+/gs;
  tokens.lastIndex = start;
  let open = 0;
  for (let token = tokens.exec(text); token !== null; token = tokens.exec(text)) {
    if ('[{'.includes(token[0])) open++;
    if (']}'.includes(token[0])) open--;
    if (open === 0) return tokens.lastIndex;
  }
  return text.length;
}
