/** Markup inside of lines to Markdown and to links of TSDoc. Code between backticks stays as it is. */

/** What lines are read with. */
export interface InlineStyle {
  /** Gives the name under which the module exports something; `undefined` for what it does not. */
  readonly linkOf: (name: string) => string | undefined;
  /** Whether `@name` is a parameter and `#name` a type, as for gtk-doc and FreeType. */
  readonly hasMarks: boolean;
}

/** Converts one line. */
export function convertInline(line: string, style: InlineStyle): string {
  if (!/[@\\%#<&]/.test(line) || line.includes("{@")) return line;
  if (!line.includes("`")) return convertText(line, style);
  return line
    .split("`")
    .map((part, place) => (place % 2 === 0 ? convertText(part, style) : part))
    .join("`");
}

/** Spells a name as a link where the module has it, else as code. */
export function linkTo(name: string, label: string | undefined, { linkOf }: InlineStyle): string {
  const exported = linkOf(name.replace(/(?:\.|::?).*$/, ""));
  const shown = label ?? name;
  if (exported === undefined) return label ?? `\`${name}\``;
  return shown === exported ? `{@link ${exported}}` : `{@link ${exported} | ${shown}}`;
}

function convertText(text: string, style: InlineStyle): string {
  let converted = text;
  if (/[@\\]/.test(converted)) converted = convertCommands(converted, style);
  if (/[#%]/.test(converted)) converted = convertMarks(converted, style);
  if (style.hasMarks) {
    converted = converted.replaceAll(/(?<![\w@{])@([A-Za-z_]\w*)/g, (_, name: string) =>
      linkTo(name, undefined, style),
    );
  }
  return /[<&]/.test(converted) ? convertHtml(converted) : converted;
}

/** A word, without what ends the sentence. */
const word = String.raw`[^\s()]+\(\)|\S*[^\s.,;:!?)]`;
const codeCommand = new RegExp(String.raw`(?<![\w@\\])[@\\][cpa]\s+(${word})`, "g");
const emphasisCommand = new RegExp(String.raw`(?<![\w@\\])[@\\](e|em|b)\s+(${word})`, "g");

function convertCommands(text: string, style: InlineStyle): string {
  return text
    .replaceAll(codeCommand, "`$1`")
    .replaceAll(emphasisCommand, (_, command: string, emphasized: string) =>
      command === "b" ? `**${emphasized}**` : `*${emphasized}*`,
    )
    .replaceAll(/[@\\]link\s+(\S+?)(?:\(\))?\s+(.*?)\s*[@\\]endlink/g, (_, name: string, label: string) =>
      linkTo(name, label, style),
    )
    .replaceAll(
      /[@\\](?:sub)?ref\s+#?([\w:~.-]*\w)(?:\(\))?(?:\s+"([^"]*)")?/g,
      (_, name: string, label: string | undefined) => linkTo(name, label, style),
    )
    .replaceAll(
      /[@\\]copy(?:doc|brief|details)\s+#?([\w:]+)(?:\(\))?/g,
      (_, name: string) => `See ${linkTo(name, undefined, style)}.`,
    )
    .replaceAll(/\\n(?!\w)/g, "")
    .replaceAll(/\\([\\#%<>&$])/g, "$1");
}

const directives: ReadonlySet<string> = new Set(
  "define elif else endif error if ifdef ifndef import include include_next line pragma undef warning".split(" "),
);

/** `#name` and `%CONSTANT`. */
function convertMarks(text: string, style: InlineStyle): string {
  return text
    .replaceAll(/(?<![\w#&/])#([A-Za-z_]\w*(?:(?:\.|::?)[A-Za-z_][\w-]*)?)(?:\(\))?/g, (whole, name: string) => {
      if (directives.has(name)) return whole;
      return style.hasMarks || style.linkOf(name.replace(/(?:\.|:).*$/, "")) !== undefined
        ? linkTo(name, undefined, style)
        : whole;
    })
    .replaceAll(/(?<![\w%])%([A-Z][A-Z0-9_]+)\b/g, "`$1`");
}

function convertHtml(text: string): string {
  return text
    .replaceAll(/<(tt|code)>(.*?)<\/\1>/gi, "`$2`")
    .replaceAll(/<\/?(?:em|i|var)>/gi, "*")
    .replaceAll(/<\/?(?:b|strong)>/gi, "**")
    .replaceAll(/<li>\s*/gi, "- ")
    .replaceAll(/<(?:br|p|\/p|\/li|\/?ul|\/?ol)\s*\/?>/gi, "")
    .replaceAll(/&(lt|gt|amp|nbsp);/g, (_, name: string) => entities[name] ?? "");
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", nbsp: " " };
