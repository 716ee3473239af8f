import { formatCount, formatNumber, formatShare } from '../../../src/report/format.ts';
import type { SliceCell } from '../../../src/protocol/slice.ts';
import { element } from '../../dom.ts';
import { smallTable } from '../smallTable.ts';
import { patternPictures } from './patternPictures.ts';

/** What the network is in one region; a hint when no region is pointed at. */
export function cellView(cell: SliceCell | null): HTMLElement[] {
  if (!cell) {
    return [
      element('p', {
        class: 'muted',
        text: 'Point at a region, or move the cursor with Shift and the arrow keys. Click, or press Enter, to see its map output by output.',
      }),
    ];
  }
  return [
    element('p', { class: 'small', text: cellText(cell) }),
    scoreTable(cell),
    patternTable(cell),
    ...patternPictures(cell),
    edgeTable(cell),
  ];
}

/** One sentence about a region, also for screen readers. */
export function cellText({
  cell,
  winner,
  confidence,
  area,
  edges,
  eccentricity,
}: SliceCell): string {
  const won =
    winner === null || confidence === null
      ? ''
      : `class ${String(winner)}, confidence ${formatShare(confidence)}, `;
  return `Region ${formatCount(cell)}: ${won}area ${formatNumber(area)}, ${String(edges.length)} corners, eccentricity ${formatNumber(eccentricity)}.`;
}

function scoreTable({ scores, map, winner }: SliceCell): HTMLElement {
  const columns = [
    { label: winner === null ? 'Output' : 'Class', numeric: false },
    { label: winner === null ? 'Value' : 'Score', numeric: true },
    ...(map
      ? [
          { label: '∂/∂u', numeric: true },
          { label: '∂/∂v', numeric: true },
          { label: 'Offset', numeric: true },
        ]
      : []),
  ];
  const rows = scores.map((score, k) => {
    const own = map?.[k];
    const slopes = own ? [own.du, own.dv, own.offset].map(formatNumber) : [];
    return [k === winner ? `${String(k)} ◂ wins` : String(k), formatNumber(score), ...slopes];
  });
  return smallTable(
    winner === null
      ? 'Outputs at the point, and the affine map'
      : 'Scores at the point, and the affine map',
    columns,
    rows,
  );
}

function patternTable({ pattern, patternHash }: SliceCell): HTMLElement {
  const columns = [
    { label: 'Layer', numeric: false },
    { label: 'On', numeric: true },
    { label: 'Units', numeric: true },
  ];
  const rows = pattern.map(({ layer, on, units }) => [layer, formatCount(on), formatCount(units)]);
  return smallTable(`Pattern ${patternHash}`, columns, rows);
}

function edgeTable({ edges, corners }: SliceCell): HTMLElement {
  const columns = [
    { label: 'Edge drawn by', numeric: false },
    { label: 'Unit', numeric: true },
    { label: 'Length', numeric: true },
  ];
  const rows = edges.map(({ layer, unit }, i) => {
    const next = (2 * i + 2) % corners.length;
    const length = Math.hypot(
      corners[next]! - corners[2 * i]!,
      corners[next + 1]! - corners[2 * i + 1]!,
    );
    return [layer ?? 'the window', layer === null ? '–' : formatCount(unit), formatNumber(length)];
  });
  return smallTable('Edges', columns, rows);
}
