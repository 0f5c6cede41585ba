import { createHash } from 'node:crypto';
import { eventBodies } from '@relevo/contracts';
import { type EventType, type StreamKind, versionOf } from '@relevo/domain';
import { z } from 'zod';

/** A mark of every event's shape: `kind/type@version` to a hash of its schema. */
export const schemaMarks = (): Record<string, string> => {
  const marks: Record<string, string> = {};
  for (const kind of Object.keys(eventBodies) as StreamKind[])
    for (const [type, schema] of eventBodies[kind]) {
      const text = JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any' }));
      marks[`${kind}/${type}@${versionOf(type as EventType)}`] = createHash('sha256')
        .update(text)
        .digest('hex');
    }
  return Object.fromEntries(Object.entries(marks).sort(([a], [b]) => (a < b ? -1 : 1)));
};
