/**
 * Tells the options among the words of a command line from what is none, as `parseArgs` of `node:util` does when it is not strict. That is compiled
 * from its source in every process, which takes longer than all else that the command line needs. One thing differs: `-c-` is two letters, and does not
 * end the options. What is right is decided in `parse-options.ts`.
 */
import type { OptionDefinition, OptionDefinitions } from "./command.ts";

/** An option as it was given. */
export interface GivenOption {
  /** The long name; what was written where there is no such option. */
  readonly name: string;
  /** What was written, with its dashes. */
  readonly rawName: string;
  /** Absent for flags, and where the words end. */
  readonly value: string | undefined;
}

/** What words say, each in its order. */
export interface ReadWords {
  readonly given: readonly GivenOption[];
  readonly positionals: readonly string[];
}

/**
 * Reads words: `--name VALUE`, `--name=VALUE`, `-x VALUE`, `-xVALUE`, flags of one letter together as `-xyz`, and `--`, behind which nothing is an
 * option. An option that takes a value takes the word behind it, whatever it is.
 */
export function readWords(words: readonly string[], options: OptionDefinitions): ReadWords {
  const given: GivenOption[] = [];
  const positionals: string[] = [];
  let place = 0;
  const take = (name: string, rawName: string): void => {
    const value = takesValue(options, name) ? words[place++] : undefined;
    given.push({ name, rawName, value });
  };
  while (place < words.length) {
    const word = words[place++] ?? "";
    if (word === "--") {
      positionals.push(...words.slice(place));
      break;
    }
    if (word.length < 2 || !word.startsWith("-")) positionals.push(word);
    else if (!word.startsWith("--")) readLetters(word, { options, given, take });
    else {
      const equals = word.indexOf("=", 3);
      if (equals < 0) take(word.slice(2), word);
      else given.push({ name: word.slice(2, equals), rawName: word.slice(0, equals), value: word.slice(equals + 1) });
    }
  }
  return { given, positionals };
}

/** Reads a word with one dash: letters, of which the first that takes a value has the rest of the word, or the next one. */
function readLetters(
  word: string,
  facts: {
    readonly options: OptionDefinitions;
    readonly given: GivenOption[];
    readonly take: (name: string, rawName: string) => void;
  },
): void {
  for (let place = 1; place < word.length; place++) {
    const rawName = `-${word.charAt(place)}`;
    const name = longNameOf(word.charAt(place), facts.options);
    const rest = word.slice(place + 1);
    if (rest === "") facts.take(name, rawName);
    else if (!takesValue(facts.options, name)) facts.given.push({ name, rawName, value: undefined });
    else {
      facts.given.push({ name, rawName, value: rest });
      return;
    }
  }
}

function longNameOf(letter: string, options: OptionDefinitions): string {
  for (const name in options) if (options[name]?.short === letter) return name;
  return letter;
}

function takesValue(options: OptionDefinitions, name: string): boolean {
  const definition: OptionDefinition | undefined = Object.hasOwn(options, name) ? options[name] : undefined;
  return definition?.type === "text";
}
