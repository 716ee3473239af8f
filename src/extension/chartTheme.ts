import * as vscode from 'vscode';
import type { ReportView } from '../report/reportView.ts';

/** The user's choice of colours for charts (modelGeometry.chartTheme). */
export function chartTheme(): NonNullable<ReportView['chartTheme']> {
  const chosen = vscode.workspace.getConfiguration('modelGeometry').get('chartTheme');
  return chosen === 'publication' ? 'publication' : 'editor';
}
