#include "silsa-package-pane.h"

#include "silsa-instant.h"
#include "silsa-sign-dialog.h"
#include "silsa-status.h"
#include "silsa-tooltip.h"

#include <glib/gi18n.h>

struct _SilsaPackagePane {
  AdwBin parent_instance;

  SilsaStore *store;

  GtkWidget *details;
  GtkLabel *name_label;
  GtkLevelBar *limit_bar;
  GtkLabel *photos_label;
  GtkLabel *documents_label;
  GtkLabel *total_label;
  GtkLabel *limit_label;
  GtkBox *fixed;
  AdwAvatar *avatar;
  GtkLabel *signer_label;
  GtkLabel *list_label;
  GtkWidget *demonstration_label;
  GtkLabel *status_label;
  GtkLabel *last_label;
  GtkLabel *reason_label;
  GtkBox *ways;
  GtkWidget *sign_button;
  GtkWidget *incomplete_button;
};

typedef enum { PROP_COMPACT = 1, PROP_LOW } SilsaPackagePaneProperty;
static GParamSpec *properties[PROP_LOW + 1];

enum { SIGN, SIGN_INCOMPLETE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(SilsaPackagePane, silsa_package_pane, ADW_TYPE_BIN)

static void
sign_cb(SilsaPackagePane *self)
{
  g_signal_emit(self, signals[SIGN], 0);
}

static void
sign_incomplete_cb(SilsaPackagePane *self)
{
  g_signal_emit(self, signals[SIGN_INCOMPLETE], 0);
}

/* What it will be */

static void
show_size(SilsaPackagePane *self, SilsaAssessment *assessment, const SilsaHandInSize *size)
{
  guint64 limit = silsa_assessment_get_case(assessment)->package_limit;
  guint64 all = size->photo_bytes + size->document_bytes + size->other_bytes;
  g_autofree char *name = silsa_sign_dialog_propose_name(self->store);
  g_autofree char *photo_size = NULL, *document_size = NULL, *all_size = NULL, *limit_size = NULL;
  g_autofree char *photos = NULL, *documents = NULL, *total = NULL, *limit_words = NULL;

  photo_size = g_format_size(size->photo_bytes);
  document_size = g_format_size(size->document_bytes);
  all_size = g_format_size(all);
  limit_size = g_format_size(limit);
  /* Translators: number and size */
  photos = g_strdup_printf(ngettext("%u photo, %s", "%u photos, %s", size->n_photos),
                           size->n_photos, photo_size);
  documents = g_strdup_printf(ngettext("%u document, %s", "%u documents, %s", size->n_documents),
                              size->n_documents, document_size);
  total = g_strdup_printf(_("About %s in all"), all_size);
  limit_words = g_strdup_printf(_("limit %s"), limit_size);

  gtk_label_set_text(self->name_label, name);
  gtk_label_set_text(self->photos_label, photos);
  gtk_label_set_text(self->documents_label, documents);
  gtk_label_set_text(self->total_label, total);
  gtk_label_set_text(self->limit_label, limit > 0 ? limit_words : "");
  gtk_widget_set_visible(GTK_WIDGET(self->limit_bar), limit > 0);
  if (limit > 0)
    gtk_level_bar_set_value(self->limit_bar, MIN(1, (double)all / (double)limit));
}

static void
show_signer(SilsaPackagePane *self, SilsaAssessment *assessment)
{
  const SilsaCase *about = silsa_assessment_get_case(assessment);
  const char *name = about->assessor_name != NULL ? about->assessor_name : "";

  adw_avatar_set_text(self->avatar, name);
  gtk_label_set_text(self->signer_label, name);
  gtk_label_set_text(self->list_label, about->round_id == NULL
                                           ? _("Assessor · the file has no round")
                                       : silsa_assessment_get_trusted_signer(assessment) != NULL
                                           ? _("Assessor · the round's signer is confirmed")
                                           : _("Assessor · the round's signer is not confirmed"));
}

static void
show_last(SilsaPackagePane *self, const SilsaHandInFacts *facts)
{
  const SilsaLastExport *last = &facts->last;
  gint64 newer = facts->rows - last->rows;
  g_autofree char *time = NULL;
  g_autofree char *words = NULL;

  gtk_widget_set_visible(GTK_WIDGET(self->last_label), FALSE);
  if (last->revision == 0 || facts->rows < 0)
    return;
  time = silsa_instant_to_text(last->time);
  if (newer > 0)
    words =
        g_strdup_printf(ngettext("Revision %u was signed on %s; %d row of the history is newer.",
                                 "Revision %u was signed on %s; %d rows of the history are "
                                 "newer.",
                                 (gulong)newer),
                        last->revision, time, (int)newer);
  else
    words = g_strdup_printf(_("Revision %u was signed on %s; nothing has changed since."),
                            last->revision, time);
  gtk_label_set_text(self->last_label, words);
  gtk_widget_set_visible(GTK_WIDGET(self->last_label), TRUE);
}

/* The button says why it is off. */
static void
show_button(SilsaPackagePane *self, guint n_stops, guint n_open)
{
  g_autofree char *words = NULL;

  if (n_stops > 0)
    words = g_strdup_printf(ngettext("%u point stops the hand-in. Settle it to sign.",
                                     "%u points stop the hand-in. Settle them to sign.", n_stops),
                            n_stops);
  else if (n_open > 0)
    words = g_strdup_printf(ngettext("Settle the %u open point, then it can be signed.",
                                     "Settle the %u open points, then it can be signed.", n_open),
                            n_open);
  gtk_label_set_text(self->reason_label, words != NULL ? words : "");
  gtk_widget_set_visible(GTK_WIDGET(self->reason_label), words != NULL);
  gtk_widget_set_sensitive(self->sign_button, words == NULL);
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->sign_button),
                                 GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words != NULL ? words : "",
                                 -1);
  gtk_widget_set_visible(self->incomplete_button, n_stops == 0 && n_open > 0);
}

void
silsa_package_pane_set_signed(SilsaPackagePane *self, gboolean is_signed)
{
  g_return_if_fail(SILSA_IS_PACKAGE_PANE(self));

  if (is_signed)
    gtk_widget_remove_css_class(self->sign_button, "suggested-action");
  else
    gtk_widget_add_css_class(self->sign_button, "suggested-action");
}

void
silsa_package_pane_focus(SilsaPackagePane *self)
{
  g_return_if_fail(SILSA_IS_PACKAGE_PANE(self));

  gtk_widget_grab_focus(gtk_widget_get_sensitive(self->sign_button) ? self->sign_button
                                                                    : self->incomplete_button);
}

void
silsa_package_pane_refresh(SilsaPackagePane *self,
                           const SilsaHandInFacts *facts,
                           const SilsaHandInSize *size,
                           guint n_stops,
                           guint n_open)
{
  SilsaAssessment *assessment;
  g_autofree char *status = NULL;

  g_return_if_fail(SILSA_IS_PACKAGE_PANE(self));

  assessment = silsa_store_get_assessment(self->store);
  status = silsa_status_words(assessment);
  show_size(self, assessment, size);
  show_signer(self, assessment);
  show_last(self, facts);
  show_button(self, n_stops, n_open);
  gtk_label_set_text(self->status_label, status);
  gtk_widget_set_visible(
      self->demonstration_label,
      g_strcmp0(silsa_assessment_get_case(assessment)->purpose, "demonstration") == 0);
}

void
silsa_package_pane_set_store(SilsaPackagePane *self, SilsaStore *store)
{
  g_return_if_fail(SILSA_IS_PACKAGE_PANE(self));

  g_set_object(&self->store, store);
}

/* Life */

static gboolean
get_low(SilsaPackagePane *self)
{
  return gtk_orientable_get_orientation(GTK_ORIENTABLE(self->ways)) == GTK_ORIENTATION_HORIZONTAL;
}

static void
set_low(SilsaPackagePane *self, gboolean low)
{
  gtk_orientable_set_orientation(GTK_ORIENTABLE(self->ways),
                                 low ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_hexpand(self->sign_button, low);
  gtk_button_set_can_shrink(GTK_BUTTON(self->incomplete_button), low);
  if (low)
    gtk_widget_remove_css_class(self->sign_button, "pill");
  else
    gtk_widget_add_css_class(self->sign_button, "pill");
}

static void
silsa_package_pane_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((SilsaPackagePaneProperty)id) {
  case PROP_COMPACT:
    g_value_set_boolean(value, !gtk_widget_get_visible(SILSA_PACKAGE_PANE(object)->details));
    break;
  case PROP_LOW:
    g_value_set_boolean(value, get_low(SILSA_PACKAGE_PANE(object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_package_pane_set_property(GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((SilsaPackagePaneProperty)id) {
  case PROP_COMPACT:
    gtk_widget_set_visible(SILSA_PACKAGE_PANE(object)->details, !g_value_get_boolean(value));
    break;
  case PROP_LOW:
    set_low(SILSA_PACKAGE_PANE(object), g_value_get_boolean(value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_package_pane_dispose(GObject *object)
{
  g_clear_object(&SILSA_PACKAGE_PANE(object)->store);
  gtk_widget_dispose_template(GTK_WIDGET(object), SILSA_TYPE_PACKAGE_PANE);

  G_OBJECT_CLASS(silsa_package_pane_parent_class)->dispose(object);
}

static void
bind_children(GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagePane, details);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagePane, name_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagePane, limit_bar);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagePane, photos_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagePane, documents_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagePane, total_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagePane, limit_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagePane, fixed);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagePane, avatar);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagePane, signer_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagePane, list_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagePane, demonstration_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagePane, status_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagePane, last_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagePane, reason_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagePane, ways);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagePane, sign_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagePane, incomplete_button);
}

static void
silsa_package_pane_class_init(SilsaPackagePaneClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS(class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  object_class->dispose = silsa_package_pane_dispose;
  object_class->get_property = silsa_package_pane_get_property;
  object_class->set_property = silsa_package_pane_set_property;
  properties[PROP_COMPACT] = g_param_spec_boolean("compact", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOW] =
      g_param_spec_boolean("low", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);
  signals[SIGN] = g_signal_new("sign", SILSA_TYPE_PACKAGE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  signals[SIGN_INCOMPLETE] = g_signal_new("sign-incomplete", SILSA_TYPE_PACKAGE_PANE,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-package-pane.ui");
  bind_children(widget_class);
  gtk_widget_class_bind_template_callback(widget_class, sign_cb);
  gtk_widget_class_bind_template_callback(widget_class, sign_incomplete_cb);
}

static void
add_fixed(SilsaPackagePane *self, const char *words)
{
  GtkWidget *line = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name("silsa-state-complete-symbolic");
  GtkWidget *label = gtk_label_new(words);

  gtk_widget_add_css_class(icon, "soft");
  gtk_accessible_update_state(GTK_ACCESSIBLE(icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_label_set_wrap(GTK_LABEL(label), TRUE);
  gtk_widget_add_css_class(label, "secondary");
  gtk_box_append(GTK_BOX(line), icon);
  gtk_box_append(GTK_BOX(line), label);
  gtk_box_append(self->fixed, line);
}

static void
silsa_package_pane_init(SilsaPackagePane *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
  silsa_tooltip_follow_label(self->name_label);
  add_fixed(self, _("Answers of all indicators, with reasons"));
  add_fixed(self, _("Originals of the evidence"));
  add_fixed(self, _("Catalogue and scores"));
  add_fixed(self, _("The history up to its last row"));
}
