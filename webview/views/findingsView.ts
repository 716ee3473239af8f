import { type FindingGroup, groupFindings } from '../../src/report/findings/groupFindings.ts';
import type { Finding } from '../../src/report/report.ts';
import { element } from '../dom.ts';
import type { ViewStateStore } from '../viewState.ts';
import { fold } from './fold.ts';
import { severityIcon } from './severityIcon.ts';

/** Findings of one rule shown before the rest goes into a fold. */
const shownAtOnce = 2;

/** The findings, one item a rule, most severe first. */
export function findingsView(findings: readonly Finding[], store: ViewStateStore): HTMLElement {
  const body =
    findings.length === 0
      ? element('p', { class: 'muted', text: 'Nothing crossed its threshold.' })
      : element('ul', { class: 'findings' }, ...groupFindings(findings).map((g) => item(g, store)));
  return element(
    'section',
    { id: 'findings', attributes: { 'aria-label': 'Findings', tabindex: '-1' } },
    element('h2', { text: 'Findings' }),
    body,
  );
}

function item({ rule, severity, findings }: FindingGroup, store: ViewStateStore): HTMLElement {
  const rest = findings.slice(shownAtOnce);
  const text = element(
    'div',
    {},
    ...findings.slice(0, shownAtOnce).map(message),
    ...(rest.length > 0 ? [more(rule, rest, store)] : []),
    element('p', { class: 'fix', text: findings[0]!.fix }),
  );
  const attributes = { 'data-rule': rule, 'data-severity': severity };
  const name = element('code', { class: 'rule', text: rule });
  return element('li', { attributes }, severityIcon(severity), text, name);
}

function message(finding: Finding): HTMLElement {
  return element('p', {
    class: 'message',
    text: finding.message,
    attributes: { 'data-value': String(finding.value), 'data-layer': finding.layer ?? '' },
  });
}

function more(rule: string, rest: readonly Finding[], store: ViewStateStore): HTMLElement {
  return fold(`more-${rule}`, `${rest.length} more`, store, () =>
    element('div', {}, ...rest.map(message)),
  );
}
