#include "silsa-even-layout.h"

struct _SilsaEvenLayout {
  GtkLayoutManager parent_instance;

  int gap;
  int least;
};

G_DEFINE_FINAL_TYPE(SilsaEvenLayout, silsa_even_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef struct {
  int n; /* children that are shown */
  int minimum, natural; /* of the widest */
} Children;

static Children
look_at_children(GtkWidget *widget, GtkOrientation orientation, int for_size)
{
  Children children = {0};

  for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
       child = gtk_widget_get_next_sibling(child)) {
    int minimum, natural;

    if (!gtk_widget_should_layout(child))
      continue;
    gtk_widget_measure(child, orientation, for_size, &minimum, &natural, NULL, NULL);
    children.n++;
    children.minimum = MAX(children.minimum, minimum);
    children.natural = MAX(children.natural, natural);
  }
  return children;
}

static int
add_up(SilsaEvenLayout *self, int n, int size)
{
  return n > 0 ? n * size + (n - 1) * self->gap : 0;
}

static int
count_rows(const Children *children, int columns)
{
  return (children->n + columns - 1) / columns;
}

static int
count_columns(SilsaEvenLayout *self, const Children *children, int width)
{
  int fit = (width + self->gap) / MAX(children->minimum + self->gap, 1);
  int columns = CLAMP(fit, MIN(self->least, children->n), children->n);

  return columns > 0 ? count_rows(children, count_rows(children, columns)) : 1;
}

static int
get_child_width(SilsaEvenLayout *self, int columns, int width)
{
  return MAX((width - (columns - 1) * self->gap) / columns, 0);
}

static void
silsa_even_layout_measure(GtkLayoutManager *manager,
                          GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline G_GNUC_UNUSED,
                          int *natural_baseline G_GNUC_UNUSED)
{
  SilsaEvenLayout *self = SILSA_EVEN_LAYOUT(manager);
  Children across = look_at_children(widget, GTK_ORIENTATION_HORIZONTAL, -1);
  int width = for_size < 0 ? add_up(self, across.n, across.natural) : for_size;
  int columns = count_columns(self, &across, width);
  Children down;

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = add_up(self, MIN(self->least, across.n), across.minimum);
    *natural = MAX(*minimum, add_up(self, across.n, across.natural));
    return;
  }
  down = look_at_children(widget, GTK_ORIENTATION_VERTICAL, get_child_width(self, columns, width));
  *minimum = add_up(self, count_rows(&across, columns), down.minimum);
  *natural = add_up(self, count_rows(&across, columns), down.natural);
}

static void
silsa_even_layout_allocate(
    GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline G_GNUC_UNUSED)
{
  SilsaEvenLayout *self = SILSA_EVEN_LAYOUT(manager);
  Children across = look_at_children(widget, GTK_ORIENTATION_HORIZONTAL, -1);
  int columns = count_columns(self, &across, width);
  int rows = MAX(count_rows(&across, columns), 1);
  GtkAllocation box = {.width = get_child_width(self, columns, width),
                       .height = (height - (rows - 1) * self->gap) / rows};
  int n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
       child = gtk_widget_get_next_sibling(child)) {
    int place = n % columns;

    if (!gtk_widget_should_layout(child))
      continue;
    if (gtk_widget_get_direction(widget) == GTK_TEXT_DIR_RTL)
      place = columns - 1 - place;
    box.x = place * (box.width + self->gap);
    box.y = n / columns * (box.height + self->gap);
    gtk_widget_size_allocate(child, &box, -1);
    n++;
  }
}

static GtkSizeRequestMode
silsa_even_layout_get_request_mode(GtkLayoutManager *manager G_GNUC_UNUSED,
                                   GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
silsa_even_layout_class_init(SilsaEvenLayoutClass *class)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS(class);

  manager_class->measure = silsa_even_layout_measure;
  manager_class->allocate = silsa_even_layout_allocate;
  manager_class->get_request_mode = silsa_even_layout_get_request_mode;
}

static void
silsa_even_layout_init(SilsaEvenLayout *self G_GNUC_UNUSED)
{
}

GtkLayoutManager *
silsa_even_layout_new(int gap, int least)
{
  SilsaEvenLayout *self = g_object_new(SILSA_TYPE_EVEN_LAYOUT, NULL);

  self->gap = gap;
  self->least = least;
  return GTK_LAYOUT_MANAGER(self);
}
