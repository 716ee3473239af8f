import { type ChartSource, quantileLegend } from '../chartView.ts';
import { slots } from '../charts/chartTheme.ts';
import { dotRows } from '../charts/dotRows.ts';
import type { Series } from '../charts/drawing.ts';
import { quantileRows } from '../charts/quantileRows.ts';
import { stackedRows, type StackKind } from '../charts/stackedRows.ts';
import { formatNumber, formatShare } from '../format.ts';
import { samplesPhrase } from '../phrases.ts';
import type { HyperplaneLayer, HyperplanesSection } from '../report.ts';
import { directionsExactness, spectrumExactness } from './layerExactness.ts';

/** Charts of the hyperplanes part; those about activations only where samples were run. */
export function hyperplanesCharts({ layers, samples }: HyperplanesSection): ChartSource[] {
  if (layers.length === 0) return [];
  const on = samples ? samplesPhrase(samples) : 'the samples';
  return [
    ...activity(layers, on),
    ...rates(layers, on),
    ...boundaries(layers),
    ...directions(layers),
    ...singularValues(layers),
    norms(layers),
  ];
}

function activity(layers: readonly HyperplaneLayer[], on: string): ChartSource[] {
  const rows = layers.flatMap(({ layer, units, dead, alwaysOn }) => {
    if (!dead || !alwaysOn) return [];
    const selective = units - dead.count - alwaysOn.count;
    return [{ name: layer, counts: [selective, dead.count, alwaysOn.count] }];
  });
  if (rows.length === 0) return [];
  const kinds: readonly StackKind[] = [
    { label: 'sometimes active', colour: slots.series1 },
    { label: 'never active', colour: slots.series2 },
    { label: 'always active', colour: slots.series3 },
  ];
  return [
    {
      id: 'hyperplanes-activity-chart',
      title: 'What the units do',
      description: `Share of each layer’s units that are sometimes, never or always active on ${on}.`,
      tableId: 'hyperplanes-activity',
      exactness: 'exact',
      drawing: stackedRows(rows, kinds, 'share of units'),
    },
  ];
}

function rates(layers: readonly HyperplaneLayer[], on: string): ChartSource[] {
  const rows = layers.flatMap(({ layer, activationRate }) =>
    activationRate ? [{ name: layer, summary: activationRate }] : [],
  );
  if (rows.length === 0) return [];
  return [
    {
      id: 'hyperplanes-rates-chart',
      title: 'How often a unit is active',
      description: `Activation rate of the units of each layer on ${on}. ${quantileLegend}`,
      tableId: 'hyperplanes-rates',
      exactness: 'exact',
      drawing: quantileRows(rows, {
        axisTitle: 'share of samples on which a unit is active',
        format: formatShare,
        share: true,
      }),
    },
  ];
}

function boundaries(layers: readonly HyperplaneLayer[]): ChartSource[] {
  const rows = layers.flatMap(({ layer, boundaryDistance }) =>
    boundaryDistance ? [{ name: layer, summary: boundaryDistance }] : [],
  );
  if (rows.length === 0) return [];
  return [
    {
      id: 'hyperplanes-boundaries-chart',
      title: 'Distance from a sample to the nearest hyperplane',
      description: `By layer, in the units of that layer’s own input. ${quantileLegend}`,
      tableId: 'hyperplanes-boundaries',
      exactness: 'exact',
      drawing: quantileRows(rows, { axisTitle: 'distance in layer input', format: formatNumber }),
    },
  ];
}

const directionSeries: readonly Series[] = [
  { label: 'mean |cos|', colour: slots.series1, shape: 'circle' },
  { label: 'largest |cos|', colour: slots.series2, shape: 'diamond' },
  { label: 'mean of random directions', colour: slots.muted, shape: 'triangle-up' },
  { label: 'least possible largest', colour: slots.series3, shape: 'square' },
];

const randomCaveat =
  'Random weights are a generous comparison behind a ReLU, whose inputs are never negative.';

function directions(layers: readonly HyperplaneLayer[]): ChartSource[] {
  const rows = layers.flatMap(({ layer, cosine }) =>
    cosine
      ? [
          {
            name: layer,
            values: [
              cosine.meanAbs,
              cosine.maxAbs,
              cosine.nullMeanAbs,
              // 0 says nothing: as many directions fit orthogonally.
              cosine.welchBound || null,
            ],
          },
        ]
      : [],
  );
  if (rows.length === 0) return [];
  return [
    {
      id: 'hyperplanes-directions-chart',
      title: 'How alike the directions of units are',
      description: `Over all pairs of units of a layer: 0 is orthogonal, 1 is parallel. Beside them: random directions of the same dimension, and Welch’s bound, below which the largest |cos| of so many units cannot be. ${randomCaveat}`,
      tableId: 'hyperplanes-directions',
      exactness: directionsExactness(layers),
      drawing: dotRows(rows, directionSeries, {
        axisTitle: '|cos| of the angle between two units',
        format: formatNumber,
        domain: [0, 1],
      }),
    },
  ];
}

const singularSeries: readonly Series[] = [
  { label: 'largest singular value', colour: slots.series1, shape: 'circle' },
  { label: 'largest of random weights', colour: slots.muted, shape: 'triangle-up' },
];

function singularValues(layers: readonly HyperplaneLayer[]): ChartSource[] {
  const rows = layers.flatMap(({ layer, singularValues: spectrum }) =>
    spectrum ? [{ name: layer, values: [spectrum.largest, spectrum.randomEdges[1]] }] : [],
  );
  if (rows.length === 0) return [];
  return [
    {
      id: 'hyperplanes-spectrum-chart',
      title: 'How far one direction stands out',
      description: `Largest singular value of each weight matrix over the root mean square one: 1 where all directions are stretched alike. Beside it the Marchenko–Pastur edge of random weights of the same shape; what lies beyond was learned. ${randomCaveat}`,
      tableId: 'hyperplanes-spectrum',
      exactness: spectrumExactness(layers),
      drawing: dotRows(rows, singularSeries, {
        axisTitle: 'singular value over the root mean square one',
        format: formatNumber,
      }),
    },
  ];
}

function norms(layers: readonly HyperplaneLayer[]): ChartSource {
  return {
    id: 'hyperplanes-weights-chart',
    title: 'Length of the weight vectors',
    description: `Norm of the weights of each unit, BatchNorm folded in. ${quantileLegend}`,
    tableId: 'hyperplanes-weights',
    exactness: 'exact',
    drawing: quantileRows(
      layers.map(({ layer, norm }) => ({ name: layer, summary: norm })),
      { axisTitle: '‖w‖ of a unit', format: formatNumber },
    ),
  };
}
