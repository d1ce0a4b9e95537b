#include "silsa-verify-sheet.h"

#include "silsa-instant.h"
#include "silsa-row-list.h"
#include "silsa-verdict-look.h"
#include "silsa-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SilsaVerifySheet {
  AdwBin parent_instance;

  GtkWidget *demonstration;
  GtkWidget *verdict;
  GtkImage *verdict_icon;
  GtkLabel *verdict_word;
  GtkLabel *verdict_sentence;
  GtkImage *intact_icon;
  GtkLabel *intact_word;
  GtkImage *trusted_icon;
  GtkLabel *trusted_word;
  GtkBox *signers;
  GtkBox *content;
  GtkBox *facts;
};

G_DEFINE_FINAL_TYPE(SilsaVerifySheet, silsa_verify_sheet, ADW_TYPE_BIN)

/* A word for what is good: green, or blue while something else was not checked. */
static const char *
good_class(const SilsaReport *report)
{
  return silsa_report_is_settled(report) ? "success" : "verified";
}

static void
show_tile(GtkImage *icon, GtkLabel *label, const char *words, gboolean good, const char *style)
{
  const char *classes[] = {style, NULL};
  const char *label_classes[] = {"strong", style, NULL};

  gtk_image_set_from_icon_name(icon, good ? "object-select-symbolic" : "dialog-warning-symbolic");
  gtk_widget_set_css_classes(GTK_WIDGET(icon), classes);
  gtk_widget_set_css_classes(GTK_WIDGET(label), label_classes);
  gtk_label_set_text(label, words);
}

static const SilsaSigner *
get_signer(const SilsaReport *report)
{
  return report->signers->len > 0 ? report->signers->pdata[0] : NULL;
}

static const char *
trusted_words(const SilsaReport *report, const SilsaComparison *comparison)
{
  const SilsaSigner *signer = get_signer(report);

  if (report->verdict == SILSA_VERDICT_UNREADABLE || (signer != NULL && !report->intact))
    return _("Cannot be told"); /* whoever signed, it was not this */
  if (signer == NULL)
    return _("Nobody signed it");
  if (!report->trusted)
    return _("Not on the list");
  if (comparison != NULL &&
      g_strcmp0(comparison->own_fingerprint, signer->certificate.fingerprint) == 0)
    return _("Your own key");
  return _("On the list");
}

static void
show_verdict(SilsaVerifySheet *self, const SilsaReport *report, const SilsaComparison *comparison)
{
  SilsaVerdictLook look = silsa_verdict_get_look(report);
  const char *classes[] = {"verdict", look.box, NULL};
  g_autofree char *sentence = silsa_report_to_sentence(report);
  gboolean untold = report->verdict == SILSA_VERDICT_UNREADABLE || get_signer(report) == NULL;
  const char *intact = report->intact ? _("Unchanged since it was signed")
                       : untold       ? _("Cannot be told")
                                      : _("Not what was signed");

  gtk_widget_set_css_classes(self->verdict, classes);
  gtk_image_set_from_icon_name(self->verdict_icon, look.icon);
  gtk_label_set_text(self->verdict_word, silsa_verdict_to_text(report->verdict));
  gtk_label_set_text(self->verdict_sentence, sentence);
  show_tile(self->intact_icon, self->intact_word, intact, report->intact,
            report->intact ? good_class(report) : "error");
  show_tile(self->trusted_icon, self->trusted_word, trusted_words(report, comparison),
            report->trusted, report->trusted ? good_class(report) : "warning");
  gtk_widget_set_visible(self->demonstration, g_strcmp0(report->purpose, "demonstration") == 0);
}

/* Pairs of name and value */

static void
add_pair(GtkGrid *grid, int row, const char *name, const char *value)
{
  GtkWidget *name_label = gtk_label_new(name);
  GtkWidget *value_label = gtk_label_new(value);

  gtk_label_set_xalign(GTK_LABEL(name_label), 0);
  gtk_widget_set_valign(name_label, GTK_ALIGN_START);
  gtk_widget_add_css_class(name_label, "soft");
  gtk_widget_add_css_class(name_label, "secondary");
  gtk_label_set_xalign(GTK_LABEL(value_label), 0);
  gtk_label_set_wrap(GTK_LABEL(value_label), TRUE);
  gtk_label_set_wrap_mode(GTK_LABEL(value_label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand(value_label, TRUE);
  gtk_widget_add_css_class(value_label, "numeric");
  gtk_widget_add_css_class(value_label, "secondary");
  gtk_accessible_update_relation(GTK_ACCESSIBLE(value_label), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                 name_label, NULL, -1);
  gtk_grid_attach(grid, name_label, 0, row, 1, 1);
  gtk_grid_attach(grid, value_label, 1, row, 1, 1);
}

static GtkGrid *
new_grid(void)
{
  GtkGrid *grid = GTK_GRID(gtk_grid_new());

  gtk_grid_set_column_spacing(grid, 20);
  gtk_grid_set_row_spacing(grid, 6);
  return grid;
}

static GtkWidget *
new_head(const char *words)
{
  GtkWidget *label = gtk_label_new(words);

  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_widget_set_margin_start(label, 4);
  gtk_widget_add_css_class(label, "card-head");
  return label;
}

/* Signers */

static const char *
role_words(const char *role)
{
  if (role == NULL)
    return _("names no role");
  if (g_str_equal(role, "assessor"))
    return _("signs as assessor");
  if (g_str_equal(role, "committee"))
    return _("signs as member of the committee");
  if (g_str_equal(role, "secretary"))
    return _("signs as secretary");
  return role;
}

static GtkWidget *
new_signer_head(const SilsaSigner *signer)
{
  GtkWidget *line = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *names = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new(signer->certificate.name);
  GtkWidget *role = gtk_label_new(role_words(signer->role));
  g_autofree char *level = g_strdup_printf("XAdES-%s", signer->level != NULL ? signer->level : "?");
  GtkWidget *chip = gtk_label_new(level);

  gtk_label_set_xalign(GTK_LABEL(name), 0);
  gtk_label_set_xalign(GTK_LABEL(role), 0);
  gtk_label_set_wrap(GTK_LABEL(name), TRUE);
  gtk_label_set_wrap(GTK_LABEL(role), TRUE);
  gtk_widget_add_css_class(name, "strong");
  gtk_widget_add_css_class(role, "soft");
  gtk_widget_add_css_class(role, "secondary");
  gtk_widget_add_css_class(chip, "chip");
  gtk_widget_set_valign(chip, GTK_ALIGN_CENTER);
  gtk_widget_set_valign(names, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand(names, TRUE);
  gtk_box_append(GTK_BOX(names), name);
  gtk_box_append(GTK_BOX(names), role);
  gtk_box_append(GTK_BOX(line), adw_avatar_new(40, signer->certificate.name, TRUE));
  gtk_box_append(GTK_BOX(line), names);
  gtk_box_append(GTK_BOX(line), chip);
  return line;
}

/* Eight groups of eight, four to a line: as it is read over the telephone. */
static char *
fingerprint_in_lines(const char *fingerprint)
{
  g_autofree char *text = silsa_fingerprint_to_text(fingerprint);
  g_auto(GStrv) groups = g_strsplit(text, " ", -1);
  GString *lines = g_string_new(NULL);

  for (guint i = 0; groups[i] != NULL; i++) {
    if (i > 0)
      g_string_append(lines, i % 4 == 0 ? "\n" : "  ");
    g_string_append(lines, groups[i]);
  }
  return g_string_free_and_steal(lines);
}

static GtkWidget *
new_signer(const SilsaSigner *signer)
{
  const SilsaCertificateFacts *certificate = &signer->certificate;
  GtkWidget *card = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12);
  GtkGrid *grid = new_grid();
  g_autofree char *time = silsa_instant_to_text(signer->time);
  g_autofree char *clock = g_strdup_printf(_("%s (clock of the signer)"), time);
  g_autofree char *until = silsa_instant_to_day(certificate->valid_to);
  g_autofree char *validity = certificate->self_signed
                                  ? g_strdup_printf(_("signed by itself · until %s"), until)
                                  : g_strdup_printf(_("%s · until %s"), certificate->issuer, until);
  g_autofree char *fingerprint = fingerprint_in_lines(certificate->fingerprint);

  gtk_widget_add_css_class(card, "card");
  gtk_widget_add_css_class(card, "silsa-card");
  add_pair(grid, 0, _("Signed at"), clock);
  add_pair(grid, 1, _("Certificate"), validity);
  add_pair(grid, 2, C_("certificate", "Key"), certificate->algorithm);
  add_pair(grid, 3, _("Fingerprint (SHA-256)"), fingerprint);
  gtk_widget_add_css_class(gtk_grid_get_child_at(grid, 1, 3), "fingerprint");
  gtk_label_set_selectable(GTK_LABEL(gtk_grid_get_child_at(grid, 1, 3)), TRUE);
  if (certificate->organisation != NULL)
    add_pair(grid, 4, _("Organisation"), certificate->organisation);
  gtk_box_append(GTK_BOX(card), new_signer_head(signer));
  gtk_box_append(GTK_BOX(card), gtk_separator_new(GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append(GTK_BOX(card), GTK_WIDGET(grid));
  return card;
}

static void
remove_all(GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child(GTK_WIDGET(box))) != NULL)
    gtk_box_remove(box, child);
}

static void
show_signers(SilsaVerifySheet *self, const SilsaReport *report)
{
  guint n = report->signers->len;

  remove_all(self->signers);
  gtk_widget_set_visible(GTK_WIDGET(self->signers), n > 0);
  gtk_box_append(self->signers, new_head(ngettext("Signature", "Signatures", n)));
  for (guint i = 0; i < n; i++)
    gtk_box_append(self->signers, new_signer(report->signers->pdata[i]));
}

/* Content */

static gboolean
withholds(const SilsaComparison *comparison)
{
  return comparison != NULL && comparison->withheld;
}

static const char *
kind_words(const char *kind)
{
  if (g_strcmp0(kind, "round") == 0)
    return C_("package", "Round");
  if (g_strcmp0(kind, "decision") == 0)
    return C_("package", "Decision");
  return C_("package", "Assessment");
}

static char *
result_words(const SilsaReport *report)
{
  const char *point = strchr(report->points, '.');
  g_auto(SilsaRational) q = {0};
  g_autofree char *points = NULL;

  silsa_rational_init(&q);
  if (silsa_decimal_parse(report->points, q.q, NULL))
    points = silsa_number_to_text(q.q, point != NULL ? (int)strlen(point + 1) : 0);
  return g_strdup_printf(_("%s points, grade %s"), points != NULL ? points : report->points,
                         report->grade != NULL ? report->grade : "–");
}

static char *
size_words(const SilsaReport *report)
{
  g_autofree char *size = g_format_size(report->size);

  return g_strdup_printf(ngettext("%s in %u entry", "%s in %u entries", report->n_entries), size,
                         report->n_entries);
}

static const char *
purpose_words(const char *purpose)
{
  return g_strcmp0(purpose, "demonstration") == 0 ? _("demonstration") : _("real assessment");
}

static GtkGrid *
new_content(const SilsaReport *report, gboolean withheld)
{
  GtkGrid *grid = new_grid();
  g_autofree char *status = silsa_catalogue_status_string_to_text(report->catalogue_status);
  g_autofree char *revision = g_strdup_printf("%u", report->revision);
  g_autofree char *size = size_words(report);
  int row = 0;

  add_pair(grid, row++, C_("package", "Kind"), kind_words(report->kind));
  if (report->city != NULL)
    add_pair(grid, row++, _("City"), report->city);
  if (report->assessor != NULL)
    add_pair(grid, row++, _("Assessor"), report->assessor);
  if (report->round != NULL)
    add_pair(grid, row++, _("Round"), report->round);
  if (report->revision > 0)
    add_pair(grid, row++, _("Revision"), revision);
  if (report->points != NULL && !withheld) {
    g_autofree char *result = result_words(report);

    add_pair(grid, row++, report->complete ? _("Result") : _("Secured, not complete"), result);
  }
  add_pair(grid, row++, _("Catalogue"), status);
  add_pair(grid, row++, _("Purpose"), purpose_words(report->purpose));
  add_pair(grid, row++, _("Size"), size);
  return grid;
}

static void
show_content(SilsaVerifySheet *self, const SilsaReport *report, gboolean withheld)
{
  GtkWidget *card;

  remove_all(self->content);
  gtk_widget_set_visible(GTK_WIDGET(self->content), report->kind != NULL);
  if (report->kind == NULL)
    return;
  card = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class(card, "card");
  gtk_widget_add_css_class(card, "silsa-card");
  gtk_box_append(GTK_BOX(card), GTK_WIDGET(new_content(report, withheld)));
  gtk_box_append(self->content, new_head(_("Content")));
  gtk_box_append(self->content, card);
}

/* Facts */

static gboolean
has_problem(const SilsaReport *report, const char *code)
{
  for (guint i = 0; i < report->problems->len; i++) {
    const SilsaVerifyNote *note = report->problems->pdata[i];

    if (g_str_equal(note->code, code))
      return TRUE;
  }
  return FALSE;
}

static void
add_notes(SilsaRowList *list, GPtrArray *notes, const char *icon, const char *style)
{
  for (guint i = 0; i < notes->len; i++) {
    const SilsaVerifyNote *note = notes->pdata[i];
    g_autofree char *words = silsa_verify_note_to_text(note);

    silsa_row_list_add(list, icon, style, words, NULL);
  }
}

static void
add_good(SilsaRowList *list, const SilsaReport *report, gboolean withheld)
{
  const char *style = good_class(report);
  const char *icon = "object-select-symbolic";

  if (report->intact && report->n_entries > 0) {
    g_autofree char *words = g_strdup_printf(
        ngettext("The signature covers the %u entry, and none is missing",
                 "The signature covers all %u entries, and none is missing", report->n_entries),
        report->n_entries);

    silsa_row_list_add(list, icon, style, words, NULL);
  }
  if (report->assessment != NULL && report->points != NULL &&
      !has_problem(report, "score-differs") && !has_problem(report, "preview-differs")) {
    g_autofree char *result = result_words(report);
    g_autofree char *words =
        g_strdup_printf(_("The scores were computed again and agree: %s"), result);

    silsa_row_list_add(list, icon, style,
                       withheld ? _("The scores were computed again and agree") : words, NULL);
  }
  for (guint i = 0; report->checked[i] != NULL; i++) {
    g_autofree char *words =
        g_strdup_printf(_("Checked: %s"), silsa_checked_to_text(report->checked[i]));

    silsa_row_list_add(list, icon, style, words, NULL);
  }
}

static void
add_not_checked(SilsaRowList *list, const SilsaReport *report)
{
  for (guint i = 0; report->not_checked[i] != NULL; i++) {
    g_autofree char *words =
        g_strdup_printf(_("Not checked: %s"), silsa_checked_to_text(report->not_checked[i]));

    silsa_row_list_add(list, "dialog-question-symbolic", "warning", words, NULL);
  }
}

static char *
advice(const SilsaReport *report, const SilsaComparison *comparison)
{
  const SilsaSigner *signer = get_signer(report);
  const char *name = signer != NULL ? signer->certificate.name : NULL;

  switch (report->verdict) {
  case SILSA_VERDICT_UNREADABLE:
    return g_strdup(_("To do: ask for the file again, best on another medium."));
  case SILSA_VERDICT_ALTERED:
    return name != NULL ? g_strdup_printf(_("To do: ask %s for the package again."), name)
                        : g_strdup(_("To do: ask the sender for the package again."));
  case SILSA_VERDICT_REFUSED:
    return g_strdup(_("To do: have it signed again, with a key that the rules accept."));
  case SILSA_VERDICT_INCONSISTENT:
    return name != NULL ? g_strdup_printf(_("To do: settle the points above with %s."), name)
                        : g_strdup(_("To do: settle the points above with the assessor."));
  case SILSA_VERDICT_INDETERMINATE:
    return g_strdup(_("To do: obtain what is named above, then check again."));
  case SILSA_VERDICT_UNTRUSTED:
    return g_strdup(_("To do: have the secretary compare the fingerprint by telephone and send a "
                      "round that lists it."));
  case SILSA_VERDICT_VALID:
    break;
  }
  if (comparison != NULL && comparison->own_fingerprint != NULL)
    return g_strdup(_("To do: hand the file in. Whoever receives it compares it with the round."));
  if (g_strv_contains((const char *const *)report->checked, "assignment") &&
      !silsa_report_is_settled(report))
    return g_strdup(_("To do: obtain what is named above, then check again."));
  if (!silsa_report_is_settled(report))
    return g_strdup(_("To do: compare it with the round before it counts."));
  return g_strdup(_("Nothing is left to do: it can be taken over."));
}

static void
show_facts(SilsaVerifySheet *self, const SilsaReport *report, const SilsaComparison *comparison)
{
  GtkWidget *list = silsa_row_list_new(NULL, NULL, _("What was found"));
  SilsaVerdictLook look = silsa_verdict_get_look(report);
  g_autofree char *words = advice(report, comparison);

  remove_all(self->facts);
  add_notes(SILSA_ROW_LIST(list), report->problems,
            g_str_equal(look.bad, "error") ? "window-close-symbolic" : "dialog-warning-symbolic",
            look.bad);
  add_not_checked(SILSA_ROW_LIST(list), report);
  add_notes(SILSA_ROW_LIST(list), report->facts, "dialog-information-symbolic", "soft");
  add_good(SILSA_ROW_LIST(list), report, withholds(comparison));
  silsa_row_list_add(SILSA_ROW_LIST(list), "go-next-symbolic", "soft", words, NULL);
  gtk_box_append(self->facts, list);
}

void
silsa_verify_sheet_show(SilsaVerifySheet *self,
                        const SilsaReport *report,
                        const SilsaComparison *comparison)
{
  g_return_if_fail(SILSA_IS_VERIFY_SHEET(self));
  g_return_if_fail(report != NULL);

  show_verdict(self, report, comparison);
  show_signers(self, report);
  show_content(self, report, withholds(comparison));
  show_facts(self, report, comparison);
}

static void
silsa_verify_sheet_dispose(GObject *object)
{
  gtk_widget_dispose_template(GTK_WIDGET(object), SILSA_TYPE_VERIFY_SHEET);

  G_OBJECT_CLASS(silsa_verify_sheet_parent_class)->dispose(object);
}

static void
silsa_verify_sheet_class_init(SilsaVerifySheetClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_verify_sheet_dispose;

  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-verify-sheet.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaVerifySheet, demonstration);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerifySheet, verdict);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerifySheet, verdict_icon);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerifySheet, verdict_word);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerifySheet, verdict_sentence);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerifySheet, intact_icon);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerifySheet, intact_word);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerifySheet, trusted_icon);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerifySheet, trusted_word);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerifySheet, signers);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerifySheet, content);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerifySheet, facts);
}

static void
silsa_verify_sheet_init(SilsaVerifySheet *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
}
