import type { DeliveryFailure } from '@relevo/domain';

/** Something that could not be sent. */
export class PostProblem extends Error {
  override name = 'PostProblem';

  /**
   * @param answer what the other side said, one line
   * @param final = true: the same again would end the same
   */
  constructor(
    readonly failure: DeliveryFailure,
    readonly answer: string,
    readonly final: boolean,
  ) {
    super(`${failure}: ${answer}`);
  }
}

const MOST = 300;

/** What another side said, as one line that can be shown. */
export const answerLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
    .trim()
    .slice(0, MOST);
