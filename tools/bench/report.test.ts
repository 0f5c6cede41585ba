import { type Figure, judge, lineOf, tableOf } from './report';

const FLAT: Figure = {
  case: 'flat',
  unit: 'ms',
  ours: 9,
  peer: 20,
  target: { of: 'ratio', is: '<=', bound: 0.45 },
};

describe('report', () => {
  it('compares with the peer', () => {
    expect(judge(FLAT)).toEqual({
      case: 'flat',
      unit: 'ms',
      ours: 9,
      peer: 20,
      ratio: 0.45,
      target: '<= 0.45 x peer',
      met: true,
    });
    expect(judge({ ...FLAT, ours: 9.02 })).toMatchObject({ ratio: 0.45, met: false });
  });

  it('compares with a bound of its own, with or without a peer', () => {
    const fps: Figure = {
      case: 'fps',
      unit: '1/s',
      ours: 50,
      peer: null,
      target: { of: 'ours', is: '>=', bound: 50 },
    };
    expect(judge(fps)).toMatchObject({ ratio: null, target: '>= 50', met: true });
    expect(judge({ ...fps, ours: 49.999 })).toMatchObject({ met: false });
    expect(judge({ ...fps, ours: 0, target: { of: 'ours', is: '<', bound: 0.02 } })).toMatchObject({
      met: true,
    });
    expect(judge({ ...fps, ours: 0.02, target: { of: 'ours', is: '<', bound: 0.02 } })).toMatchObject({
      met: false,
    });
  });

  it('judges nothing that was not measured, has no target or no peer', () => {
    expect(judge({ ...FLAT, ours: null })).toMatchObject({ ours: null, ratio: null, met: null });
    expect(judge({ ...FLAT, peer: 0 })).toMatchObject({ ratio: null, met: null });
    expect(judge({ ...FLAT, target: undefined })).toMatchObject({ target: null, met: null });
  });

  it('writes one line of JSON with nothing left out', () => {
    const line = lineOf('control', [judge(FLAT), judge({ ...FLAT, ours: null, target: undefined })]);
    expect(line).not.toContain('\n');
    const { name, cases } = JSON.parse(line) as { name: string; cases: object[] };
    expect(name).toBe('control');
    for (const one of cases)
      expect(Object.keys(one)).toEqual(['case', 'unit', 'ours', 'peer', 'ratio', 'target', 'met']);
  });

  it('lines the table up', () => {
    const [heading = '', row = ''] = tableOf([judge({ ...FLAT, case: 'a long name', ours: 10 })]).split('\n');
    expect(row).toMatch(/^a long name {2}ms .* 0\.5 .*NO$/);
    expect(heading.indexOf('unit')).toBe(row.indexOf('ms'));
  });
});
