/** Id of the element in a saved HTML file that carries the report's view as JSON. */
export const embeddedReportId = 'report-view';
