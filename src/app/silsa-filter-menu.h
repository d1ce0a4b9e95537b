#pragma once

#include "silsa-finder.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * The button that narrows a list of indicators, with all filters and the items in its popover; how
 * many would be left stands beside each. Properties "filters" (guint, SilsaFilter), "item" (int,
 * number of the evaluation item, -1: all), both notified.
 */
#define SILSA_TYPE_FILTER_MENU (silsa_filter_menu_get_type())
G_DECLARE_FINAL_TYPE(SilsaFilterMenu, silsa_filter_menu, SILSA, FILTER_MENU, AdwBin)

GtkWidget *silsa_filter_menu_new(void);
void silsa_filter_menu_set_assessment(SilsaFilterMenu *self, SilsaAssessment *assessment);
void silsa_filter_menu_set_filters(SilsaFilterMenu *self, SilsaFilter filters);
SilsaFilter silsa_filter_menu_get_filters(SilsaFilterMenu *self);
void silsa_filter_menu_set_item(SilsaFilterMenu *self, int item);
int silsa_filter_menu_get_item(SilsaFilterMenu *self);
/** Shows nothing but the whole list. */
void silsa_filter_menu_clear(SilsaFilterMenu *self);

G_END_DECLS
