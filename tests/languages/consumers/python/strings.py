"""Text."""

from check import ends, raises
from strings import probe, text

assert text.echo("a ü 🌍") == "a ü 🌍"
assert text.echo("") == ""
assert text.join("left", "right") == "leftright"
assert text.byte_length("ü") == 2
assert text.greeting() == "Grüße, 世界 🌍"
assert text.repeat("ab", 100_000) == "ab" * 100_000
raises(ValueError, lambda: text.echo("a\0b"), "echo(): value: the text has a NUL character at index 1")
raises(TypeError, lambda: text.echo(b"a"), "echo(): value: expected a str, got bytes")
raises(TypeError, lambda: text.echo(None), "expected a str, got NoneType")
raises(UnicodeEncodeError, lambda: text.echo("\ud800"))
raises(OverflowError, lambda: text.repeat("a", -1))
# What is not UTF-8 is an error, and freed.
for call in text.broken, text.broken_list, text.broken_map, lambda: list(text.broken_items()):
    raises(UnicodeDecodeError, call)
ends(probe.live)
