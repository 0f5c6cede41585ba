import { safetyPlace } from '../safety/standing';
import type { SafetyData, SessionEvent } from './events';
import type { Device, Grant, GrantRequest, SessionState } from './state';

type GrantEvent = Extract<
  SessionEvent,
  { type: `grant.${string}` | `device.${string}` | `activity.${string}` | `safety.${string}` }
>;

const setGrant = (state: SessionState, id: string, change: Partial<Grant>): SessionState => {
  const before = state.grants[id];
  if (!before) return state;
  return { ...state, grants: { ...state.grants, [id]: { ...before, ...change } } };
};

const setRequest = (state: SessionState, id: string, change: Partial<GrantRequest>): SessionState => {
  const before = state.requests[id];
  if (!before) return state;
  return { ...state, requests: { ...state.requests, [id]: { ...before, ...change } } };
};

const setDevice = (state: SessionState, id: string, change: Partial<Device>): SessionState => {
  const before = state.devices[id];
  if (!before) return state;
  return { ...state, devices: { ...state.devices, [id]: { ...before, ...change } } };
};

/** A device that is gone took its grants and open questions with it: they lived in its memory only. */
export const forgetDevice = (state: SessionState, deviceId: string): SessionState => ({
  ...setDevice(state, deviceId, { attached: false }),
  grants: Object.fromEntries(
    Object.entries(state.grants).map(([id, g]) => [
      id,
      g.deviceId === deviceId && g.status !== 'ended'
        ? { ...g, status: 'ended', endReason: 'device-stopped', active: false }
        : g,
    ]),
  ),
  requests: Object.fromEntries(
    Object.entries(state.requests).map(([id, r]) => [
      id,
      r.deviceId === deviceId && r.status === 'pending' ? { ...r, status: 'denied', denial: 'link' } : r,
    ]),
  ),
});

/** A device answers only what it was asked; a question that nobody knows (a late report) is its own word. */
const answers = (state: SessionState, requestId: string, deviceId: string): boolean =>
  (state.requests[requestId]?.deviceId ?? deviceId) === deviceId;

/** A device speaks only of what it gave itself. */
const gave = (state: SessionState, of: { readonly grantId: string; readonly deviceId: string }): boolean =>
  (state.grants[of.grantId]?.deviceId ?? of.deviceId) === of.deviceId;

/** Words about another key than before say nothing of this one. */
const say = (
  state: SessionState,
  data: SafetyData,
  end: 'device' | 'csr',
  matches: boolean,
): SessionState => {
  const place = safetyPlace(data.deviceId, data.csrId);
  const before = state.safety[place];
  const said = before?.csrKey === data.csrKey ? before.said : {};
  const safety = {
    csrKey: data.csrKey,
    said: { ...said, [end]: matches },
    denied: before?.denied === true || !matches,
  };
  return { ...state, safety: { ...state.safety, [place]: safety } };
};

const apply = (state: SessionState, event: GrantEvent): SessionState => {
  switch (event.type) {
    case 'device.attached': {
      const { deviceId, participantId, kind, name, key, can } = event.data;
      const device: Device = {
        id: deviceId,
        participantId,
        kind,
        name,
        key,
        can,
        attached: true,
        attachedAt: event.at,
        // A device that comes back goes on counting where it was.
        reportSeq: state.devices[deviceId]?.reportSeq ?? 0,
        alarms: state.devices[deviceId]?.alarms ?? 0,
      };
      return { ...state, devices: { ...state.devices, [deviceId]: device } };
    }
    case 'device.detached':
      return forgetDevice(state, event.data.deviceId);
    case 'grant.requested': {
      const { requestId, deviceId, capability, csrId, minutes, expiresAt } = event.data;
      const request: GrantRequest = {
        id: requestId,
        deviceId,
        capability,
        csrId,
        minutes,
        askedAt: event.at,
        expiresAt,
        status: 'pending',
      };
      return { ...state, requests: { ...state.requests, [requestId]: request } };
    }
    case 'grant.withdrawn':
      return setRequest(state, event.data.requestId, { status: 'withdrawn' });
    case 'grant.stopAsked':
      return state.grants[event.data.grantId]?.status === 'given'
        ? setGrant(state, event.data.grantId, { status: 'stopping' })
        : state;
    case 'grant.given': {
      const { grantId, requestId, deviceId, capability, csrId, csrKey, until } = event.data;
      // A late report of a grant whose end is already known must not bring it back; nor does any report change another.
      if (state.grants[grantId]) return state;
      if (!answers(state, requestId, deviceId)) return state;
      const lost = state.devices[deviceId]?.attached === false;
      const grant: Grant = {
        id: grantId,
        requestId,
        deviceId,
        capability,
        csrId,
        csrKey,
        since: event.deviceAt ?? event.at,
        until,
        status: lost ? 'ended' : 'given',
        active: false,
      };
      const given = { ...state, grants: { ...state.grants, [grantId]: grant } };
      return setRequest(given, requestId, { status: 'given' });
    }
    case 'grant.denied':
      return answers(state, event.data.requestId, event.data.deviceId)
        ? setRequest(state, event.data.requestId, { status: 'denied', denial: event.data.reason })
        : state;
    case 'grant.ended':
      return endGrant(state, event.data.grantId, event);
    case 'activity.started':
      return state.grants[event.data.grantId]?.status === 'ended' || !gave(state, event.data)
        ? state
        : setGrant(state, event.data.grantId, { active: true });
    case 'activity.stopped':
      return gave(state, event.data) ? setGrant(state, event.data.grantId, { active: false }) : state;
    case 'safety.confirmed':
    case 'safety.denied':
      return say(state, event.data, 'device', event.type === 'safety.confirmed');
    case 'safety.csrConfirmed':
    case 'safety.csrDenied':
      return say(state, event.data, 'csr', event.type === 'safety.csrConfirmed');
    case 'device.alarm':
      return setDevice(state, event.data.deviceId, {
        alarms: (state.devices[event.data.deviceId]?.alarms ?? 0) + event.data.count,
      });
  }
};

/** An end reported before its grant (reports may come late) leaves a mark, so that the grant stays over. */
const endGrant = (
  state: SessionState,
  grantId: string,
  event: Extract<GrantEvent, { type: 'grant.ended' }>,
): SessionState => {
  if (state.grants[grantId]) {
    if (!gave(state, event.data)) return state;
    return setGrant(state, grantId, { status: 'ended', endReason: event.data.reason, active: false });
  }
  const mark: Grant = {
    id: grantId,
    requestId: '',
    deviceId: event.data.deviceId,
    capability: 'screen.view',
    csrId: '',
    csrKey: '',
    since: event.at,
    until: null,
    status: 'ended',
    endReason: event.data.reason,
    active: false,
  };
  return { ...state, grants: { ...state.grants, [grantId]: mark } };
};

/** Folds what concerns devices, requests and grants; notes the device's report number. */
export const evolveGrants = (state: SessionState, event: GrantEvent): SessionState => {
  const next = apply(state, event);
  return event.report ? setDevice(next, event.report.deviceId, { reportSeq: event.report.seq }) : next;
};
