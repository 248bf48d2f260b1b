import { MemoryFiles } from '../../support/memory-files.ts';

/** Files of a process that dies during its nth change; an append then leaves `kept` of its text. */
export class DyingFiles extends MemoryFiles {
  readonly #disk: MemoryFiles;
  readonly #kept: number;
  #changesLeft: number;

  constructor(disk: MemoryFiles, changes: number, kept: number) {
    super();
    this.#disk = disk;
    this.#changesLeft = changes;
    this.#kept = kept;
  }

  override read = (path: string) => this.#disk.read(path);
  override size = (path: string) => this.#disk.size(path);
  override find = (path: string, endings: readonly string[]) => this.#disk.find(path, endings);

  override async append(path: string, text: string): Promise<void> {
    if (this.#changesLeft === 1)
      await this.#disk.append(path, text.slice(0, Math.floor(text.length * this.#kept)));
    this.#spend();
    await this.#disk.append(path, text);
  }

  override async write(path: string, text: string): Promise<void> {
    this.#spend();
    await this.#disk.write(path, text);
  }

  override async createExclusive(path: string, text: string): Promise<boolean> {
    this.#spend();
    return this.#disk.createExclusive(path, text);
  }

  override async remove(path: string): Promise<void> {
    this.#spend();
    await this.#disk.remove(path);
  }

  #spend(): void {
    this.#changesLeft--;
    if (this.#changesLeft <= 0) throw new Error('crash');
  }
}
