import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(context: Document): Promise<{
    readonly passes: readonly unknown[];
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
    }[];
  }>;
}

/**
 * What axe-core finds wrong with the document that `root` is in, a line each; none means that every rule that applies holds. The
 * driver's own calls are exempt from the page's policy, so the page needs no opening for it.
 */
export async function accessibilityViolations(root: Locator): Promise<string[]> {
  const { rules, lines } = await root.evaluate(async (_node, script) => {
    const page = globalThis as { axe?: Axe };
    if (page.axe === undefined) new Function(script)();
    const { passes, violations } = await page.axe!.run(document);
    const found = violations.map(({ id, nodes }) => {
      const [first] = nodes;
      return `${id}, ${nodes.length} ×: ${first?.html.slice(0, 200)} ${first?.failureSummary ?? ''}`;
    });
    return { rules: passes.length, lines: found };
  }, source);
  if (rules < 10) throw new Error(`axe applied ${rules} rules only: the page is not there.`);
  return lines;
}
