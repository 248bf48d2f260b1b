import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type CompletionItem,
  CompletionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  MarkupContent,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node.js';

/** Stands in a text where the cursor is. */
export const cursor = '¦';

export interface EditorOptions {
  /** The folder that is open, absolute. */
  readonly folder: string;
  /** What `yaml.schemas` is set to: schema → patterns of files. */
  readonly schemas?: Readonly<Record<string, readonly string[]>>;
}

/** An editor that has yaml-language-server: one process, spoken to over its standard streams, which never asks the network. */
export class Editor {
  readonly #server: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #waiting = new Map<string, (diagnostics: readonly Diagnostic[]) => void>();
  #opened = 0;

  private constructor(server: ChildProcess, connection: ProtocolConnection) {
    this.#server = server;
    this.#connection = connection;
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) =>
      this.#waiting.get(uri)?.(diagnostics),
    );
  }

  static async start({ folder, schemas = {} }: EditorOptions): Promise<Editor> {
    const server = spawn(process.execPath, [serverPath, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    const yaml = { schemas, schemaStore: { enable: false }, kubernetesCRDStore: { enable: false } };
    const isConfigured = new Promise<void>((resolve) => {
      connection.onRequest(ConfigurationRequest.type, ({ items }) => {
        resolve();
        return items.map(({ section }) => (section === 'yaml' ? yaml : null));
      });
    });
    const editor = new Editor(server, connection);
    connection.listen();
    await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: pathToFileURL(folder).href,
      capabilities: { workspace: { configuration: true } },
    });
    await connection.sendNotification(InitializedNotification.type, {});
    await isConfigured;
    return editor;
  }

  /** What is marked in a file with that text. Nothing is written: it need not exist. */
  async diagnostics(file: string, text: string): Promise<readonly Diagnostic[]> {
    const uri = pathToFileURL(file).href;
    const diagnostics = await this.#published(uri, () => this.#open(uri, text));
    // The server takes back what it marked; who asks again must not take that for the answer.
    await this.#published(uri, () => this.#close(uri));
    return diagnostics;
  }

  /** What is offered where the cursor is, in a new file of the folder. */
  async completions(folder: string, text: string): Promise<readonly CompletionItem[]> {
    const answer = await this.#ask(folder, text, (at) =>
      this.#connection.sendRequest(CompletionRequest.type, at),
    );
    return Array.isArray(answer) ? answer : (answer?.items ?? []);
  }

  /** What is shown where the cursor is, in a new file of the folder, as Markdown; empty where nothing is. */
  async hover(folder: string, text: string): Promise<string> {
    const answer = await this.#ask(folder, text, (at) => this.#connection.sendRequest(HoverRequest.type, at));
    return MarkupContent.is(answer?.contents) ? answer.contents.value : '';
  }

  /** Resolves to the exit code of the server. */
  async stop(): Promise<number | null> {
    const exited = once(this.#server, 'exit');
    await this.#connection.sendRequest(ShutdownRequest.type);
    await this.#connection.sendNotification(ExitNotification.type);
    const [code] = await exited;
    this.#connection.dispose();
    return code;
  }

  async #ask<Answer>(folder: string, marked: string, request: (at: At) => Promise<Answer>): Promise<Answer> {
    const uri = pathToFileURL(join(folder, `new-${this.#opened}.yaml`)).href;
    await this.#open(uri, marked.replace(cursor, ''));
    const answer = await request({ textDocument: { uri }, position: positionOf(marked) });
    await this.#close(uri);
    return answer;
  }

  async #published(uri: string, act: () => Promise<void>): Promise<readonly Diagnostic[]> {
    const published = new Promise<readonly Diagnostic[]>((resolve) => this.#waiting.set(uri, resolve));
    await act();
    const diagnostics = await published;
    this.#waiting.delete(uri);
    return diagnostics;
  }

  #open(uri: string, text: string): Promise<void> {
    this.#opened += 1;
    return this.#connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'yaml', version: this.#opened, text },
    });
  }

  #close(uri: string): Promise<void> {
    return this.#connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri },
    });
  }
}

interface At {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

const require = createRequire(import.meta.url);
const serverPath = require.resolve('yaml-language-server/bin/yaml-language-server');

function positionOf(marked: string): Position {
  const before = marked.slice(0, marked.indexOf(cursor)).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
