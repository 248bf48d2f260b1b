import type { JsonObject } from '../../../../src/core/json.ts';

export type StateList = 'skills' | 'queues';

/** An object as the tenant has it. */
export type StateObject = JsonObject & {
  readonly id: string;
  readonly name: string;
  readonly version: number;
};

/** The part of the tenant that is played with. */
export interface State {
  readonly skills: readonly StateObject[];
  readonly queues: readonly StateObject[];
}

export const listOf = (kind: string): StateList => (kind === 'Skill' ? 'skills' : 'queues');

/** The object of an id, and the list it is in; undefined where there is none. */
export function objectIn(state: State, id: string): StateObject | undefined {
  return state.skills.find((one) => one.id === id) ?? state.queues.find((one) => one.id === id);
}

export const objectsNamed = (state: State, list: StateList, name: string) =>
  state[list].filter((one) => one.name === name);
