import type { Theme } from '../src/report/charts/fillTheme.ts';
import { publicationTheme } from '../src/report/charts/publicationTheme.ts';
import type { ReportView } from '../src/report/reportView.ts';

const slotNames = ['text', 'muted', 'series1', 'series2', 'series3', 'font'] as const;

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
  for (const name of slotNames) {
    if (choice === 'editor') document.body.style.removeProperty(`--chart-${name}`);
    else document.body.style.setProperty(`--chart-${name}`, publicationTheme[name] ?? '');
  }
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
