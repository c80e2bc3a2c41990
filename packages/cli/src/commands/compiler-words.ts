/**
 * The words of a C compiler behind `--`, as build systems and `pkg-config --cflags` write them, as options of `koine bind`. What says nothing
 * of declarations is ignored; what would change the types of C, which Koine knows by the target, is told.
 */
import type { TranslatedWords } from "../command-line/command.ts";

/** Options with a value, in the same word or the next one: what they are called here, longest names first. */
const withValue: readonly (readonly [word: string, option: string | undefined])[] = [
  ["--include-directory", "--include-directory"],
  ["-include-pch", undefined],
  ["--sysroot", "--sysroot"],
  ["-idirafter", "--isystem"],
  ["-isysroot", "--sysroot"],
  ["-isystem", "--isystem"],
  ["-include", "--preinclude"],
  ["--target", "--target"],
  ["-target", "--target"],
  ["-iquote", "--include-directory"],
  ["--std", "--std"],
  ["-std", "--std"],
  ["-D", "--define"],
  ["-U", "--undefine"],
  ["-I", "--include-directory"],
  ["-MF", undefined],
  ["-MT", undefined],
  ["-MQ", undefined],
  ["-x", undefined],
  ["-o", undefined],
  ["-L", undefined],
  ["-l", "--lib"],
];

/** Options of which the value is in the same word only behind a sign, or in the next one. */
const isWordOfItsOwn = /^-(?:-|std$|target$|include-pch$)/;
/** What is about code, warnings and files. */
const harmless =
  /^-(?:[WOgM].*|w|c|v|S|E|P|C|s|pipe|pedantic.*|ansi-aliasing|fsyntax-only|f.*|m.*|no(?:stdlib|defaultlibs|pie).*|pie|static|shared|rdynamic|ferror-limit=.*)$/;
/** What changes sizes, signs or layouts. */
const changesTypes =
  /^-(?:m(?:32|64|x32|16|abi=.*|ms-bitfields|long-double.*|(?:no-)?align-double|longcall|float-abi=.*)|f(?:no-)?(?:short-.*|pack-struct.*|(?:un)?signed-.*))$/;

/** Translates the words behind `--`; those that are no options stay headers. */
export function translateCompilerWords(words: readonly string[]): TranslatedWords {
  const translated: string[] = [];
  const problems: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const option = withValue.find(([name]) => takesValue(word ?? "", name));
    if (option !== undefined) {
      const [name, own] = option;
      const value =
        word === name ? rest.shift() : word.slice(name.length).replace(isWordOfItsOwn.test(name) ? "=" : "", "");
      if (value === undefined) problems.push(`option ${name} needs a value`);
      else if (own !== undefined) translated.push(own, value);
    } else if (word === "-pthread") translated.push("--define", "_REENTRANT");
    else if (word === "-ansi") translated.push("--std", "c89");
    else if (changesTypes.test(word)) {
      problems.push(
        `option ${word} changes the types of C: name the platform that has them by --target, or leave it away`,
      );
    } else if (word === "-" || !word.startsWith("-")) translated.push(word);
    else if (!harmless.test(word)) problems.push(`unknown option ${word} behind --, where a compiler's are expected`);
  }
  return { words: translated, problems };
}

function takesValue(word: string, name: string): boolean {
  if (word === name) return true;
  return word.startsWith(isWordOfItsOwn.test(name) ? `${name}=` : name);
}
