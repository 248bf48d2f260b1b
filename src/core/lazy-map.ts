/** A map that is made when it is first asked for anything but its `known` entries: of many, most never are. */
export class LazyMap<Key, Value> implements ReadonlyMap<Key, Value> {
  readonly #make: () => ReadonlyMap<Key, Value>;
  readonly #known: ReadonlyMap<Key, Value>;
  #made: ReadonlyMap<Key, Value> | undefined;

  /** `known` holds entries of the map that are there already. */
  constructor(make: () => ReadonlyMap<Key, Value>, known: ReadonlyMap<Key, Value> = new Map()) {
    this.#make = make;
    this.#known = known;
  }

  get(key: Key): Value | undefined {
    return this.#known.get(key) ?? this.#map.get(key);
  }

  has(key: Key): boolean {
    return this.#known.has(key) || this.#map.has(key);
  }

  get size(): number {
    return this.#map.size;
  }

  keys(): MapIterator<Key> {
    return this.#map.keys();
  }

  values(): MapIterator<Value> {
    return this.#map.values();
  }

  entries(): MapIterator<[Key, Value]> {
    return this.#map.entries();
  }

  [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.#map[Symbol.iterator]();
  }

  forEach(visit: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void): void {
    for (const [key, value] of this.#map) visit(value, key, this);
  }

  get #map(): ReadonlyMap<Key, Value> {
    this.#made ??= this.#make();
    return this.#made;
  }
}
