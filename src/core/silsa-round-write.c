#include "silsa-round-draft-private.h"

#include "silsa-xml-writer.h"

/* A draft as urn:silsa:round:1 (data/round.xsd). Claims come out in the order of the catalogue. */

static void
write_language(SilsaXmlWriter *out, const char *element, const char *language, const char *text)
{
  silsa_xml_writer_start(out, element);
  silsa_xml_writer_attribute(out, "xml:lang", language);
  silsa_xml_writer_text(out, text);
  silsa_xml_writer_end(out);
}

/* Both or none. */
static void
write_text(SilsaXmlWriter *out, const char *element, const char *ko, const char *en)
{
  if (ko == NULL || en == NULL)
    return;
  write_language(out, element, "ko", ko);
  write_language(out, element, "en", en);
}

static void
write_period(SilsaXmlWriter *out, const char *element, const char *from, const char *to)
{
  if (from == NULL || to == NULL)
    return;
  silsa_xml_writer_start(out, element);
  silsa_xml_writer_attribute(out, "from", from);
  silsa_xml_writer_attribute(out, "to", to);
  silsa_xml_writer_end(out);
}

/* <element attribute="value"/>, nothing without a value. */
static void
write_one(SilsaXmlWriter *out, const char *element, const char *attribute, const char *value)
{
  if (value == NULL)
    return;
  silsa_xml_writer_start(out, element);
  silsa_xml_writer_attribute(out, attribute, value);
  silsa_xml_writer_end(out);
}

static void
write_catalogue(SilsaXmlWriter *out, SilsaCatalogue *catalogue)
{
  silsa_xml_writer_start(out, "catalogue");
  silsa_xml_writer_attribute(out, "id", silsa_catalogue_get_id(catalogue));
  silsa_xml_writer_number(out, "version", silsa_catalogue_get_version(catalogue));
  silsa_xml_writer_attribute(out, "sha256", silsa_catalogue_get_sha256(catalogue));
  silsa_xml_writer_end(out);
}

static void
write_dates(SilsaXmlWriter *out, const SilsaRoundEntity *head)
{
  const char *registration = silsa_round_entity_get(head, "registration-from");
  const char *visit = silsa_round_entity_get(head, "visit-from");
  const char *decision = silsa_round_entity_get(head, "decision");

  if (registration == NULL && visit == NULL && decision == NULL)
    return;
  silsa_xml_writer_start(out, "dates");
  write_period(out, "registration", registration, silsa_round_entity_get(head, "registration-to"));
  write_period(out, "visit", visit, silsa_round_entity_get(head, "visit-to"));
  write_one(out, "decision", "on", decision);
  silsa_xml_writer_end(out);
}

static void
write_keeping(SilsaXmlWriter *out, const SilsaRoundEntity *head)
{
  const char *until = silsa_round_entity_get(head, "keeping-until");

  if (until == NULL)
    return;
  silsa_xml_writer_start(out, "keeping");
  silsa_xml_writer_attribute(out, "until", until);
  write_text(out, "purpose", silsa_round_entity_get(head, "keeping-purpose-ko"),
             silsa_round_entity_get(head, "keeping-purpose-en"));
  silsa_xml_writer_end(out);
}

static void
write_evidence(SilsaXmlWriter *out, const SilsaRoundEntity *head)
{
  const char *gps = silsa_round_entity_get(head, "gps");
  const char *photos = silsa_round_entity_get(head, "photos");

  if (gps == NULL && photos == NULL)
    return;
  silsa_xml_writer_start(out, "evidence");
  if (g_strcmp0(photos, "rendition") == 0)
    silsa_xml_writer_attribute(out, "photos", photos);
  silsa_xml_writer_attribute(out, "gps", gps != NULL ? gps : "withheld");
  silsa_xml_writer_end(out);
}

static void
write_head(SilsaXmlWriter *out, SilsaRoundDraft *draft)
{
  const SilsaRoundEntity *head = draft->head;

  write_text(out, "title", silsa_round_entity_get(head, "title-ko"),
             silsa_round_entity_get(head, "title-en"));
  write_text(out, "provenance", silsa_round_entity_get(head, "provenance-ko"),
             silsa_round_entity_get(head, "provenance-en"));
  write_catalogue(out, draft->catalogue);
  write_dates(out, head);
  write_one(out, "limits", "package-bytes", silsa_round_entity_get(head, "package-limit"));
  write_keeping(out, head);
  write_evidence(out, head);
}

static void
write_claim(SilsaXmlWriter *out,
            const SilsaRoundEntity *applicant,
            const char *code,
            const char *input,
            const char *value,
            gboolean with_texts)
{
  silsa_xml_writer_start(out, "claim");
  silsa_xml_writer_attribute(out, "indicator", code);
  silsa_xml_writer_attribute(out, "input", input);
  silsa_xml_writer_attribute(out, "value", value);
  if (with_texts) {
    silsa_xml_writer_element(out, "summary",
                             silsa_facts_get(applicant->claims, code, "claim-summary"));
    silsa_xml_writer_element(out, "page", silsa_facts_get(applicant->claims, code, "claim-page"));
    silsa_xml_writer_element(out, "document",
                             silsa_facts_get(applicant->claims, code, "claim-document"));
  }
  silsa_xml_writer_end(out);
}

static gboolean
has_texts(const SilsaRoundEntity *applicant, const char *code)
{
  return silsa_facts_get(applicant->claims, code, "claim-summary") != NULL ||
         silsa_facts_get(applicant->claims, code, "claim-page") != NULL ||
         silsa_facts_get(applicant->claims, code, "claim-document") != NULL;
}

/* Summary, page and document belong to the indicator; they stand on its first claim. */
static void
write_indicator(SilsaXmlWriter *out,
                const SilsaRoundEntity *applicant,
                const SilsaIndicator *indicator)
{
  gboolean quantitative = indicator->kind == SILSA_KIND_QUANTITATIVE;
  guint n_inputs = quantitative ? indicator->n_inputs : 1;
  gboolean texts = has_texts(applicant, indicator->code);
  gboolean first = TRUE;

  for (guint i = 0; i < n_inputs; i++) {
    const char *input = quantitative ? indicator->inputs[i].id : "level";
    g_autofree char *field = g_strconcat("claim:", input, NULL);
    const char *value = silsa_facts_get(applicant->claims, indicator->code, field);

    if (value == NULL)
      continue;
    write_claim(out, applicant, indicator->code, input, value, texts && first);
    first = FALSE;
  }
  if (first && texts)
    write_claim(out, applicant, indicator->code, quantitative ? indicator->inputs[0].id : "level",
                NULL, TRUE);
}

/* The class is a decision: it is written also where the population speaks for it. */
static const char *
get_class(SilsaCatalogue *catalogue, const SilsaRoundEntity *applicant)
{
  const char *class_id = silsa_round_entity_get(applicant, "class");
  const char *population = silsa_round_entity_get(applicant, "population");

  if (class_id != NULL || population == NULL)
    return class_id;
  return silsa_catalogue_get_class(
             catalogue,
             silsa_catalogue_propose_class(catalogue, g_ascii_strtoull(population, NULL, 10)))
      ->id;
}

static void
write_applicant(SilsaXmlWriter *out, const SilsaRoundEntity *applicant, SilsaCatalogue *catalogue)
{
  const char *programmes = silsa_round_entity_get(applicant, "programmes");
  g_auto(GStrv) ids = g_strsplit(programmes != NULL ? programmes : "", " ", -1);

  silsa_xml_writer_start(out, "applicant");
  silsa_xml_writer_attribute(out, "id", applicant->id);
  silsa_xml_writer_attribute(out, "kind", silsa_round_entity_get(applicant, "kind"));
  silsa_xml_writer_attribute(out, "population", silsa_round_entity_get(applicant, "population"));
  silsa_xml_writer_attribute(out, "class", get_class(catalogue, applicant));
  write_text(out, "name", silsa_round_entity_get(applicant, "name-ko"),
             silsa_round_entity_get(applicant, "name-en"));
  silsa_xml_writer_element(out, "class-reason", silsa_round_entity_get(applicant, "class-reason"));
  for (guint i = 0; ids[i] != NULL; i++)
    write_one(out, "programme", "id", ids[i]);
  for (guint i = 0; i < applicant->achievements->len; i++) {
    const SilsaText *text = g_ptr_array_index(applicant->achievements, i);

    silsa_xml_writer_start(out, "achievement");
    write_text(out, "text", text->ko, text->en);
    silsa_xml_writer_end(out);
  }
  for (guint i = 0; i < silsa_catalogue_get_n_indicators(catalogue); i++)
    write_indicator(out, applicant, silsa_catalogue_get_indicator(catalogue, i));
  silsa_xml_writer_end(out);
}

static void
write_person(SilsaXmlWriter *out, const SilsaRoundEntity *person)
{
  static const char *const names[] = {
      [SILSA_BOND_ASSIGNED] = "assigned", [SILSA_BOND_CONFLICT] = "conflict"};

  silsa_xml_writer_start(out, "person");
  silsa_xml_writer_attribute(out, "id", person->id);
  silsa_xml_writer_attribute(out, "name", silsa_round_entity_get(person, "name"));
  silsa_xml_writer_attribute(out, "role", silsa_round_entity_get(person, "role"));
  silsa_xml_writer_attribute(out, "fingerprint", silsa_round_entity_get(person, "fingerprint"));
  for (guint bond = 0; bond < G_N_ELEMENTS(names); bond++) {
    for (guint i = 0; i < person->bonds[bond]->len; i++)
      write_one(out, names[bond], "applicant", g_ptr_array_index(person->bonds[bond], i));
  }
  silsa_xml_writer_end(out);
}

GBytes *
silsa_round_draft_to_xml(SilsaRoundDraft *self)
{
  SilsaXmlWriter *out = silsa_xml_writer_new(FALSE);
  GPtrArray *applicants = self->entities[SILSA_ROUND_APPLICANT];
  GPtrArray *persons = self->entities[SILSA_ROUND_PERSON];

  silsa_xml_writer_start(out, "round");
  silsa_xml_writer_attribute(out, "xmlns", "urn:silsa:round:1");
  silsa_xml_writer_attribute(out, "id", self->head->id);
  silsa_xml_writer_attribute(out, "version", silsa_round_entity_get(self->head, "version"));
  silsa_xml_writer_attribute(out, "year", silsa_round_entity_get(self->head, "year"));
  silsa_xml_writer_attribute(out, "purpose", silsa_round_entity_get(self->head, "purpose"));
  silsa_xml_writer_attribute(out, "preview", silsa_round_entity_get(self->head, "preview"));
  write_head(out, self);
  for (guint i = 0; i < applicants->len; i++)
    write_applicant(out, g_ptr_array_index(applicants, i), self->catalogue);
  for (guint i = 0; i < persons->len; i++)
    write_person(out, g_ptr_array_index(persons, i));
  silsa_xml_writer_end(out);
  return silsa_xml_writer_finish(out);
}
