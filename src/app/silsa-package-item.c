#include "silsa-package-item.h"

#include <glib/gi18n.h>

struct _SilsaPackageItem {
  GObject parent_instance;

  SilsaListedPackage *listed;
  guint serial;
};

typedef enum { PROP_SERIAL = 1 } SilsaPackageItemProperty;
static GParamSpec *properties[PROP_SERIAL + 1];

G_DEFINE_FINAL_TYPE(SilsaPackageItem, silsa_package_item, G_TYPE_OBJECT)

static void
silsa_package_item_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((SilsaPackageItemProperty)id) {
  case PROP_SERIAL:
    g_value_set_uint(value, SILSA_PACKAGE_ITEM(object)->serial);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_package_item_finalize(GObject *object)
{
  silsa_listed_package_free(SILSA_PACKAGE_ITEM(object)->listed);

  G_OBJECT_CLASS(silsa_package_item_parent_class)->finalize(object);
}

static void
silsa_package_item_class_init(SilsaPackageItemClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS(class);

  object_class->get_property = silsa_package_item_get_property;
  object_class->finalize = silsa_package_item_finalize;
  properties[PROP_SERIAL] =
      g_param_spec_uint("serial", NULL, NULL, 0, G_MAXUINT, 0,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);
}

static void
silsa_package_item_init(SilsaPackageItem *self G_GNUC_UNUSED)
{
}

SilsaPackageItem *
silsa_package_item_new(SilsaListedPackage *listed)
{
  SilsaPackageItem *self = g_object_new(SILSA_TYPE_PACKAGE_ITEM, NULL);

  self->listed = listed;
  return self;
}

SilsaListedPackage *
silsa_package_item_get(SilsaPackageItem *self)
{
  g_return_val_if_fail(SILSA_IS_PACKAGE_ITEM(self), NULL);

  return self->listed;
}

void
silsa_package_item_set(SilsaPackageItem *self, SilsaListedPackage *listed)
{
  g_return_if_fail(SILSA_IS_PACKAGE_ITEM(self));

  silsa_listed_package_free(self->listed);
  self->listed = listed;
  silsa_package_item_changed(self);
}

static const char *
or_dash(const char *text)
{
  return text != NULL ? text : "–";
}

const char *
silsa_package_item_get_city(SilsaPackageItem *self)
{
  const SilsaListedPackage *listed = silsa_package_item_get(self);

  return or_dash(listed->report != NULL ? listed->report->city
                 : listed->head != NULL ? listed->head->city
                                        : NULL);
}

const char *
silsa_package_item_get_assessor(SilsaPackageItem *self)
{
  const SilsaListedPackage *listed = silsa_package_item_get(self);

  return or_dash(listed->report != NULL ? listed->report->assessor
                 : listed->head != NULL ? listed->head->assessor
                                        : NULL);
}

guint
silsa_package_item_get_revision(SilsaPackageItem *self)
{
  const SilsaListedPackage *listed = silsa_package_item_get(self);

  return listed->report != NULL ? listed->report->revision
         : listed->head != NULL ? listed->head->revision
                                : 0;
}

guint64
silsa_package_item_get_size(SilsaPackageItem *self)
{
  const SilsaListedPackage *listed = silsa_package_item_get(self);

  return listed->report != NULL ? listed->report->size
         : listed->head != NULL ? listed->head->size
                                : 0;
}

void
silsa_package_item_changed(SilsaPackageItem *self)
{
  g_return_if_fail(SILSA_IS_PACKAGE_ITEM(self));

  self->serial++;
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_SERIAL]);
}

guint
silsa_package_item_get_noted(SilsaPackageItem *self)
{
  const SilsaListedPackage *listed = silsa_package_item_get(self);
  guint n = 0;

  for (guint mark = 0; mark < SILSA_N_MARKS; mark++)
    n += listed->noted[mark];
  return n;
}

char *
silsa_package_item_dup_noted(SilsaPackageItem *self)
{
  const SilsaListedPackage *listed = silsa_package_item_get(self);
  g_autoptr(GString) words = g_string_new(NULL);

  for (guint k = 1; k <= SILSA_N_MARKS; k++) { /* what has no mark comes last */
    SilsaMark mark = (SilsaMark)(k % SILSA_N_MARKS);

    if (listed->noted[mark] > 0)
      g_string_append_printf(words, "%s%s %u", words->len > 0 ? " · " : "",
                             silsa_mark_to_text(mark), listed->noted[mark]);
  }
  return words->len > 0 ? g_string_free_and_steal(g_steal_pointer(&words)) : NULL;
}

char *
silsa_package_item_dup_verdict(SilsaPackageItem *self)
{
  const SilsaReport *report = self->listed->report;
  GString *out;

  if (!silsa_listed_package_is_verified(self->listed))
    return g_strdup(_("Not yet verified"));
  if (report == NULL)
    return g_strdup(_("Cannot be read"));
  out = g_string_new(silsa_verdict_to_text(report->verdict));
  if (g_strcmp0(report->purpose, "demonstration") == 0)
    g_string_append_printf(out, " · %s", _("demonstration"));
  if (self->listed->conflict)
    g_string_append_printf(out, " · %s", _("same revision, other content"));
  if (self->listed->superseded)
    g_string_append_printf(out, " · %s", _("a later revision is there"));
  return g_string_free_and_steal(out);
}
