import type { ErrorBody } from '@relevo/contracts';
import { RefusalText } from '../app/RefusalText';
import css from './settings.module.css';

/** Why something was not done, beside what was pressed. */
export const Refusal = ({ problem }: { problem: ErrorBody | undefined }) => (
  <RefusalText code={problem?.code} className={css.problem} />
);
