import type { RequirementResult } from '../../properties/index.ts';

/** The page of AWS's documentation that is under test; a requirement names a section of it. */
export const PAGE = 'https://docs.aws.amazon.com/mediapackage/latest/ug/using-service-linked-roles.html';

/** Where a requirement comes from, in words. */
export const SOURCES: Readonly<Record<RequirementResult['provenance']['kind'], string>> = {
  recorded: 'recorded: real AWS was seen to answer so',
  documented: 'documented by AWS',
  inferred: 'inferred from what AWS documents',
};
