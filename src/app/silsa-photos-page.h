#pragma once

#include "silsa-photo-list.h"
#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** All photos and documents of the file: a grid of those a person wants to see, and what can be
 * done with those that are selected. Signals: "done" (const char *: words for a toast with undo).
 */
#define SILSA_TYPE_PHOTOS_PAGE (silsa_photos_page_get_type())
G_DECLARE_FINAL_TYPE(SilsaPhotosPage, silsa_photos_page, SILSA, PHOTOS_PAGE, AdwBin)

void silsa_photos_page_set_store(SilsaPhotosPage *self, SilsaStore *store);
/** The store is that of a package, which takes so many bytes; before it is looked at. */
void silsa_photos_page_set_package_size(SilsaPhotosPage *self, guint64 bytes);
void silsa_photos_page_focus(SilsaPhotosPage *self);
/** Lists those of one kind (not of an item), whatever was listed before, and puts the focus there.
 */
void silsa_photos_page_show(SilsaPhotosPage *self, SilsaPhotosKind kind);
/** Opens the file dialog: what is chosen comes into the inbox. */
void silsa_photos_page_choose(SilsaPhotosPage *self);

G_END_DECLS
