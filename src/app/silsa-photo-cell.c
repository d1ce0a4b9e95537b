#include "silsa-photo-cell.h"

#include "silsa-cover.h"
#include "silsa-stamp.h"

/* What a person has marked, as it is shown; for a screen reader the item says it. */
static const struct {
  SilsaPhotoMarks mark;
  const char *icon;
} marks[] = {{SILSA_PHOTO_PERSONS, "silsa-person-symbolic"},
             {SILSA_PHOTO_RESTRICTED, "changes-prevent-symbolic"},
             {SILSA_PHOTO_REDACTED, "silsa-redact-symbolic"}};
#define N_MARKS G_N_ELEMENTS(marks)

#define GAP 4 /* between the picture and its title */
#define TITLE_SCALE 0.85
#define CODE_SCALE 0.8
#define CODE_MARGIN 6

/* What lies on the picture of some photos only: made when the first one needs it. What all have is
 * painted without widgets, as in silsa-cover.h. */
typedef enum { PART_MARKS, PART_WARNING, PART_CHECK } Part;
#define N_PARTS (PART_CHECK + 1)

struct _SilsaPhotoCell {
  GtkWidget parent_instance;

  SilsaPhotoItem *item;
  int width; /* that was asked for */

  SilsaCover *cover;
  SilsaStamp *title;
  SilsaStamp *code; /* empty: it is in the inbox */
  guint fonts; /* serial number of what was measured; 0: nothing yet */
  int ascent, descent; /* of a title */
  GtkWidget *parts[N_PARTS];
};

G_DEFINE_FINAL_TYPE(SilsaPhotoCell, silsa_photo_cell, GTK_TYPE_WIDGET)

/* --- what lies on some pictures --- */

static GtkWidget *
new_marks(void)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 4);

  gtk_widget_add_css_class(box, "photo-marks");
  for (gsize i = 0; i < N_MARKS; i++)
    gtk_box_append(GTK_BOX(box), gtk_image_new_from_icon_name(marks[i].icon));
  return box;
}

static GtkWidget *
new_warning(void)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *words = gtk_label_new(NULL);

  gtk_widget_add_css_class(box, "photo-warning");
  gtk_label_set_ellipsize(GTK_LABEL(words), PANGO_ELLIPSIZE_END);
  gtk_box_append(GTK_BOX(box), gtk_image_new_from_icon_name("dialog-warning-symbolic"));
  gtk_box_append(GTK_BOX(box), words);
  return box;
}

static GtkWidget *
new_check(void)
{
  GtkWidget *check = gtk_image_new_from_icon_name("object-select-symbolic");

  gtk_widget_add_css_class(check, "photo-check");
  return check;
}

static GtkWidget *(*const make_part[N_PARTS])(void) = {
    [PART_MARKS] = new_marks, [PART_WARNING] = new_warning, [PART_CHECK] = new_check};

/* NULL: it is not shown. */
static GtkWidget *
show_part(SilsaPhotoCell *self, Part part, gboolean shown)
{
  GtkWidget *widget = self->parts[part];

  if (widget == NULL && shown) {
    widget = self->parts[part] = make_part[part]();
    gtk_widget_set_can_target(widget, FALSE);
    gtk_widget_set_parent(widget, GTK_WIDGET(self));
  }
  if (widget != NULL)
    gtk_widget_set_visible(widget, shown);
  return shown ? widget : NULL;
}

static void
show_marks(SilsaPhotoCell *self)
{
  SilsaPhotoMarks there = silsa_photo_item_get_marks(self->item);
  GtkWidget *box = show_part(self, PART_MARKS, there != 0);
  GtkWidget *icon = box != NULL ? gtk_widget_get_first_child(box) : NULL;

  for (gsize i = 0; icon != NULL; i++, icon = gtk_widget_get_next_sibling(icon))
    gtk_widget_set_visible(icon, (there & marks[i].mark) != 0);
}

static void
show_warning(SilsaPhotoCell *self)
{
  const char *words = silsa_photo_item_get_warning(self->item);
  GtkWidget *warning = show_part(self, PART_WARNING, words != NULL);

  if (warning != NULL)
    gtk_label_set_text(GTK_LABEL(gtk_widget_get_last_child(warning)), words);
}

static void
show_words(SilsaPhotoCell *self)
{
  g_autofree char *title = silsa_photo_item_dup_title(self->item);
  g_autofree char *codes = g_strjoinv(" ", (char **)silsa_photo_item_get_codes(self->item));

  silsa_stamp_set_text(self->title, title);
  silsa_stamp_set_text(self->code, codes);
  show_marks(self);
  show_warning(self);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

/* --- how it lies: its size is the same, whatever the words are --- */

/* Of a title, whichever script it is in: other fonts are put on the same line. */
static void
measure_fonts(SilsaPhotoCell *self, PangoContext *context)
{
  g_autoptr(PangoFontDescription) font =
      pango_font_description_copy_static(pango_context_get_font_description(context));
  double size = pango_font_description_get_size(font) * TITLE_SCALE;
  PangoFontMetrics *metrics;

  if (pango_font_description_get_size_is_absolute(font))
    pango_font_description_set_absolute_size(font, size);
  else
    pango_font_description_set_size(font, (int)size);
  metrics = pango_context_get_metrics(context, font, NULL);
  self->ascent = PANGO_PIXELS_CEIL(pango_font_metrics_get_ascent(metrics));
  self->descent = PANGO_PIXELS_CEIL(pango_font_metrics_get_descent(metrics));
  pango_font_metrics_unref(metrics);
}

static int
measure_title(SilsaPhotoCell *self)
{
  PangoContext *context = gtk_widget_get_pango_context(GTK_WIDGET(self));
  guint fonts = pango_context_get_serial(context);

  if (self->fonts != fonts)
    measure_fonts(self, context);
  self->fonts = fonts;
  return self->ascent + self->descent;
}

static int
measure_picture(SilsaPhotoCell *self)
{
  return MAX(gtk_widget_get_height(GTK_WIDGET(self)) - GAP - measure_title(self), 0);
}

/* Photos are 4 : 3; the others are cut to it. */
static void
silsa_photo_cell_measure(GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size G_GNUC_UNUSED,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline G_GNUC_UNUSED,
                         int *natural_baseline G_GNUC_UNUSED)
{
  SilsaPhotoCell *self = SILSA_PHOTO_CELL(widget);

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL
                 ? self->width
                 : self->width * 3 / 4 + GAP + measure_title(self);
  *natural = *minimum;
}

/* As wide as it wants to be, in a corner of what is @room wide. Returns its width. */
static int
allocate_part(SilsaPhotoCell *self, Part part, int room, gboolean right, gboolean bottom)
{
  GtkWidget *child = self->parts[part];
  GtkAllocation place = {0};
  int least;

  if (child == NULL || !gtk_widget_should_layout(child))
    return 0;
  gtk_widget_measure(child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &place.width, NULL, NULL);
  place.width = MAX(least, MIN(place.width, room));
  gtk_widget_measure(child, GTK_ORIENTATION_VERTICAL, place.width, &place.height, NULL, NULL, NULL);
  place.x = right ? room - place.width : 0;
  place.y = bottom ? measure_picture(self) - place.height : 0;
  gtk_widget_size_allocate(child, &place, -1);
  return place.width;
}

static void
silsa_photo_cell_size_allocate(GtkWidget *widget,
                               int width,
                               int height G_GNUC_UNUSED,
                               int baseline G_GNUC_UNUSED)
{
  SilsaPhotoCell *self = SILSA_PHOTO_CELL(widget);
  int marked = allocate_part(self, PART_MARKS, width, TRUE, TRUE);
  int checked = allocate_part(self, PART_CHECK, width, TRUE, FALSE);

  allocate_part(self, PART_WARNING, width - checked, FALSE, FALSE);
  silsa_cover_set_size(self->cover, width, measure_picture(self));
  silsa_stamp_set_width(self->title, width);
  /* The codes give way to the marks. */
  silsa_stamp_set_width(self->code, width - marked - 2 * CODE_MARGIN);
}

static void
silsa_photo_cell_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
  SilsaPhotoCell *self = SILSA_PHOTO_CELL(widget);
  int top = gtk_widget_get_height(widget) - measure_title(self);

  silsa_cover_snapshot(self->cover, snapshot);
  silsa_stamp_snapshot(self->code, snapshot, CODE_MARGIN,
                       measure_picture(self) - CODE_MARGIN - silsa_stamp_get_height(self->code));
  silsa_stamp_snapshot(self->title, snapshot, 0,
                       top + self->ascent - silsa_stamp_get_baseline(self->title));
  for (gsize i = 0; i < N_PARTS; i++)
    if (self->parts[i] != NULL)
      gtk_widget_snapshot_child(widget, self->parts[i], snapshot);
}

static gboolean
query_tooltip_cb(SilsaPhotoCell *self,
                 int x G_GNUC_UNUSED,
                 int y G_GNUC_UNUSED,
                 gboolean keyboard G_GNUC_UNUSED,
                 GtkTooltip *tooltip)
{
  if (self->item == NULL)
    return FALSE;
  gtk_tooltip_set_text(tooltip,
                       silsa_evidence_get_facts(silsa_photo_item_get_evidence(self->item))->name);
  return TRUE;
}

void
silsa_photo_cell_set_item(SilsaPhotoCell *self, SilsaPhotoItem *item)
{
  g_return_if_fail(SILSA_IS_PHOTO_CELL(self));

  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func(self->item, show_words, self);
  g_set_object(&self->item, item);
  silsa_cover_set_evidence(self->cover, item != NULL ? silsa_photo_item_get_evidence(item) : NULL);
  if (item == NULL)
    return;
  g_signal_connect_object(item, "changed", G_CALLBACK(show_words), self, G_CONNECT_SWAPPED);
  show_words(self);
}

SilsaPhotoItem *
silsa_photo_cell_get_item(SilsaPhotoCell *self)
{
  g_return_val_if_fail(SILSA_IS_PHOTO_CELL(self), NULL);
  return self->item;
}

void
silsa_photo_cell_load_ahead(SilsaPhotoCell *self)
{
  g_return_if_fail(SILSA_IS_PHOTO_CELL(self));
  silsa_cover_load_ahead(self->cover);
}

void
silsa_photo_cell_draw_ahead(SilsaPhotoCell *self)
{
  g_return_if_fail(SILSA_IS_PHOTO_CELL(self));
  silsa_stamp_draw_ahead(self->code);
  silsa_stamp_draw_ahead(self->title);
}

void
silsa_photo_cell_set_selected(SilsaPhotoCell *self, gboolean selected)
{
  g_return_if_fail(SILSA_IS_PHOTO_CELL(self));
  show_part(self, PART_CHECK, selected);
}

void
silsa_photo_cell_set_width(SilsaPhotoCell *self, int width)
{
  g_return_if_fail(SILSA_IS_PHOTO_CELL(self));

  if (self->width == width)
    return;
  self->width = width;
  gtk_widget_queue_resize(GTK_WIDGET(self));
}

static void
silsa_photo_cell_dispose(GObject *object)
{
  SilsaPhotoCell *self = SILSA_PHOTO_CELL(object);

  g_clear_object(&self->item);
  g_clear_pointer(&self->cover, silsa_cover_free);
  g_clear_pointer(&self->title, silsa_stamp_free);
  g_clear_pointer(&self->code, silsa_stamp_free);
  for (gsize i = 0; i < N_PARTS; i++)
    g_clear_pointer(&self->parts[i], gtk_widget_unparent);

  G_OBJECT_CLASS(silsa_photo_cell_parent_class)->dispose(object);
}

static void
silsa_photo_cell_class_init(SilsaPhotoCellClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_photo_cell_dispose;
  widget_class->measure = silsa_photo_cell_measure;
  widget_class->size_allocate = silsa_photo_cell_size_allocate;
  widget_class->snapshot = silsa_photo_cell_snapshot;
  gtk_widget_class_set_css_name(widget_class, "photocell");
}

static SilsaStamp *
new_stamp(SilsaPhotoCell *self, double scale, PangoWeight weight, gboolean pill)
{
  PangoLayout *layout = gtk_widget_create_pango_layout(GTK_WIDGET(self), NULL);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new();

  pango_attr_list_insert(attributes, pango_attr_scale_new(scale));
  pango_attr_list_insert(attributes, pango_attr_weight_new(weight));
  pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum"));
  pango_layout_set_attributes(layout, attributes);
  pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  return silsa_stamp_new(GTK_WIDGET(self), layout, pill);
}

static void
silsa_photo_cell_init(SilsaPhotoCell *self)
{
  self->title = new_stamp(self, TITLE_SCALE, PANGO_WEIGHT_NORMAL, FALSE);
  self->code = new_stamp(self, CODE_SCALE, PANGO_WEIGHT_BOLD, TRUE);
  gtk_widget_set_has_tooltip(GTK_WIDGET(self), TRUE);
  g_signal_connect(self, "query-tooltip", G_CALLBACK(query_tooltip_cb), NULL);
}

GtkWidget *
silsa_photo_cell_new(SilsaStore *store)
{
  SilsaPhotoCell *self = g_object_new(SILSA_TYPE_PHOTO_CELL, NULL);

  self->cover = silsa_cover_new(GTK_WIDGET(self), store);
  return GTK_WIDGET(self);
}
