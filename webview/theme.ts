import { leastContrast, opaqueColour, readableColour } from '../src/report/charts/contrast.ts';
import type { Theme } from '../src/report/charts/fillTheme.ts';
import { publicationTheme } from '../src/report/charts/publicationTheme.ts';
import type { ReportView } from '../src/report/reportView.ts';

/** Slots of the charts; for colours what they are drawn as, which says how much contrast they need. */
const slots = {
  text: 'text',
  muted: 'text',
  series1: 'marks',
  series2: 'marks',
  series3: 'marks',
  font: null,
} as const;

const slotNames = Object.keys(slots) as (keyof typeof slots)[];

/** Reads the slots from the page's style sheet, where each is a custom property over the editor's colours. */
export function currentTheme(): Theme {
  const style = getComputedStyle(document.body);
  return Object.fromEntries(
    slotNames.map((name) => [name, style.getPropertyValue(`--chart-${name}`).trim()]),
  );
}

/** Gives the charts the colours for paper, whatever the page around them looks like, or those of the page. */
export function applyChartTheme(choice: ReportView['chartTheme'] = 'editor'): void {
  document.documentElement.dataset['chartTheme'] = choice;
  setColours();
}

function setColours(): void {
  const { style } = document.body;
  for (const name of slotNames) style.removeProperty(`--chart-${name}`);
  const theme = isForPaper() ? publicationTheme : readableTheme();
  for (const name of slotNames) style.setProperty(`--chart-${name}`, theme[name] ?? '');
}

function isForPaper(): boolean {
  return document.documentElement.dataset['chartTheme'] === 'publication';
}

/** The colours of the editor, each as strong as its marks need on the editor's background: themes choose them for less. */
function readableTheme(): Theme {
  const theme = currentTheme();
  const background = getComputedStyle(document.body).backgroundColor;
  return Object.fromEntries(
    slotNames.map((name) => {
      const [own, use] = [theme[name]!, slots[name]];
      if (use === null) return [name, own];
      // Themes lend charts colours that were made to lie over text, half transparent.
      const colour = use === 'marks' ? opaqueColour(own) : own;
      return [name, readableColour(colour, background, theme['text']!, leastContrast[use])];
    }),
  );
}

/** Calls back when the editor changes its theme, or, in a saved file, the system does. */
export function onThemeChange(changed: () => void): void {
  const observer = new MutationObserver(() => {
    setColours();
    changed();
  });
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
