#pragma once

#include "silsa-assessment.h"

/*
 * Random editing of an assessment on any catalogue: what a person might do, in any order, with
 * little sense. The numbers come from g_test_rand_int(), so that --seed repeats a run.
 */

/** Evidence 1 to 6: four photos, two of them the same bytes, and two documents. */
void scribble_prepare(SilsaAssessment *assessment);
/** One random act. A refused one must change nothing; one taken back must leave no trace. Returns
 * whether it was performed. */
gboolean scribble(SilsaAssessment *assessment);

/** What the city is: the value of the fact @input, everywhere the same for one @city. */
const char *scribble_fact(const SilsaInput *input, guint city);
/** Any decimal that @input may hold. */
const char *scribble_amount(const SilsaInput *input);
/** Gives one thing that `missing` names, at random, with the facts of @city. FALSE when nothing is
 * missing. */
gboolean scribble_fill_in(SilsaAssessment *assessment, guint city);
