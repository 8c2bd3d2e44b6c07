import { bind, rowOf, type Names as AnyNames } from '../../calls/index.ts';
import type { Operation } from '../../model/index.ts';
import { operationName } from '../common/index.ts';
import { NotTold, type Call, type Text } from './reproduction.ts';

/** What the calls of a program go by: values that the script keeps of earlier answers, or literal texts. */
export type Names = AnyNames<Text>;

/** The regions that slots stand for. Those of a run are not saved: any two that have MediaPackage will do. */
const REGIONS = ['us-east-1', 'eu-west-1', 'us-west-2', 'ap-northeast-1', 'eu-central-1'] as const;

export function regionName(slot: number): string {
  const name = REGIONS[slot];
  if (name === undefined) throw new NotTold(`the program uses more than ${REGIONS.length} regions`);
  return name;
}

/**
 * The call that performs an operation.
 * @throws NotTold when no single call does
 */
export function callOf(operation: Operation, names: Names): Call {
  if (rowOf(names.profile, operation) === undefined)
    throw new NotTold(`no call of AWS's APIs is ${operationName(operation)}`);
  return bind(operation, names);
}
