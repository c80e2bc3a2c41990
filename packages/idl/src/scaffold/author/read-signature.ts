/** What a function takes and gives, written in one way whatever an author calls parameters and wherever he breaks lines. */
import { blankIgnored } from "./source-text.ts";
import type { AuthorLanguage } from "./source-text.ts";

/** Other names of types in the files of an author. */
export type TypeAliases = ReadonlyMap<string, string>;

/** Lists the types that the files give other names. */
export function listAliases(texts: readonly string[], language: AuthorLanguage): TypeAliases {
  const patterns: Readonly<Record<AuthorLanguage, readonly RegExp[]>> = {
    c: [
      /^[ \t]*#[ \t]*define[ \t]+(?<name>\w+)[ \t]+(?<type>\w+)[ \t]*$/gm,
      /\btypedef\s+(?<type>[\w\s]+?)\s+(?<name>\w+)\s*;/g,
    ],
    cpp: [/\busing\s+(?<name>\w+)\s*=\s*(?<type>[^;]+);/g, /\btypedef\s+(?<type>[\w\s]+?)\s+(?<name>\w+)\s*;/g],
    rust: [/\btype\s+(?<name>\w+)\s*=\s*(?<type>[^;]+);/g, /\b(?<type>\w+)\s+as\s+(?<name>\w+)\s*[,;}]/g],
    go: [/^type\s+(?<name>\w+)\s*=\s*(?<type>\S+)\s*$/gm],
  };
  const found = texts.flatMap((text) =>
    patterns[language].flatMap((pattern) =>
      [...text.matchAll(pattern)].map(
        ({ groups = {} }) => [groups["name"] ?? "", groups["type"]?.trim() ?? ""] as const,
      ),
    ),
  );
  return new Map(found.filter(([name, type]) => name !== type && name !== "api"));
}

/** Gives the signature of a head: `(parameter types) result`. */
export function readSignature(head: string, language: AuthorLanguage, aliases: TypeAliases = new Map()): string {
  const text = blankIgnored(head, language)
    .replace(/\{[^]*$/, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  const resolve = (type: string): string => resolveAliases(type, aliases);
  if (language === "rust") return readRust(text, resolve);
  return language === "go" ? readGo(text, resolve) : readNative(text, resolve);
}

function resolveAliases(type: string, aliases: TypeAliases): string {
  return type.replaceAll(/\w+/g, (word) => aliases.get(word) ?? word);
}

type Resolve = (type: string) => string;

/** The text between brackets, and what is behind them. */
function splitBrackets(text: string, from: number): readonly [string, string] {
  let depth = 0;
  for (let index = from; index < text.length; index++) {
    if (text[index] === "(") depth += 1;
    if (text[index] === ")") depth -= 1;
    if (depth === 0) return [text.slice(from + 1, index), text.slice(index + 1)];
  }
  return [text.slice(from + 1), ""];
}

function splitList(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const [index, sign] of [...text].entries()) {
    if ("([{<".includes(sign)) depth += 1;
    if (")]}".includes(sign) || (sign === ">" && text[index - 1] !== "-")) depth -= 1;
    if (sign === "," && depth === 0) {
      parts.push(part);
      part = "";
    } else part += sign;
  }
  return [...parts, part].map((one) => one.trim()).filter((one) => one !== "");
}

function squeeze(type: string): string {
  return type
    .replaceAll(/\s*([^\w\s])\s*/g, "$1")
    .replaceAll(/\s+/g, " ")
    .trim();
}

const nativeWords = /^(?:const|volatile|struct|enum|union|class|register|restrict)$/;

function readNative(text: string, resolve: Resolve): string {
  const open = text.indexOf("(");
  const [list, rest] = splitBrackets(text, open);
  const parameters = splitList(list)
    .filter((one) => one !== "void")
    .map((one) => {
      const words = one.replaceAll("std::", "").match(/\w+|[^\w\s]/g) ?? [];
      const names = words.filter((word) => /^\w/.test(word) && !nativeWords.test(word));
      const last = words.at(-1) ?? "";
      const own = /^\w/.test(last) && names.length > 1 && !nativeWords.test(last) ? words.slice(0, -1) : words;
      return squeeze(resolve(own.filter((word) => !/^(?:struct|enum)$/.test(word)).join(" ")));
    });
  const before = text
    .slice(0, open)
    .replace(/\w+ ?$/, "")
    .replaceAll("std::", "");
  const trailing = /-> ?(.*)$/.exec(rest)?.[1];
  const specifiers = /\b(?:static|inline|extern|auto|struct|enum|[A-Z][A-Z0-9_]*_(?:API|LOCAL|EXPORT))\b|\[\[.*?\]\]/g;
  return `(${parameters.join(", ")}) ${squeeze(resolve((trailing ?? before).replaceAll(specifiers, "").replaceAll("std::", "")))}`;
}

function readRust(text: string, resolve: Resolve): string {
  const [list, rest] = splitBrackets(text, text.indexOf("("));
  const toType = (type: string): string =>
    squeeze(resolve(type.replaceAll(/'\w+ ?/g, "").replaceAll(/(?:::)?(?:\w+::)+/g, "")));
  const parameters = splitList(list).map((one) => {
    const colon = /^[^:]*[^:]:(?!:)/.exec(one)?.[0];
    return colon === undefined ? one.replaceAll(/\bmut /g, "") : toType(one.slice(colon.length));
  });
  const result = /^ ?-> ?(.*?)(?: where .*)?$/.exec(rest)?.[1] ?? "()";
  return `(${parameters.join(", ")}) ${toType(result)}`;
}

function readGo(text: string, resolve: Resolve): string {
  const open = text.replace(/^func \([^)]*\)/, (receiver) => " ".repeat(receiver.length)).indexOf("(");
  const [list, rest] = splitBrackets(text, open);
  const given = rest.trim();
  const results = given.startsWith("(") ? splitBrackets(given, 0)[0] : given;
  return `(${readGoTypes(list, resolve)}) (${readGoTypes(results, resolve)})`;
}

/** `a, b int32` are two of one type; a list has names for all or for none. */
function readGoTypes(list: string, resolve: Resolve): string {
  const parts = splitList(list);
  const isNamed = parts.some((one) => /^\w+ [^ ]/.test(one) && !/^(?:func|chan|map|struct|interface)\b/.test(one));
  if (!isNamed) return parts.map((one) => squeeze(resolve(one))).join(", ");
  const types = parts.map((one) => /^\w+ (.*)$/.exec(one)?.[1]);
  return types
    .map((_, index) => squeeze(resolve(types.slice(index).find((type) => type !== undefined) ?? "")))
    .join(", ");
}
