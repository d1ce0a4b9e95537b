#pragma once

#include "silsa-assessment.h"

/*
 * What the tests of answers share: a catalogue small enough to reckon by hand, and short ways to
 * act.
 *
 *   A 60  A1 40  A1-01 20  100 * part / whole, part at most whole; a, b (photo) required, c
 * (photo); 2 photos A1-02 20  levels 0, 1, 2, 3 for 0, 50, 60, 100 %; a, b required, c A2 20  A2-01
 * 10  population / area, population at most 1,000,000; at most 80 %, lower is better; a required
 *                A2-02 10  1000 * cars / population, the same population; never below 20 %; a
 * required B 40  B1 40  B1-01 20  levels 0, 1, 2 for 0, 30, 90 %; no check is required B1-02 20 100
 * * covered / area, the same area; a, b, c required
 *
 * Classes: large from 500,000, small from 0. Grades 1 to 4 from 90, 70, 50 and 0 %. One decimal.
 */
GBytes *desk_catalogue(void) G_GNUC_WARN_UNUSED_RESULT;

/** An assessment of a small city of 100,000 on @bytes; the catalogue is dropped with it. (transfer
 * full) */
SilsaAssessment *desk_new(GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;

/** One change, checked and applied. */
void
desk_set(SilsaAssessment *assessment, const char *subject, const char *field, const char *value);
/** Checks and applies an act and returns it as it was performed. (transfer full) */
SilsaAct *desk_perform(SilsaAssessment *assessment, SilsaAct *act);
/** "FIELD=VALUE" pairs for one subject as one act; NULL ends. */
void desk_do(SilsaAssessment *assessment, const char *subject, ...) G_GNUC_NULL_TERMINATED;
/** Evidence number @id with a digest made from @digit. @kind: photo, document or submitted. */
void desk_add_evidence(SilsaAssessment *assessment, gint64 id, char digit, const char *kind);

/** Asserts that one change is refused with @rule and changes nothing. */
void desk_refuse(SilsaAssessment *assessment,
                 const char *subject,
                 const char *field,
                 const char *value,
                 int code,
                 const char *rule);

/** Codes joined by a space. (transfer full) */
char *desk_missing(SilsaAssessment *assessment, const char *code) G_GNUC_WARN_UNUSED_RESULT;
char *desk_contradictions(SilsaAssessment *assessment, const char *code) G_GNUC_WARN_UNUSED_RESULT;
/** Every fact as "subject field=value" lines. (transfer full) */
char *desk_dump(SilsaAssessment *assessment) G_GNUC_WARN_UNUSED_RESULT;
/** Everything that follows from the facts, as text. (transfer full) */
char *desk_describe(SilsaAssessment *assessment) G_GNUC_WARN_UNUSED_RESULT;

#define desk_assert_missing(assessment, code, expected)                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *desk_found = desk_missing(assessment, code);                                  \
    g_assert_cmpstr(desk_found, ==, expected);                                                     \
  }                                                                                                \
  G_STMT_END

#define desk_assert_contradictions(assessment, code, expected)                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *desk_found = desk_contradictions(assessment, code);                           \
    g_assert_cmpstr(desk_found, ==, expected);                                                     \
  }                                                                                                \
  G_STMT_END
