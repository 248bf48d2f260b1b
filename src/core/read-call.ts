/** A call that only reads, so that any tenant can be asked whether it has it (contract §7). */
export interface ReadCall {
  /** A template such as `/api/v2/routing/queues/{id}`. */
  readonly path: string;
  readonly query?: { readonly [name: string]: string | number };
  /** What a token needs for it; absent where the contract does not say. */
  readonly scope?: string;
  /** Whether a document describes the call, or cxform assumes it. */
  readonly basis: 'documented' | 'assumed';
  /** What cannot be done where a tenant has no such call, in words that go behind "without it". */
  readonly without: string;
  /** One object, or a page of a list. */
  readonly answer: 'object' | ListAnswer;
  /** The path of the list whose first element lends its id to the template. */
  readonly idFrom?: string;
  /** What else has to be known to ask it and no Tenant says, such as `a calendar`. */
  readonly needs?: string;
  /** A 404 says that there is no such object yet. */
  readonly noneYet?: true;
}

/** Where an answer that is a list holds its elements. */
export interface ListAnswer {
  /** Members of the answer: the first that is there holds them. */
  readonly elements: readonly string[];
  /** The member of an element that is its id: a text or a number. */
  readonly id: string;
}
