#include "silsa-verdict-bar.h"

#include "silsa-below-layout.h"
#include "silsa-verdict-look.h"

#include <glib/gi18n.h>

#define LINES 4 /* of the sentence, as in the template */
#define NARROW_LINES 2
#define WIDTH_CHARS                                                                                \
  46 /* of the sentence, too: where there is no room for these, buttons go below */

struct _SilsaVerdictBar {
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *word;
  GtkLabel *sentence;
  GtkWidget *summary_button;
  GtkWidget *compare_button;
  GtkWidget *verification_button;
};

G_DEFINE_FINAL_TYPE(SilsaVerdictBar, silsa_verdict_bar, ADW_TYPE_BIN)

static char *
dup_word(const SilsaReport *report)
{
  const SilsaSigner *signer = report->signers->len > 0 ? report->signers->pdata[0] : NULL;
  const char *verdict = silsa_verdict_to_text(report->verdict);

  if (signer == NULL || !report->intact)
    return g_strdup(verdict);
  return g_strdup_printf(_("%s · signed by %s"), verdict, signer->certificate.name);
}

/* What a reader has to bear in mind while looking at what stands below. */
static char *
dup_sentence(const SilsaReading *reading)
{
  const SilsaReport *report = reading->report;
  g_autofree char *sentence = silsa_report_to_sentence(report);
  GString *out = g_string_new(sentence);

  if (report->assessment == NULL)
    g_string_append_printf(out, " %s",
                           _("What is shown is what stands in the package, not what was signed."));
  if (reading->n_missing > 0) {
    g_autofree char *missing = g_strdup_printf(
        ngettext("%u piece of evidence is missing or was changed, and is not shown.",
                 "%u pieces of evidence are missing or were changed, and are not shown.",
                 reading->n_missing),
        reading->n_missing);

    g_string_append_printf(out, " %s", missing);
  }
  return g_string_free_and_steal(out);
}

void
silsa_verdict_bar_show(SilsaVerdictBar *self, const SilsaReading *reading)
{
  SilsaVerdictLook look;
  g_autofree char *word = NULL;
  g_autofree char *sentence = NULL;

  g_return_if_fail(SILSA_IS_VERDICT_BAR(self));

  look = silsa_verdict_get_look(reading->report);
  word = dup_word(reading->report);
  sentence = dup_sentence(reading);
  gtk_widget_set_css_classes(GTK_WIDGET(self), (const char *[]){"verdict-bar", look.box, NULL});
  gtk_image_set_from_icon_name(self->icon, look.icon);
  gtk_label_set_text(self->word, word);
  gtk_label_set_text(self->sentence, sentence);
  gtk_widget_set_tooltip_text(GTK_WIDGET(self->sentence), sentence);
  gtk_widget_set_visible(self->compare_button,
                         reading->report->intact && !silsa_report_is_settled(reading->report));
}

void
silsa_verdict_bar_set_narrow(SilsaVerdictBar *self, gboolean narrow)
{
  GtkWidget *const buttons[] = {self->summary_button, self->compare_button,
                                self->verification_button};

  g_return_if_fail(SILSA_IS_VERDICT_BAR(self));

  gtk_label_set_lines(self->sentence, narrow ? NARROW_LINES : LINES);
  gtk_label_set_width_chars(self->sentence, narrow ? -1 : WIDTH_CHARS);
  g_object_set(gtk_widget_get_layout_manager(adw_bin_get_child(ADW_BIN(self))), "always", narrow,
               NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(buttons); i++)
    gtk_button_set_can_shrink(GTK_BUTTON(buttons[i]), narrow);
}

static void
silsa_verdict_bar_dispose(GObject *object)
{
  gtk_widget_dispose_template(GTK_WIDGET(object), SILSA_TYPE_VERDICT_BAR);

  G_OBJECT_CLASS(silsa_verdict_bar_parent_class)->dispose(object);
}

static void
silsa_verdict_bar_class_init(SilsaVerdictBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_verdict_bar_dispose;
  g_type_ensure(SILSA_TYPE_BELOW_LAYOUT);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-verdict-bar.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaVerdictBar, icon);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerdictBar, word);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerdictBar, sentence);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerdictBar, summary_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerdictBar, compare_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerdictBar, verification_button);
}

static void
silsa_verdict_bar_init(SilsaVerdictBar *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
}
