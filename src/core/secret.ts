const values = new WeakMap<Secret, string>();

/** A value that must reach no output: every way of printing it gives `***`. */
export class Secret {
  constructor(value: string) {
    values.set(this, value);
  }

  /** The value itself, for the one place that sends it. */
  reveal(): string {
    return values.get(this) ?? '';
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '***';
  }
}
