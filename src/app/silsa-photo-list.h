#pragma once

#include "silsa-provenance.h"
#include "silsa-store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** A photo taken so shortly before or after another was most likely taken of the same thing. */
#define SILSA_PHOTOS_NEAR_SECONDS 1200

/** One photo or document of the file with what follows from its uses. Signal "changed". */
#define SILSA_TYPE_PHOTO_ITEM (silsa_photo_item_get_type())
G_DECLARE_FINAL_TYPE(SilsaPhotoItem, silsa_photo_item, SILSA, PHOTO_ITEM, GObject)

SilsaEvidence *silsa_photo_item_get_evidence(SilsaPhotoItem *self);
gint64 silsa_photo_item_get_id(SilsaPhotoItem *self);
/** Codes of the indicators that use it, in catalogue order; none: it lies in the inbox. Borrowed.
 */
const char *const *silsa_photo_item_get_codes(SilsaPhotoItem *self);
const char *silsa_photo_item_get_caption(SilsaPhotoItem *self); /* or NULL */
const SilsaProvenance *silsa_photo_item_get_provenance(SilsaPhotoItem *self);

/** What a person has marked on it. */
typedef enum {
  SILSA_PHOTO_PERSONS = 1 << 0,
  SILSA_PHOTO_RESTRICTED = 1 << 1,
  SILSA_PHOTO_REDACTED = 1 << 2, /* something is hidden on it */
} SilsaPhotoMarks;

SilsaPhotoMarks silsa_photo_item_get_marks(SilsaPhotoItem *self);
/** When it was taken: seconds of the camera's clock as if that were UTC, for differences alone; 0:
 * not known. */
gint64 silsa_photo_item_get_clock(SilsaPhotoItem *self);
/** What stands below it in a grid: caption, or time and name. (transfer full) */
char *silsa_photo_item_dup_title(SilsaPhotoItem *self) G_GNUC_WARN_UNUSED_RESULT;
/** The one thing that a person should look at, in a word or two; NULL: nothing. Translated. */
const char *silsa_photo_item_get_warning(SilsaPhotoItem *self);
/** All of it in one sentence, as a screen reader says it. (transfer full) */
char *silsa_photo_item_describe(SilsaPhotoItem *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * All evidence that was not taken out, in the order of its time: a GListModel of SilsaPhotoItem
 * that follows the assessment while somebody looks at it. Signal "updated" when anything in it was,
 * but at most once a frame.
 */
#define SILSA_TYPE_PHOTO_LIST (silsa_photo_list_get_type())
G_DECLARE_FINAL_TYPE(SilsaPhotoList, silsa_photo_list, SILSA, PHOTO_LIST, GObject)

SilsaPhotoList *silsa_photo_list_new(SilsaStore *store) G_GNUC_WARN_UNUSED_RESULT;
SilsaPhotoItem *silsa_photo_list_find(SilsaPhotoList *self, gint64 evidence); /* borrowed */
/** Whether somebody looks at it. A list that nobody looks at is empty at first, and what an act
 * changes in it waits; then it is brought up to date in steps, and "updated" comes after the last.
 */
void silsa_photo_list_set_watched(SilsaPhotoList *self, gboolean watched);
/** FALSE: "updated" is still to come. */
gboolean silsa_photo_list_is_up_to_date(SilsaPhotoList *self);

/** Which of them a person wants to see. */
typedef enum {
  SILSA_PHOTOS_ALL,
  SILSA_PHOTOS_INBOX,
  SILSA_PHOTOS_DOUBTS, /* time or place to be looked at */
  SILSA_PHOTOS_OVERLAPS,
  SILSA_PHOTOS_UNCAPTIONED,
  SILSA_PHOTOS_DOCUMENTS,
  SILSA_PHOTOS_UNREDACTED, /* persons on it, and nothing is hidden */
  SILSA_PHOTOS_PERSONS,
  SILSA_PHOTOS_RESTRICTED,
  SILSA_PHOTOS_REDACTED,
  SILSA_PHOTOS_ITEM, /* of the indicators of one item of the catalogue */
} SilsaPhotosKind;

gboolean
silsa_photo_item_matches(SilsaPhotoItem *self, SilsaPhotosKind kind, const char *item_code);
/** The day it was taken ("2021-08-25"), or came in; as a camera or the clock wrote it. Borrowed. */
const char *silsa_photo_item_get_day(SilsaPhotoItem *self);

G_END_DECLS
