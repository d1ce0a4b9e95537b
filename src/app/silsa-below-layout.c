#include "silsa-below-layout.h"

#define LINE_GAP 6 /* between the lines, and at most within the second one */
#define MOST 12 /* children that are shown */

struct _SilsaBelowLayout {
  GtkLayoutManager parent_instance;

  int gap;
  guint below;
  gboolean always; /* two lines, however wide */
};

typedef enum { PROP_GAP = 1, PROP_BELOW, PROP_ALWAYS } SilsaBelowLayoutProperty;
static GParamSpec *properties[PROP_ALWAYS + 1];

G_DEFINE_FINAL_TYPE(SilsaBelowLayout, silsa_below_layout, GTK_TYPE_LAYOUT_MANAGER)

/* One line, or what would be one. */
typedef struct {
  GtkWidget *children[MOST];
  GtkRequestedSize sizes[MOST];
  guint n;
  guint n_expanding;
  int gap;
} Line;

/* All children from the one with the number @first on, before the one with the number @end. */
static void
collect(GtkWidget *widget, guint first, guint end, int gap, Line *line)
{
  guint number = 0;

  line->n = line->n_expanding = 0;
  line->gap = gap;
  for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
       child = gtk_widget_get_next_sibling(child), number++) {
    GtkRequestedSize *size = &line->sizes[line->n];

    if (number < first || number >= end || line->n == MOST || !gtk_widget_should_layout(child))
      continue;
    gtk_widget_measure(child, GTK_ORIENTATION_HORIZONTAL, -1, &size->minimum_size,
                       &size->natural_size, NULL, NULL);
    size->data = child;
    line->n_expanding += gtk_widget_compute_expand(child, GTK_ORIENTATION_HORIZONTAL);
    line->children[line->n++] = child;
  }
}

static guint
count_children(GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
       child = gtk_widget_get_next_sibling(child))
    n++;
  return n;
}

static void
add_up(const Line *line, int *minimum, int *natural)
{
  int gaps = line->n > 0 ? ((int)line->n - 1) * line->gap : 0;

  *minimum = *natural = gaps;
  for (guint i = 0; i < line->n; i++) {
    *minimum += line->sizes[i].minimum_size;
    *natural += line->sizes[i].natural_size;
  }
}

/* The lines that a width has room for; the second one is empty where the first holds everything. */
static void
break_lines(SilsaBelowLayout *self, GtkWidget *widget, int width, Line *first, Line *second)
{
  guint n = count_children(widget), head = n > self->below ? n - self->below : n;
  int minimum, natural;

  second->n = 0;
  collect(widget, 0, n, self->gap, first);
  add_up(first, &minimum, &natural);
  if (!self->always && (width < 0 || width >= minimum))
    return;
  collect(widget, 0, head, self->gap, first);
  collect(widget, head, n, MIN(self->gap, LINE_GAP), second);
}

/* Makes of the sizes asked for those that are given, as a box does. */
static void
distribute(Line *line, int width, gboolean fill)
{
  int minimum, natural, rest;

  if (line->n == 0)
    return;
  add_up(line, &minimum, &natural);
  rest = gtk_distribute_natural_allocation(MAX(width - minimum, 0), line->n, line->sizes);
  for (guint i = 0, left = line->n_expanding; i < line->n && left > 0; i++) {
    if (!gtk_widget_compute_expand(line->children[i], GTK_ORIENTATION_HORIZONTAL))
      continue;
    line->sizes[i].minimum_size += rest / (int)left;
    rest -= rest / (int)left--;
  }
  if (fill && line->n_expanding == 0)
    line->sizes[0].minimum_size += rest;
}

static void
measure_height(Line *line, int width, gboolean fill, int *least, int *most)
{
  *least = *most = 0;
  if (width >= 0)
    distribute(line, width, fill);
  for (guint i = 0; i < line->n; i++) {
    int minimum, natural;

    gtk_widget_measure(line->children[i], GTK_ORIENTATION_VERTICAL,
                       width >= 0 ? line->sizes[i].minimum_size : -1, &minimum, &natural, NULL,
                       NULL);
    *least = MAX(*least, minimum);
    *most = MAX(*most, natural);
  }
}

static void
measure_width(SilsaBelowLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  Line first, second;
  int least, most;

  break_lines(self, widget, -1, &first, &second);
  add_up(&first, minimum, natural);
  add_up(&second, &least, &most);
  *natural = MAX(*natural, most);
  break_lines(self, widget, 0, &first, &second);
  add_up(&first, minimum, &most);
  add_up(&second, &least, &most);
  *minimum = MAX(*minimum, least);
}

static void
silsa_below_layout_measure(GtkLayoutManager *manager,
                           GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline G_GNUC_UNUSED,
                           int *natural_baseline G_GNUC_UNUSED)
{
  SilsaBelowLayout *self = SILSA_BELOW_LAYOUT(manager);
  Line first, second;
  int least, most;

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    measure_width(self, widget, minimum, natural);
    return;
  }
  break_lines(self, widget, for_size, &first, &second);
  measure_height(&first, for_size, FALSE, minimum, natural);
  if (second.n == 0)
    return;
  measure_height(&second, for_size, TRUE, &least, &most);
  *minimum += LINE_GAP + least;
  *natural += LINE_GAP + most;
}

static void
allocate_line(GtkWidget *widget, Line *line, int width, int y, int height)
{
  gboolean mirrored = gtk_widget_get_direction(widget) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (guint i = 0; i < line->n; i++) {
    int own = line->sizes[i].minimum_size;
    GtkAllocation box = {
        .x = mirrored ? width - x - own : x, .y = y, .width = own, .height = height};

    gtk_widget_size_allocate(line->children[i], &box, -1);
    x += own + line->gap;
  }
}

static void
silsa_below_layout_allocate(
    GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline G_GNUC_UNUSED)
{
  SilsaBelowLayout *self = SILSA_BELOW_LAYOUT(manager);
  Line first, second;
  int least, most;

  break_lines(self, widget, width, &first, &second);
  if (second.n == 0) {
    distribute(&first, width, FALSE);
    allocate_line(widget, &first, width, 0, height);
    return;
  }
  measure_height(&second, width, TRUE, &least, &most);
  distribute(&first, width, FALSE);
  allocate_line(widget, &first, width, 0, height - least - LINE_GAP);
  allocate_line(widget, &second, width, height - least, least);
}

static GtkSizeRequestMode
silsa_below_layout_get_request_mode(GtkLayoutManager *manager G_GNUC_UNUSED,
                                    GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
silsa_below_layout_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SilsaBelowLayout *self = SILSA_BELOW_LAYOUT(object);

  switch ((SilsaBelowLayoutProperty)id) {
  case PROP_GAP:
    g_value_set_int(value, self->gap);
    break;
  case PROP_BELOW:
    g_value_set_uint(value, self->below);
    break;
  case PROP_ALWAYS:
    g_value_set_boolean(value, self->always);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_below_layout_set_property(GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SilsaBelowLayout *self = SILSA_BELOW_LAYOUT(object);

  switch ((SilsaBelowLayoutProperty)id) {
  case PROP_GAP:
    self->gap = g_value_get_int(value);
    break;
  case PROP_BELOW:
    self->below = g_value_get_uint(value);
    break;
  case PROP_ALWAYS:
    self->always = g_value_get_boolean(value);
    gtk_layout_manager_layout_changed(GTK_LAYOUT_MANAGER(self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_below_layout_class_init(SilsaBelowLayoutClass *class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS(class);
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS(class);

  object_class->get_property = silsa_below_layout_get_property;
  object_class->set_property = silsa_below_layout_set_property;
  manager_class->measure = silsa_below_layout_measure;
  manager_class->allocate = silsa_below_layout_allocate;
  manager_class->get_request_mode = silsa_below_layout_get_request_mode;
  properties[PROP_GAP] = g_param_spec_int("gap", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_BELOW] = g_param_spec_uint("below", NULL, NULL, 0, MOST, 1, flags);
  properties[PROP_ALWAYS] =
      g_param_spec_boolean("always", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);
}

static void
silsa_below_layout_init(SilsaBelowLayout *self G_GNUC_UNUSED)
{
}

GtkWidget *
silsa_below_box_new(int gap, guint below)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager(
      box, g_object_new(SILSA_TYPE_BELOW_LAYOUT, "gap", gap, "below", below, NULL));
  return box;
}

void
silsa_below_box_set_narrow(GtkWidget *box, int gap, guint below, gboolean narrow)
{
  GtkLayoutManager *layout;

  g_return_if_fail(GTK_IS_BOX(box));

  if (narrow) {
    layout =
        g_object_new(SILSA_TYPE_BELOW_LAYOUT, "gap", gap, "below", below, "always", TRUE, NULL);
  } else {
    layout = gtk_box_layout_new(GTK_ORIENTATION_HORIZONTAL);
    gtk_box_layout_set_spacing(GTK_BOX_LAYOUT(layout), gap);
  }
  gtk_widget_set_layout_manager(box, layout);
}
