import { describe, expect, it } from 'vitest';
import { jsonText } from '../../../src/report/escape.ts';
import { applyText } from '../../../src/report/text/apply.ts';
import { driftText } from '../../../src/report/text/drift.ts';
import { planText } from '../../../src/report/text/plan.ts';
import { styleOf } from '../../../src/report/text/style.ts';
import { queue } from '../../support/declarations.ts';
import { type Centre, engineWorld } from '../../support/engine-world.ts';
import { hostileIn } from '../hostile.ts';

const plain = styleOf({ color: false });
const live = (id: string, name: string, fields = {}) => ({
  id,
  name,
  channel: 'voice',
  version: 1,
  ...fields,
});

describe('hostile names', () => {
  const evil = 'x\u001b[2J\u0007\r\n- Queue/forged\u202e\u2066\u200b\u0085\u2028\ud800';

  const hostile: Centre = {
    skills: [{ id: `s-${evil}`, name: evil, description: evil, version: 1 }],
    queues: [
      live(`q-${evil}`, evil, { skills: [{ id: `s-${evil}`, level: 1 }] }),
      live('q1', 'a', { channel: evil, skills: [{ id: `s-${evil}`, level: 1 }], wrapUpTimeout: 1_000 }),
      live('q2', 'b', { wrapUpTimeout: evil }),
    ],
    declared: [
      queue('a', { skills: [] }),
      queue('c', { skills: [{ skill: { id: `s-${evil}` }, level: 1 }] }),
    ],
  };

  it('reach no text and no JSON raw, and make no line of their own', async () => {
    const world = await engineWorld(hostile);
    const [plan, drift] = [await world.plan(), await world.drift()];
    world.hooks.answer = ({ method }) =>
      method === 'PATCH'
        ? Response.json({ errors: [{ code: evil, message: evil }] }, { status: 400 })
        : undefined;
    const report = await world.apply();
    const refusals = await (
      await engineWorld({
        ...hostile,
        declared: [queue('a', { skills: [{ skill: { external: evil }, level: 1 }] })],
      })
    ).planResult();
    const texts = [planText(plan, plain), driftText(drift, plain), applyText(report, plain)];
    const documents = [plan, drift, report, refusals].map(jsonText);
    for (const output of [...texts, ...documents]) {
      expect(output).toMatch(/x\\u001b\[2J/);
      expect(hostileIn(output)).toEqual([]);
      expect(output.split('\n').filter((line) => line.startsWith('- Queue/forged'))).toEqual([]);
    }
    expect(JSON.parse(documents[0] ?? '').changes[0].fields[0].before).toBe(evil);
  });
});
