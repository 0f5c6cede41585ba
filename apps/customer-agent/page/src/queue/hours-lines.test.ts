import { hoursLines } from './hours-lines';

const span = (day: number, from: number, to: number) => ({ day, from, to });

test('W5 days with the same hours stand together, in the words of each language', () => {
  const spans = [1, 2, 3, 4, 5].map((day) => span(day, 540, 1020)).concat(span(6, 600, 840));
  expect(hoursLines({ zone: 'UTC', spans }, 'en')).toEqual([
    { days: 'Monday – Friday', times: '09:00–17:00' },
    { days: 'Saturday', times: '10:00–14:00' },
  ]);
  expect(hoursLines({ zone: 'UTC', spans }, 'es')[1]).toEqual({ days: 'sábado', times: '10:00–14:00' });
});

test('W5 a day has several spans in order, over midnight too; days between that differ divide', () => {
  const spans = [span(1, 840, 1080), span(1, 540, 720), span(3, 1320, 120), span(4, 1320, 120)];
  expect(hoursLines({ zone: 'UTC', spans }, 'it')).toEqual([
    { days: 'lunedì', times: '09:00–12:00, 14:00–18:00' },
    { days: 'mercoledì – giovedì', times: '22:00–02:00' },
  ]);
  expect(hoursLines({ zone: 'UTC', spans: [] }, 'en')).toEqual([]);
});
