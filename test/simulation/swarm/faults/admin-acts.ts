/** What an administrator does in the tenant between any two requests, each in one sentence. */
export const adminActs = {
  'edit-managed': 'A field that Git declares gets a value of theirs',
  'edit-unmanaged': 'A field that Git does not declare gets a value of theirs',
  'edit-unknown': 'A field that cxform knows nothing of gets a value of theirs',
  'edit-to-ours': 'A field gets the very value that Git declares',
  'edit-back': 'A field gets the value that it had before Git changed it',
  'edit-element': 'An element of a list that Git declares too gets another level',
  'add-element': 'A list that Git declares gets an element more',
  'drop-element': 'A list that Git declares loses an element',
  'edit-overflow': 'One member of the overflow gets a value of theirs',
  'edit-within-overflow': 'The overflow gets a member that cxform knows nothing of',
  'edit-within-element': 'An element of a list that Git declares gets a member that cxform knows nothing of',
  'keeps-saving': 'Somebody saves an object before each of our writes, and never stops',
  touch: 'An object is saved as it is, so that only its version moves',
  rename: 'An object gets another name',
  'rename-and-replace': 'An object gets another name, and another one is created under the old one',
  delete: 'An object is deleted',
  'delete-and-recreate': 'An object is deleted and created again as it was',
  'create-same-name': 'Another object is created under the name that Git uses',
  'create-our-twin': 'Another object is created just as Git declares it',
} as const;

export type AdminActKind = keyof typeof adminActs;
