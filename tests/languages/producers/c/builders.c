/* A record with a builder that checks what is required. */
#include "builders.h"
#include "probe.h"

#include <stdio.h>

struct builders_config_Settings {
    char* host;
    uint16_t port;
    double ratio;
    bool verbose;
    char** tags;
    size_t tags_len;
    uint8_t* token;
    size_t token_len;
    char** limits_keys;
    int32_t* limits_values;
    size_t limits_len;
};

typedef builders_config_Settings Settings;

/* A builder is a record whose fields are not all set yet. */
struct builders_config_SettingsBuilder {
    Settings settings;
};

static char** copy_texts(const char* const* texts, size_t count) {
    char** copy = probe_allocate(count * sizeof *copy);
    for (size_t index = 0; index < count; index++) copy[index] = probe_text(texts[index]);
    return copy;
}

static void free_texts(char** texts, size_t count) {
    for (size_t index = 0; index < count; index++) probe_free(texts[index]);
    probe_free(texts);
}

static void clear(Settings* settings) {
    probe_free(settings->host);
    free_texts(settings->tags, settings->tags_len);
    probe_free(settings->token);
    free_texts(settings->limits_keys, settings->limits_len);
    probe_free(settings->limits_values);
}

Settings* builders_config_Settings_create(
    const char* host,
    uint16_t port,
    double ratio,
    bool verbose,
    const char* const* tags,
    size_t tags_len,
    const uint8_t* token_ptr,
    size_t token_len,
    const char* const* limits_keys,
    const int32_t* limits_values,
    size_t limits_len,
    builders_error* out_err) {
    Settings* settings = probe_allocate(sizeof *settings);
    (void)out_err;
    *settings = (Settings){
        .host = probe_text(host),
        .port = port,
        .ratio = ratio,
        .verbose = verbose,
        .tags = copy_texts(tags, tags_len),
        .tags_len = tags_len,
        .token = token_ptr == NULL ? NULL : probe_copy(token_ptr, token_len),
        .token_len = token_len,
        .limits_keys = copy_texts(limits_keys, limits_len),
        .limits_values = probe_copy(limits_values, limits_len * sizeof *limits_values),
        .limits_len = limits_len,
    };
    return settings;
}

void builders_config_Settings_destroy(Settings* ptr) {
    if (ptr == NULL) return;
    clear(ptr);
    probe_free(ptr);
}

const char* builders_config_Settings_get_host(const Settings* ptr) {
    return builders_copy_string(ptr->host);
}

uint16_t builders_config_Settings_get_port(const Settings* ptr) {
    return ptr->port;
}

double builders_config_Settings_get_ratio(const Settings* ptr) {
    return ptr->ratio;
}

bool builders_config_Settings_get_verbose(const Settings* ptr) {
    return ptr->verbose;
}

static const char** give_texts(char* const* texts, size_t count) {
    const char** copy = builders_allocate_array(count, sizeof *copy);
    for (size_t index = 0; index < count; index++) copy[index] = builders_copy_string(texts[index]);
    return copy;
}

const char** builders_config_Settings_get_tags(const Settings* ptr, size_t* out_len) {
    *out_len = ptr->tags_len;
    return give_texts(ptr->tags, ptr->tags_len);
}

const uint8_t* builders_config_Settings_get_token(const Settings* ptr, size_t* out_len) {
    *out_len = ptr->token_len;
    return builders_copy_bytes(ptr->token, ptr->token_len);
}

void builders_config_Settings_get_limits(
    const Settings* ptr,
    const char*** out_keys,
    int32_t** out_values,
    size_t* out_len) {
    *out_keys = give_texts(ptr->limits_keys, ptr->limits_len);
    *out_values = builders_copy_array(ptr->limits_values, ptr->limits_len, sizeof **out_values);
    *out_len = ptr->limits_len;
}

builders_config_SettingsBuilder* builders_config_Settings_Builder_new(void) {
    builders_config_SettingsBuilder* builder = probe_allocate(sizeof *builder);
    builder->settings = (Settings){
        .port = 8080,
        .ratio = 0.5,
        .tags = copy_texts(NULL, 0),
        .limits_keys = copy_texts(NULL, 0),
        .limits_values = probe_allocate(0),
    };
    return builder;
}

void builders_config_Settings_Builder_set_host(builders_config_SettingsBuilder* builder, const char* host) {
    probe_free(builder->settings.host);
    builder->settings.host = probe_text(host);
}

void builders_config_Settings_Builder_set_port(builders_config_SettingsBuilder* builder, uint16_t port) {
    builder->settings.port = port;
}

void builders_config_Settings_Builder_set_ratio(builders_config_SettingsBuilder* builder, double ratio) {
    builder->settings.ratio = ratio;
}

void builders_config_Settings_Builder_set_verbose(builders_config_SettingsBuilder* builder, bool verbose) {
    builder->settings.verbose = verbose;
}

void builders_config_Settings_Builder_set_tags(
    builders_config_SettingsBuilder* builder,
    const char* const* tags,
    size_t tags_len) {
    Settings* settings = &builder->settings;
    free_texts(settings->tags, settings->tags_len);
    settings->tags = copy_texts(tags, tags_len);
    settings->tags_len = tags_len;
}

void builders_config_Settings_Builder_set_token(
    builders_config_SettingsBuilder* builder,
    const uint8_t* token_ptr,
    size_t token_len) {
    Settings* settings = &builder->settings;
    probe_free(settings->token);
    settings->token = token_ptr == NULL ? NULL : probe_copy(token_ptr, token_len);
    settings->token_len = token_len;
}

void builders_config_Settings_Builder_set_limits(
    builders_config_SettingsBuilder* builder,
    const char* const* limits_keys,
    const int32_t* limits_values,
    size_t limits_len) {
    Settings* settings = &builder->settings;
    free_texts(settings->limits_keys, settings->limits_len);
    probe_free(settings->limits_values);
    settings->limits_keys = copy_texts(limits_keys, limits_len);
    settings->limits_values = probe_copy(limits_values, limits_len * sizeof *limits_values);
    settings->limits_len = limits_len;
}

Settings* builders_config_Settings_Builder_build(builders_config_SettingsBuilder* builder, builders_error* out_err) {
    const Settings* settings = &builder->settings;
    if (settings->host == NULL) {
        builders_error_set(out_err, builders_config_ConfigError_MissingField, "the field host was not set");
        return NULL;
    }
    return builders_config_Settings_create(
        settings->host, settings->port, settings->ratio, settings->verbose, (const char* const*)settings->tags,
        settings->tags_len, settings->token, settings->token_len, (const char* const*)settings->limits_keys,
        settings->limits_values, settings->limits_len, out_err);
}

void builders_config_Settings_Builder_destroy(builders_config_SettingsBuilder* builder) {
    if (builder == NULL) return;
    clear(&builder->settings);
    probe_free(builder);
}

const char* builders_config_describe(const Settings* settings, builders_error* out_err) {
    char text[256];
    (void)out_err;
    snprintf(text, sizeof text, "%s:%u %g %s %zu %zu", settings->host, settings->port, settings->ratio,
             settings->verbose ? "true" : "false", settings->tags_len, settings->limits_len);
    return builders_copy_string(text);
}

int64_t builders_probe_live(builders_error* out_err) {
    (void)out_err;
    return probe_live();
}
