/** Value of each slot that charts name as "theme:NAME". */
export type Theme = Readonly<Record<string, string>>;

/** A copy of a compiled chart with every "theme:NAME" replaced by its value; unknown names stay as they are. */
export function fillTheme(spec: unknown, theme: Theme): unknown {
  if (typeof spec === 'string') {
    return spec.startsWith('theme:') ? (theme[spec.slice('theme:'.length)] ?? spec) : spec;
  }
  if (Array.isArray(spec)) return spec.map((item: unknown) => fillTheme(item, theme));
  if (typeof spec !== 'object' || spec === null) return spec;
  return Object.fromEntries(
    Object.entries(spec).map(([key, value]) => [key, fillTheme(value, theme)]),
  );
}
