import { applyDecorators, HttpCode, SerializeOptions } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { errorBody } from '@relevo/contracts';
import type { ZodType } from 'zod';

/** What a handler declares of its answer. */
export interface AnswerDeclaration {
  readonly status: number;
  /** null = an answer without a body. */
  readonly schema: ZodType | null;
}

export const ANSWERS = 'relevo:answers';

const declare = (declaration: AnswerDeclaration): MethodDecorator => {
  return (_target, _key, descriptor) => {
    Reflect.defineMetadata(ANSWERS, declaration, descriptor.value as object);
  };
};

const problem = ApiResponse({
  status: 'default',
  description: 'Not a success: see the code.',
  standardSchema: errorBody.meta({ id: 'Error' }),
});

/** Declares the body of the answer: checked on its way out, and shown in the API's description. */
export const Answers = (schema: ZodType, status = 200): MethodDecorator =>
  applyDecorators(
    declare({ status, schema }),
    HttpCode(status),
    SerializeOptions({ schema }),
    ApiResponse({ status, description: 'Done.', standardSchema: schema }),
    problem,
  );

/** Declares an answer without a body. */
export const AnswersNothing = (): MethodDecorator =>
  applyDecorators(
    declare({ status: 204, schema: null }),
    HttpCode(204),
    ApiResponse({ status: 204, description: 'Done.' }),
    problem,
  );
