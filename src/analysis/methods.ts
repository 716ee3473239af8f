import { compareInOrder } from './compare/compareInOrder.ts';
import { diagnose } from './diagnose.ts';
import { explorationMethods } from './exploration/explorationMethods.ts';
import { findData } from './findData.ts';
import { inspectLayers } from './inspect/inspectLayers.ts';
import { inspectModel } from './inspect/inspectModel.ts';
import { pruneModel } from './prune/pruneModel.ts';
import type { MethodTable } from './process/serveAnalysis.ts';

/** What the compute process can do. */
export const analysisMethods: MethodTable = {
  compareInOrder,
  diagnose,
  findData,
  inspectModel,
  inspectLayers,
  pruneModel,
  ...explorationMethods(),
};
