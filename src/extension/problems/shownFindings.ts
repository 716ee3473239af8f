import { groupFindings } from '../../report/findings/groupFindings.ts';
import type { Finding } from '../../report/report.ts';

/** Findings of one rule that the Problems view lists: a rule may fire on each of a thousand layers. */
const mostOfRule = 20;

/**
 * The findings that stand in the Problems view: the worst of each rule, and one that counts the others of it in the words of
 * `more`, as information.
 */
export function shownFindings(
  findings: readonly Finding[],
  more: (count: number, rule: string) => string,
): readonly Finding[] {
  return groupFindings(findings).flatMap(({ rule, findings: members }) => {
    const left = members.length - mostOfRule;
    // A single one takes no more room than the line that counts it.
    if (left <= 1) return members;
    const rest = { severity: 'information', layer: null, message: more(left, rule) } as const;
    return [...members.slice(0, mostOfRule), { ...members[0], ...rest }];
  });
}
