import type { Finding } from '../../src/report/report.ts';
import { element, icon } from '../dom.ts';

/** Shapes differ as well as colours: a cross in a circle, a triangle, an "i" in a circle. */
const shapes: Readonly<Record<Finding['severity'], string>> = {
  error:
    'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2ZM5.9 5 5 5.9 7.1 8 5 10.1l.9.9L8 8.9l2.1 2.1.9-.9L8.9 8 11 5.9l-.9-.9L8 7.1 5.9 5Z',
  warning:
    'M8 1.2 15.4 14.4H.6L8 1.2Zm0 2.5L2.7 13.2h10.6L8 3.7ZM7.4 6.6h1.2v3.6H7.4V6.6Zm0 4.5h1.2v1.2H7.4v-1.2Z',
  information:
    'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2ZM7.4 4.4h1.2v1.3H7.4V4.4Zm0 2.4h1.2v4.8H7.4V6.8Z',
};

const words: Readonly<Record<Finding['severity'], string>> = {
  error: 'Error',
  warning: 'Warning',
  information: 'Information',
};

/** The icon of a severity, with its word for screen readers. */
export function severityIcon(severity: Finding['severity']): HTMLElement {
  return element(
    'span',
    { class: `severity ${severity}`, title: words[severity] },
    icon(shapes[severity], severity),
    element('span', { class: 'visually-hidden', text: `${words[severity]}:` }),
  );
}
