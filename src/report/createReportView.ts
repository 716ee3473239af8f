import { extrapolationPart } from './extrapolation/extrapolationPart.ts';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatNumber,
  formatShape,
  formatShare,
} from './format.ts';
import { fileName, limitSentence, subtitle } from './headline.ts';
import { hyperplanesPart } from './hyperplanes/hyperplanesPart.ts';
import { leadingFigures } from './leadingFigures.ts';
import { counted } from './phrases.ts';
import { regionsPart } from './regions/regionsPart.ts';
import type { DataSection, Report, ValueSection } from './report.ts';
import type { PartView, ReportView } from './reportView.ts';

/** Turns a report into what the page draws: sentences, compiled charts and tables, every number formatted. Pure. */
export function createReportView(report: Report): ReportView {
  return {
    title: fileName(report.model.path),
    subtitle: subtitle(report),
    figures: leadingFigures(report),
    findings: report.findings,
    parts: parts(report),
    limits: report.model.limits.map(limitSentence),
    facts: facts(report),
  };
}

function parts({ hyperplanes, regions, extrapolation }: Report): PartView[] {
  return [
    ...(hyperplanes ? [hyperplanesPart(hyperplanes, regions?.unitDistances)] : []),
    ...(regions ? [regionsPart(regions)] : []),
    ...(extrapolation ? [extrapolationPart(extrapolation)] : []),
  ];
}

const batchingWords: Readonly<Record<NonNullable<Report['model']['batching']>, string>> = {
  native: 'in batches',
  freed: 'in batches; the model’s fixed batch size was freed and the outputs proved equal',
  'row-by-row': 'one row at a time; the model’s batch size is fixed',
};

function facts({ model, data, generator, seed, timings }: Report): ReportView['facts'] {
  const opsets = Object.entries(model.opset).map(([domain, version]) =>
    domain === '' ? String(version) : `${domain} ${version}`,
  );
  return [
    { label: 'Model', value: model.path },
    { label: 'SHA-256', value: model.sha256 },
    {
      label: 'Size',
      value: `${formatBytes(model.bytes)}, ${counted(model.parameters, 'parameter')}`,
    },
    { label: 'Producer', value: `${model.producer || 'unknown'}, opset ${opsets.join(', ')}` },
    { label: 'Inputs', value: model.inputs.map(valueText).join('; ') },
    { label: 'Outputs', value: model.outputs.map(valueText).join('; ') },
    { label: 'Rows are run', value: model.batching ? batchingWords[model.batching] : 'not at all' },
    ...dataFacts('Training data', data.train),
    ...dataFacts('Test data', data.test),
    { label: 'Seed', value: String(seed) },
    { label: 'Made by', value: `${generator.name} ${generator.version}` },
    { label: 'Time', value: formatDuration(timings.totalMs) },
    ...timings.stages.map(({ stage, ms }) => ({ label: `· ${stage}`, value: formatDuration(ms) })),
  ];
}

function valueText({ name, type, shape }: ValueSection): string {
  return `${name}: ${type}, ${formatShape(shape)}`;
}

function answersText({ labels, accuracy, error }: DataSection): string {
  if (error) return `with numbers to predict, median error ${formatNumber(error.median)}`;
  if (!labels) return 'without labels';
  return accuracy === undefined ? 'with labels' : `with labels, accuracy ${formatShare(accuracy)}`;
}

function dataFacts(label: string, data: DataSection | null): { label: string; value: string }[] {
  if (!data) return [];
  const about = [
    `${formatCount(data.samples)} samples of ${formatShape(data.shape)}`,
    `preprocessing: ${data.preprocess}`,
    data.match,
    answersText(data),
  ];
  return [
    { label, value: data.path },
    { label: '', value: about.join('; ') },
  ];
}
