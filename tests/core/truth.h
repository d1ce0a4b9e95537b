#pragma once

#include "silsa-assessment.h"

/*
 * A second, slow reckoning of DESIGN §6, from its words: everything is looked up anew in a plain
 * list of facts, every mean and sum is taken by walking over all indicators, amounts are exact
 * fractions throughout. It shares only the scoring of one value with the product, which test-score
 * judges.
 */

/** Asserts that everything that @assessment says follows from its facts. */
void truth_assert(SilsaAssessment *assessment);
