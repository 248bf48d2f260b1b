import type { Diagnostic } from '../../core/diagnostic.ts';
import { isObject, type Json } from '../../core/json.ts';
import type { AgentBook } from './agent-book.ts';
import { emailKey, isEmail, isUuid } from './agent-words.ts';

/** An agent of a Roster, or one whom only a manifest knows. */
export interface Selectable {
  /** No two agents have the same. */
  readonly name: string;
  readonly id?: string;
  readonly email?: string;
}

type Found =
  | { readonly agents: readonly Selectable[] }
  | { readonly problem: Pick<Diagnostic, 'code' | 'summary' | 'hint'> };

/** The agents that one selector means (interface §1): none, without a problem, where it has not the shape of one. */
export function selectableBy(book: AgentBook, selector: Json): Found {
  if (isObject(selector)) {
    const { id } = selector;
    return typeof id === 'string' ? withId(book, id) : { agents: [] };
  }
  if (typeof selector !== 'string') return { agents: [] };
  if (selector === 'all') return everybody(book);
  if (selector.startsWith('team:')) return team(book, selector);
  const agent = book.named(selector);
  if (agent) return { agents: [agent] };
  if (selector.includes('@')) return withEmail(book, selector);
  if (isUuid(selector)) return withId(book, selector);
  return notFound(book, selector, `No Roster has an agent ${selector}`);
}

function everybody(book: AgentBook): Found {
  if (book.all.length > 0 || !book.isWhole) return { agents: book.all };
  return notFound(book, 'all', 'No Roster has an agent, so that all selects nobody');
}

function team(book: AgentBook, selector: string): Found {
  const name = selector.slice('team:'.length).trim();
  const agents = book.team(name);
  return agents ? { agents } : notFound(book, `team:${name}`, `No Roster has an agent in the team ${name}`);
}

function withEmail(book: AgentBook, text: string): Found {
  const known = book.withEmail(text);
  if (known) return { agents: [known] };
  if (!isEmail(text)) return notFound(book, text, `${text} is no e-mail`);
  const email = emailKey(text);
  return outsideRosters(book, { name: email, email });
}

function withId(book: AgentBook, id: string): Found {
  const known = book.withId(id);
  return known ? { agents: [known] } : outsideRosters(book, { name: id, id });
}

/** Its name in addresses is all that tells such an agent from others. */
function outsideRosters(book: AgentBook, agent: Selectable): Found {
  const taken = book.named(agent.name) !== undefined;
  if (!taken && /^[^/\s\p{Cc}]+$/u.test(agent.name)) return { agents: [agent] };
  return {
    problem: {
      code: 'AGENT_NEEDS_NAME',
      summary: taken
        ? `${agent.name} is the id of this agent, and the name of another one in a Roster`
        : `${agent.name} cannot be part of an address`,
      hint: 'Put the agent into a Roster under another name, and select it by that',
    },
  };
}

/** Where a Roster could not be read whole, the agent may stand in the rest. */
function notFound(book: AgentBook, selector: string, summary: string): Found {
  if (!book.isWhole) return { agents: [] };
  const hint = 'Put the agent into a Roster, or select another one';
  return { problem: { code: 'AGENT_NOT_FOUND', summary, hint, ...book.didYouMean(selector) } };
}
