import { describe, expect, it } from 'vitest';
import { queue, skill } from '../support/declarations.ts';
import { engineWorld } from '../support/engine-world.ts';

const english = { id: 's1', name: 'English', version: 1 };
const asked = (skill: string | { id: string }, level: number) => queue('a', { skills: [{ skill, level }] });
const live = { id: 'q1', name: 'a', channel: 'voice', skills: [{ id: 's1', level: 3 }], version: 1 };

describe('a reference that Git spells otherwise since the last apply', () => {
  it.each([
    [
      'as what it manages now',
      [asked({ id: 's1' }, 3)],
      [skill('english', { displayName: 'English' }), asked('english', 4)],
    ],
    [
      'as what it manages no longer',
      [skill('english', { displayName: 'English' }), asked('english', 3)],
      [asked({ id: 's1' }, 4)],
    ],
    [
      'by a new manifest name',
      [skill('english', { displayName: 'English' }), asked('english', 3)],
      [skill('en', { displayName: 'English' }), asked('en', 4)],
    ],
  ])('%s is the same place: nobody has changed it by hand', async (_, before, after) => {
    const world = await engineWorld({ skills: [english], queues: [live], declared: before });
    await world.apply();
    await world.declare(...after);
    expect((await world.plan()).changes[0]?.fields).toMatchObject([
      { before: 3, after: 4, origin: 'manifest' },
    ]);
    expect((await world.drift()).drifted).toEqual([]);
  });
});
