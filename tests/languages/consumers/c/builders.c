/* Builders. */
#include "builders.h"

#include "check.h"

static void check_description(const builders_config_Settings* settings, const char* expected) {
    const char* text = builders_config_describe(settings, NULL);
    CHECK_TEXT(text, expected);
    builders_free_string(text);
}

int main(void) {
    builders_error error = {0, NULL};
    builders_config_SettingsBuilder* builder = builders_config_Settings_Builder_new();
    CHECK(builders_config_Settings_Builder_build(builder, &error) == NULL);
    CHECK(error.code == builders_config_ConfigError_MissingField);
    CHECK_TEXT(error.message, "the field host was not set");
    builders_error_clear(&error);

    builders_config_Settings_Builder_set_host(builder, "first");
    builders_config_Settings_Builder_set_host(builder, "localhost");
    builders_config_Settings* settings = builders_config_Settings_Builder_build(builder, &error);
    check_description(settings, "localhost:8080 0.5 false 0 0");
    size_t length = 1;
    CHECK(builders_config_Settings_get_token(settings, &length) == NULL);
    builders_config_Settings_destroy(settings);

    const char* names[] = {"a", "b"};
    const int32_t limits[] = {1, 2};
    const uint8_t token[] = {9};
    builders_config_Settings_Builder_set_port(builder, 65535);
    builders_config_Settings_Builder_set_ratio(builder, 0.25);
    builders_config_Settings_Builder_set_verbose(builder, true);
    builders_config_Settings_Builder_set_tags(builder, names, 2);
    builders_config_Settings_Builder_set_token(builder, token, 1);
    builders_config_Settings_Builder_set_limits(builder, names, limits, 2);
    settings = builders_config_Settings_Builder_build(builder, &error);
    builders_config_Settings_Builder_destroy(builder);
    check_description(settings, "localhost:65535 0.25 true 2 2");
    const uint8_t* gotten = builders_config_Settings_get_token(settings, &length);
    CHECK(length == 1 && gotten[0] == 9);
    builders_free_bytes((uint8_t*)(uintptr_t)gotten, length);
    const char** keys = NULL;
    int32_t* values = NULL;
    builders_config_Settings_get_limits(settings, &keys, &values, &length);
    CHECK(length == 2 && values[1] == 2);
    for (size_t index = 0; index < length; index++) builders_free_string(keys[index]);
    builders_free_bytes((uint8_t*)keys, length * sizeof(void*));
    builders_free_bytes((uint8_t*)values, length * sizeof *values);
    builders_config_Settings_destroy(settings);
    CHECK(error.code == 0);
    CHECK(builders_probe_live(&error) == 0);
    return 0;
}
