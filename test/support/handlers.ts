import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { ModulesContainer } from '@nestjs/core';
import { GATEWAY_METADATA, MESSAGE_MAPPING_METADATA, MESSAGE_METADATA } from '@nestjs/websockets/constants';
import type { TestApi } from './api';

/** A REST method as its decorators describe it. */
export interface RestHandler {
  /** `Controller.method` */
  readonly name: string;
  readonly verb: string;
  /** Below /api/v1, with `:params`. */
  readonly path: string;
  /** The function that carries the metadata. */
  readonly method: object;
  readonly inputs: readonly { readonly type: number; readonly schema?: unknown }[];
}

type Controller = { name: string; prototype: Record<string, object> };

const inputsOf = (controller: Controller, key: string): RestHandler['inputs'] =>
  Object.entries(
    (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, key) ?? {}) as Record<string, { schema?: unknown }>,
  )
    .filter(([where]) => /^\d+:\d+$/.test(where))
    .map(([where, { schema }]) => ({ type: Number.parseInt(where, 10), schema }));

const join = (...parts: string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;

const methodsOf = (controller: Controller) =>
  Object.getOwnPropertyNames(controller.prototype)
    .filter((key) => key !== 'constructor')
    .map((key) => ({ controller, key, method: controller.prototype[key] as object }));

/** Every REST method of a server. */
export const restHandlers = (api: TestApi): RestHandler[] =>
  [...api.app.get(ModulesContainer).values()]
    .flatMap((module) => [...module.controllers.values()])
    .flatMap(({ metatype }) => methodsOf(metatype as unknown as Controller))
    .filter(({ method }) => Reflect.hasMetadata(METHOD_METADATA, method))
    .map(({ controller, key, method }) => ({
      name: `${controller.name}.${key}`,
      verb: RequestMethod[Reflect.getMetadata(METHOD_METADATA, method) as number] ?? '',
      path: join(
        Reflect.getMetadata(PATH_METADATA, controller) as string,
        Reflect.getMetadata(PATH_METADATA, method) as string,
      ),
      method,
      inputs: inputsOf(controller, key),
    }));

/** A method that takes a message of the socket, as its decorators describe it. */
export interface SocketHandler {
  /** `Gateway.method` */
  readonly name: string;
  readonly message: unknown;
  readonly method: object;
  /** With what the message is parsed. */
  readonly schemas: readonly unknown[];
}

/** Every method of every gateway of a server that takes messages. */
export const socketHandlers = (api: TestApi): SocketHandler[] =>
  [...api.app.get(ModulesContainer).values()]
    .flatMap((module) => [...module.providers.values()])
    .filter(({ metatype }) => metatype && Reflect.hasMetadata(GATEWAY_METADATA, metatype))
    .flatMap(({ metatype }) => methodsOf(metatype as unknown as Controller))
    .filter(({ method }) => Reflect.hasMetadata(MESSAGE_MAPPING_METADATA, method))
    .map(({ controller, key, method }) => ({
      name: `${controller.name}.${key}`,
      message: Reflect.getMetadata(MESSAGE_METADATA, method) as unknown,
      method,
      schemas: inputsOf(controller, key)
        .filter(({ type }) => type === RouteParamtypes.BODY)
        .map(({ schema }) => schema),
    }));
