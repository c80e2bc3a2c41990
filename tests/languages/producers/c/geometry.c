/* The library whose types another one imports. */
#include "geometry.h"
#include "probe.h"

struct geometry_plane_Place {
    char* name;
    geometry_plane_Point at;
};

geometry_plane_Place* geometry_plane_Place_create(
    const char* name,
    geometry_plane_Point at,
    geometry_error* out_err) {
    (void)out_err;
    return probe_copy(&(geometry_plane_Place){probe_text(name), at}, sizeof(geometry_plane_Place));
}

void geometry_plane_Place_destroy(geometry_plane_Place* ptr) {
    if (ptr == NULL) return;
    probe_free(ptr->name);
    probe_free(ptr);
}

const char* geometry_plane_Place_get_name(const geometry_plane_Place* ptr) {
    return geometry_copy_string(ptr->name);
}

geometry_plane_Point geometry_plane_Place_get_at(const geometry_plane_Place* ptr) {
    return ptr->at;
}

int64_t geometry_plane_live(geometry_error* out_err) {
    (void)out_err;
    return probe_live();
}
