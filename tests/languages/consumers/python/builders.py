"""A record with a builder."""

from builders import ApiError, config, probe
from check import ends, raises

with config.SettingsBuilder() as builder:
    assert raises(ApiError, builder.build, "the field host was not set").code == 10
    settings = builder.host("first").host("localhost").build()
    assert config.describe(settings) == "localhost:8080 0.5 false 0 0"
    assert (settings.host, settings.port, settings.tags, settings.token, settings.limits) == (
        "localhost", 8080, [], None, {},
    )
    builder.port(65535).ratio(0.25).verbose(True).tags(["a", "b"]).token(b"\x09").limits({"a": 1, "b": 2})
    raises(OverflowError, lambda: builder.port(65536), "SettingsBuilder.port(): port")
    raises(TypeError, lambda: builder.tags([1]), "SettingsBuilder.tags(): tags")
    more = builder.build()
assert config.describe(more) == "localhost:65535 0.25 true 2 2"
assert (more.token, more.limits) == (b"\x09", {"a": 1, "b": 2})
raises(ValueError, lambda: builder.host("late"), "this SettingsBuilder is closed")
raises(ValueError, builder.build, "this SettingsBuilder is closed")
plain = config.Settings("h")
assert config.describe(plain) == "h:8080 0.5 false 0 0"
del settings, more, plain
ends(probe.live)
