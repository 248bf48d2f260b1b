import { Option } from 'commander';
import type { CommandDefinition } from '../command-definition.ts';
import { someText } from '../option-values.ts';

/** The files in Git, offline. */
export const projectCommands: readonly CommandDefinition[] = [
  {
    name: 'init',
    description: 'begin a project in this folder',
    options: [
      new Option('--name <name>', "the Tenant's name").default('prod'),
      new Option('--subdomain <subdomain>', 'where the tenant is; without it a sandbox is made').argParser(
        someText,
      ),
    ],
    examples: ['cxform init', 'cxform init --name prod --subdomain acme'],
    refuseTenant: () => 'The new Tenant is named with --name',
    run: async (session, { name, subdomain }) =>
      (await import('../commands/init.ts')).initCommand(session, { name, subdomain }),
  },
  {
    name: 'validate',
    description: 'check the manifests, offline',
    examples: ['cxform validate', 'cxform validate --tenant all --format json'],
    run: async (session) => (await import('../commands/validate.ts')).validateCommand(session),
  },
  {
    name: 'fmt',
    description: 'bring the manifests into one layout, comments kept',
    options: [new Option('--check', 'change nothing; exit 1 where anything would change')],
    examples: ['cxform fmt', 'cxform fmt --check --tenant all'],
    run: async (session, values) => (await import('../commands/fmt.ts')).fmtCommand(session, values),
  },
  {
    name: 'graph',
    description: 'show how what is declared hangs together, offline',
    formats: ['text', 'mermaid', 'dot', 'json'],
    examples: ['cxform graph', 'cxform graph --format mermaid', 'cxform graph --format dot | dot -Tsvg'],
    run: async (session) => (await import('../commands/graph.ts')).graphCommand(session),
  },
  {
    name: 'schema',
    description: 'print the JSON Schema of manifests, for editors',
    options: [new Option('--out <folder>', 'write a file for each kind instead')],
    examples: ['cxform schema', 'cxform schema --out schemas'],
    run: async (session, values) => (await import('../commands/schema.ts')).schemaCommand(session, values),
  },
];
