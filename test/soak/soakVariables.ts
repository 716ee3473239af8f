/** The environment variable that tells the suite in the extension host how often to diagnose. */
export const diagnosesVariable = 'MODEL_GEOMETRY_SOAK_DIAGNOSES';
