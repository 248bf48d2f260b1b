/** What each code in an answer with `errors` means. */
export const REFUSAL_CODES = {
  already_exists: 'there is an object of that id',
  ambiguous_name: 'several objects have that name',
  body_too_large: 'the body is over 1 MiB',
  duplicate_queue: 'a queue is named twice',
  duplicate_skill: 'a skill is named twice',
  foreign_host: 'the Host header names another machine than this one',
  in_use: 'other objects need it',
  invalid_body: 'no JSON object in UTF-8, not sent as application/json, or nested deeper than 100 levels',
  invalid_client: 'wrong grant type, client id or client secret',
  invalid_page_size: 'no whole number from 1 to 100',
  invalid_page_token: 'a token that is not of this list',
  invalid_token: 'the access token is missing, unknown or expired',
  invalid_value: 'a member breaks a rule',
  locked: 'another process holds the state file',
  missing_scope: 'the access token lacks the scope',
  not_found: 'there is no such object',
  not_logged: 'the sandbox could not log the request',
  not_saved: 'the sandbox could not save its state; nothing has changed',
  rate_limited: 'too many calls of this endpoint within a minute',
  read_only: 'a member that only the tenant gives',
  too_many_skills: 'a queue has at most 100 skills',
  unknown_id: 'an id that names nothing',
  version_mismatch: 'the write was computed from another version',
  version_required: 'the version that the write was computed from is missing',
} as const;

/** A code in an answer with `errors`. */
export type RefusalCode = keyof typeof REFUSAL_CODES;
