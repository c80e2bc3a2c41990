/**
 * What a command is: data from which the parser, the help and the documentation are made. The commands are in `commands/`,
 * the table of all of them in `commands/command-table.ts`.
 */
import type { DeclarationReader } from "@koine/bindgen/cached";
import type { ExitCode } from "./exit-code.ts";

/** One option of a command. */
export interface OptionDefinition {
  /** A flag takes no value. */
  readonly type: "flag" | "text";
  /** One letter, for `-x`. */
  readonly short?: string;
  /** Whether it is also what compilers write with one dash, `-std=c99`. */
  readonly isCompilerWord?: boolean;
  /** Whether it may be given several times. */
  readonly isRepeatable?: boolean;
  /** The values that it accepts; any text when absent. */
  readonly choices?: readonly string[];
  /** Gives the choice that a value is another name of; `undefined` for what is none. */
  readonly toChoice?: (value: string) => string | undefined;
  /** Gives the choice that may be meant by what is none. */
  readonly guessChoice?: (value: string) => string | undefined;
  /** What stands for the value in the help, such as `DIR`. */
  readonly placeholder?: string;
  /** One sentence without a full stop. */
  readonly help: string;
}

/** Options by their long names. */
export type OptionDefinitions = Readonly<Record<string, OptionDefinition>>;

/** The values that an option table gives. */
export type OptionValues<TOptions extends OptionDefinitions> = {
  readonly [TName in keyof TOptions]: TOptions[TName] extends { readonly isRepeatable: true }
    ? readonly string[]
    : TOptions[TName] extends { readonly type: "flag" }
      ? boolean
      : string | undefined;
};

/** Words of another program as those of a command, and what is wrong with them. */
export interface TranslatedWords {
  readonly words: readonly string[];
  readonly problems: readonly string[];
}

/** What takes a command's output does not take more, such as a full disk. It is no bug of ours. */
export class OutputFailure extends Error {
  override readonly name = "OutputFailure";
}

/** The surroundings of a command: everything that it may touch besides files. */
export interface Surroundings {
  readonly workingDirectory: string;
  readonly writeOutput: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Whether a person watches standard error. */
  readonly isTerminal: boolean;
  /** Loads what calls libclang; `koine` gives it to the command, which cannot depend on the package that installs it. */
  readonly loadLibclang?: (() => Promise<LibclangReader>) | undefined;
  /** Imports the module of a URL; `import()` itself when absent, which a script made by `node:vm` does not have. */
  readonly importModule?: ((url: string) => Promise<unknown>) | undefined;
  /** Is called before work begins that takes longer than starting the command; nothing is done when absent. */
  readonly prepareLongWork?: (() => void) | undefined;
}

/** The part of `koine/libclang` that the command uses. */
export interface LibclangReader {
  readonly readDeclarationsWithLibclang: DeclarationReader;
  /** @throws {FfiError} `FFI_LIBRARY_NOT_FOUND` when there is no libclang. */
  readonly readClangVersion: () => string;
}

/** Options that take a value, by their long names, and their values, as they were given one after the other. */
export type GivenOptions = readonly (readonly [name: string, value: string])[];

/** A command with the types of its own options. */
export interface CommandDefinition<TOptions extends OptionDefinitions> {
  readonly name: string;
  /** One sentence without a full stop. */
  readonly summary: string;
  /** The positional arguments in the help, such as `HEADER…`. */
  readonly positionals: string;
  /** Fewest and most positional arguments. */
  readonly positionalCount: readonly [number, number];
  readonly options: TOptions;
  /** Further paragraphs of the help. */
  readonly description?: string;
  /** What words behind `--` mean; they are positional arguments when absent. */
  readonly translateRest?: (words: readonly string[]) => TranslatedWords;
  /** What the help calls them. */
  readonly restPlaceholder?: string;
  readonly run: (
    invocation: {
      readonly options: OptionValues<TOptions>;
      readonly positionals: readonly string[];
      readonly order: GivenOptions;
    },
    surroundings: Surroundings,
  ) => ExitCode | Promise<ExitCode>;
}

/** Any command. */
export type Command = CommandDefinition<OptionDefinitions>;

/** Makes a command out of its definition. */
export function defineCommand<const TOptions extends OptionDefinitions>(
  definition: CommandDefinition<TOptions>,
): Command {
  // The parser gives each command exactly the values that its own table describes.
  return Object.freeze(definition) as unknown as Command;
}
