// Builders.
#include "builders.hpp"

#include "check.hpp"

int main() {
    namespace config = builders::config;
    {
        config::SettingsBuilder builder;
        const auto error = catch_from<koine::Error>([&] { builder.build(); });
        CHECK(error.code() == static_cast<std::int32_t>(config::ConfigError::Kind::MissingField));
        CHECK(error.what() == std::string("the field host was not set"));
        builder.host("first").host("localhost");
        const config::Settings plain = builder.build();
        CHECK(config::describe(plain) == "localhost:8080 0.5 false 0 0" && !plain.token());
        builder.port(65535).ratio(0.25).verbose(true).tags({"a", "b"});
        builder.token(std::vector<std::uint8_t>{9}).limits({{"a", 1}, {"b", 2}});
        const config::Settings settings = builder.build();
        CHECK(config::describe(settings) == "localhost:65535 0.25 true 2 2");
        CHECK(settings.token() == std::vector<std::uint8_t>{9} && settings.limits().at("b") == 2);
        CHECK(config::describe(config::Settings("h")) == "h:8080 0.5 false 0 0");
        catch_from<std::invalid_argument>([&] { builder.host(std::string("a\0", 2)); });
    }
    CHECK(builders::probe::live() == 0);
}
