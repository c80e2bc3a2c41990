/**
 * Reads values out of parsed JSON. What is wrong is noted with the way to it, such as `declarations["zlib.h"][3].type`, and
 * reading goes on with something else in its place, so that one reading finds everything that is wrong.
 */
import { describeValue, findNearestNames } from "@koine/diagnostics";

/** Why a JSON value is not what a format needs. */
export interface JsonProblem {
  /** What and where, for people: `spec.format: expected 1`. */
  readonly message: string;
  /** Where in the document, as keys and positions. */
  readonly steps: readonly (string | number)[];
  readonly help?: string | undefined;
}

/** The form of floating numbers in quotes. */
export const floatPattern: string = String.raw`^(-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?|-?Infinity|NaN)$`;

/** The members that an object may have. */
export interface JsonFields {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** One value inside a JSON document, with the way to it. */
export class JsonReader {
  readonly value: unknown;
  /** All that is wrong, as far as it was read; one list for the document. */
  readonly problems: JsonProblem[];
  /** What it is inside of; `undefined` for the document. */
  readonly #parent: JsonReader | undefined;
  readonly #step: string | number;
  /** Whether it was complained about, or stands for something that was. */
  #isWrong = false;
  /** Members that another one was probably meant to be. */
  #misspelt: ReadonlySet<string> | undefined;

  /** @param step The name of the document, or what leads from its parent to the value. */
  constructor(value: unknown, step: string | number, parent?: JsonReader) {
    this.value = value;
    this.#step = step;
    this.#parent = parent;
    this.problems = parent === undefined ? [] : parent.problems;
  }

  get #steps(): readonly (string | number)[] {
    return this.#parent === undefined ? [] : [...this.#parent.#steps, this.#step];
  }

  get #path(): string {
    if (this.#parent === undefined) return String(this.#step);
    const step = this.#step;
    const isWord = typeof step === "string" && /^\w+$/.test(step);
    return `${this.#parent.#path}${isWord ? `.${step}` : `[${JSON.stringify(step)}]`}`;
  }

  /** Notes what is wrong with the value, the first time. Of a value that is absent, its parent is told what is missing. */
  fail(message: string, help?: string): void {
    if (this.#isWrong) return;
    this.#isWrong = true;
    if (this.value !== undefined || this.#parent === undefined) return this.add(message, help);
    const step = this.#step;
    this.#parent.add(typeof step === "number" ? `element ${step + 1} is missing` : `"${step}" is missing`);
  }

  /** Notes something that is wrong here, as often as it is called; the value counts as right. */
  add(message: string, help?: string): void {
    this.problems.push({ message: `${this.#path}: ${message}`, steps: this.#steps, help });
  }

  /** Reads a member of an object; absent members read as `undefined`. */
  get(key: string): JsonReader {
    const value = this.#object();
    const member = new JsonReader(value !== undefined && Object.hasOwn(value, key) ? value[key] : undefined, key, this);
    member.#isWrong = this.#isWrong || this.#misspelt?.has(key) === true;
    return member;
  }

  /** Reads the names of all members. */
  keys(): readonly string[] {
    return Object.keys(this.#object() ?? {});
  }

  /** Notes each member of an object that is none of these. What is missing is noted where it is read. */
  only({ required, optional }: JsonFields, adviseOnUnknown?: string): void {
    const value = this.#object();
    if (value === undefined) return;
    for (const key of Object.keys(value)) {
      if (required.includes(key) || optional.includes(key)) continue;
      const absent = [...required, ...optional].filter((name) => !Object.hasOwn(value, name));
      const [meant] = findNearestNames(key, absent);
      if (meant !== undefined) this.#misspelt = new Set([...(this.#misspelt ?? []), meant]);
      const help = meant === undefined ? adviseOnUnknown : `did you mean "${meant}"?`;
      new JsonReader(value[key], key, this).add(`there is no "${key}" here`, help);
    }
  }

  /** Reads the elements of a list. */
  items(): readonly JsonReader[] {
    return this.#list().map((item: unknown, index) => new JsonReader(item, index, this));
  }

  /** Reads a list of so many elements. */
  tuple(atLeast: number, atMost: number = atLeast): readonly JsonReader[] {
    const { length } = this.#list();
    if (length > atMost) this.fail(`expected at most ${atMost} elements, got ${length}`);
    return Array.from({ length: Math.max(atLeast, Math.min(length, atMost)) }, (_, index) => this.at(index));
  }

  /** Reads one element of a list; one beyond its end reads as `undefined`. */
  at(index: number): JsonReader {
    const element = new JsonReader(this.#list()[index], index, this);
    element.#isWrong = this.#isWrong;
    return element;
  }

  text(): string {
    return typeof this.value === "string" ? this.value : this.#misfit("a string", "");
  }

  /** Reads a natural number. */
  count(): number {
    const value = this.value;
    const isCount = typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
    return isCount ? value : this.#misfit("a number of at least 0", 0);
  }

  /** Reads an integer of any size, a number or a string of digits. */
  integer(): bigint {
    const value = this.value;
    if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
    if (typeof value === "string" && /^-?\d+$/.test(value)) return BigInt(value);
    return this.#misfit("an integer, with its digits in quotes beyond 2^53", 0n);
  }

  /** Reads a number in quotes, as `String` writes it: JSON has no infinities and no NaN. */
  float(): number {
    const text = this.text();
    if (new RegExp(floatPattern).test(text)) return Number(text);
    this.fail("expected a number in quotes, such as 0.5, Infinity or NaN");
    return 0;
  }

  /** Reads a flag that is only written when it is set. */
  flag(): boolean {
    if (this.value === undefined) return false;
    return typeof this.value === "boolean" ? this.value : this.#misfit("true or false", false);
  }

  /** Reads a word; the first of the choices stands for one that is none. */
  oneOf<TChoice extends string>(choices: readonly [TChoice, ...TChoice[]]): TChoice {
    const found = choices.find((choice) => choice === this.value);
    if (found !== undefined) return found;
    const [nearest] = typeof this.value === "string" ? findNearestNames(this.value, choices) : [];
    const help = nearest === undefined ? undefined : `did you mean "${nearest}"?`;
    return this.#misfit(choices.length > 1 ? `one of ${choices.join(", ")}` : choices[0], choices[0], help);
  }

  /** Reads a value that may be left out. */
  optional<TValue>(read: (reader: JsonReader) => TValue): TValue | undefined {
    return this.value === undefined ? undefined : read(this);
  }

  /** Reads a value that may be `null`. */
  nullable<TValue>(read: (reader: JsonReader) => TValue): TValue | null {
    return this.value === null ? null : read(this);
  }

  #object(): Readonly<Record<string, unknown>> | undefined {
    const value = this.value;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    return this.#misfit("an object", undefined);
  }

  #list(): readonly unknown[] {
    return Array.isArray(this.value) ? (this.value as readonly unknown[]) : this.#misfit("a list", []);
  }

  #misfit<TValue>(expected: string, instead: TValue, help?: string): TValue {
    this.fail(`expected ${expected}, got ${describeValue(this.value)}`, help);
    return instead;
  }
}
