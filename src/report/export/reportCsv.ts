import type { ReportView } from '../reportView.ts';
import { type ExportFile, safeFileName, uniquelyNamed } from './exportFile.ts';
import { tableCsv, unitTableCsv } from './tableCsv.ts';

/** Every table of the report as a CSV file of its own: `<table>.csv`, and `units-<layer>.csv` for the units of each layer. */
export function reportCsv({ parts }: ReportView): ExportFile[] {
  return uniquelyNamed(
    parts.flatMap(({ tables, unitTables }) => [
      ...tables.map((table) => ({ name: `${table.id}.csv`, text: tableCsv(table) })),
      ...unitTables.map((table) => ({
        name: `units-${safeFileName(table.layer)}.csv`,
        text: unitTableCsv(table),
      })),
    ]),
  );
}
