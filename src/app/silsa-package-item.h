#pragma once

#include "silsa-package-list.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** One package of a list, which is there before it is judged. Property "serial" (guint) grows with
 * all that becomes known of it. */
#define SILSA_TYPE_PACKAGE_ITEM (silsa_package_item_get_type())
G_DECLARE_FINAL_TYPE(SilsaPackageItem, silsa_package_item, SILSA, PACKAGE_ITEM, GObject)

/** @listed (transfer full). */
SilsaPackageItem *silsa_package_item_new(SilsaListedPackage *listed) G_GNUC_WARN_UNUSED_RESULT;
SilsaListedPackage *silsa_package_item_get(SilsaPackageItem *self); /* borrowed */
/** What is known of it now; @listed (transfer full) is of the same path. */
void silsa_package_item_set(SilsaPackageItem *self, SilsaListedPackage *listed);
/** What is known of whom it is about; "–" for what is not. */
const char *silsa_package_item_get_city(SilsaPackageItem *self);
const char *silsa_package_item_get_assessor(SilsaPackageItem *self);
guint silsa_package_item_get_revision(SilsaPackageItem *self); /* 0: not known */
guint64 silsa_package_item_get_size(SilsaPackageItem *self); /* 0: not known */
/** Tells that the marks of the package were set anew. */
void silsa_package_item_changed(SilsaPackageItem *self);
/** How many indicators the user noted something about. */
guint silsa_package_item_get_noted(SilsaPackageItem *self);
/** The same in words, by mark; NULL: none. (transfer full) */
char *silsa_package_item_dup_noted(SilsaPackageItem *self) G_GNUC_WARN_UNUSED_RESULT;
/** The verdict and what else is to be known of it, in words. (transfer full) */
char *silsa_package_item_dup_verdict(SilsaPackageItem *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
