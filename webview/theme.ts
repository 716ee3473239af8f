/** Value of each slot that charts name as "theme:NAME". */
export type Theme = Readonly<Record<string, string>>;

const slotNames = ['text', 'muted', 'series1', 'series2', 'series3', 'font'] as const;

/** Reads the slots from the page's style sheet, where each is a custom property over the editor's colours. */
export function currentTheme(): Theme {
  const style = getComputedStyle(document.body);
  return Object.fromEntries(
    slotNames.map((name) => [name, style.getPropertyValue(`--chart-${name}`).trim()]),
  );
}

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

/** Calls back when the editor changes its theme, or, in a saved file, the system does. */
export function onThemeChange(changed: () => void): void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, {
    attributes: true,
    attributeFilter: ['class', 'data-vscode-theme-kind', 'data-vscode-theme-id'],
  });
  // VS Code writes its colours as custom properties on the root element.
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    // The toolkit only looks again when the body's class changes.
    document.body.classList.toggle('system-theme-changed');
  });
}
