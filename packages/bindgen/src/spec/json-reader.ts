/**
 * Reads values out of parsed JSON with a path in every complaint, such as `declarations["zlib.h"][3].type`.
 */

/** Why a JSON value is not what a format needs. */
export class JsonShapeError extends Error {
  /** Where in the document. */
  readonly path: string;
  /** The same as keys and positions. */
  readonly steps: readonly (string | number)[];

  constructor(path: string, steps: readonly (string | number)[], message: string) {
    super(`${path}: ${message}`);
    this.path = path;
    this.steps = steps;
  }
}

/** One value inside a JSON document, with the way to it. */
export class JsonReader {
  readonly value: unknown;
  readonly path: string;
  /** What it is inside of; `undefined` for the document. */
  readonly #parent: JsonReader | undefined;
  readonly #step: string | number;

  constructor(value: unknown, path: string, parent?: JsonReader, step: string | number = "") {
    this.value = value;
    this.path = path;
    this.#parent = parent;
    this.#step = step;
  }

  get #steps(): readonly (string | number)[] {
    return this.#parent === undefined ? [] : [...this.#parent.#steps, this.#step];
  }

  /** @throws {JsonShapeError} Always. */
  fail(message: string): never {
    throw this.problem(message);
  }

  /** Makes what {@link fail} throws. */
  problem(message: string): JsonShapeError {
    return new JsonShapeError(this.path, this.#steps, message);
  }

  /** Reads a member of an object; absent members read as `undefined`. */
  get(key: string): JsonReader {
    const value = this.value;
    if (typeof value !== "object" || value === null || Array.isArray(value)) this.fail("expected an object");
    const path = /^\w+$/.test(key) ? `${this.path}.${key}` : `${this.path}[${JSON.stringify(key)}]`;
    return new JsonReader(
      Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined,
      path,
      this,
      key,
    );
  }

  /** Reads the names of all members. */
  keys(): readonly string[] {
    const value = this.value;
    if (typeof value !== "object" || value === null || Array.isArray(value)) this.fail("expected an object");
    return Object.keys(value);
  }

  items(): readonly JsonReader[] {
    if (!Array.isArray(this.value)) this.fail("expected a list");
    return this.value.map((item: unknown, index) => new JsonReader(item, `${this.path}[${index}]`, this, index));
  }

  /** Reads one element of a list; one beyond its end reads as `undefined`. */
  at(index: number): JsonReader {
    if (!Array.isArray(this.value)) this.fail("expected a list");
    return new JsonReader(this.value[index], `${this.path}[${index}]`, this, index);
  }

  text(): string {
    return typeof this.value === "string" ? this.value : this.fail("expected a string");
  }

  /** Reads a natural number. */
  count(): number {
    const value = this.value;
    const isCount = typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
    return isCount ? value : this.fail("expected a number of at least 0");
  }

  /** Reads an integer of any size, a number or a string of digits. */
  integer(): bigint {
    const value = this.value;
    if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
    if (typeof value === "string" && /^-?\d+$/.test(value)) return BigInt(value);
    return this.fail("expected an integer");
  }

  /** Reads a flag that is only written when it is set. */
  flag(): boolean {
    if (this.value === undefined) return false;
    return typeof this.value === "boolean" ? this.value : this.fail("expected true or false");
  }

  oneOf<TChoice extends string>(choices: readonly TChoice[]): TChoice {
    const found = choices.find((choice) => choice === this.value);
    return found ?? this.fail(`expected one of ${choices.join(", ")}`);
  }

  /** Reads a value that may be left out. */
  optional<TValue>(read: (reader: JsonReader) => TValue): TValue | undefined {
    return this.value === undefined ? undefined : read(this);
  }

  /** Reads a value that may be `null`. */
  nullable<TValue>(read: (reader: JsonReader) => TValue): TValue | null {
    return this.value === null ? null : read(this);
  }
}
