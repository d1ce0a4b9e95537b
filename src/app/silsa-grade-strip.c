#include "silsa-grade-strip.h"

#include "silsa-band-words.h"
#include "silsa-status.h"
#include "silsa-tooltip.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

#define SPACING 12 /* as in the template */
#define TIGHT_SPACING 8

struct _SilsaGradeStrip {
  AdwBin parent_instance;

  SilsaAssessment *assessment;
  gboolean narrow;
  gboolean tight;
  gboolean primary;

  GtkLabel *grade_label;
  GtkLabel *status_label;
  GtkLabel *points_label;
  GtkLabel *percent_label;
  SilsaGradeBand *band;
  GtkLabel *next_label;
  GtkButton *next_button;
};

typedef enum { PROP_NARROW = 1, PROP_TIGHT, PROP_PRIMARY } SilsaGradeStripProperty;
static GParamSpec *properties[PROP_PRIMARY + 1];

G_DEFINE_FINAL_TYPE(SilsaGradeStrip, silsa_grade_strip, ADW_TYPE_BIN)

/* How far one is, where the round keeps the grade to itself. */
static void
show_progress(SilsaGradeStrip *self)
{
  const SilsaBand *all = &silsa_assessment_get_preview(self->assessment)->all;
  g_autofree char *words = g_strdup_printf(_("%u/%u complete"), all->complete, all->applicable);

  gtk_label_set_text(self->grade_label, words);
}

/* "Expected" goes where there is no room for it, but whoever listens still hears it. */
static void
show_grade(SilsaGradeStrip *self, const char *title)
{
  g_autofree char *words = g_strdup_printf(_("Expected %s"), title);

  gtk_label_set_text(self->grade_label, self->tight ? title : words);
  if (self->tight)
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->grade_label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   words, -1);
}

static void
update(SilsaGradeStrip *self)
{
  const SilsaPreview *preview = silsa_assessment_get_preview(self->assessment);
  int decimals = silsa_catalogue_get_decimals(silsa_assessment_get_catalogue(self->assessment));
  SilsaLanguage language = silsa_language_from_locale();
  g_autofree char *points = silsa_band_expected_to_text(&preview->all, decimals);
  g_autofree char *percent = silsa_band_percent_to_text(&preview->all);
  g_autofree char *status = silsa_status_words(self->assessment);
  g_autofree char *next = NULL;

  gboolean full = silsa_assessment_get_preview_policy(self->assessment) == SILSA_POLICY_FULL;
  gboolean known = silsa_band_has_ground(&preview->all);

  gtk_widget_set_visible(GTK_WIDGET(self->points_label), full && known && !self->tight);
  gtk_widget_set_visible(GTK_WIDGET(self->percent_label), full && known && !self->narrow);
  gtk_widget_set_visible(GTK_WIDGET(self->band), full);
  gtk_widget_set_visible(GTK_WIDGET(self->next_label), full && !self->narrow);
  gtk_widget_set_visible(GTK_WIDGET(self->status_label), !self->tight);
  gtk_label_set_text(self->status_label, status);
  silsa_tooltip_set(GTK_WIDGET(self->status_label), status);
  if (!full) {
    show_progress(self);
    return;
  }
  show_grade(self, known ? silsa_text_get(&preview->expected_grade->title, language) : "–");
  gtk_label_set_text(self->points_label, points);
  gtk_label_set_text(self->percent_label, percent);
  silsa_grade_band_show_preview(self->band, self->assessment);
  if (preview->has_next) {
    g_autofree char *distance = silsa_number_to_text(preview->next.distance.q, decimals);

    next = g_strdup_printf(_("to %s +%s"), silsa_text_get(&preview->next.grade->title, language),
                           distance);
  }
  gtk_label_set_text(self->next_label, next != NULL ? next : "");
}

static void
set_narrow(SilsaGradeStrip *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  if (self->assessment != NULL)
    update(self);
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_NARROW]);
}

static void
set_tight(SilsaGradeStrip *self, gboolean tight)
{
  if (self->tight == tight)
    return;
  self->tight = tight;
  gtk_box_set_spacing(GTK_BOX(adw_bin_get_child(ADW_BIN(self))), tight ? TIGHT_SPACING : SPACING);
  if (!tight)
    gtk_accessible_reset_property(GTK_ACCESSIBLE(self->grade_label), GTK_ACCESSIBLE_PROPERTY_LABEL);
  if (self->assessment != NULL)
    update(self);
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_TIGHT]);
}

static void
set_primary(SilsaGradeStrip *self, gboolean primary)
{
  if (self->primary == primary)
    return;
  self->primary = primary;
  if (primary)
    gtk_widget_add_css_class(GTK_WIDGET(self->next_button), "suggested-action");
  else
    gtk_widget_remove_css_class(GTK_WIDGET(self->next_button), "suggested-action");
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_PRIMARY]);
}

static void
silsa_grade_strip_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SilsaGradeStrip *self = SILSA_GRADE_STRIP(object);

  switch ((SilsaGradeStripProperty)id) {
  case PROP_NARROW:
    g_value_set_boolean(value, self->narrow);
    break;
  case PROP_TIGHT:
    g_value_set_boolean(value, self->tight);
    break;
  case PROP_PRIMARY:
    g_value_set_boolean(value, self->primary);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_grade_strip_set_property(GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SilsaGradeStrip *self = SILSA_GRADE_STRIP(object);

  switch ((SilsaGradeStripProperty)id) {
  case PROP_NARROW:
    set_narrow(self, g_value_get_boolean(value));
    break;
  case PROP_TIGHT:
    set_tight(self, g_value_get_boolean(value));
    break;
  case PROP_PRIMARY:
    set_primary(self, g_value_get_boolean(value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_grade_strip_dispose(GObject *object)
{
  SilsaGradeStrip *self = SILSA_GRADE_STRIP(object);

  g_clear_object(&self->assessment);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_GRADE_STRIP);

  G_OBJECT_CLASS(silsa_grade_strip_parent_class)->dispose(object);
}

static void
silsa_grade_strip_class_init(SilsaGradeStripClass *class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS(class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  object_class->dispose = silsa_grade_strip_dispose;
  object_class->get_property = silsa_grade_strip_get_property;
  object_class->set_property = silsa_grade_strip_set_property;
  properties[PROP_NARROW] = g_param_spec_boolean("narrow", NULL, NULL, FALSE, flags);
  properties[PROP_TIGHT] = g_param_spec_boolean("tight", NULL, NULL, FALSE, flags);
  properties[PROP_PRIMARY] = g_param_spec_boolean("primary", NULL, NULL, TRUE, flags);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);

  g_type_ensure(SILSA_TYPE_GRADE_BAND);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-grade-strip.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaGradeStrip, grade_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaGradeStrip, status_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaGradeStrip, points_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaGradeStrip, percent_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaGradeStrip, band);
  gtk_widget_class_bind_template_child(widget_class, SilsaGradeStrip, next_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaGradeStrip, next_button);
}

static void
silsa_grade_strip_init(SilsaGradeStrip *self)
{
  self->primary = TRUE; /* as in the template */
  gtk_widget_init_template(GTK_WIDGET(self));
}

void
silsa_grade_strip_set_store(SilsaGradeStrip *self, SilsaStore *store)
{
  g_return_if_fail(SILSA_IS_GRADE_STRIP(self));

  self->assessment = g_object_ref(silsa_store_get_assessment(store));
  silsa_grade_band_show_grades(self->band, silsa_assessment_get_catalogue(self->assessment));
  g_signal_connect_object(self->assessment, "preview-changed", G_CALLBACK(update), self,
                          G_CONNECT_SWAPPED);
  update(self);
}

void
silsa_grade_strip_set_way_on(SilsaGradeStrip *self, const char *label)
{
  g_return_if_fail(SILSA_IS_GRADE_STRIP(self));

  gtk_button_set_label(self->next_button, label);
  gtk_button_set_can_shrink(self->next_button, TRUE); /* it is longer than the usual one */
}
