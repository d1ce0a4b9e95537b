#include "silsa-section-head.h"

#include "silsa-sector-bar.h"

struct _SilsaSectionHead {
  AdwBin parent_instance;

  SilsaAssessment *assessment;
  const SilsaItem *item;

  GtkWidget *sector_box;
  GtkLabel *sector_label;
  GtkLabel *sector_count;
  SilsaSectorBar *sector_bar;
  GtkLabel *code_label;
  GtkLabel *title_label;
  GtkLabel *count_label;
};

G_DEFINE_FINAL_TYPE(SilsaSectionHead, silsa_section_head, ADW_TYPE_BIN)

static void
set_count(GtkLabel *label, const SilsaBand *band)
{
  g_autofree char *text = g_strdup_printf("%u/%u", band->complete, band->applicable);

  gtk_label_set_text(label, text);
}

static void
update(SilsaSectionHead *self)
{
  const SilsaPreview *preview = silsa_assessment_get_preview(self->assessment);
  const SilsaBand *sector;

  if (self->item == NULL)
    return;
  set_count(self->count_label, &preview->items[self->item->index]);
  sector = &preview->sectors[self->item->sector->index];
  set_count(self->sector_count, sector);
  gtk_widget_set_visible(GTK_WIDGET(self->sector_bar),
                         silsa_assessment_get_preview_policy(self->assessment) !=
                             SILSA_POLICY_HIDDEN);
  silsa_sector_bar_set_band(self->sector_bar, sector);
}

static void
silsa_section_head_dispose(GObject *object)
{
  SilsaSectionHead *self = SILSA_SECTION_HEAD(object);

  g_clear_object(&self->assessment);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_SECTION_HEAD);

  G_OBJECT_CLASS(silsa_section_head_parent_class)->dispose(object);
}

static void
silsa_section_head_class_init(SilsaSectionHeadClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_section_head_dispose;

  g_type_ensure(SILSA_TYPE_SECTOR_BAR);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-section-head.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaSectionHead, sector_box);
  gtk_widget_class_bind_template_child(widget_class, SilsaSectionHead, sector_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaSectionHead, sector_count);
  gtk_widget_class_bind_template_child(widget_class, SilsaSectionHead, sector_bar);
  gtk_widget_class_bind_template_child(widget_class, SilsaSectionHead, code_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaSectionHead, title_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaSectionHead, count_label);
}

static void
silsa_section_head_init(SilsaSectionHead *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
}

GtkWidget *
silsa_section_head_new(SilsaAssessment *assessment)
{
  SilsaSectionHead *self = g_object_new(SILSA_TYPE_SECTION_HEAD, NULL);

  self->assessment = g_object_ref(assessment);
  g_signal_connect_object(assessment, "preview-changed", G_CALLBACK(update), self,
                          G_CONNECT_SWAPPED);
  return GTK_WIDGET(self);
}

void
silsa_section_head_set_item(SilsaSectionHead *self, const SilsaItem *item)
{
  SilsaLanguage language = silsa_language_from_locale();

  g_return_if_fail(SILSA_IS_SECTION_HEAD(self));

  self->item = item;
  gtk_label_set_text(self->code_label, item->code);
  gtk_label_set_text(self->title_label, silsa_text_get(&item->title, language));
  gtk_label_set_text(self->sector_label, silsa_text_get(&item->sector->title, language));
  gtk_widget_set_visible(self->sector_box, item == &item->sector->items[0]);
  update(self);
}
