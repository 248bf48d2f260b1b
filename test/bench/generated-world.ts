import type { Centre } from '../../tools/bench/centre/centre.ts';
import { type ChangedCentre, changeCentre } from '../../tools/bench/centre/change.ts';
import { generateCentre } from '../../tools/bench/centre/generate.ts';
import { manifestsOf } from '../../tools/bench/centre/manifests.ts';
import { stateOf } from '../../tools/bench/centre/state.ts';
import { EngineWorld } from '../support/engine-world.ts';

/** A generated centre in a world of its own, with all advice on. */
export interface GeneratedWorld {
  readonly world: EngineWorld;
  readonly centre: Centre;
  readonly changed: ChangedCentre;
  /** Puts the manifests of a centre into Git. */
  declare(centre: Centre): Promise<void>;
}

const seed = 1;

/** The tenant has what Git declares; `declare` the changed centre to have something to apply. */
export async function generatedWorld(objects: number, profileShare?: number): Promise<GeneratedWorld> {
  const centre = generateCentre(objects, seed, profileShare);
  const world = new EngineWorld();
  const declare = async (declared: Centre) => {
    for (const [path, text] of manifestsOf(declared, seed)) {
      await world.files.write(`/centre/manifests/${path}`, text);
    }
  };
  await world.configure({ checks: {} });
  await world.files.write('/centre/tenant.json', stateOf(centre));
  await declare(centre);
  return { world, centre, changed: changeCentre(centre, objects, seed), declare };
}
