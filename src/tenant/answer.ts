/** An HTTP answer, read to its end. `text` is undefined where the body is too large or no UTF-8. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string | undefined;
}
