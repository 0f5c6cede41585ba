import { SetMetadata } from '@nestjs/common';
import type { Permission } from '../permissions';

/** Who may call a handler. A handler without a mark is closed to everybody. */
export type Access =
  | { readonly by: 'anyone'; readonly reason: string }
  | { readonly by: 'account'; readonly permission: Permission; readonly experts?: boolean }
  | { readonly by: 'device' }
  | { readonly by: 'participant'; readonly permission: Permission };

/** What is not open to everybody. */
export type RestrictedAccess = Exclude<Access, { by: 'anyone' }>;

export const ACCESS = 'relevo:access';

const mark = (access: Access): MethodDecorator => {
  return (target, key, descriptor) => {
    if (Reflect.getMetadata(ACCESS, descriptor.value as object))
      throw new Error(`${target.constructor.name}.${String(key)} has two access marks; it needs exactly one`);
    SetMetadata(ACCESS, access)(target, key, descriptor);
  };
};

/** Open to everybody, for a reason that the code states. */
export const Public = (reason: string): MethodDecorator => mark({ by: 'anyone', reason });

/**
 * For accounts whose role carries the permission.
 * @param also `experts` lets experts from outside in too, whose role carries none
 */
export const SignedIn = (permission: Permission, also?: { readonly experts: true }): MethodDecorator =>
  mark({ by: 'account', permission, ...also });

/** For devices of customers. */
export const ForDevices = (): MethodDecorator => mark({ by: 'device' });

/** For both sides of a session: a device of a customer, an account whose role carries the permission, or an expert from outside. */
export const ForParticipants = (permission: Permission): MethodDecorator =>
  mark({ by: 'participant', permission });
