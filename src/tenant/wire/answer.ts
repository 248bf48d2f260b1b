/** What comes first of an HTTP answer: it counts whatever becomes of the body. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: AnswerHeaders;
}

/** An HTTP answer, read to its end. `text` is undefined where the body is too large or no UTF-8. */
export interface Answer extends AnswerHead {
  readonly text: string | undefined;
}

/** As much of fetch's `Headers` as is asked of an answer. Names are in lower case. */
export interface AnswerHeaders {
  get(name: string): string | null;
}
