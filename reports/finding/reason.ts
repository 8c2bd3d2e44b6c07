import type { Lack, LeftOut, Reason } from '../../properties/index.ts';
import { abilityText } from '../common/index.ts';
import { expectedText, observedText, outcomeText, spotText } from './words.ts';

/** Why a requirement is neither broken nor proved, in one line. */
export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case 'later':
      return reason.until;
    case 'lacks':
      return `${abilityText(reason.ability)}: ${lackText(reason.lack)}`;
    case 'not-repeated': {
      const { breach, outcome } = reason;
      return `did not repeat: ${spotText(breach)} was ${observedText(breach, outcome)}, expected ${expectedText(breach)}`;
    }
    case 'not-repeated-yet':
      return 'a breach was seen, but the run ended before it was looked at again';
    case 'undecided':
      return reason.times === undefined ? reason.said : `${reason.said} (${reason.times} of ${reason.of} times)`;
    case 'suite-only':
      return "none of it goes through the code under test: the suite's own calls did it";
    case 'never-occurred':
      return 'its antecedent never occurred on this target';
  }
}

/** Why an operation is taken to be missing, in one line. */
export const lackText = (lack: Lack): string =>
  [...(lack.needs ?? []).map((ability) => `it needs ${abilityText(ability)}`), rootText(lack)].join(': ');

function rootText(lack: Lack): string {
  switch (lack.kind) {
    case 'said':
      return lack.outcome.kind === 'unsupported' ? lack.outcome.evidence : lack.outcome.why;
    case 'fails':
      return `fails every time, and nothing says that it is not there: ${lack.outcome.why}`;
    case 'not-found':
      return `${lack.outcome.code} (HTTP ${lack.outcome.http}) for a resource that the target shows`;
    case 'not-enforced':
      return 'permissions are not enforced: a user who may not make roles made one';
    case 'not-denied':
      return `a user who may not make roles is not told so: ${outcomeText(lack.outcome)}`;
  }
}

/** Why a requirement says nothing of a service. */
export const LEFT_OUT: Readonly<Record<LeftOut['why'], string>> = {
  'no-resource': 'about resources that the service does not have',
  'takes-suffix': 'its role may have a suffix',
  'suffix-unknown': 'no source shows whether its role may have a suffix',
  'policies-unknown': 'no source shows which policies its role has',
  'document-unknown': 'no source shows what its policy allows',
};
