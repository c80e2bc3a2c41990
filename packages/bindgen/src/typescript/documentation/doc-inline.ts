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
  if (inlineCommand.test(converted)) converted = convertCommands(converted, style);
  if (converted.includes("\\")) converted = removeEscapes(converted);
  if (/[#%]/.test(converted)) converted = convertMarks(converted, style);
  if (style.hasMarks) {
    converted = converted.replaceAll(/(?<![\w@{])@([A-Za-z_]\w*)/g, (_, name: string) =>
      linkTo(name, undefined, style),
    );
  }
  if (converted.includes("<")) converted = convertTags(converted);
  return converted.includes("&") ? convertEntities(converted) : converted;
}

/** What {@link convertCommands} may convert. */
const inlineCommand = /[@\\](?:[cpaeb]\s|em\s|link\s|ref\s|subref\s|copy)/;

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
    );
}

function removeEscapes(text: string): string {
  return text.replaceAll(/\\n(?!\w)/g, "").replaceAll(/\\([\\#%<>&$])/g, "$1");
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

/** Converts tags of HTML that Markdown has. */
function convertTags(text: string): string {
  let converted = "";
  let from = 0;
  let codeEnd = -1;
  for (let start = text.indexOf("<"); start >= 0; start = text.indexOf("<", start + 1)) {
    const end = text.indexOf(">", start);
    if (end < 0) break;
    const tag = text.slice(start + 1, end);
    let spelled = start === codeEnd ? "`" : (tags.get(tag) ?? tags.get(tag.toLowerCase()));
    if (spelled === undefined && (tag === "tt" || tag === "code")) {
      codeEnd = text.indexOf(`</${tag}>`, end);
      if (codeEnd >= 0) spelled = "`";
    }
    if (spelled === undefined) continue;
    converted += text.slice(from, start) + spelled;
    from = end + 1;
    if (spelled === itemMark) from += text.slice(from).length - text.slice(from).trimStart().length;
  }
  return from === 0 ? text : converted + text.slice(from);
}

const itemMark = "- ";
const tags: ReadonlyMap<string, string> = new Map([
  ...["em", "/em", "i", "/i", "var", "/var"].map((tag) => [tag, "*"] as const),
  ...["b", "/b", "strong", "/strong"].map((tag) => [tag, "**"] as const),
  ...["br", "p", "/p", "/li", "ul", "/ul", "ol", "/ol"].flatMap((tag) => [
    [tag, ""] as const,
    [`${tag}/`, ""] as const,
    [`${tag} /`, ""] as const,
  ]),
  ["li", itemMark],
]);

/** What would be a tag then keeps a mark, because Markdown hides tags; in code it needs none. */
function convertEntities(text: string): string {
  const decode = (part: string): string =>
    part.replaceAll(/&(lt|gt|amp|nbsp);/g, (_, name: string) => entities[name] ?? "");
  return text
    .split("`")
    .map((part, place) => decode(place % 2 === 0 ? part.replaceAll(/&lt;(?=[A-Za-z/!])/g, "\\<") : part))
    .join("`");
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", nbsp: " " };
