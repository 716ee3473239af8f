import type { Locator } from 'playwright-core';
import { contrastRatio, leastContrast } from '../../../src/report/charts/contrast.ts';

/**
 * The texts and marks of the charts of a page that stand out too little from its background (WCAG 2.2), a line each; axe-core does
 * not look into drawings. Lines of the grid and of axes are left out: they carry no value.
 */
export async function faintMarks(root: Locator): Promise<string[]> {
  const { background, marks } = await root.evaluate(readCharts);
  const drawn = marks.filter(({ role }) => !/role-(axis-(grid|domain|tick)|frame)/.test(role));
  if (drawn.length < 20) throw new Error(`only ${drawn.length} marks: the charts are not there.`);
  const faint = drawn.flatMap(({ role, isText, fill, stroke }) => {
    const least = isText ? leastContrast.text : leastContrast.marks;
    // A mark is seen by its filling or by its edge.
    const contrasts = [fill, stroke].map((paint) => contrastRatio(seen(paint), background));
    const contrast = Math.max(...contrasts.filter((ratio) => !Number.isNaN(ratio)));
    if (contrast >= least) return [];
    return [`${role} ${seen(fill)} ${seen(stroke)} on ${background}: ${contrast.toFixed(2)}`];
  });
  return [...new Set(faint)];
}

interface Paint {
  /** "rgb(…)" or "none". */
  readonly colour: string;
  readonly opacity: number;
}

function seen({ colour, opacity }: Paint): string {
  return colour.replace(/^rgb\((.*)\)$/, `rgba($1, ${opacity})`);
}

/** Runs in the page: how every text and every shape of the charts is painted, and the role of the group it is in. */
function readCharts() {
  const nodes = [...document.querySelectorAll('.chart svg text, .chart svg path')];
  return {
    background: getComputedStyle(document.body).backgroundColor,
    marks: nodes
      .filter((node) => node.textContent !== '' || node.closest('text, clipPath') === null)
      // Vega hides a label that would overlap its neighbour.
      .filter((node) => node.tagName !== 'text' || getComputedStyle(node).opacity !== '0')
      .map((node) => {
        const { fill, fillOpacity, stroke, strokeOpacity, opacity } = getComputedStyle(node);
        return {
          role: node.closest('[class*="role-"]')?.getAttribute('class') ?? '',
          isText: node.tagName === 'text',
          fill: { colour: fill, opacity: Number(opacity) * Number(fillOpacity) },
          stroke: { colour: stroke, opacity: Number(opacity) * Number(strokeOpacity) },
        };
      })
      .filter(({ fill, stroke }) => fill.colour !== 'none' || stroke.colour !== 'none'),
  };
}
