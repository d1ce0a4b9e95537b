#pragma once

#include <gmp.h>
#include <glib.h>

G_BEGIN_DECLS

/** A formula of a measure: names, decimals, + - * / and parentheses, nested at most 16 deep. */
typedef struct _SilsaFormula SilsaFormula;

typedef enum { SILSA_FORMULA_OK, SILSA_FORMULA_DIVIDES_BY_ZERO } SilsaFormulaResult;

/**
 * Compiles @text. @names are the identifiers allowed, in the order in which
 * silsa_formula_evaluate() gets their values; each must be used at least once. Errors: INVALID with
 * rule "formula-syntax", "formula-name" or "formula-unused", LIMIT "formula-depth". (transfer full)
 */
SilsaFormula *silsa_formula_new(const char *text,
                                const char *const *names,
                                guint n_names,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void silsa_formula_free(SilsaFormula *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaFormula, silsa_formula_free)

/** @inputs: n_names exact values. @out gets the value when the result is OK. */
SilsaFormulaResult
silsa_formula_evaluate(const SilsaFormula *self, mpq_srcptr const *inputs, mpq_ptr out);

G_END_DECLS
