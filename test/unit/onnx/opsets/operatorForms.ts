import { changedForms } from './changedForms.ts';
import { elementwiseForms } from './elementwiseForms.ts';
import { layerForms } from './layerForms.ts';
import { otherForms } from './otherForms.ts';
import { structuredForms } from './structuredForms.ts';
import type { OperatorForm } from './operatorForm.ts';

/** At least one entry for each published operator of the standard domain. */
export const operatorForms: readonly OperatorForm[] = [
  ...elementwiseForms,
  ...layerForms,
  ...otherForms,
  ...changedForms,
  ...structuredForms,
];
