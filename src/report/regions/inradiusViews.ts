import type { Exactness } from '../../engine/exactness.ts';
import type { Summary } from '../../engine/stats/summary.ts';
import { type ChartSource, quantileLegend } from '../chartView.ts';
import { quantileRows } from '../charts/quantileRows.ts';
import { formatNumber, formatShare } from '../format.ts';
import { counted, shareOfAll } from '../phrases.ts';
import type { RegionsSection } from '../report.ts';
import type { FigureView, TableView } from '../reportView.ts';
import {
  type Column,
  countColumn,
  exactnessColumn,
  summaryColumns,
  tableView,
  textColumn,
} from '../tableView.ts';
import type { DecisionDistanceSection, RegionEdges } from './neighbourhoodSections.ts';

/** One distribution of distances and how far to trust it. */
interface DistanceRow {
  readonly name: string;
  readonly exactness: Exactness;
  readonly samples: number;
  readonly summary: Summary;
}

function distanceRows({ inradius, regionEdges, decisionDistance }: RegionsSection): DistanceRow[] {
  const rows: DistanceRow[] = [];
  if (inradius && regionEdges) {
    const { samples } = regionEdges;
    rows.push({ name: 'edge of the region', exactness: 'exact', samples, summary: inradius });
  }
  if (decisionDistance) {
    const { found: samples, lower, upper } = decisionDistance;
    rows.push(
      {
        name: 'boundary, at least',
        exactness: 'certified-lower',
        samples,
        summary: lower,
      },
      { name: 'boundary, at most', exactness: 'certified-upper', samples, summary: upper },
    );
  }
  return rows;
}

/** Distances from samples to the edge of their region and to the decision boundary. */
export function inradiusCharts(section: RegionsSection): ChartSource[] {
  const rows = distanceRows(section);
  if (rows.length === 0) return [];
  const most = Math.max(...rows.map(({ samples }) => samples));
  const boundary = section.decisionDistance
    ? ', and to the decision boundary, between a certified lower and a certified upper bound'
    : '';
  return [
    {
      id: 'regions-distances-chart',
      title: 'How far samples are from where the network changes',
      description: `Euclidean distance in the model’s input, over ${counted(most, 'sample')} chosen by the seed: to the nearest facet of the sample’s region (exact)${boundary}. ${quantileLegend}`,
      tableId: 'regions-distances',
      drawing: quantileRows(
        rows.map(({ name, summary }) => ({ name, summary })),
        { axisTitle: 'distance', format: formatNumber },
      ),
    },
  ];
}

/** The same as tables, and which layer draws the nearest facets. */
export function inradiusTables(section: RegionsSection): TableView[] {
  const rows = distanceRows(section);
  if (rows.length === 0) return [];
  const tables = [tableView('regions-distances', 'Distances from samples', distanceColumns, rows)];
  const { regionEdges } = section;
  if (regionEdges && regionEdges.layers.length > 1) {
    tables.push(
      tableView(
        'regions-edges',
        'Layers that draw the nearest edge of a sample’s region',
        edgeColumns(regionEdges),
        regionEdges.layers,
      ),
    );
  }
  return tables;
}

const distanceColumns: readonly Column<DistanceRow>[] = [
  textColumn('To the', ({ name }) => name),
  exactnessColumn('Distance is', ({ exactness }) => exactness),
  countColumn('Samples', ({ samples }) => samples),
  ...summaryColumns<DistanceRow>(({ summary }) => summary),
];

function edgeColumns({ samples }: RegionEdges): readonly Column<RegionEdges['layers'][number]>[] {
  return [
    textColumn('Layer', ({ layer }) => layer),
    countColumn(
      'Nearest',
      ({ nearest }) => nearest,
      `Samples, of ${counted(samples, 'sample')}, whose nearest facet this layer draws`,
    ),
  ];
}

/** What stands out of the distances. */
export function inradiusFigures({ inradius, decisionDistance }: RegionsSection): FigureView[] {
  const figures: FigureView[] = [];
  if (inradius) {
    figures.push({
      value: formatNumber(inradius.median),
      label: 'median distance to the region’s edge',
      exactness: 'exact',
    });
  }
  if (decisionDistance) {
    figures.push({
      value: `≤ ${formatNumber(decisionDistance.upper.median)}`,
      label: 'median distance to the decision boundary',
      exactness: 'certified-upper',
    });
  }
  return figures;
}

/** "How this is computed" of the distances. */
export function distancesExplained({ found, exactShare }: DecisionDistanceSection): string {
  const exact = shareOfAll(Math.round(exactShare * found), found, 'sample');
  return `The in-radius of a sample is its distance to the nearest hyperplane that bounds its region, |z| over the length of z’s gradient, least over all units: exact, in double precision. No decision boundary is nearer than the in-radius, or than the plane on which two classes draw level inside the region, which gives the lower bound; the upper bound is the distance of a point where the class does change, found by DeepFool steps and followed back along the segment. For ${exact} (${formatShare(exactShare)}) the two are one.`;
}
