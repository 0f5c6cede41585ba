import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AccountPrincipal, DevicePrincipal, Principal } from '../principal';

const provenBy = (context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!principal) throw new Error('A public handler asked who is calling');
  return principal;
};

/** Who calls: for handlers marked `@ForParticipants`. */
export const CurrentPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal => provenBy(context),
);

/** The account that calls: for handlers marked `@SignedIn`. */
export const CurrentAccount = createParamDecorator(
  (_: unknown, context: ExecutionContext): AccountPrincipal => {
    const principal = provenBy(context);
    if (principal.kind !== 'account') throw new Error('A device called a handler for accounts');
    return principal;
  },
);

/** The device that calls: for handlers marked `@ForDevices`. */
export const CurrentDevice = createParamDecorator(
  (_: unknown, context: ExecutionContext): DevicePrincipal => {
    const principal = provenBy(context);
    if (principal.kind !== 'device') throw new Error('An account called a handler for devices');
    return principal;
  },
);
