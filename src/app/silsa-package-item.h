#pragma once

#include "silsa-package-list.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** One package of a list, judged. Immutable but for what it is to others; property "serial" (guint)
 * grows with that. */
#define SILSA_TYPE_PACKAGE_ITEM (silsa_package_item_get_type())
G_DECLARE_FINAL_TYPE(SilsaPackageItem, silsa_package_item, SILSA, PACKAGE_ITEM, GObject)

/** @listed (transfer full). */
SilsaPackageItem *silsa_package_item_new(SilsaListedPackage *listed) G_GNUC_WARN_UNUSED_RESULT;
SilsaListedPackage *silsa_package_item_get(SilsaPackageItem *self); /* borrowed */
/** Tells that the marks of the package were set anew. */
void silsa_package_item_changed(SilsaPackageItem *self);
/** The verdict and what else is to be known of it, in words. (transfer full) */
char *silsa_package_item_dup_verdict(SilsaPackageItem *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
