// A record with a builder.
package main

import (
	lib "example.com/bindings/builders"
)

func main() {
	builder := lib.NewConfigSettingsBuilder()
	fails(failed(builder.Build()), nil, "the field host was not set")
	settings := must(builder.Host("first").Host("localhost").Build())
	check(must(lib.ConfigDescribe(settings)) == "localhost:8080 0.5 false 0 0" && settings.Token() == nil)
	builder.Port(65535).Ratio(0.25).Verbose(true).Tags([]string{"a", "b"}).Token([]byte{9})
	more := must(builder.Limits(map[string]int32{"a": 1, "b": 2}).Build())
	check(must(lib.ConfigDescribe(more)) == "localhost:65535 0.25 true 2 2")
	check(more.Token()[0] == 9 && more.Limits()["b"] == 2 && more.Host() == "localhost")
	fails(failed(builder.Host("\x00").Build()), lib.ErrText, "host: ")
	check(builder.Close() == nil && builder.Close() == nil)
	closed := lib.NewConfigSettingsBuilder()
	check(closed.Close() == nil)
	fails(failed(closed.Host("late").Build()), lib.ErrClosed, "")
	plain := must(lib.NewConfigSettings("h", 1, 0.5, false, nil, nil, nil))
	check(must(lib.ConfigDescribe(plain)) == "h:1 0.5 false 0 0")
	ends(lib.ProbeLive)
}
