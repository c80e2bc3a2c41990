/** The words behind a command name as options and positional arguments. Whatever is wrong is said, with what was meant. */
import { parseArgs } from "node:util";
import { findNearestNames } from "@koine/diagnostics";
import type { Command, GivenOptions, OptionDefinition } from "./command.ts";

/** Options and positional arguments, or what is wrong with the words. */
export type ParsedOptions =
  | {
      readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
      readonly positionals: readonly string[];
      readonly order: GivenOptions;
      readonly problems: readonly [];
    }
  | {
      readonly options: null;
      readonly positionals: readonly [];
      readonly order: readonly [];
      readonly problems: readonly string[];
    };

type Token = NonNullable<ReturnType<typeof parseArgs>["tokens"]>[number];

/** Parses the words for a command. */
export function parseOptions(words: readonly string[], command: Command): ParsedOptions {
  const end = words.indexOf("--");
  const rest = end === -1 ? undefined : command.translateRest?.(words.slice(end + 1));
  const own = rest === undefined ? words : [...words.slice(0, end), ...rest.words];
  const args = own.map((word) => fromCompilerWord(word, command));
  const { tokens } = parseArgs({
    args,
    options: Object.fromEntries(
      Object.entries(command.options).map(([name, { type, short }]) => [
        name,
        { type: type === "flag" ? "boolean" : "string", multiple: true, ...(short === undefined ? {} : { short }) },
      ]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const collector = new OptionCollector(command, args, rest?.problems ?? []);
  for (const token of tokens) collector.take(token);
  return collector.finish();
}

/** Gives `-std=c99` the second dash. */
function fromCompilerWord(word: string, { options }: Command): string {
  const [, name = ""] = /^-(\w{2,})=/.exec(word) ?? [];
  return Object.hasOwn(options, name) && options[name]?.isCompilerWord === true ? `-${word}` : word;
}

class OptionCollector {
  readonly #command: Command;
  readonly #values = new Map<string, string[]>();
  readonly #flags = new Set<string>();
  readonly #positionals: string[] = [];
  readonly #order: (readonly [string, string])[] = [];
  readonly #problems: string[];
  /** Each word once: the parser takes the letters behind one dash apart. */
  readonly #words: readonly string[];
  #unknownPlace = -1;

  constructor(command: Command, words: readonly string[], problems: readonly string[]) {
    this.#command = command;
    this.#words = words;
    this.#problems = [...problems];
  }

  take(token: Token): void {
    if (token.kind === "positional") this.#positionals.push(token.value);
    else if (token.kind === "option") this.#takeOption(token);
  }

  finish(): ParsedOptions {
    const { positionals, positionalCount, options } = this.#command;
    const count = this.#positionals.length;
    if (this.#problems.length === 0 && (count < positionalCount[0] || count > positionalCount[1])) {
      const given = count === 0 ? "nothing was given" : `${count} were given`;
      this.#problems.push(`expected ${positionals}, but ${given}`);
    }
    if (this.#problems.length > 0) {
      return { options: null, positionals: [], order: [], problems: this.#problems };
    }
    const values = Object.entries(options).map(
      ([name, definition]) => [name, this.#valueOf(name, definition)] as const,
    );
    return { options: Object.fromEntries(values), positionals: this.#positionals, order: this.#order, problems: [] };
  }

  #takeOption({ name, rawName, value, index }: Extract<Token, { readonly kind: "option" }>): void {
    const definition = Object.hasOwn(this.#command.options, name) ? this.#command.options[name] : undefined;
    if (index === this.#unknownPlace) return;
    if (definition === undefined) {
      this.#unknownPlace = index;
      this.#problems.push(this.#describeUnknown(rawName, this.#words[index] ?? rawName));
      return;
    }
    // Behind one letter, the sign would be part of the value.
    if (!rawName.startsWith("--") && value?.startsWith("=") === true && definition.type !== "flag") {
      this.#problems.push(`option ${rawName}${value}: write ${rawName} ${value.slice(1)} or --${name}${value}`);
      return;
    }
    const problem = checkValue(definition, value);
    if (problem !== undefined) this.#problems.push(`option ${rawName} ${problem}`);
    else if (value === undefined) this.#flags.add(name);
    else this.#addValue(name, rawName, { definition, value: definition.toChoice?.(value) ?? value });
  }

  #describeUnknown(rawName: string, word: string): string {
    const isWord = !rawName.startsWith("--") && word.startsWith(rawName) && word.length > 2;
    if (isWord && this.#command.translateRest !== undefined) {
      return `unknown option ${word}; options of a compiler stand behind --`;
    }
    const given = isWord ? word : rawName;
    const known = Object.keys(this.#command.options).map((option) => `--${option}`);
    const [nearest] = isWord ? known.filter((name) => name === `-${word}`) : findNearestNames(rawName, known);
    return `unknown option ${given}${nearest === undefined ? "" : `; did you mean ${nearest}?`}`;
  }

  #addValue(
    name: string,
    rawName: string,
    { definition, value }: { readonly definition: OptionDefinition; readonly value: string },
  ): void {
    const values = this.#values.get(name) ?? [];
    if (values.length > 0 && definition.isRepeatable !== true) {
      this.#problems.push(`option ${rawName} was given twice`);
    }
    this.#values.set(name, [...values, value]);
    this.#order.push([name, value]);
  }

  #valueOf(name: string, definition: OptionDefinition): string | boolean | readonly string[] | undefined {
    if (definition.type === "flag") return this.#flags.has(name);
    const values = this.#values.get(name) ?? [];
    return definition.isRepeatable === true ? values : values[0];
  }
}

function checkValue(definition: OptionDefinition, value: string | undefined): string | undefined {
  if (definition.type === "flag") return value === undefined ? undefined : "takes no value";
  // Mostly a variable of a shell that has none; of several values one may be empty.
  if (value === undefined || (value === "" && definition.isRepeatable !== true))
    return `needs a value: ${definition.placeholder ?? "VALUE"}`;
  const { choices, toChoice, guessChoice } = definition;
  if (choices === undefined || choices.includes(toChoice?.(value) ?? value)) return undefined;
  const nearest = guessChoice?.(value) ?? findMeantChoice(value, choices);
  const advice = nearest === undefined ? "" : `; did you mean ${nearest}?`;
  return `cannot be ${JSON.stringify(value)}: use ${choices.join(", ")}${advice}`;
}

/** Finds the choice that a word was probably meant to be: a near one, or one that has all its parts, as `x86_64-linux-gnu`. */
export function findMeantChoice(word: string, choices: readonly string[]): string | undefined {
  const [nearest] = findNearestNames(word, choices);
  const parts = word.split("-");
  return nearest ?? choices.find((choice) => parts.every((part) => choice.split("-").includes(part)));
}
