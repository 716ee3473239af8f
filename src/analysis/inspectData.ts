/** What is in a data file, for both shells. */
export { describeData } from '../datasets/describeData.ts';
