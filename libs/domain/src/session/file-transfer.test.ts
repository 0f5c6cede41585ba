import { aSession, attach, enter, grant, NOON, OWNER, type SessionLog } from '@relevo/testing';
import {
  DEFAULT_POLICY,
  type FileTransferMode,
  fileTransferModes,
  fileTransferVerdict,
  noSession,
  type SitePolicy,
} from '../index';

const BOTH = { ...DEFAULT_POLICY, advancedFileTransfer: true };
const ANYTHING = { ...BOTH, fileTransferExclusion: 'anything' } as const;
const NEITHER = { ...DEFAULT_POLICY, basicFileTransfer: false };

const withCustomer = (kind: 'page' | 'machine' = 'machine'): SessionLog => {
  const log = aSession();
  attach(log, enter(log, 1), kind, 1);
  return log;
};
const verdict = (log: SessionLog, policy: SitePolicy, mode: FileTransferMode = 'basic') =>
  fileTransferVerdict(log.state, mode, { now: log.now, policy });

describe('the modes of a site', () => {
  it('W26 a mode that the administrator has enabled may be used', () => {
    const log = withCustomer();
    expect(fileTransferModes(BOTH)).toEqual(['basic', 'advanced']);
    expect([verdict(log, BOTH, 'basic'), verdict(log, BOTH, 'advanced')]).toEqual([null, null]);
  });

  it('W26 a mode that is not enabled is refused, and where none is, all of it', () => {
    const log = withCustomer();
    expect(verdict(log, DEFAULT_POLICY, 'advanced')).toBe('FILE_MODE_OFF');
    expect(verdict(log, { ...BOTH, basicFileTransfer: false }, 'basic')).toBe('FILE_MODE_OFF');
    expect(fileTransferModes(NEITHER)).toEqual([]);
    expect([verdict(log, NEITHER, 'basic'), verdict(log, NEITHER, 'advanced')]).toEqual([
      'FILES_OFF',
      'FILES_OFF',
    ]);
  });

  it('W26 a new site has the mode in which customers choose, and not the one that reaches into their computer', () => {
    expect(fileTransferModes(DEFAULT_POLICY)).toEqual(['basic']);
    expect(DEFAULT_POLICY.fileTransferExclusion).toBe('application');
  });

  it('W26 no mode can be used without a customer, nor in a session that is not open', () => {
    const log = aSession();
    expect(verdict(log, BOTH)).toBe('NO_CUSTOMER_JOINED');
    enter(log, 1);
    expect(verdict(log, BOTH)).toBeNull();
    log.must(OWNER, { type: 'session.park', data: {} });
    expect(verdict(log, BOTH)).toBe('SESSION_PARKED');
    log.must(OWNER, { type: 'session.resume', data: {} });
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(verdict(log, BOTH)).toBe('SESSION_ENDED');
    expect(fileTransferVerdict(noSession('x'), 'basic', { now: NOON, policy: BOTH })).toBe(
      'SESSION_NOT_STARTED',
    );
  });
});

describe('what shuts files out', () => {
  it('W29 a whole desktop that is seen or controlled does not, as the site is at first', () => {
    const log = withCustomer();
    grant(log, 'screen.view', 1);
    grant(log, 'input.control', 2);
    expect(verdict(log, BOTH)).toBeNull();
    expect(verdict(log, BOTH, 'advanced')).toBeNull();
  });

  it('W29 what a browser shows may be one application, so it does', () => {
    const log = withCustomer('page');
    expect(verdict(log, BOTH)).toBeNull();
    grant(log, 'screen.view', 1);
    expect(verdict(log, BOTH)).toBe('FILES_WHILE_SHARING');
    expect(verdict(log, BOTH, 'advanced')).toBe('FILES_WHILE_SHARING');
  });

  it('W29 where anything does, so does the desktop, until the sharing is over', () => {
    const log = withCustomer();
    expect(verdict(log, ANYTHING)).toBeNull();
    grant(log, 'input.control', 1, 20);
    expect(verdict(log, ANYTHING)).toBe('FILES_WHILE_SHARING');
    log.now += 20 * 60_000;
    expect(verdict(log, ANYTHING)).toBeNull();
  });

  it('W29 what was asked to stop shuts files out until the customer’s computer says that it is over', () => {
    const log = withCustomer();
    const grantId = grant(log, 'screen.view', 1);
    log.must(OWNER, { type: 'grant.stop', data: { grantId } });
    expect(verdict(log, ANYTHING)).toBe('FILES_WHILE_SHARING');
  });
});
