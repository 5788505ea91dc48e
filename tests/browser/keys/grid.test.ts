import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Box, type Direction, neighbour } from '../../../lib/browser/keys/grid.ts';

/** Tiles of 100 × 112 in rows of so many; each list is a room of its own. */
function grid(columns: number, rooms: readonly number[], rtl = false): Box[] {
  const boxes: Box[] = [];
  let top = 0;
  for (const count of rooms) {
    for (let i = 0; i < count; i++) {
      const column = i % columns;
      const left = (rtl ? columns - 1 - column : column) * 110;
      boxes.push({ left, top: top + Math.floor(i / columns) * 122, width: 100, height: 112 });
    }
    top += Math.ceil(count / columns) * 122 + 40;
  }
  return boxes;
}

const DIRECTIONS: readonly Direction[] = ['left', 'right', 'up', 'down'];

describe('arrows in the grid of tiles', () => {
  test('they go to the next in the order of reading, and to the next row', () => {
    const boxes = grid(3, [6]);
    expect(neighbour(boxes, 0, 'right', false)).toBe(1);
    expect(neighbour(boxes, 2, 'right', false)).toBe(3);
    expect(neighbour(boxes, 3, 'left', false)).toBe(2);
    expect(neighbour(boxes, 1, 'down', false)).toBe(4);
    expect(neighbour(boxes, 5, 'up', false)).toBe(2);
  });

  test('they end at the edges', () => {
    const boxes = grid(3, [6]);
    expect(neighbour(boxes, 0, 'left', false)).toBeNull();
    expect(neighbour(boxes, 5, 'right', false)).toBeNull();
    expect(neighbour(boxes, 1, 'up', false)).toBeNull();
    expect(neighbour(boxes, 4, 'down', false)).toBeNull();
    expect(neighbour([], 0, 'down', false)).toBeNull();
  });

  test('down from a long row to a short one leads to its nearest tile, also in another room', () => {
    const boxes = grid(4, [4, 2, 3]);
    expect(neighbour(boxes, 3, 'down', false)).toBe(5);
    expect(neighbour(boxes, 0, 'down', false)).toBe(4);
    expect(neighbour(boxes, 8, 'up', false)).toBe(5);
    expect(neighbour(boxes, 5, 'down', false)).toBe(7);
  });

  test('from right to left, left is onward', () => {
    const boxes = grid(3, [6], true);
    expect(neighbour(boxes, 0, 'left', true)).toBe(1);
    expect(neighbour(boxes, 1, 'right', true)).toBe(0);
    expect(neighbour(boxes, 1, 'down', true)).toBe(4);
  });

  test('in any grid: up undoes down within a full grid, and no arrow leaves the tiles', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 }),
        fc.nat(),
        fc.boolean(),
        (columns, rooms, seed, rtl) => {
          const boxes = grid(columns, rooms, rtl);
          const from = seed % boxes.length;
          for (const direction of DIRECTIONS) {
            const to = neighbour(boxes, from, direction, rtl);
            if (to === null) continue;
            expect(to).not.toBe(from);
            expect(boxes[to]).toBeDefined();
            if (direction === 'down') expect(boxes[to]!.top).toBeGreaterThan(boxes[from]!.top);
            if (direction === 'up') expect(boxes[to]!.top).toBeLessThan(boxes[from]!.top);
          }
          const full = grid(columns, [columns * 3], rtl);
          const start = seed % (columns * 2);
          const below = neighbour(full, start, 'down', rtl)!;
          expect(below).toBe(start + columns);
          expect(neighbour(full, below, 'up', rtl)).toBe(start);
        },
      ),
    );
  });
});
