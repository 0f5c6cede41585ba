import { type ArgumentMetadata, StandardSchemaValidationPipe } from '@nestjs/common';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { ApiError } from './api-error';

const pathOf = (issue: StandardSchemaV1.Issue): string =>
  (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');

/** The error for input that does not fit its contract. */
export const badRequest = (issues: readonly StandardSchemaV1.Issue[]): ApiError =>
  new ApiError('BAD_REQUEST', 'the input does not fit the contract', {
    issues: issues.slice(0, 20).map((issue) => ({ path: pathOf(issue), message: issue.message })),
  });

/** Parses every input with the contract at its parameter; input without a contract reaches no handler. */
export class ContractPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: badRequest });
  }

  override transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    if (!metadata.schema && metadata.type !== 'custom')
      throw new Error(`A ${metadata.type} parameter has no schema`);
    return super.transform(value, metadata);
  }

  /** Nothing is taken out of a message in silence: contracts are strict and refuse `__proto__` as any other stranger (SEC-W4). */
  protected override stripProtoKeys(): void {}
}
