import type { ArrayModel } from 'slint-ui';

type Slint = typeof import('slint-ui');

/**
 * Keeps a Slint list equal to a list of ours, changing only the rows that differ: a row that stays keeps its
 * buttons, so that a press that began before a redraw still counts. The answer tells whether anything differed.
 */
export const mirror = <Row extends object>(
  slint: Pick<Slint, 'ArrayModel'>,
  adopt: (list: ArrayModel<Row>) => void,
): ((rows: readonly Row[]) => boolean) => {
  const list = new slint.ArrayModel<Row>([]);
  const shown: string[] = [];
  adopt(list);
  return (rows) => {
    let changed = false;
    rows.forEach((row, index) => {
      const text = JSON.stringify(row);
      if (shown[index] === text) return;
      changed = true;
      if (index < shown.length) list.setRowData(index, { ...row });
      else list.push({ ...row });
      shown[index] = text;
    });
    const surplus = shown.length - rows.length;
    if (surplus <= 0) return changed;
    list.remove(rows.length, surplus);
    shown.length = rows.length;
    return true;
  };
};
