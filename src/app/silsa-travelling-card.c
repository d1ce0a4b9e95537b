#include "silsa-travelling-card.h"

#include "silsa-error.h"
#include "silsa-identity.h"

#include <glib/gi18n.h>

struct _SilsaTravellingCard {
  AdwBin parent_instance;

  GtkWidget *frame;
  GtkLabel *title;
  GtkBox *lines;
};

G_DEFINE_FINAL_TYPE(SilsaTravellingCard, silsa_travelling_card, ADW_TYPE_BIN)

char *
silsa_travelling_dup_reason(const SilsaTravelling *self)
{
  g_autofree char *why = NULL;

  if (!self->is_used)
    return g_strdup(
        _("No indicator uses it yet, and packages carry only what stands for an indicator."));
  if (self->withheld == NULL)
    return NULL;
  if (self->reason == NULL)
    return g_strdup(_("It is restricted: the package names its digest only."));
  why = silsa_error_explain(self->reason);
  return g_strdup_printf(
      _("What must not be seen cannot be taken out: the package names its digest only. %s"), why);
}

static GtkWidget *
new_label(const char *words, const char *class_name)
{
  GtkWidget *label = gtk_label_new(words);

  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_label_set_wrap(GTK_LABEL(label), TRUE);
  gtk_label_set_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class(label, class_name);
  return label;
}

static GtkWidget *
add_line(SilsaTravellingCard *self, const char *words, const char *class_name)
{
  GtkWidget *label = new_label(words, class_name);

  gtk_box_append(self->lines, label);
  return label;
}

static void
add_file(SilsaTravellingCard *self,
         const char *name,
         guint width,
         guint height,
         guint64 bytes,
         const char *sha256)
{
  g_autofree char *size = g_format_size(bytes);
  g_autofree char *groups = silsa_fingerprint_to_text(sha256);
  g_autofree char *facts =
      width > 0 ? g_strdup_printf("%u × %u · %s", width, height, size) : g_strdup(size);
  GtkWidget *head = add_line(self, name, "small");

  gtk_widget_set_margin_top(head, 6);
  gtk_widget_add_css_class(head, "soft");
  add_line(self, facts, "secondary");
  gtk_widget_add_css_class(add_line(self, groups, "small"), "numeric");
}

static void
add_original(SilsaTravellingCard *self, const char *name, const SilsaEvidenceFacts *facts)
{
  add_file(self, name, (guint)facts->width, (guint)facts->height, facts->size, facts->sha256);
}

static guint
count_drawn(const SilsaTravelling *travelling)
{
  g_autoptr(GArray) shapes = silsa_shapes_new(silsa_store_get_assessment(travelling->store),
                                              silsa_evidence_get_id(travelling->evidence));
  guint n = 0;

  for (guint i = 0; i < shapes->len; i++)
    n += !silsa_shape_hides(g_array_index(shapes, SilsaShape, i).kind);
  return n;
}

/* A place can stand where the import found none, in XMP or a thumbnail: then it is the one thing
 * that a copy was made for. */
static gboolean
lost_place(const SilsaTravelling *travelling)
{
  const SilsaRendition *asked = travelling->rendition;

  return asked->without_position &&
         (silsa_evidence_get_facts(travelling->evidence)->latitude != NULL ||
          (asked->hidden->len == 0 && asked->max_size == 0));
}

static void
add_differences(SilsaTravellingCard *self, const SilsaTravelling *travelling)
{
  const SilsaRendition *asked = travelling->rendition;
  guint n = asked->hidden->len;
  g_autofree char *hidden =
      g_strdup_printf(ngettext("%u area is hidden", "%u areas are hidden", n), n);

  if (n > 0)
    add_line(self, hidden, "small");
  if (lost_place(travelling))
    add_line(self, _("The place is left out"), "small");
  if (asked->max_size > 0)
    add_line(self, _("Made smaller: 2,000 pixels at most"), "small");
}

static void
show_files(SilsaTravellingCard *self, const SilsaTravelling *travelling)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(travelling->evidence);

  if (travelling->copy == NULL) {
    gtk_label_set_text(self->title, _("The original travels"));
    add_line(self, _("What the package carries has size and SHA-256 of the original."), "small");
    add_original(self, _("Original, and what travels"), facts);
  } else {
    gtk_label_set_text(self->title, _("A copy travels"));
    add_differences(self, travelling);
    add_original(self, _("Original"), facts);
    add_file(self, _("Copy that travels"), travelling->width, travelling->height,
             g_bytes_get_size(travelling->copy), travelling->sha256);
  }
  if (count_drawn(travelling) > 0)
    gtk_widget_set_margin_top(
        add_line(self, _("What is drawn on it goes beside it, and readers see it on the photo."),
                 "small"),
        6);
}

static void
show_reason(SilsaTravellingCard *self, const SilsaTravelling *travelling, const char *reason)
{
  gtk_label_set_text(self->title, _("Not in the Package"));
  gtk_widget_remove_css_class(self->frame, "accent");
  gtk_widget_add_css_class(self->frame, "warning");
  add_line(self, reason, "small");
  add_original(self, _("Original"), silsa_evidence_get_facts(travelling->evidence));
}

void
silsa_travelling_card_show(SilsaTravellingCard *self, const SilsaTravelling *travelling)
{
  g_autofree char *reason = NULL;
  GtkWidget *child;

  g_return_if_fail(SILSA_IS_TRAVELLING_CARD(self));

  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self->lines))) != NULL)
    gtk_box_remove(self->lines, child);
  gtk_widget_remove_css_class(self->frame, "warning");
  gtk_widget_add_css_class(self->frame, "accent");
  if (travelling == NULL) {
    gtk_label_set_text(self->title, _("Making what travels…"));
    return;
  }
  reason = silsa_travelling_dup_reason(travelling);
  if (reason != NULL)
    show_reason(self, travelling, reason);
  else
    show_files(self, travelling);
}

static void
silsa_travelling_card_class_init(SilsaTravellingCardClass *class G_GNUC_UNUSED)
{
}

static void
silsa_travelling_card_init(SilsaTravellingCard *self)
{
  GtkWidget *texts = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *icon = gtk_image_new_from_icon_name("silsa-handin-symbolic");

  self->frame = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 10);
  self->title = GTK_LABEL(new_label("", "strong"));
  self->lines = GTK_BOX(gtk_box_new(GTK_ORIENTATION_VERTICAL, 2));
  gtk_widget_set_valign(icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand(texts, TRUE);
  gtk_box_append(GTK_BOX(texts), GTK_WIDGET(self->title));
  gtk_box_append(GTK_BOX(texts), GTK_WIDGET(self->lines));
  gtk_box_append(GTK_BOX(self->frame), icon);
  gtk_box_append(GTK_BOX(self->frame), texts);
  gtk_widget_add_css_class(self->frame, "notice");
  adw_bin_set_child(ADW_BIN(self), self->frame);
}

GtkWidget *
silsa_travelling_card_new(void)
{
  return g_object_new(SILSA_TYPE_TRAVELLING_CARD, NULL);
}
