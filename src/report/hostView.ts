// Entry of the lazily loaded bundle dist/reportView.cjs: everything a host needs to show or save a report.
export { createReportView } from './createReportView.ts';
export { standaloneHtml } from './standaloneHtml.ts';
