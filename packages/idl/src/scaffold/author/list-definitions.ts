/** The functions that an author's file defines: where they stand, and what they take and give. */
import { blankIgnored } from "./source-text.ts";
import type { AuthorLanguage } from "./source-text.ts";

/** A function with a body. */
export interface Definition {
  readonly name: string;
  /** The namespaces, modules or blocks around it, or the type that a method belongs to, joined with `::`. */
  readonly place: string;
  /** All before the body, without comments, on one line. */
  readonly head: string;
  /** 1-based. */
  readonly line: number;
}

interface Block {
  readonly start: number;
  /** What it adds to the place of what is in it; absent for bodies and types, in which nothing is looked for. */
  readonly place: readonly string[] | undefined;
}

/** Lists the definitions of a file. */
export function listDefinitions(text: string, language: AuthorLanguage): readonly Definition[] {
  const blanked = blankIgnored(text, language);
  const definitions: Definition[] = [];
  const blocks: Block[] = [];
  let start = 0;
  let brackets = 0;
  for (const { 0: mark, index } of blanked.matchAll(/[{};()[\]]/g)) {
    if (mark === "(" || mark === "[") brackets += 1;
    else if (mark === ")" || mark === "]") brackets = Math.max(0, brackets - 1);
    // The length of an array ends no statement.
    if (!/[{}]/.test(mark) && (mark !== ";" || brackets > 0)) continue;
    brackets = 0;
    if (mark === "{") {
      const isVisible = blocks.every((block) => block.place !== undefined);
      const places = blocks.flatMap((block) => block.place ?? []);
      const begin = start + findStatement(blanked.slice(start, index), language);
      const found = isVisible ? readers[language](toLine(blanked.slice(begin, index))) : undefined;
      if (found?.name !== undefined) {
        const place = [...places, ...(found.place ?? [])].join("::");
        definitions.push({ name: found.name, place, head: found.head ?? "", line: lineOf(blanked, begin) });
      }
      blocks.push({ start: index, place: found?.name === undefined ? found?.place : undefined });
    } else if (mark === "}") blocks.pop();
    start = index + 1;
  }
  return definitions;
}

/** Where the last statement of a text begins; in Go what is before it ends with its line. */
function findStatement(text: string, language: AuthorLanguage): number {
  const last = language === "go" ? text.search(/^func\b(?![^]*^func\b)/m) : -1;
  return last < 0 ? text.search(/\S|$/) : last;
}

function toLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

interface Head {
  /** Absent for a block that contains definitions. */
  readonly name?: string;
  readonly place?: readonly string[];
  readonly head?: string;
}

const readers: Readonly<Record<AuthorLanguage, (head: string) => Head | undefined>> = {
  c: readNative,
  cpp: readNative,
  rust: readRust,
  go: readGo,
};

function readNative(whole: string): Head | undefined {
  // A macro before it has no semicolon.
  const head = whole.replace(/^(?:\w+ ?\([^()]*\) ?)+(?=\w[\w\s:<>*&]*[\s*&]\w+ ?\()/, "");
  const namespace = /^(?:inline )?namespace\b ?([\w: ]*)$/.exec(head);
  if (namespace !== null) return { place: (namespace[1] ?? "").split(/ ?:: ?/).map((name) => name.trim() || "(none)") };
  if (/^extern\b[^()]*$/.test(head)) return { place: [] };
  const found = /^([^=()]*?)((?:\w+ ?:: ?)*)(\w+) ?\(/.exec(head);
  const [, , qualified = "", name] = found ?? [];
  if (name === undefined || /^(?:if|for|while|switch|catch|return)$/.test(name)) return undefined;
  const place = qualified.split(/ ?:: ?/).filter((part) => part !== "");
  return { name, place, head: head.replace(qualified, "") };
}

function readRust(head: string): Head | undefined {
  const bare = head.replace(/^(?:# ?!? ?\[[^\]]*\] ?)+/, "");
  const module = /\bmod (?:r#)?(\w+)$/.exec(bare);
  if (module !== null) return { place: [module[1] ?? ""] };
  const block = /^(?:unsafe )?impl\b.*?([\w:]+)(?:<.*>)? for [\w:<>', ]+?(?: where .*)?$/.exec(bare);
  if (block !== null) return { place: [`impl ${(block[1] ?? "").replace(/^.*::/, "")}`] };
  const own = /\bfn (?:r#)?(\w+)/.exec(bare);
  return own?.[1] === undefined ? undefined : { name: own[1], head: bare };
}

function readGo(head: string): Head | undefined {
  const found = /^func (?:\( ?(?:\w+ )?\*? ?(\w+)(?:\[[^\]]*\])? ?\) ?)?(\w+) ?[([]/.exec(head);
  if (found?.[2] === undefined) return undefined;
  return { name: found[2], place: found[1] === undefined ? [] : [found[1]], head };
}
