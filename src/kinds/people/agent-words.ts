/** What a Roster may call an agent: the last part of an address. `all` selects everybody. */
export const agentNamePattern = '^(?!all$)[A-Za-z0-9]([A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$';

/** Text with one `@` and no blanks or control characters. */
export const emailPattern = '^[^@\\s\\u0000-\\u001f\\u007f-\\u009f]+@[^@\\s\\u0000-\\u001f\\u007f-\\u009f]+$';

const agentName = new RegExp(agentNamePattern, 'u');
const email = new RegExp(emailPattern, 'u');
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isAgentName = (text: string): boolean => agentName.test(text);
export const isEmail = (text: string): boolean => email.test(text);
export const isUuid = (text: string): boolean => uuid.test(text);

/** What e-mails are compared by: their case means nothing. */
export const emailKey = (text: string): string => text.toLowerCase();

/** The teams in a text such as `early;spanish`. */
export function teamsIn(text: string): readonly string[] {
  const teams = text.split(';').map((team) => team.trim());
  return [...new Set(teams.filter((team) => team !== ''))];
}
