import { formatShare } from '../format.ts';
import { counted } from '../phrases.ts';
import type { DataSection } from '../report.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';

/** Error rate as a share of the error rate of guessing among the model's classes: near 1, model and data do not fit together. */
export const chanceAccuracy: FindingRule = {
  name: 'chance-accuracy',
  summary: 'Error rate divided by the error rate of guessing a class at random.',
  severity: 'error',
  threshold: 0.9,
  measure,
};

function measure({ model, data }: Diagnosed): Measurement[] {
  // Classical models give the label, a whole number, before the scores that classes are read from.
  const scores = model.outputs.find(({ type }) => type.includes('float')) ?? model.outputs[0];
  const classes = scores?.shape.at(-1);
  if (typeof classes !== 'number' || classes < 2) return [];
  return [
    measurement(data.train, 'training', classes),
    measurement(data.test, 'test', classes),
  ].flat();
}

function measurement(data: DataSection | null, set: string, classes: number): Measurement[] {
  if (data?.accuracy === undefined) return [];
  return [
    {
      layer: null,
      value: (1 - data.accuracy) / (1 - 1 / classes),
      message: `The model is right on only ${formatShare(data.accuracy)} of the ${set} samples, where guessing among ${counted(classes, 'class', 'classes')} gives ${formatShare(1 / classes)}.`,
      fix: 'Check the preprocessing (scale, mean, layout) and that these labels belong to these samples before reading the rest.',
    },
  ];
}
