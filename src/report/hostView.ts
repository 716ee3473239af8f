// Entry of the lazily loaded bundle dist/reportView.cjs: everything a host needs to show or save a report.
export { createReportView } from './createReportView.ts';
export { reportCsv } from './export/reportCsv.ts';
export { reportMarkdown } from './export/reportMarkdown.ts';
export { reportSvg } from './export/reportSvg.ts';
export { createSweepView } from './extrapolation/sweepView.ts';
export { standaloneHtml, standalonePage } from './standaloneHtml.ts';
